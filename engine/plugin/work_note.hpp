// What the components are doing just now, in a small file beside the store that outlives the process: if one of them crashes or
// hangs, the next start reads which, and over what. A signal's handler may write to it; nothing else of the program can be
// trusted then.
//
// Only a crash or a hang leaves a trace. A process that was killed from outside leaves none: that is nobody's fault.
#pragma once

#include "base/clock.hpp"
#include "ledgerline/abi.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace ledgerline::plugin {

class WorkNote {
public:
    enum class End { crashed, hung };
    struct Left {
        std::string component;            // "orders/sku-match"
        ll_operation operation = 0;
        std::vector<std::int64_t> messages; // ids; none for a source
        End end = End::crashed;
        int signal = 0;                   // of a crash
    };

    // Makes the file, or takes over the last one: `left` tells what stands in it, and it is empty then. "" = no file, for tests.
    explicit WorkNote(const std::filesystem::path& file);
    ~WorkNote();
    WorkNote(const WorkNote&) = delete;
    WorkNote& operator=(const WorkNote&) = delete;

    const std::vector<Left>& left() const { return left_; }

    // From now until its end this thread is inside the component. Not nested.
    class Work {
    public:
        Work(WorkNote* note, const std::string& component, ll_operation operation, const std::vector<std::int64_t>& messages);
        ~Work();
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;

    private:
        struct Slot* slot_ = nullptr;
    };
    // A sign of life of this thread's component: it has asked the engine for something.
    static void is_alive();

    // Those that have given no sign of life for so long, rules and others: marked as hung. By the machine's running time, so that
    // neither a clock that is set nor a machine that sleeps makes a component look hung.
    std::vector<Left> hanging(base::Millis rules_ms, base::Millis others_ms);

private:
    struct Map;
    friend struct Slot;

    std::unique_ptr<Map> map_;
    std::vector<Left> left_;
};

// From now on a signal that ends the program marks the slot of its thread and is told on standard error. Once, by the host process.
void watch_for_crashes();
// What is being loaded, for the words of the handler: a library's own initialisers run before it can be asked anything.
class WhileLoading {
public:
    explicit WhileLoading(const char* file); // stays the caller's
    ~WhileLoading();
    WhileLoading(const WhileLoading&) = delete;
    WhileLoading& operator=(const WhileLoading&) = delete;
};

// Each thread that enters components: its own stack for the handler, since a stack that has overflowed cannot carry one.
class CrashStack {
public:
    CrashStack();
    ~CrashStack();
    CrashStack(const CrashStack&) = delete;
    CrashStack& operator=(const CrashStack&) = delete;

private:
    std::unique_ptr<char[]> memory_;
};

} // namespace ledgerline::plugin

#include "plugin/work_note.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace ledgerline::plugin {

namespace {

constexpr std::size_t slots_max = 256;     // threads that are inside components at the same time
constexpr std::size_t name_max = 120;
constexpr std::size_t messages_max = 64;
constexpr std::uint64_t magic = 0x4c4c574f524b3031; // "LLWORK01"

enum State : std::uint32_t { idle = 0, working = 1, crashed = 2, hung = 3 };

} // namespace

// Plain old data in shared memory: a handler writes single words, and the next process reads what it finds.
struct Slot {
    std::atomic<std::uint32_t> taken, state;
    std::int32_t signal, operation;
    std::atomic<std::int64_t> alive_at;
    std::uint32_t name_size, message_count;
    std::array<char, name_max> name;
    std::array<std::int64_t, messages_max> messages;
};

namespace {

struct Shape {
    std::uint64_t mark;
    std::array<Slot, slots_max> slots;
};

// A handler has no other way to find them.
thread_local Slot* current = nullptr; // this thread's, while it is inside a component
thread_local const char* loading = nullptr;
thread_local Slot* last = nullptr;    // that this thread had: most likely free for it again

base::Millis running_ms() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return base::Millis{time.tv_sec} * 1'000 + time.tv_nsec / 1'000'000;
}

WorkNote::Left read(const Slot& slot) {
    WorkNote::Left left;
    left.component.assign(slot.name.data(), std::min<std::size_t>(slot.name_size, name_max));
    left.operation = slot.operation;
    left.messages.assign(slot.messages.begin(), slot.messages.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(slot.message_count, messages_max)));
    left.end = slot.state == hung ? WorkNote::End::hung : WorkNote::End::crashed;
    left.signal = slot.signal;
    return left;
}

void say(const char* text) {
    if (::write(STDERR_FILENO, text, std::strlen(text)) < 0) return; // nobody is left to tell
}

void mark_crash(int signal) {
    if (loading != nullptr) {
        say("ledgerline: the program ends while it loads ");
        say(loading);
        say(": take this file out of the plugin directory and give it to its author\n");
    }
    Slot* slot = current;
    if (slot == nullptr) return;
    slot->signal = signal;
    slot->state = crashed;
    say("ledgerline: the program ends inside of the component ");
    if (::write(STDERR_FILENO, slot->name.data(), slot->name_size) < 0) return;
    say("; the next start tells over which message\n");
}

void on_signal(int signal) {
    mark_crash(signal);
    // As it would have ended without us.
    struct sigaction otherwise = {};
    otherwise.sa_handler = SIG_DFL;
    ::sigaction(signal, &otherwise, nullptr);
    ::raise(signal);
}

void on_exit() { mark_crash(0); } // a component has called exit()

} // namespace

struct WorkNote::Map {
    Shape* shape = nullptr;
};

WorkNote::WorkNote(const std::filesystem::path& file) : map_(std::make_unique<Map>()) {
    int descriptor = -1;
    if (!file.empty()) {
        descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        // With room on the disk for all of it: a page that cannot be written later would end the process.
        int problem = descriptor < 0 ? errno : 0;
        if (problem == 0 && ::ftruncate(descriptor, sizeof(Shape)) != 0) problem = errno;
        if (problem == 0) problem = ::posix_fallocate(descriptor, 0, sizeof(Shape));
        if (problem != 0) {
            const std::string why = std::strerror(problem);
            if (descriptor >= 0) ::close(descriptor);
            throw std::runtime_error("the file " + file.string() + " cannot be made: " + why);
        }
    }
    void* memory = ::mmap(nullptr, sizeof(Shape), PROT_READ | PROT_WRITE, descriptor < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED, descriptor, 0);
    if (descriptor >= 0) ::close(descriptor);
    if (memory == MAP_FAILED) throw std::runtime_error("the file " + file.string() + " cannot be mapped: " + std::strerror(errno));
    map_->shape = static_cast<Shape*>(memory);
    if (map_->shape->mark == magic)
        for (const Slot& slot : map_->shape->slots)
            if (slot.state == crashed || slot.state == hung) left_.push_back(read(slot));
    std::memset(memory, 0, sizeof(Shape));
    map_->shape->mark = magic;
}

WorkNote::~WorkNote() {
    ::munmap(map_->shape, sizeof(Shape));
}

WorkNote::Work::Work(WorkNote* note, const std::string& component, ll_operation operation, const std::vector<std::int64_t>& messages) {
    if (note == nullptr || current != nullptr) return;
    auto& slots = note->map_->shape->slots;
    // Given back when the work is done: threads come and go, those of a server above all.
    const auto take = [](Slot& slot) {
        std::uint32_t free = 0;
        return slot.taken.compare_exchange_strong(free, 1);
    };
    const bool is_of_this_note = last >= slots.data() && last < slots.data() + slots.size();
    Slot* const found = is_of_this_note && take(*last) ? last : std::find_if(slots.data(), slots.data() + slots.size(), take);
    if (found == slots.data() + slots.size()) return; // more threads than slots: this one is not watched
    slot_ = last = found;
    slot_->operation = operation;
    slot_->alive_at = running_ms();
    slot_->name_size = static_cast<std::uint32_t>(std::min(component.size(), name_max));
    std::memcpy(slot_->name.data(), component.data(), slot_->name_size);
    slot_->message_count = static_cast<std::uint32_t>(std::min(messages.size(), messages_max));
    std::copy_n(messages.begin(), slot_->message_count, slot_->messages.begin());
    slot_->state = working;
    current = slot_;
}

WorkNote::Work::~Work() {
    if (slot_ == nullptr) return;
    current = nullptr;
    slot_->state = idle;
    slot_->taken = 0;
}

void WorkNote::is_alive() {
    if (current != nullptr) current->alive_at = running_ms();
}

std::vector<WorkNote::Left> WorkNote::hanging(base::Millis rules_ms, base::Millis others_ms) {
    std::vector<Left> found;
    const base::Millis now = running_ms();
    for (Slot& slot : map_->shape->slots) {
        if (slot.state != working || now - slot.alive_at < (slot.operation == LL_APPLY ? rules_ms : others_ms)) continue;
        std::uint32_t expected = working;
        if (slot.state.compare_exchange_strong(expected, hung)) found.push_back(read(slot));
    }
    return found;
}

void watch_for_crashes() {
    struct sigaction action = {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::sigaction(signal, &action, nullptr);
    std::atexit(on_exit);
}

WhileLoading::WhileLoading(const char* file) { loading = file; }
WhileLoading::~WhileLoading() { loading = nullptr; }

CrashStack::CrashStack() : memory_(std::make_unique<char[]>(64 * 1024)) {
    stack_t stack = {};
    stack.ss_sp = memory_.get();
    stack.ss_size = 64 * 1024;
    ::sigaltstack(&stack, nullptr);
}

CrashStack::~CrashStack() {
    stack_t none = {};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
}

} // namespace ledgerline::plugin

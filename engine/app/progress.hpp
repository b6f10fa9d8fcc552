// One line on a terminal while the engine works: how much came in, where it stands, what is to go.
#pragma once

#include "store/store.hpp"

#include <cstdio>
#include <string>

namespace ledgerline::app {

struct Progress {
    // delivered: documents. told: confirmations and shipments, which tell of documents.
    std::int64_t received = 0, delivered = 0, told = 0, applied = 0, held = 0, other = 0, to_go = 0;
};

Progress progress_of(const store::Store& store);
std::string text_of(const Progress& progress);

// Overwrites its own line; writes nothing where `out` is no terminal.
class ProgressLine {
public:
    explicit ProgressLine(std::FILE* out);
    ~ProgressLine();
    void show(const std::string& text);

private:
    std::FILE* out_;
    bool terminal_;
    std::size_t width_ = 0;
};

} // namespace ledgerline::app

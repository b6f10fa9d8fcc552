#include "app/progress.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace ledgerline::app {

namespace state = store::message_state;

Progress progress_of(const store::Store& store) {
    Progress progress;
    store.read([&](store::UnitOfWork& unit) {
        for (const auto& count : unit.messages().counts()) {
            if (count.state == state::superseded) continue;
            progress.received += count.messages;
            const bool tells = count.type == "confirmation" || count.type == "shipment";
            if (count.state == state::delivered) (tells ? progress.told : progress.delivered) += count.messages;
            else if (count.state == state::applied) progress.applied += count.messages;
            else if (count.state == state::held) progress.held += count.messages;
            else if (count.state == state::ready || count.state == state::routed) progress.to_go += count.messages;
            else progress.other += count.messages;
        }
    });
    return progress;
}

std::string text_of(const Progress& progress) {
    return fmt::format("received {} · posted {}{} · reference data {} · held {} · dropped {} · to go {}", progress.received, progress.delivered,
                       progress.told > 0 ? fmt::format(" · told of it {}", progress.told) : "", progress.applied, progress.held, progress.other, progress.to_go);
}

ProgressLine::ProgressLine(std::FILE* out) : out_(out), terminal_(isatty(fileno(out)) == 1) {}

ProgressLine::~ProgressLine() {
    if (terminal_ && width_ > 0) std::fputc('\n', out_);
}

void ProgressLine::show(const std::string& text) {
    if (!terminal_) return;
    fmt::print(out_, "\r{:<{}}", text, width_);
    std::fflush(out_);
    width_ = text.size();
}

} // namespace ledgerline::app

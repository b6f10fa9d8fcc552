// `ledgerline push --dry-run`: every change of stock and catalogue that the engine would push, before its first run.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

struct PushOptions {
    std::string route;       // "" = all that push
    bool dry_run = false;
    bool csv = false;
    base::Millis give_up_ms = 60'000; // for a system that does not answer
};

int push(const Common& common, const PushOptions& options);

} // namespace ledgerline::app

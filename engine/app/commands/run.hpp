// `ledgerline run`: the host process.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

struct RunOptions {
    bool once = false;                     // work until nothing is due, then end
    base::Millis give_up_ms = 60'000;      // with once: how long a system may be unreachable
};

int run(const Common& common, const RunOptions& options);

} // namespace ledgerline::app

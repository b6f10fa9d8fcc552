// The command line: verbs, options, exit codes. See docs/commands.md.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

// Never throws. `common` brings the environment and the streams.
int command_line(int argc, const char* const* argv, Common common);

} // namespace ledgerline::app

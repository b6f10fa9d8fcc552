// `ledgerline check` and `ledgerline prepare`: is the deployment ready, and make the remote system ready.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

// 0 means that `run` starts. With `online` both systems are contacted as well, reading only.
int check(const Common& common, bool online);
// What a sink needs in its system (user tables, fields) is created; with dry_run it is only listed.
int prepare(const Common& common, const std::string& connection, bool dry_run);

} // namespace ledgerline::app

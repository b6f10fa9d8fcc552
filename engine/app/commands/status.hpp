// `ledgerline status`: flows, queues, last success, waiting money, open exceptions.
#pragma once

#include "app/commands/command.hpp"

namespace ledgerline::app {

int status(const Common& common);
int verify_history(const Common& common);

} // namespace ledgerline::app

// `ledgerline return record` and `return withdraw`: goods that came back and were looked at.
#pragma once

#include "app/commands/command.hpp"
#include "intake/return_entry.hpp"

namespace ledgerline::app {

int return_record(const Common& common, const intake::EnteredReturn& entry, bool dry_run);
int return_withdraw(const Common& common, const intake::EnteredWithdrawal& entry, bool dry_run);

} // namespace ledgerline::app

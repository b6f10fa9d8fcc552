// `ledgerline refund record` and `refund withdraw`: money that went back outside of a store.
#pragma once

#include "app/commands/command.hpp"
#include "intake/refund_entry.hpp"

namespace ledgerline::app {

int refund_record(const Common& common, const intake::EnteredRefund& entry, bool dry_run);
int refund_withdraw(const Common& common, const intake::EnteredWithdrawal& entry, bool dry_run);

} // namespace ledgerline::app

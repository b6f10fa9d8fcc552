#include "app/commands/refunds.hpp"

#include "app/commands/at_the_desk.hpp"
#include "app/refund_desk.hpp"

#include <fmt/format.h>

namespace ledgerline::app {
namespace {

constexpr std::size_t text_bytes_max = 2'000;

void print_entered(const Common& common, const intake::Entered& entered, bool dry_run, const std::string& sentence) {
    message::Value members = json_of_refund(entered);
    members.set("dry_run", dry_run);
    print_done(common, sentence, std::move(members));
}

} // namespace

int refund_record(const Common& common, const intake::EnteredRefund& entry, bool dry_run) {
    for (const auto& [option, text] : {std::pair("--order", &entry.order), std::pair("--key", &entry.key), std::pair("--store", &entry.store), std::pair("--kind", &entry.kind), std::pair("--amount", &entry.amount),
                                       std::pair("--shipping", &entry.shipping), std::pair("--handling", &entry.handling), std::pair("--reason", &entry.reason), std::pair("--on", &entry.on), std::pair("--by", &entry.by)})
        refuse_unfit(option, *text, text_bytes_max);
    for (const intake::EnteredUnits& line : entry.lines) refuse_unfit("--line", line.line_id, text_bytes_max);
    const auto entered = at_the_desk<RefundDesk>(common, [&](const RefundDesk& desk, store::Store& store, const intake::EnteredBy& by) { return desk.enter(store, entry, by, dry_run); });
    const std::string what = fmt::format("{} of order {}", refund_in_words(entered.body), entered.order_number);
    print_entered(common, entered, dry_run, entered.is_new ? fmt::format("{} {} recorded; the rules are next.", what, dry_run ? "would be" : "is") : fmt::format("{} was recorded before; nothing is done again.", what));
    return exit_code::fine;
}

int refund_withdraw(const Common& common, const intake::EnteredWithdrawal& entry, bool dry_run) {
    for (const auto& [option, text] : {std::pair("the reference", &entry.key), std::pair("--reason", &entry.reason), std::pair("--by", &entry.by)}) refuse_unfit(option, *text, text_bytes_max);
    const auto entered = at_the_desk<RefundDesk>(common, [&](const RefundDesk& desk, store::Store& store, const intake::EnteredBy& by) { return desk.withdraw(store, entry, by, dry_run); });
    const std::string what = fmt::format("{} of order {}", refund_in_words(entered.body), entered.order_number);
    print_entered(common, entered, dry_run,
                  entered.is_new ? fmt::format("{} {} withdrawn. What was not booked of it is not; if a document stands for it, an exception of finance says which to cancel.", what, dry_run ? "would be" : "is")
                                 : fmt::format("{} was withdrawn before; nothing is done again.", what));
    return exit_code::fine;
}

} // namespace ledgerline::app

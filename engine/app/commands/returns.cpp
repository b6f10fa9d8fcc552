#include "app/commands/returns.hpp"

#include "app/commands/at_the_desk.hpp"
#include "app/return_desk.hpp"

#include <fmt/format.h>

namespace ledgerline::app {
namespace {

constexpr std::size_t text_bytes_max = 2'000;

void print_entered(const Common& common, const intake::Entered& entered, bool dry_run, const std::string& sentence) {
    message::Value members = json_of(entered);
    members.set("dry_run", dry_run);
    print_done(common, sentence, std::move(members));
}

} // namespace

int return_record(const Common& common, const intake::EnteredReturn& entry, bool dry_run) {
    constexpr std::size_t name_bytes_max = 500;
    refuse_unfit("--note", entry.note, text_bytes_max);
    for (const auto& [option, text] : {std::pair("--order", &entry.order), std::pair("--store", &entry.store), std::pair("--refund", &entry.refund_id)}) refuse_unfit(option, *text, name_bytes_max);
    for (const intake::EnteredLine& line : entry.lines)
        for (const auto& [option, text] : {std::pair("--line", &line.line_id), std::pair("--sku", &line.sku), std::pair("--warehouse", &line.warehouse), std::pair("--reason", &line.reason)})
            refuse_unfit(option, *text, name_bytes_max);
    const auto entered = at_the_desk<ReturnDesk>(common, [&](const ReturnDesk& desk, store::Store& store, const intake::EnteredBy& by) { return desk.enter(store, entry, by, dry_run); });
    const std::string what = fmt::format("Return {} of order {}: {}", entry.id, entered.order_number, goods_in_words(entered.body));
    print_entered(common, entered, dry_run, entered.is_new ? fmt::format("{} {} recorded; the rules are next.", what, dry_run ? "would be" : "is") : fmt::format("{} was recorded before; nothing is done again.", what));
    return exit_code::fine;
}

int return_withdraw(const Common& common, const intake::EnteredWithdrawal& entry, bool dry_run) {
    for (const auto& [option, text] : {std::pair("--id", &entry.key), std::pair("--reason", &entry.reason), std::pair("--by", &entry.by)}) refuse_unfit(option, *text, text_bytes_max);
    const auto entered = at_the_desk<ReturnDesk>(common, [&](const ReturnDesk& desk, store::Store& store, const intake::EnteredBy& by) { return desk.withdraw(store, entry, by, dry_run); });
    const std::string what = fmt::format("Return {} of order {}: {}", entry.key, entered.order_number, goods_in_words(entered.body));
    print_entered(common, entered, dry_run,
                  entered.is_new ? fmt::format("{} {} withdrawn. What was not posted of it is not; if a document stands for it, an exception of operations says which to reverse.", what, dry_run ? "would be" : "is")
                                 : fmt::format("{} was withdrawn before; nothing is done again.", what));
    return exit_code::fine;
}

} // namespace ledgerline::app

#include "app/commands/returns.hpp"

#include "app/return_desk.hpp"

#include <fmt/format.h>

namespace ledgerline::app {

int return_record(const Common& common, const intake::EnteredReturn& entry, bool dry_run) {
    constexpr std::size_t note_bytes_max = 2'000, name_bytes_max = 500;
    refuse_unfit("--note", entry.note, note_bytes_max);
    for (const auto& [option, text] : {std::pair("--order", &entry.order), std::pair("--store", &entry.store), std::pair("--refund", &entry.refund_id)}) refuse_unfit(option, *text, name_bytes_max);
    for (const intake::EnteredLine& line : entry.lines)
        for (const auto& [option, text] : {std::pair("--line", &line.line_id), std::pair("--sku", &line.sku), std::pair("--warehouse", &line.warehouse), std::pair("--reason", &line.reason)})
            refuse_unfit(option, *text, name_bytes_max);
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const ReturnDesk desk(deployment.settings);
    if (!desk.is_open()) throw UsageError(ReturnDesk::how_to_open());
    const auto store = open_store(deployment, clock);
    intake::Entered entered;
    try {
        entered = desk.enter(*store, entry, {"console", operator_name(common)}, dry_run);
    } catch (const intake::EntryRefused& refusal) {
        throw UsageError(refusal.what());
    }
    message::Value members = json_of(entered);
    members.set("dry_run", dry_run);
    const std::string what = fmt::format("Return {} of order {}: {}", entry.id, entered.order_number, goods_in_words(entered.body));
    print_done(common, entered.is_new ? fmt::format("{} {} recorded; the rules are next.", what, dry_run ? "would be" : "is") : fmt::format("{} was recorded before; nothing is done again.", what), std::move(members));
    return exit_code::fine;
}

} // namespace ledgerline::app

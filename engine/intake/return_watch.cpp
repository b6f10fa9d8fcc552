#include "intake/return_watch.hpp"

#include "commerce/custody.hpp"
#include "ledger/history.hpp"

#include <fmt/format.h>

namespace ledgerline::intake {

using message::Value;

namespace {

constexpr base::Millis look_every_ms = 3'600'000;
constexpr std::size_t told_at_once = 100;
constexpr const char* code = "RETURN_NOT_RECEIVED"; // closed by revisions::goods_came_back

} // namespace

std::string ReturnWatch::today() const { return base::iso_time(clock_.now()).substr(0, 10); }

bool ReturnWatch::step() {
    if (looked_at_ != 0 && clock_.now() < looked_at_ + look_every_ms) return false;
    std::vector<store::ExpectedReturnRow> overdue;
    const std::string day = today();
    store_.read([&](store::UnitOfWork& unit) { overdue = unit.expected_returns().overdue(day, told_at_once); });
    looked_at_ = clock_.now();
    if (overdue.empty()) return false;
    bool told = false;
    store_.commit([&](store::UnitOfWork& unit) {
        told = false;
        for (const store::ExpectedReturnRow& late : overdue) {
            const auto refund = unit.messages().find(late.message_id);
            const std::string missing = commerce::goods_missing(unit, late.source, late.refund_key);
            if (!refund || missing.empty() || unit.exceptions().open_of_message(late.message_id)) continue; // it came meanwhile
            exceptions::Found found{code,
                                    fmt::format("Refund {} of order {} is booked, and {} did not come back until {}", late.refund_key, late.order_key, missing, late.due_on),
                                    "", "order:" + late.order_key, "", "engine", Value::object({{"order", late.order_key}, {"due_on", late.due_on}, {"missing", missing}})};
            exceptions_.hold(unit, *refund, {found});
            ledger::record(unit, {refund->id, refund->correlation, "goods missing", "engine", Value::object({{"missing", missing}, {"due_on", late.due_on}})});
            for (store::ExpectedReturnRow row : unit.expected_returns().of_refund(late.source, late.refund_key)) {
                row.told = true;
                unit.expected_returns().put(row);
            }
            told = true;
        }
    });
    if (told && overdue.size() == told_at_once) looked_at_ = 0; // there are more
    return told;
}

base::Millis ReturnWatch::next_due() const {
    std::string due;
    store_.read([&](store::UnitOfWork& unit) { due = unit.expected_returns().next_due(); });
    if (due.empty()) return 0;
    // From the day after.
    const base::Millis day_ends = base::parse_time(due + "T00:00:00Z").value_or(0) + 86'400'000;
    return std::max(day_ends, looked_at_ + look_every_ms);
}

} // namespace ledgerline::intake

// What happens to an order after it was placed: in the store, in the office of the company, and on the wire between them.
#include "world.hpp"

#include "message/json.hpp"

#include <ledgerline/decimal.hpp>

#include <stdexcept>

namespace ledgerline::scenario {

using message::Value;

namespace {

std::int64_t entry_of(const sandbox::b1::Company& company, const std::string& id) {
    const auto documents = company.orders_with("NumAtCard", id);
    if (documents.size() != 1) throw std::invalid_argument("this step needs one sales order of the order");
    return Decimal::parse_number(documents.front()["DocEntry"].text_or("0")).units();
}

// A file does not know the store's ids: {"at": 0, ...} in a list stands for the first that is there now.
Value with_ids(const Value& order, Value changes) {
    for (const char* name : {"products", "shipping_addresses"}) {
        if (!changes.find(name)) continue;
        Value rows = Value::array();
        for (Value row : *changes[name].as_array()) {
            if (const Value* at = row.find("at")) row.set("id", (*order[name].as_array()).at(static_cast<std::size_t>(at->int_or(0)))["id"]);
            row.erase("at");
            rows.push(std::move(row));
        }
        changes.set(name, std::move(rows));
    }
    return changes;
}

} // namespace

void World::take_step(const Value& step, const std::string& id) {
    const std::int64_t order = std::stoll(id);
    for (const auto& [what, given] : *step.as_object()) {
        if (what == "edit") shop_.edit_order(order, with_ids(shop_.order(order), given));
        else if (what == "status") shop_.set_status(order, given.int_or(0));
        else if (what == "ship_in_store") shop_.ship(order, given);
        else if (what == "pay") shop_.pay(order);
        else if (what == "deliver") deliveries_.push_back(company_.deliver_order(entry_of(company_, id), given).doc_entry);
        else if (what == "track") company_.change_document("DeliveryNotes", deliveries_.at(static_cast<std::size_t>(given["delivery"].int_or(0))), Value::object({{"TrackingNumber", given["number"]}}));
        else if (what == "cancel_delivery") company_.cancel_document("DeliveryNotes", deliveries_.at(static_cast<std::size_t>(given.int_or(0))));
        else if (what == "invoice") company_.invoice("Orders", entry_of(company_, id), given);
        else if (what == "office_change") company_.change_document("Orders", entry_of(company_, id), given);
        else if (what == "office_cancel") company_.cancel_document("Orders", entry_of(company_, id));
        else if (what == "lost_answers") company_.break_down_after_commit(static_cast<int>(given.int_or(1)), 502);
        else if (what == "store_fault") shop_.inject(sandbox::fault_from(given));
        else if (what == "contention") company_.contend("Orders", static_cast<int>(given.int_or(1)));
        else if (what == "typed_by_hand") {
            Value typed = given;
            typed.set("NumAtCard", id);
            company_.make_document("Orders", typed);
        } else if (!take_refund_step(what, given, order)) throw std::invalid_argument("then: there is no step " + what);
    }
}

} // namespace ledgerline::scenario

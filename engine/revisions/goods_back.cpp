#include "revisions/goods_back.hpp"

#include "commerce/credited.hpp"
#include "commerce/custody.hpp"
#include "commerce/returned.hpp"
#include "commerce/values.hpp"

#include <fmt/format.h>

#include <set>

namespace ledgerline::revisions {

using commerce::rows_of;
using message::Value;

namespace {

constexpr const char* not_received = "RETURN_NOT_RECEIVED"; // opened by intake::ReturnWatch
constexpr const char* lies_there = "RETURN_UNSELLABLE";

// What was asked of these refunds' goods is answered.
void close_what_arrived(store::UnitOfWork& unit, const std::vector<store::Id>& refunds, const std::string& by) {
    for (const store::Id id : refunds)
        if (const auto open = unit.exceptions().open_of_message(id); open && open->code == not_received) unit.exceptions().close(open->id, unit.now(), by, "");
}

// The orders of what counts for this message now.
std::set<std::pair<std::string, std::string>> orders_of(store::UnitOfWork& unit, const store::MessageRow& message) {
    std::set<std::pair<std::string, std::string>> orders;
    for (const store::ReturnedRow& row : unit.returned().of_return(message.source, message.source_key)) orders.emplace(row.order_source, row.order_key);
    return orders;
}

void count_anew(store::UnitOfWork& unit, const store::MessageRow& message, const Value& sent, const char* state, const std::string& by) {
    auto orders = orders_of(unit, message); // an earlier revision may have been of another one
    commerce::count_returned(unit, message, sent, state);
    orders.merge(orders_of(unit, message));
    for (const auto& [source, key] : orders) close_what_arrived(unit, commerce::goods_counted(unit, source, key), by);
}

} // namespace

std::optional<exceptions::Found> unsellable(const store::MessageRow& message, const Value& sent) {
    if (message.type != "return" || sent["stock_posted"].bool_or(false) || sent["cancelled"].bool_or(false)) return std::nullopt;
    std::string text;
    Value lines = Value::array();
    for (const Value& line : rows_of(sent["lines"]))
        for (const Value& row : rows_of(line["booking"])) {
            if (line["sellable"].bool_or(true) || row["posts"].bool_or(false)) continue;
            const std::string item = row["item_code"].text_or("").empty() ? line["sku"].text_or("") : row["item_code"].text_or("");
            text += fmt::format("{}{} of {}", text.empty() ? "" : ", ", row["quantity"].text_or("?"), item);
            lines.push(Value::object({{"item", item}, {"quantity", row["quantity"]}, {"line", row["line_id"]}, {"reason", line["reason"]}}));
        }
    if (text.empty()) return std::nullopt;
    const std::string order = sent["original"]["number"].text_or(sent["order_id"].text_or(""));
    return exceptions::Found{lies_there, fmt::format("{} of order {} came back with return {} and cannot be sold: in no warehouse, nothing was posted for it", text, order, message.source_key), "/lines",
                             "return:" + message.source_key, "", "engine", Value::object({{"order", order}, {"lines", std::move(lines)}})};
}

void goods_came_back(store::UnitOfWork& unit, const exceptions::Exceptions& exceptions, const store::MessageRow& message, const Value& sent) {
    if (message.type != "return") return;
    count_anew(unit, message, sent, store::returned_state::received, "engine: the goods came back");
    if (const auto nowhere = unsellable(message, sent)) exceptions.hold(unit, message, {*nowhere});
}

void goods_booked_by_hand(store::UnitOfWork& unit, const store::MessageRow& message, const std::string& who) {
    if (message.type != "return") return;
    Value body = unit.messages().body(message.id);
    const commerce::Original original = commerce::original_of(unit, message, commerce::order_name(unit, message, body));
    const auto order = commerce::find_order(unit, original.order);
    if (!order) return;
    body.set("original", original.body.is_null() ? commerce::as_stated(unit, *order) : original.body);
    commerce::match_to_order(body, body["original"]);
    count_anew(unit, message, body, store::returned_state::received, who);
}

void goods_did_not_come(store::UnitOfWork& unit, const store::MessageRow& message) {
    if (message.type != "return") return;
    const auto orders = orders_of(unit, message);
    commerce::not_returned(unit, message);
    for (const auto& [source, key] : orders) commerce::goods_counted(unit, source, key);
    for (const store::MessageRow& revision : unit.messages().revisions(message.source, message.type, message.source_key))
        if (const auto open = unit.exceptions().open_of_message(revision.id); open && open->code == lies_there) unit.exceptions().close(open->id, unit.now(), "engine: the goods did not come back", "");
}

void goods_of_memo(store::UnitOfWork& unit, const store::MessageRow& refund, const Value& sent, const Value& receipt) {
    commerce::goods_expected(unit, refund, sent, receipt);
    commerce::returned_with_memo(unit, refund, sent);
}

void memo_is_gone(store::UnitOfWork& unit, const store::MessageRow& refund) {
    std::set<std::pair<std::string, std::string>> orders;
    for (const store::ExpectedReturnRow& row : unit.expected_returns().of_refund(refund.source, refund.source_key)) orders.emplace(row.order_source, row.order_key);
    commerce::not_credited(unit, refund);
    commerce::goods_not_expected(unit, refund);
    for (const auto& [source, key] : orders) close_what_arrived(unit, commerce::goods_counted(unit, source, key), "engine: the goods of another refund are there");
}

} // namespace ledgerline::revisions

#include "refund_mapper.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"
#include "refund_list.hpp"

#include <ledgerline/format.hpp>
#include <ledgerline/text.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace bigcommerce {

using ledgerline::Node;

namespace {

std::string id_in(const Node& node, const char* of_what) {
    const auto id = number_in(node);
    if (!id) node.fail(ledgerline::format("{} is no number of {}", node.is_missing() ? std::string_view("nothing") : node.json().substr(0, 60), of_what));
    return std::to_string(*id);
}

void copy_amount_not_negative(const Node& from, const Node& to) {
    copy_amount(from, to);
    if (from.decimal().is_negative()) from.fail(ledgerline::format("{} is negative, which no refund is", from.decimal().text()));
}

std::uint64_t list_in(const Node& list) {
    if (!list.is_array()) list.fail("is no list");
    return list.count();
}

std::string_view kind_of(const Node& type) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kinds{
        {{"PRODUCT", "line"}, {"GIFT_WRAPPING", "wrapping"}, {"SHIPPING", "shipping"}, {"HANDLING", "handling"}, {"ORDER", "order"}, {"FEE", "fee"}, {"TAX", "tax"}}};
    const std::string_view stated = type.text();
    for (const auto& [name, kind] : kinds)
        if (name == stated) return kind;
    type.fail(ledgerline::format("{} is no kind of item that is known here", ledgerline::shown(stated, 60)));
}

void map_adjustments(const Node& from, const Node& item) {
    item["adjustments"].set_json("[]");
    if (is_unset(from)) return;
    const std::uint64_t count = list_in(from);
    for (std::uint64_t i = 0; i < count; ++i) {
        // A deduction is the only kind that a line can have; what would add to it is not documented, and is not guessed at.
        if (item["kind"].text() != "line") from.fail(ledgerline::format("a deduction is known for products only, not for {}", item["kind"].text()));
        const Node amount = from[i]["amount"], adjustment = item["adjustments"].append();
        copy_amount(amount, adjustment["amount"]);
        if (!amount.decimal().is_negative() && !amount.decimal().is_zero())
            amount.fail(ledgerline::format("{} is positive, but an adjustment takes something off the refund", amount.decimal().text()));
        copy_text(from[i]["description"], adjustment["label"]);
    }
}

void map_item(const Node& from, const std::string& order_id, const Node& item) {
    const std::string_view kind = kind_of(from["item_type"]);
    item["kind"].set(kind);
    // What concerns the whole order may be written without a number of its own.
    if ((kind == "order" || kind == "tax") && !number_in(from["item_id"])) item["target_id"].set(order_id);
    else item["target_id"].set(id_in(from["item_id"], "what is refunded"));
    const std::int64_t quantity = kind == "line" ? whole_number(from["quantity"]) : 0; // some write 1 for a charge
    if (quantity < 0) from["quantity"].fail(ledgerline::format("{} is negative", quantity));
    item["quantity"].set(quantity);
    if (is_unset(from["requested_amount"])) item["amount"].set("");
    else copy_amount(from["requested_amount"], item["amount"]);
    map_adjustments(from["adjustments"], item);
    copy_text(from["reason"], item["reason"]);
}

void map_payment_back(const Node& from, const HasSettled& has_settled, const Node& payment) {
    const std::string id = id_in(from["id"], "a payment");
    const bool declined = is_true(from["is_declined"]), offline = is_true(from["offline"]);
    payment["id"].set(id);
    copy_text(from["provider_id"], payment["provider_id"]);
    copy_amount_not_negative(from["amount"], payment["amount"]);
    payment["offline"].set(offline);
    payment["state"].set("pending");
    payment["declined_message"].set("");
    if (declined) copy_text(from["declined_message"], payment["declined_message"]);
    copy_id(from["transaction_id"], payment["transaction_id"]);
    if (declined) payment["state"].set("declined");
    else if (offline || !payment["transaction_id"].text().empty() || has_settled(id)) payment["state"].set("settled");
}

// Of all payments together.
std::string_view settlement_of(const Node& payments) {
    std::size_t settled = 0, declined = 0;
    for (const Node payment : payments.elements()) {
        if (payment["state"].text() == "pending") return "pending";
        ++(payment["state"].text() == "settled" ? settled : declined);
    }
    if (settled == 0 && declined == 0) return "none";
    return declined == 0 ? "settled" : settled == 0 ? "declined" : "partly_declined";
}

} // namespace

void map_refund(const Node& row, std::string_view currency, std::int64_t decimals, const HasSettled& has_settled, const Node& body) {
    const std::string order_id = id_in(row["order_id"], "an order");
    body["id"].set(id_in(row["id"], "a refund"));
    body["order_id"].set(order_id);
    const std::string_view created = text_in(row["created"]);
    if (!created.empty() && !seconds_of(created)) row["created"].fail(ledgerline::format("{} is no date of the store's", ledgerline::shown(created, 60)));
    body["created_at"].set(iso(created));
    copy_id(row["user_id"], body["created_by"]);
    copy_text(row["reason"], body["reason"]);
    body["currency"].set(currency);
    body["decimals"].set(decimals);
    copy_amount_not_negative(row["total_amount"], body["total_inc_tax"]);
    copy_amount(row["total_tax"], body["total_tax"]);
    body["amounts_set_by_hand"].set(is_true(row["uses_merchant_override_values"]));
    body["items"].set_json("[]");
    const std::uint64_t items = list_in(row["items"]);
    for (std::uint64_t i = 0; i < items; ++i) map_item(row["items"][i], order_id, body["items"].append());
    body["payments"].set_json("[]");
    const std::uint64_t payments = list_in(row["payments"]);
    std::multimap<std::int64_t, std::uint64_t> by_id; // where they stand
    for (std::uint64_t i = 0; i < payments; ++i) by_id.emplace(number_in(row["payments"][i]["id"]).value_or(0), i);
    for (const auto& [id, at] : by_id) map_payment_back(row["payments"][at], has_settled, body["payments"].append());
    body["settlement"].set(settlement_of(body["payments"]));
}

} // namespace bigcommerce

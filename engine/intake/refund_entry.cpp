#include "intake/refund_entry.hpp"

#include "base/digest.hpp"
#include "commerce/keys.hpp"
#include "commerce/refund_original.hpp"
#include "config/settings.hpp"
#include "message/json.hpp"

#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ledgerline::intake {
namespace {

using message::Value;

constexpr int made_key_digits = 12;
constexpr std::int64_t amount_max = 1'000'000'000'000; // sums of such amounts fit into a Decimal in every currency


std::string key_of(const std::string& given) {
    if (!is_entry_id(given, refund_key_max))
        refuse_entry(fmt::format("key: \"{}\" is no reference of a refund; write 1 to {} letters, digits and - _ . / #, such as ARN-7482", given.substr(0, entered_name_bytes_max), refund_key_max));
    return in_capitals(given);
}

void check(const EnteredRefund& entry, base::Millis now) {
    if (entry.order.empty()) refuse_entry("order: is missing; write the store's id or the number of the order");
    check_length("order", entry.order, entered_name_bytes_max);
    if (entry.kind != "chargeback" && entry.kind != "goodwill" && entry.kind != "other")
        refuse_entry(fmt::format("kind: \"{}\" is not one of chargeback, goodwill and other", entry.kind.substr(0, entered_name_bytes_max)));
    if (entry.kind == "chargeback" && entry.key.empty()) refuse_entry("key: is missing; write the bank's reference of the chargeback, so that it is booked once whoever enters it");
    check_reason(entry.reason, entry.by, "why the money went back, it stands in the history and on the credit memo");
    if (!entry.on.empty()) check_day("on", entry.on, now, "the day on which the money left");
    if (entry.goods_expected && entry.lines.empty()) refuse_entry("goods_expected: no line is named whose goods could come back; name the lines, or leave it out");
    if (entry.lines.size() > refund_lines_max) refuse_entry(fmt::format("lines: are {}; at most {} fit into one refund, enter the rest under another key", entry.lines.size(), refund_lines_max));
}

// In the order's currency; more digits would be a hidden cent.
Decimal money_of(const std::string& field, const std::string& text, int decimals, const std::string& currency) {
    const auto amount = Decimal::try_parse(text);
    if (!amount || amount->is_zero() || amount->is_negative() || amount->normalized().scale() > decimals)
        refuse_entry(fmt::format("{}: \"{}\" is not an amount above 0 with at most {} digits after the point; write {} in {}", field, text.substr(0, entered_name_bytes_max), decimals, decimals > 0 ? "12.50" : "1250", currency));
    if (*amount > Decimal(amount_max)) refuse_entry(fmt::format("{}: {} is more than {}, and no refund is; write it in {}", field, amount->text(), amount_max, currency));
    return *amount;
}

Value item(const char* kind, const std::string& target, std::int64_t units, const std::string& amount, const std::string& reason) {
    return Value::object({{"kind", kind}, {"target_id", target}, {"quantity", Value(units)}, {"amount", amount}, {"adjustments", Value::array()}, {"reason", reason}});
}

Value items_of(const EnteredRefund& entry, const Value& order, const Decimal& total, const std::string& label) {
    const std::string order_id = order["id"].text_or(""), currency = order["currency"].text_or("");
    const int decimals = static_cast<int>(order["decimals"].int_or(2));
    Value items = Value::array();
    std::set<std::string> named;
    for (std::size_t i = 0; i < entry.lines.size(); ++i) {
        const EnteredUnits& line = entry.lines[i];
        const std::string field = fmt::format("lines {}", i + 1);
        const Value::Array* lines = order["lines"].as_array();
        if (!lines || std::none_of(lines->begin(), lines->end(), [&](const Value& one) { return one["id"].text_or("") == line.line_id; }))
            refuse_entry(fmt::format("{}: order {} has no line \"{}\"; `ledgerline order trace {} --json` shows its lines", field, order_id, line.line_id.substr(0, entered_name_bytes_max), order_id));
        if (!named.insert(line.line_id).second) refuse_entry(fmt::format("{}: line \"{}\" is named twice; write all its units once", field, line.line_id));
        const auto units = Decimal::try_parse(line.units);
        if (!units || units->normalized().scale() > 0 || *units < Decimal(1) || *units > Decimal(1'000'000))
            refuse_entry(fmt::format("{} units: \"{}\" is not a whole number from 1 to 1000000, in the unit of the order line", field, line.units.substr(0, entered_name_bytes_max)));
        items.push(item("line", line.line_id, units->normalized().units(), "", ""));
    }
    Decimal charges;
    for (const auto& [kind, text] : {std::pair("shipping", &entry.shipping), std::pair("handling", &entry.handling)}) {
        if (text->empty()) continue;
        const Decimal amount = money_of(kind, *text, decimals, currency);
        charges += amount;
        items.push(item(kind, order_id, 0, amount.text(decimals), ""));
    }
    if (charges > total || (entry.lines.empty() && !charges.is_zero() && charges != total))
        refuse_entry(fmt::format("amount: {} went back, and shipping and handling of it come to {}; name the lines that the rest is for, or enter the rest under another key", total.text(decimals), charges.text(decimals)));
    if (items.size() == 0) items.push(item("order", order_id, 0, total.text(decimals), label));
    return items;
}

Value body_of(const EnteredRefund& entry, const std::string& key, const store::MessageRow& order_row, const Value& order, const EnteredBy& by, base::Millis now) {
    const int decimals = static_cast<int>(order["decimals"].int_or(2));
    const Decimal total = money_of("amount", entry.amount, decimals, order["currency"].text_or(""));
    const std::string amount = total.text(decimals), who = entry.by.empty() ? by.who : entry.by;
    // One payment, which is over: by the kind finance's table of payouts knows it. Noon, so that it is the same day in every company's time.
    const Value payment = Value::object({{"id", "1"}, {"provider_id", entry.kind}, {"amount", amount}, {"offline", true}, {"state", "settled"}, {"declined_message", ""}, {"transaction_id", key}});
    return Value::object({{"id", key}, {"order_id", order_row.source_key}, {"store", commerce::connection_of(order_row.source)}, {"kind", entry.kind}, {"origin", by.origin}, {"goods", entry.goods_expected ? "expected" : "none"},
                          {"created_at", entry.on.empty() ? base::iso_time(now) : entry.on + "T12:00:00Z"}, {"created_by", who}, {"reason", entry.reason}, {"currency", order["currency"]}, {"decimals", order["decimals"]},
                          {"total_inc_tax", amount}, {"total_tax", "0"}, {"amounts_set_by_hand", true}, {"items", items_of(entry, order, total, fmt::format("{} {}: {}", name_of_kind(entry.kind), key, entry.reason))},
                          {"payments", Value::array({payment})}, {"settlement", "settled"}});
}

// What makes it this refund and no other: the same money of the same order for the same things. Not who enters it, when, and in which words.
Value essence_of(const Value& body) {
    Value items = body["items"];
    for (Value& one : *items.as_array()) one.set("reason", "");
    return Value::array({body["store"], body["order_id"], body["kind"], body["total_inc_tax"], body["goods"], std::move(items)});
}

} // namespace

std::string in_capitals(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string name_of_kind(const std::string& kind) { return kind == "chargeback" ? "Chargeback" : kind == "goodwill" ? "Goodwill" : kind == "other" ? "Refund outside of the store" : "Refund"; }

Entered enter_refund(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredRefund& entry, const EnteredBy& by) {
    check(entry, unit.now());
    const store::MessageRow order = entered_order(unit, entry.order, entry.store);
    Entered entered{false, order.number.empty() ? order.source_key : order.number, {}};
    const Value order_body = unit.messages().body(order.id);
    std::string key = entry.key.empty() ? "" : key_of(entry.key);
    entered.body = body_of(entry, key, order, order_body, by, unit.now());
    if (key.empty()) {
        key = in_capitals(entry.kind + "-" + base::sha256_hex(message::write_json(Value::array({essence_of(entered.body), entry.reason}))).substr(0, made_key_digits));
        entered.body = body_of(entry, key, order, order_body, by, unit.now());
    }
    if (const auto known = unit.messages().newest(config::own_end::refunds, "refund", key)) {
        const Value before = unit.messages().body(known->id);
        const Value& withdrawn = before["withdrawn"];
        const std::string another = entry.key.empty() ? "a key of its own" : "another key";
        if (withdrawn.is_object())
            refuse_entry(fmt::format("key: refund {} was withdrawn at {} by {}; if money went back again, give it {}", key, withdrawn["at"].text_or("?"), withdrawn["by"].text_or("?"), another), EntryRefused::Why::other_content);
        if (essence_of(before) != essence_of(entered.body))
            refuse_entry(fmt::format("key: refund {} of order {} was entered for {} at {} by {} with other content; if this is another one, give it {}", key, before["order_id"].text_or("?"),
                                     before["total_inc_tax"].text_or("?"), base::iso_time(known->received_at), before["created_by"].text_or("?"), another),
                         EntryRefused::Why::other_content);
        entered.body = before;
        return entered;
    }
    entered.is_new = true;
    keep_entry(unit, receiver, {route, config::own_end::refunds}, "refund", entered.body, "entered", by, Value::object({{"kind", entry.kind}, {"reason", entry.reason}, {"for", entered.body["created_by"]}}));
    return entered;
}

Entered withdraw_refund(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredWithdrawal& entry, const EnteredBy& by) {
    const std::string key = key_of(entry.key);
    check_reason(entry.reason, entry.by, "why it is withdrawn, it stands in the history");
    const auto known = unit.messages().newest(config::own_end::refunds, "refund", key);
    if (!known) refuse_entry(fmt::format("key: no refund {} was entered; `ledgerline refund trace ORDER` shows those of an order. A refund of the store is taken back there", key), EntryRefused::Why::no_order);
    Entered entered{false, "", unit.messages().body(known->id)};
    const auto order = commerce::find_order(unit, commerce::order_name(unit, *known, entered.body));
    entered.order_number = order && !order->number.empty() ? order->number : entered.body["order_id"].text_or("");
    if (entered.body["withdrawn"].is_object()) return entered;
    entered.is_new = true;
    entered.body.set("withdrawn", withdrawal(entry, by, unit.now()));
    entered.body.set("settlement", "declined");
    for (Value& payment : *entered.body.member("payments").as_array()) {
        payment.set("state", "declined");
        payment.set("declined_message", "withdrawn: " + entry.reason);
    }
    keep_entry(unit, receiver, {route, config::own_end::refunds}, "refund", entered.body, "withdrawn", by, Value::object({{"reason", entry.reason}, {"for", entered.body["withdrawn"]["by"]}}));
    return entered;
}

} // namespace ledgerline::intake

#include "intake/return_entry.hpp"

#include "commerce/keys.hpp"
#include "commerce/returned.hpp"
#include "config/settings.hpp"
#include "revisions/goods_back.hpp"

#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::intake {
namespace {

using message::Value;

constexpr std::size_t name_bytes_max = entered_name_bytes_max, reason_bytes_max = entered_reason_bytes_max, note_bytes_max = 2'000, warehouse_bytes_max = 50, quantity_bytes_max = 50;

void check_line(const EnteredLine& line, std::size_t number) {
    const std::string field = fmt::format("lines {}", number);
    if (line.line_id.empty() == line.sku.empty())
        refuse_entry(fmt::format("{}: names {}; name either the id of the order line or the SKU", field, line.sku.empty() ? "neither a line nor a SKU" : "both line \"" + line.line_id + "\" and SKU \"" + line.sku + "\""));
    check_length(field + " quantity", line.quantity, quantity_bytes_max);
    const auto quantity = Decimal::try_parse(line.quantity);
    if (!quantity || quantity->is_zero() || quantity->is_negative() || quantity->normalized().scale() > 6)
        refuse_entry(fmt::format("{} quantity: \"{}\" is not a number above 0 with at most six digits after the point; write 1 or 2.5", field, line.quantity));
    check_length(field + " line", line.line_id, name_bytes_max);
    check_length(field + " sku", line.sku, name_bytes_max);
    check_length(field + " warehouse", line.warehouse, warehouse_bytes_max);
    check_length(field + " reason", line.reason, reason_bytes_max);
}

void check_id(const std::string& id) {
    if (!is_entry_id(id, return_id_max)) refuse_entry(fmt::format("id: \"{}\" is no id of a return; write 1 to {} letters, digits and - _ . / #, such as RMA-17", id.substr(0, name_bytes_max), return_id_max));
}

void check(const EnteredReturn& entry, base::Millis now) {
    check_id(entry.id);
    if (entry.order.empty()) refuse_entry("order: is missing; write the store's id or the number of the order");
    check_length("order", entry.order, name_bytes_max);
    check_length("refund", entry.refund_id, name_bytes_max);
    check_length("note", entry.note, note_bytes_max);
    if (entry.lines.empty()) refuse_entry("lines: are missing; name at least one line or SKU with its quantity");
    if (entry.lines.size() > return_lines_max) refuse_entry(fmt::format("lines: are {}; at most {} fit into one return, enter the rest under another id", entry.lines.size(), return_lines_max));
    for (std::size_t i = 0; i < entry.lines.size(); ++i) check_line(entry.lines[i], i + 1);
    if (!entry.received_on.empty()) check_day("received", entry.received_on, now, "the day on which the goods arrived");
}

std::string store_of(const store::MessageRow& order) { return commerce::connection_of(order.source); }

// The name under which the one and the other tell the same line.
bool is_same_line(const EnteredLine& entered, const Value& line) {
    const auto same_number = [](const std::string& a, const std::string& b) { return Decimal::try_parse(a) == Decimal::try_parse(b); };
    return (entered.line_id.empty() || entered.line_id == line["line_id"].text_or("")) && (entered.sku.empty() || entered.sku == line["sku"].text_or("")) &&
           same_number(entered.quantity, line["quantity"].text_or("")) && entered.sellable == line["sellable"].bool_or(true) && entered.warehouse == line["warehouse"].text_or("") &&
           entered.reason == line["reason"].text_or("");
}

bool is_same(const EnteredReturn& entry, const Value& known, const store::MessageRow& order) {
    const Value::Array* lines = known["lines"].as_array();
    if (!lines || lines->size() != entry.lines.size()) return false;
    for (std::size_t i = 0; i < lines->size(); ++i)
        if (!is_same_line(entry.lines[i], (*lines)[i])) return false;
    return order.source_key == known["order_id"].text_or("") && store_of(order) == known["store"].text_or("") && entry.refund_id == known["refund_id"].text_or("") && entry.note == known["note"].text_or("") &&
           (entry.received_on.empty() || entry.received_on == known["received_on"].text_or(""));
}

Value body_of(const EnteredReturn& entry, const store::MessageRow& order, const EnteredBy& by, base::Millis now) {
    Value lines = Value::array();
    for (const EnteredLine& line : entry.lines)
        lines.push(Value::object({{"id", fmt::format("{}", lines.size() + 1)}, {"line_id", line.line_id}, {"sku", line.sku}, {"item_code", ""}, {"quantity", Decimal::try_parse(line.quantity)->normalized().text()},
                                  {"sellable", line.sellable}, {"warehouse", line.warehouse}, {"reason", line.reason}}));
    return Value::object({{"id", entry.id}, {"number", entry.id}, {"origin", by.origin}, {"order_id", order.source_key}, {"store", store_of(order)}, {"refund_id", entry.refund_id},
                          {"received_on", entry.received_on.empty() ? base::iso_time(now).substr(0, 10) : entry.received_on}, {"confirmed_at", base::iso_time(now)}, {"confirmed_by", by.who}, {"stock_posted", false},
                          {"lines", std::move(lines)}, {"note", entry.note}});
}

} // namespace

Entered enter_return(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredReturn& entry, const EnteredBy& by) {
    check(entry, unit.now());
    const std::string source = config::own_end::returns;
    const store::MessageRow order = entered_order(unit, entry.order, entry.store);
    Entered entered{false, order.number.empty() ? order.source_key : order.number, {}};
    if (const auto known = unit.messages().newest(source, "return", entry.id)) {
        entered.body = unit.messages().body(known->id);
        if (const Value& withdrawn = entered.body["withdrawn"]; withdrawn.is_object())
            refuse_entry(fmt::format("id: return {} was withdrawn at {} by {}; if goods came back, give them another id", entry.id, withdrawn["at"].text_or("?"), withdrawn["by"].text_or("?")), EntryRefused::Why::other_content);
        if (is_same(entry, entered.body, order)) return entered;
        refuse_entry(fmt::format("id: return {} was entered at {} by {} with other content; if this is another one, give it another id", entry.id, entered.body["confirmed_at"].text_or("?"),
                           entered.body["confirmed_by"].text_or("?")),
               EntryRefused::Why::other_content);
    }
    entered.is_new = true;
    entered.body = body_of(entry, order, by, unit.now());

    store::MessageRow as_message;
    as_message.source = source;
    as_message.type = "return";
    as_message.source_key = entry.id;
    const commerce::Original original = commerce::original_of(unit, as_message, {store_of(order), order.source_key});
    Value matched = entered.body;
    matched.set("original", original.state == commerce::Original::State::known ? original.body : commerce::as_stated(unit, order));
    auto misfits = commerce::match_to_order(matched, matched["original"]);
    if (misfits.empty()) misfits = commerce::beyond_the_sold(matched, matched["original"], original.returned);
    if (!misfits.empty()) refuse_entry(fmt::format("lines {}: {}; correct it, or look at the order with `ledgerline order trace {}`", misfits.front().line + 1, misfits.front().why, order.source_key));
    // What the order calls it, so that the same is meant however the order changes.
    for (std::size_t i = 0; i < entry.lines.size(); ++i)
        for (const char* name : {"line_id", "sku"}) (*entered.body.member("lines").as_array())[i].set(name, (*matched.member("lines").as_array())[i][name]);
    const store::MessageRow made = keep_entry(unit, receiver, {route, config::own_end::returns}, "return", entered.body, "entered", by, Value::object());
    commerce::count_returned(unit, made, matched, store::returned_state::announced);
    return entered;
}

Entered withdraw_return(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredWithdrawal& entry, const EnteredBy& by) {
    check_id(entry.key);
    check_reason(entry.reason, entry.by, "why it is withdrawn, it stands in the history");
    const auto known = unit.messages().newest(config::own_end::returns, "return", entry.key);
    if (!known) refuse_entry(fmt::format("id: no return {} was entered; `ledgerline refund trace ORDER` shows those of an order. A return of the ERP is cancelled there", entry.key), EntryRefused::Why::no_order);
    Entered entered{false, "", unit.messages().body(known->id)};
    entered.order_number = entered.body["order_id"].text_or("");
    if (entered.body["withdrawn"].is_object()) return entered;
    entered.is_new = true;
    entered.body.set("cancelled", true);
    entered.body.set("withdrawn", withdrawal(entry, by, unit.now()));
    const store::MessageRow made = keep_entry(unit, receiver, {route, config::own_end::returns}, "return", entered.body, "withdrawn", by, Value::object({{"reason", entry.reason}, {"for", entered.body["withdrawn"]["by"]}}));
    // Nothing of it can be posted any more, so what it was entered in place of need not wait for the rules.
    if (unit.messages().find(known->id)->state == store::message_state::superseded) revisions::goods_did_not_come(unit, made);
    return entered;
}

} // namespace ledgerline::intake

#include "commerce/refund_original.hpp"

#include "commerce/change.hpp"
#include "commerce/credited.hpp"
#include "commerce/keys.hpp"
#include "commerce/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::commerce {
namespace {

using message::Value;
namespace state = store::message_state;

constexpr std::size_t searched_max = 1'000;

// What other refunds credit, by place.
struct Credits {
    std::map<std::string, std::pair<Decimal, Decimal>> by_place; // quantity, amount
    Decimal total, tax;
    std::int64_t rows = 0; // lines, charges and amounts
    std::vector<std::string> refunds, keys; // ids, and the keys that they have in the ERP
    std::string mark;
};

Credits credits_beside(store::UnitOfWork& unit, const store::MessageRow& order, const store::MessageRow& refund) {
    Credits credits;
    std::set<std::string> seen; // the id of an entered one may be that of a store's
    for (const store::CreditRow& row : unit.credits().of_order(connection_of(order.source), order.source_key)) {
        if (row.source == refund.source && row.refund_key == refund.source_key) continue;
        if (std::string key = first_key("refund", connection_of(row.source), row.refund_key); seen.insert(key).second) {
            credits.refunds.push_back(row.refund_key);
            credits.keys.push_back(std::move(key));
        }
        credits.mark = fmt::format("{}", row.id);
        if (row.place == total_place) {
            credits.total += amount_of(row.amount);
            credits.tax += amount_of(row.tax);
            continue;
        }
        ++credits.rows;
        auto& [quantity, amount] = credits.by_place[row.place];
        quantity += amount_of(row.quantity);
        amount += amount_of(row.amount);
    }
    // A refund that was taken back leaves fewer.
    credits.mark += fmt::format("/{}", credits.refunds.size());
    return credits;
}

// Text of a member, or what it is counted as where nothing stands.
Value text_of(const Value& value, const char* otherwise = "") { return Value(value.text_or(otherwise)); }

Value line_of(const Value& line, bool has_document, const Credits& credits) {
    const Value& booking = line["booking"];
    const bool omitted = booking["omitted"].bool_or(false);
    const bool posted = has_document && !booking["amount"].is_null() && !omitted && !booking["quarantined"].bool_or(false);
    const std::string id = line["id"].text_or("");
    const auto credit = credits.by_place.find(line_place(id));
    const bool any = credit != credits.by_place.end();
    const auto booked = [&](const char* name, const char* otherwise) { return posted ? text_of(booking[name], otherwise) : Value(otherwise); };
    return Value::object({{"line_id", id},
                          {"parent_id", text_of(line["parent_id"])},
                          {"kind", text_of(line["kind"], "physical")},
                          {"sku", text_of(line["sku"])},
                          {"units", Value(line["quantity"].int_or(0))},
                          {"posted", posted},
                          {"omitted", omitted},
                          {"given_up", false},
                          {"item_code", booked("item_code", "")},
                          {"quantity", booked("quantity", "0")},
                          {"unit_price", booked("unit_price", "0")},
                          {"amount", booked("amount", "0")},
                          {"tax_code", booked("tax_code", "")},
                          {"tax_rate", booked("tax_rate", "0")},
                          {"warehouse", booked("warehouse", "")},
                          {"credited_quantity", any ? credit->second.first.text() : "0"},
                          {"credited_amount", any ? credit->second.second.text() : "0"}});
}

// Goods that came back before any refund gave money back for them: their refund is the next one. What the credit memo of a refund has put into stock
// itself came with its money.
void set_returned(Value& original, const std::vector<store::ReturnedRow>& returned) {
    std::map<std::string, Decimal> back;
    for (const store::ReturnedRow& row : returned) back[row.line_id] += amount_of(row.quantity);
    for (Value& line : *original.find("lines")->as_array()) {
        const Decimal unpaid = back[line["line_id"].text_or("")] - amount_of(line["credited_quantity"]);
        if (unpaid > Decimal()) line.set("returned_quantity", unpaid.normalized().text());
    }
}

// Charges that are booked alike share what was credited of them: the first are given back first.
Value freight_of(const Value& booking, Credits& credits) {
    Value out = Value::array();
    for (const Value& row : rows_of(booking["freight"])) {
        const Decimal amount = amount_of(row["amount"]);
        Decimal& left = credits.by_place[freight_place(row)].second;
        const Decimal credited = left < amount ? left : amount;
        left -= credited;
        out.push(Value::object({{"place", text_of(row["place"])},
                                {"code", text_of(row["code"])},
                                {"item_code", text_of(row["item_code"])},
                                {"warehouse", text_of(row["warehouse"])},
                                {"label", text_of(row["label"])},
                                {"amount", amount.text()},
                                {"tax_code", text_of(row["tax_code"])},
                                {"tax_rate", text_of(row["tax_rate"], "0")},
                                {"credited_amount", credited.text()}}));
    }
    return out;
}

Value member_of(const std::string& what, const store::MessageRow& order, const Value& order_body, const store::CrossReferenceRow* reference, Credits credits) {
    const Value& booking = order_body["booking"];
    const bool is_booked = reference && booking.is_object();
    Value out = Value::object({{"state", what}, {"source", order.source}, {"number", order.number.empty() ? order.source_key : order.number}, {"placed_at", text_of(order_body["placed_at"])}});
    if (reference)
        out.set("document", Value::object({{"id", reference->remote_id}, {"number", reference->remote_number}, {"key", reference->idempotency_key}, {"sink", reference->sink}}));
    // Whom the sink finds only the document knows.
    const bool is_chosen = is_booked && booking["customer"]["policy"].text_or("") != "match";
    out.set("price_mode", is_booked ? text_of(booking["price_mode"]) : Value(""));
    out.set("card_code", is_chosen ? text_of(booking["customer"]["card_code"]) : Value(""));
    out.set("rate", text_of(booking["rate"]));
    out.set("branch", text_of(booking["branch"]));
    out.set("tax_rounding", text_of(booking["tax_rounding"]));
    out.set("total", text_of(order_body["totals"]["inc_tax"], "0"));
    out.set("booked_total", is_booked ? text_of(booking["expected_total"], "0") : Value("0"));
    out.set("booked_tax", is_booked ? text_of(booking["expected_tax"], "0") : Value("0"));
    Value lines = Value::array();
    for (const Value& line : rows_of(order_body["lines"])) lines.push(line_of(line, is_booked, credits));
    out.set("lines", std::move(lines));
    out.set("credited_total", credits.total.text());
    out.set("credited_tax", credits.tax.text());
    Value refunds = Value::array(), keys = Value::array();
    for (const std::string& id : credits.refunds) refunds.push(id);
    for (const std::string& key : credits.keys) keys.push(key);
    out.set("freight", is_booked ? freight_of(booking, credits) : Value::array());
    out.set("refunds", std::move(refunds));
    out.set("keys", std::move(keys));
    return out;
}

// As it was booked last. A cancellation books nothing; where a person named the document, nothing of its booking is known.
Value booked_body(store::UnitOfWork& unit, const store::CrossReferenceRow& reference) {
    std::vector<Value> sent = sent_bodies(unit, reference);
    for (auto body = sent.rbegin(); body != sent.rend(); ++body)
        if ((*body)["booking"].is_object()) return std::move(*body);
    return unit.messages().body(reference.message_id);
}

// Each line and charge of the document by itself, as the ERP does at the most.
std::int64_t roundings_of(const Value& original) {
    const Value::Array& lines = rows_of(original["lines"]);
    return std::count_if(lines.begin(), lines.end(), [](const Value& line) { return line["posted"].bool_or(false); }) + static_cast<std::int64_t>(rows_of(original["freight"]).size());
}

void give_up_open_lines(Value& original) {
    for (Value& line : *original.find("lines")->as_array())
        if (!line["posted"].bool_or(false) && !line["omitted"].bool_or(false)) line.set("given_up", true);
}

std::string why_waiting(store::UnitOfWork& unit, const store::MessageRow& order) {
    const std::string name = "Order " + (order.number.empty() ? order.source_key : order.number);
    if (const auto open = unit.exceptions().open_of_message(order.id)) return fmt::format("{} is held ({}, exception {}) and has no document in the ERP yet", name, open->code, open->id);
    return name + " has no document in the ERP yet";
}

} // namespace

OrderName order_name(store::UnitOfWork& unit, const store::MessageRow& message, const Value& body) {
    OrderName name{store_of_refund(message, body), body["order_id"].text_or("")};
    if (message.type != "return") return name;
    name.store = body["store"].text_or("");
    if (!name.store.empty()) return name;
    std::set<std::string> stores;
    for (const store::MessageRow& row : unit.messages().search(name.id, searched_max))
        if (row.type == "order" && row.source_key == name.id) stores.insert(connection_of(row.source));
    if (stores.size() == 1) name.store = *stores.begin();
    return name;
}

std::optional<store::MessageRow> find_order(store::UnitOfWork& unit, const OrderName& order) {
    if (order.store.empty()) return std::nullopt;
    return unit.messages().newest_of_connection(order.store, "order", order.id);
}

Value as_stated(store::UnitOfWork& unit, const store::MessageRow& order) { return member_of("settled", order, unit.messages().body(order.id), nullptr, {}); }

Original original_of(store::UnitOfWork& unit, const store::MessageRow& message, const OrderName& name) {
    Original original;
    original.order = name;
    const auto order = find_order(unit, name);
    if (!order) {
        original.mark = "unknown";
        return original;
    }
    const Credits credits = credits_beside(unit, *order, message);
    const auto reference = unit.cross_references().of_source(order->source, order->type, order->source_key);
    original.mark = fmt::format("{}:{}:{}:{}", order->id, order->state, reference ? fmt::format("{}@{}", reference->message_id, reference->at) : "none", credits.mark);
    for (store::ReturnedRow& row : unit.returned().of_order(order->source, order->source_key))
        if (row.source != message.source || row.return_key != message.source_key) original.returned.push_back(std::move(row));
    original.mark += fmt::format(":{}/{}", original.returned.empty() ? 0 : original.returned.back().id, original.returned.size());
    if (reference) {
        original.state = Original::State::known;
        original.body = member_of("posted", *order, booked_body(unit, *reference), &*reference, credits);
        original.roundings = roundings_of(original.body) + credits.rows;
        if (message.type == "refund") set_returned(original.body, original.returned);
        // What a person settled beside the document never comes onto it.
        const auto stands_for = unit.messages().find(reference->message_id);
        if (stands_for && stands_for->state == state::settled) give_up_open_lines(original.body);
        return original;
    }
    const bool is_dropped = order->state == state::dropped;
    const bool is_settled = order->state == state::settled || order->state == state::applied;
    if (!is_dropped && !is_settled) {
        original.state = Original::State::waiting;
        original.why = why_waiting(unit, *order);
        return original;
    }
    original.state = Original::State::known;
    original.body = member_of(is_dropped ? "dropped" : "settled", *order, unit.messages().body(order->id), nullptr, credits);
    return original;
}

std::string order_cause(const OrderName& order) { return first_key("order", order.store, order.id); }

void wake_refunds(store::UnitOfWork& unit, const store::MessageRow& order) {
    if (order.type == "order") unit.messages().release_waiting(order_cause({connection_of(order.source), order.source_key}));
}

void order_is_back(store::UnitOfWork& unit, const store::MessageRow& order) {
    if (order.type != "order") return;
    const auto earlier = unit.messages().revisions(order.source, order.type, order.source_key);
    if (std::none_of(earlier.begin(), earlier.end(), [](const store::MessageRow& one) { return one.state == state::dropped; })) return;
    // The story of an order has its refunds; one that was entered says itself of which store's order it is.
    for (const store::MessageRow& row : unit.messages().search("order-" + order.source_key, searched_max)) {
        if (row.type != "refund" || row.state != state::dropped || unit.messages().newest(row.source, row.type, row.source_key)->id != row.id) continue;
        if (store_of_refund(row, unit.messages().body(row.id)) == connection_of(order.source)) unit.messages().move(row.id, row.version, state::ready);
    }
}

} // namespace ledgerline::commerce

#include "revisions/confirmation.hpp"

#include "commerce/order_phase.hpp"
#include "message/json.hpp"
#include "message/schema.hpp"
#include "revisions/revision.hpp"

#include <algorithm>

namespace ledgerline::revisions {
namespace {

using message::Value;

constexpr const char* note = "subscribers";
constexpr const char* type = "confirmation";

std::vector<Subscriber> subscribers_of(store::UnitOfWork& unit, const std::string& sink) {
    std::vector<Subscriber> found;
    const std::string text = unit.notes().get(note);
    if (text.empty()) return found;
    const Value all = message::parse_json(text);
    for (const Value& one : *all.as_array()) {
        if (one["sink"].text_or("") != sink) continue;
        Subscriber subscriber{one["route"].text_or(""), sink, one["to"].text_or(""), {}};
        for (const Value& origin : *one["origins"].as_array()) subscriber.origins.push_back(origin.text_or(""));
        found.push_back(std::move(subscriber));
    }
    return found;
}

// The ERP may have codes of its own ("$"): what is no code of ISO 4217 is left unsaid, and the rest is told.
std::string iso_currency(const std::string& code) {
    const bool is_iso = code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return is_iso ? code : std::string();
}

Value body_of(const Value& order, const store::CrossReferenceRow& reference, bool is_cancelled) {
    return Value::object({{"order_id", order["id"]},
                          {"order_number", order["number"]},
                          {"channel_id", order["channel"]["id"]},
                          {"placed_at", order["placed_at"]},
                          {"currency", order["currency"]},
                          {"total", order["totals"]["inc_tax"]},
                          {"document", Value::object({{"id", reference.remote_id},
                                                      {"number", reference.remote_number},
                                                      {"state", is_cancelled ? "cancelled" : "booked"},
                                                      {"amount", reference.amount},
                                                      {"currency", iso_currency(reference.currency)},
                                                      {"key", reference.idempotency_key}})},
                          {"status", order["status"]},
                          {"payment", order["payment"]},
                          {"external_order_id", order["references"]["external_order_id"]}});
}

// The store has only taken over the document's number: an echo of what it was told.
bool is_echo(const Value& before, Value now) {
    now.set("external_order_id", before["external_order_id"]);
    return now == before;
}

} // namespace

void set_subscribers(store::UnitOfWork& unit, const std::vector<Subscriber>& subscribers) {
    Value all = Value::array();
    for (const Subscriber& one : subscribers) {
        Value origins = Value::array();
        for (const std::string& origin : one.origins) origins.push(origin);
        all.push(Value::object({{"route", one.route}, {"sink", one.sink}, {"to", one.to}, {"origins", std::move(origins)}}));
    }
    if (const std::string text = message::write_json(all); text != unit.notes().get(note)) unit.notes().put(note, text);
}

std::string confirmation_source(const std::string& origin, const std::string& to) { return origin + ">" + to; }

void confirm(store::UnitOfWork& unit, const store::MessageRow& order) {
    if (order.type != "order") return;
    const auto reference = unit.cross_references().of_source(order.source, order.type, order.source_key);
    if (!reference) return;
    const std::vector<Subscriber> subscribers = subscribers_of(unit, reference->sink);
    if (subscribers.empty()) return;
    const bool is_cancelled = commerce::is_cancelled(unit.messages().body(reference->message_id));
    const auto newest = unit.messages().newest(order.source, order.type, order.source_key);
    Value body = body_of(unit.messages().body(newest ? newest->id : order.id), *reference, is_cancelled);
    // What came in incomplete is told of when it is complete. If neither can be told, the pipeline holds it and says why.
    if (!message::schema_problem(type, body).empty()) body = body_of(unit.messages().body(order.id), *reference, is_cancelled);
    for (const Subscriber& subscriber : subscribers) {
        if (std::find(subscriber.origins.begin(), subscriber.origins.end(), order.source) == subscriber.origins.end()) continue;
        store::MessageRow row;
        row.route = subscriber.route;
        row.source = confirmation_source(order.source, subscriber.to);
        row.type = type;
        row.source_key = order.source_key;
        row.source_time = base::iso_time(unit.now());
        row.group_key = row.type + ":" + row.source + ":" + row.source_key;
        row.correlation = order.correlation;
        row.state = store::message_state::ready;
        row.received_at = unit.now();
        row.number = order.number;
        const auto before = unit.messages().newest(row.source, row.type, row.source_key);
        if (before && is_echo(unit.messages().body(before->id), body)) continue;
        take_in(unit, row, body);
    }
}

} // namespace ledgerline::revisions

#include "app/earlier_work.hpp"

#include "commerce/credited.hpp"
#include "commerce/demand.hpp"
#include "ledger/history.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::app {
namespace {

using message::Value;

// The longest pause that a row may still have after a start. Pauses that the other systems asked for may be longer; asking once
// too early does less harm than a row that sleeps for a year because the clock was wrong.
constexpr base::Millis longest_pause_ms = 3'600'000;

// False: it has left, or may have.
bool take_back(store::UnitOfWork& unit, const store::OutboxRow& row) {
    if (row.state != store::outbox_state::ready || unit.attempts().may_have_left(row.id)) return false;
    const auto message = unit.messages().find(row.message_id).value();
    unit.outbox().move(row.id, row.state, store::outbox_state::withdrawn, 0, "");
    commerce::not_credited(unit, message);
    unit.messages().move(message.id, message.version, store::message_state::ready);
    ledger::record(unit, {message.id, message.correlation, "taken back", "engine", Value::object({{"key", row.idempotency_key}, {"sink", row.sink}})});
    return true;
}

class Takeover {
public:
    Takeover(store::UnitOfWork& unit, const std::vector<RouteNow>& routes, const exceptions::Exceptions& exceptions) :
        unit_(unit), routes_(routes), exceptions_(exceptions) {}

    TakenOver run() {
        unit_.messages().due_no_later_than(unit_.now() + longest_pause_ms);
        unit_.outbox().due_no_later_than(unit_.now() + longest_pause_ms);
        for (const auto& left : unit_.messages().unended()) take_messages(left);
        for (const auto& left : unit_.outbox().flows_alive())
            if (!is_now(left.route, left.sink)) take_deliveries(left.route, left.sink);
        close_what_is_over();
        commerce::count_earlier(unit_);
        return taken_;
    }

private:
    const RouteNow* route_from(const std::string& source) const {
        const auto found = std::find_if(routes_.begin(), routes_.end(), [&](const RouteNow& one) { return one.source == source; });
        return found == routes_.end() ? nullptr : &*found;
    }
    bool is_now(const std::string& route, const std::string& sink) const {
        return std::any_of(routes_.begin(), routes_.end(), [&](const RouteNow& one) { return one.name == route && one.sink == sink; });
    }

    void take_messages(const store::MessageTable::Unended& left) {
        const RouteNow* route = route_from(left.source);
        // "shop/orders>shop/order-status": what was to be told of the orders of the one to the other.
        const std::size_t arrow = left.source.find('>');
        if (!route && arrow != std::string::npos) {
            const std::string from = left.source.substr(0, arrow), to = left.source.substr(arrow + 1);
            strand(left.route, to, static_cast<std::size_t>(left.messages),
                   fmt::format("{} has still to know of {} {} of {}, and no route of the deployment tells it any more. Put the route back, or resolve their exceptions", to, left.messages,
                               left.messages == 1 ? "order" : "orders", from));
        } else if (!route) {
            strand(left.route, left.source, static_cast<std::size_t>(left.messages),
                   fmt::format("{} {} from {} {} not ended, and no route of the deployment reads {} any more. Put the route back, or resolve their exceptions", left.messages,
                               left.messages == 1 ? "message" : "messages", left.source, left.messages == 1 ? "has" : "have", left.source));
        } else if (route->name != left.route) {
            taken_.renamed += unit_.messages().rename_route(left.route, left.source, route->name);
            ledger::record(unit_, {0, "", "route renamed", "engine",
                                   Value::object({{"from", left.route}, {"to", route->name}, {"source", left.source}, {"messages", Value(left.messages)}})});
        }
    }

    void take_deliveries(const std::string& route, const std::string& sink) {
        std::map<std::string, std::size_t> doubtful; // by the route that the message has now
        for (const store::OutboxRow& row : unit_.outbox().alive(route, sink)) {
            const auto message = unit_.messages().find(row.message_id).value();
            const RouteNow* now = route_from(message.source);
            if (!now) continue; // told with its message
            if (now->sink == sink) {
                unit_.outbox().rename_route(row.id, now->name);
            } else if (take_back(unit_, row)) {
                ++taken_.judged_anew;
            } else {
                ++doubtful[now->name];
            }
        }
        for (const auto& [name, count] : doubtful)
            strand(name, sink, count,
                   fmt::format("{} {} sent to {} before the route {} was changed, and may have been booked there: nothing looks for {} now. Let the route send to {} again until "
                               "they are settled",
                               count, count == 1 ? "delivery was" : "deliveries were", sink, name, count == 1 ? "it" : "them", sink));
    }

    void strand(const std::string& route, const std::string& subject, std::size_t count, std::string message) {
        exceptions::Found found;
        found.code = "CONFIG_DRIFT";
        found.message = std::move(message);
        found.subject = subject_prefix + subject;
        found.component = "engine";
        found.facts = Value::object();
        exceptions_.flow(unit_, route, found);
        stranded_.insert(route + " " + found.subject);
        taken_.stranded += count;
    }

    void close_what_is_over() {
        store::ExceptionTable::Filter filter;
        filter.limit = 1'000'000;
        for (const auto& row : unit_.exceptions().list(filter)) {
            if (row.message_id != 0 || stranded_.count(row.route + " " + row.subject) > 0) continue;
            const bool is_there = std::any_of(routes_.begin(), routes_.end(), [&](const RouteNow& one) { return one.name == row.route; });
            if (row.subject.rfind(subject_prefix, 0) == 0) unit_.exceptions().close(row.id, unit_.now(), "engine: the route is there again", "");
            else if (!is_there) unit_.exceptions().close(row.id, unit_.now(), "engine: there is no such route any more", "");
        }
    }

    static constexpr const char* subject_prefix = "left over:";

    store::UnitOfWork& unit_;
    const std::vector<RouteNow>& routes_;
    const exceptions::Exceptions& exceptions_;
    std::set<std::string> stranded_;
    TakenOver taken_;
};

// Plugin, address, and what else says which system it is: what its plugin requires, except for secrets. "" if it has no address.
std::string identity_of(const config::ConnectionSettings& connection, const plugin::Catalog& catalog) {
    const plugin::PluginEntry* plugin = catalog.find_plugin(connection.plugin);
    if (!plugin || !connection.values.value["url"].is_text()) return "";
    std::string identity = connection.plugin;
    for (const config::Field& field : plugin->manifest.connection)
        if (field.required && field.type != "secret") identity += " " + connection.values.value[field.name].text_or("");
    return identity;
}

} // namespace

void check_connection_names(store::UnitOfWork& unit, const config::Deployment& deployment, const plugin::Catalog& catalog) {
    constexpr const char* note = "connections";
    const std::string text = unit.notes().get(note);
    Value known = text.empty() ? Value::object() : message::parse_json(text);
    std::vector<config::Problem> problems;
    const bool anything_sent = unit.cross_references().count() > 0 || !unit.outbox().flows_alive().empty();
    const auto& connections = deployment.settings.connections;
    const auto is_there = [&](const std::string& name) { return std::any_of(connections.begin(), connections.end(), [&](const auto& one) { return one.name == name; }); };
    for (const config::ConnectionSettings& connection : connections) {
        const std::string identity = identity_of(connection, catalog);
        if (identity.empty() || known.find(connection.name)) continue;
        for (const auto& [name, earlier] : *known.as_object())
            if (anything_sent && earlier.text_or("") == identity && !is_there(name))
                problems.push_back({connection.values.place, connection.values.field,
                                    fmt::format("is the system that was called \"{}\" before, and everything that was posted is known by that name: under another one each order would "
                                                "be posted again. Call it {}",
                                                name, name)});
    }
    if (!problems.empty()) throw config::ConfigError(std::move(problems));
    for (const config::ConnectionSettings& connection : connections)
        if (const std::string identity = identity_of(connection, catalog); !identity.empty()) known.set(connection.name, identity);
    if (const std::string now = message::write_json(known); now != text) unit.notes().put(note, now);
}

std::size_t take_back_unsent(store::UnitOfWork& unit) {
    std::size_t count = 0;
    for (const auto& flow : unit.outbox().flows_alive())
        for (const store::OutboxRow& row : unit.outbox().alive(flow.route, flow.sink))
            if (take_back(unit, row)) ++count;
    return count;
}

TakenOver take_over_earlier_work(store::UnitOfWork& unit, const std::vector<RouteNow>& routes, const exceptions::Exceptions& exceptions) {
    return Takeover(unit, routes, exceptions).run();
}

void forget_pushed_by_others(store::Store& store, base::Log& log, std::size_t at_once) {
    std::vector<store::PushQueue::Leftover> leftovers;
    store.read([&](store::UnitOfWork& unit) { leftovers = unit.push_queue().leftovers(); });
    std::map<std::string, std::size_t> rows; // by route
    for (const auto& leftover : leftovers)
        for (std::size_t count = at_once; count == at_once;) {
            store.commit([&](store::UnitOfWork& unit) { count = unit.push_queue().forget(leftover, at_once); });
            rows[leftover.route] += count;
        }
    for (const auto& [route, count] : rows) log.info("a route pushes no more, and what it sent is forgotten", {{"route", route}, {"rows", std::to_string(count)}});
}

} // namespace ledgerline::app

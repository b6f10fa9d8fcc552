#include "app/commands/status.hpp"

#include "app/money.hpp"
#include "base/log_text.hpp"
#include "delivery/pace_note.hpp"
#include "exceptions/exceptions.hpp"
#include "ledger/history.hpp"
#include "ledgerline/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ledgerline::app {
namespace {

using base::visible; // before a column is filled up, so that its width is right
using message::Value;

// "3 min ago": what a person wants to know of a time.
std::string ago(base::Millis at, base::Millis now) {
    if (at == 0) return "never";
    const std::int64_t seconds = std::max<std::int64_t>(0, (now - at) / 1'000);
    if (seconds < 120) return fmt::format("{} s ago", seconds);
    if (seconds < 7'200) return fmt::format("{} min ago", seconds / 60);
    if (seconds < 172'800) return fmt::format("{} h ago", seconds / 3'600);
    return fmt::format("{} days ago", seconds / 86'400);
}

// Money that waits in open exceptions, by currency: never added across currencies.
std::map<std::string, Decimal> waiting_money(store::UnitOfWork& unit) {
    std::map<std::string, Decimal> sums;
    store::ExceptionTable::Filter filter;
    filter.limit = 1'000'000;
    for (const auto& row : unit.exceptions().list(filter))
        if (const auto amount = Decimal::try_parse(row.amount)) sums[row.currency] += *amount;
    return sums;
}

// By who has it now: the team that it was assigned to, or else its owner. A person's stay with the team.
std::vector<store::ExceptionTable::Count> by_team(const std::vector<store::ExceptionTable::Count>& counts, const exceptions::Exceptions& exceptions) {
    std::map<std::pair<std::string, std::string>, store::ExceptionTable::Count> sums;
    for (const auto& count : counts) {
        const std::string team = exceptions.is_team(count.assigned_to) ? count.assigned_to : count.team;
        auto [at, fresh] = sums.try_emplace({team, count.code}, count);
        at->second.team = team;
        if (fresh) continue;
        at->second.exceptions += count.exceptions;
        at->second.oldest = std::min(at->second.oldest, count.oldest);
    }
    std::vector<store::ExceptionTable::Count> out;
    for (auto& [key, sum] : sums) out.push_back(std::move(sum));
    return out;
}

struct Picture {
    std::vector<store::MessageTable::Count> messages;
    std::vector<store::OutboxTable::Count> outbox;
    std::vector<store::CursorTable::Cursor> cursors;
    std::vector<store::ExceptionTable::Count> exceptions;
    std::vector<store::ExceptionTable::Group> groups;
    std::map<std::string, Decimal> waiting; // in open exceptions
    std::map<std::string, Decimal> under_way; // received, and neither posted nor held
    std::map<std::string, std::string> troubles; // of sources and sinks
    std::map<std::string, delivery::Pace::Picture> paces; // by route; of those that have sent something
    std::map<std::string, base::Millis> quiet; // until when, by connection
};

// Of what is neither posted nor held: it waits for the rules, or for its system.
std::map<std::string, Decimal> money_under_way(store::UnitOfWork& unit) {
    std::map<std::string, Decimal> sums;
    for (const char* state : {store::message_state::ready, store::message_state::routed})
        for (const auto& row : unit.messages().in_state(state, 1'000'000))
            if (const auto amount = Decimal::try_parse(row.amount); amount && !unit.exceptions().open_of_message(row.id)) sums[row.currency] += *amount;
    return sums;
}

Picture look(const store::Store& store, const config::Settings& settings, base::Millis now) {
    const exceptions::Exceptions exceptions(settings.owners);
    Picture picture;
    store.read([&](store::UnitOfWork& unit) {
        picture.messages = unit.messages().counts();
        std::stable_sort(picture.messages.begin(), picture.messages.end(), [](const auto& one, const auto& other) { return one.route < other.route; });
        picture.outbox = unit.outbox().counts();
        picture.cursors = unit.cursors().all();
        picture.exceptions = by_team(unit.exceptions().counts(), exceptions);
        picture.groups = unit.exceptions().groups({});
        picture.waiting = waiting_money(unit);
        picture.under_way = money_under_way(unit);
        for (const config::RouteSettings& route : settings.routes) {
            for (const std::string& end : {route.from, route.to})
                if (std::string why = unit.notes().trouble(end); !why.empty()) picture.troubles[end] = std::move(why);
            if (const auto pace = delivery::noted_pace(unit, route.name)) picture.paces[route.name] = *pace;
        }
    });
    for (const config::ConnectionSettings& connection : settings.connections)
        if (const base::Millis until = connection.quiet.until(now); until != 0) picture.quiet[connection.name] = until;
    return picture;
}

void heading(const Common& common, const char* text) {
    print(common, "");
    print(common, text);
}

void print_picture(const Common& common, const config::Deployment& deployment, const Picture& picture, base::Millis now) {
    print(common, fmt::format("{} · {}", deployment.settings.name, deployment.settings.store.string()));
    heading(common, "Sources");
    for (const config::RouteSettings& route : deployment.settings.routes) {
        const auto cursor = std::find_if(picture.cursors.begin(), picture.cursors.end(), [&](const auto& one) { return one.source == route.from; });
        const bool read = cursor != picture.cursors.end();
        const auto& routes = deployment.settings.routes;
        // What the engine keeps, what people enter, and a sink that confirmations come from are not polled.
        if (!read && (route.from.find('/') == std::string::npos || std::any_of(routes.begin(), routes.end(), [&](const auto& other) { return other.to == route.from; }))) continue;
        print(common, fmt::format("  {:<24} read {} · complete {}", route.from, ago(read ? cursor->polled_at : 0, now), ago(read ? cursor->completed_at : 0, now)));
    }
    if (picture.cursors.empty() && picture.troubles.empty()) print(common, "  nothing was read yet; `ledgerline run` starts the flows");
    if (!picture.troubles.empty()) heading(common, "Does not work now");
    for (const auto& [end, why] : picture.troubles) print(common, fmt::format("  {:<24} {}", end, visible(why)));
    if (!picture.quiet.empty()) heading(common, "Quiet hours");
    for (const auto& [connection, until] : picture.quiet) print(common, fmt::format("  {:<24} quiet until {}; what is to be sent waits", connection, base::iso_time(until)));
    heading(common, "Messages");
    for (const auto& count : picture.messages)
        print(common, fmt::format("  {:<24} {:<12} {:>9}{}", count.route, count.state, count.messages,
                                  count.state == "ready" || count.state == "routed" || count.state == "held" ? " · oldest " + ago(count.oldest, now) : ""));
    bool waiting = false;
    for (const auto& count : picture.outbox) {
        if (count.state == "delivered" || count.state == "withdrawn" || count.state == "rejected") continue;
        if (!waiting) heading(common, "To be sent");
        waiting = true;
        print(common, fmt::format("  {:<24} {:<12} {:>9}", count.sink, count.state, count.rows));
    }
    if (!picture.paces.empty()) heading(common, "Pace");
    for (const auto& [route, pace] : picture.paces)
        print(common, fmt::format("  {:<24} at most {} {} at a time, {} in each{}", route, pace.lanes, pace.lanes == 1 ? "request" : "requests", pace.batch,
                                  pace.lowered_at == 0 ? "" : fmt::format(" · lowered {}: {}", ago(pace.lowered_at, now), visible(pace.why))));
    heading(common, "Open exceptions");
    for (const auto& count : picture.exceptions)
        print(common, fmt::format("  {:<16} {:<28} {:>7} · oldest {}", visible(count.team), visible(count.code), count.exceptions, ago(count.oldest, now)));
    if (picture.exceptions.empty()) print(common, "  none");
    for (const auto& [currency, sum] : picture.waiting) print(common, fmt::format("  waiting money: {}", money(sum.text(), currency)));
    for (const auto& [currency, sum] : picture.under_way) print(common, fmt::format("  not posted yet, without an exception: {}", money(sum.text(), currency)));
    std::size_t shown = 0;
    for (const auto& group : picture.groups) {
        if (group.messages < 2 || group.subject.empty() || shown == 5) continue; // without a subject they have a code in common, no cause
        if (shown++ == 0) heading(common, "Fix once");
        print(common, fmt::format("  {} messages wait for {} ({}, {})", group.messages, group.subject, group.code, group.team));
    }
}

Value json_of(const config::Deployment& deployment, const Picture& picture) {
    Value cursors = Value::array(), messages = Value::array(), outbox = Value::array(), exceptions = Value::array(), waiting = Value::array();
    for (const auto& cursor : picture.cursors)
        cursors.push(Value::object({{"source", cursor.source}, {"polled_at", base::iso_time(cursor.polled_at)},
                                    {"completed_at", cursor.completed_at == 0 ? Value() : Value(base::iso_time(cursor.completed_at))}}));
    for (const auto& count : picture.messages)
        messages.push(Value::object({{"route", count.route}, {"type", count.type}, {"state", count.state}, {"messages", Value(count.messages)},
                                     {"oldest", base::iso_time(count.oldest)}}));
    for (const auto& count : picture.outbox)
        outbox.push(Value::object({{"sink", count.sink}, {"state", count.state}, {"rows", Value(count.rows)}}));
    for (const auto& count : picture.exceptions)
        exceptions.push(Value::object({{"team", count.team}, {"code", count.code}, {"exceptions", Value(count.exceptions)}, {"oldest", base::iso_time(count.oldest)}}));
    for (const auto& [currency, sum] : picture.waiting) waiting.push(Value::object({{"currency", currency}, {"amount", sum.text(2)}}));
    Value under_way = Value::array(), troubles = Value::array();
    for (const auto& [currency, sum] : picture.under_way) under_way.push(Value::object({{"currency", currency}, {"amount", sum.text(2)}}));
    for (const auto& [end, why] : picture.troubles) troubles.push(Value::object({{"name", end}, {"why", why}}));
    Value paces = Value::array(), quiet = Value::array();
    for (const auto& [route, pace] : picture.paces)
        paces.push(Value::object({{"route", route}, {"requests_at_once", Value(static_cast<std::int64_t>(pace.lanes))}, {"together", Value(static_cast<std::int64_t>(pace.batch))},
                                  {"lowered_at", pace.lowered_at == 0 ? Value() : Value(base::iso_time(pace.lowered_at))}, {"why", pace.why}}));
    for (const auto& [connection, until] : picture.quiet) quiet.push(Value::object({{"connection", connection}, {"until", base::iso_time(until)}}));
    return Value::object({{"deployment", deployment.settings.name}, {"sources", std::move(cursors)}, {"messages", std::move(messages)},
                          {"outbox", std::move(outbox)}, {"open_exceptions", std::move(exceptions)}, {"waiting_money", std::move(waiting)}, {"money_under_way", std::move(under_way)},
                          {"troubles", std::move(troubles)}, {"pace", std::move(paces)}, {"quiet", std::move(quiet)}});
}

} // namespace

int status(const Common& common) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = look_at_store(deployment, clock);
    const Picture picture = look(*store, deployment.settings, clock.now());
    if (common.json) print_json(common, json_of(deployment, picture));
    else print_picture(common, deployment, picture, clock.now());
    return picture.exceptions.empty() && picture.troubles.empty() ? exit_code::fine : exit_code::findings;
}

int verify_history(const Common& common) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = look_at_store(deployment, clock);
    const ledger::Verification result = ledger::verify(*store);
    if (common.json)
        print_json(common, Value::object({{"ok", result.ok}, {"entries", Value(result.entries)}, {"problem", result.problem}, {"bad_entry", Value(result.bad_seq)}}));
    else if (result.ok) print(common, fmt::format("The history is complete and unchanged: {} entries.", result.entries));
    else print(common, fmt::format("The history was changed: {} (entry {}).", result.problem, result.bad_seq));
    return result.ok ? exit_code::fine : exit_code::findings;
}

} // namespace ledgerline::app

#include "config/routes.hpp"

#include "config/quote.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>

namespace ledgerline::config {
namespace {

using message::Value;

// The name becomes a part of every idempotency key, which has fifty characters altogether.
constexpr std::size_t connection_name_max = 20;
constexpr std::size_t route_name_max = 40;

const std::vector<std::string> route_keys = {"from", "to", "every", "cron", "jitter", "batch", "lanes", "together", "probe_after", "retries", "changes", "needs", "source", "sink", "rules", "stock", "catalogue"};

// Where a route may end and begin besides connections.
const std::vector<std::string> own_tos = {own_end::item_master, own_end::stock_levels, own_end::listings, own_end::returned_goods};
const std::vector<std::string> own_froms = {own_end::stock_levels, own_end::item_master, own_end::returns, own_end::refunds};

template <class Settings>
std::vector<std::string> names_of(const std::vector<Settings>& all) {
    std::vector<std::string> out;
    for (const Settings& one : all) out.push_back(one.name);
    return out;
}

// "shop/orders" with a connection that exists.
std::optional<std::string> read_end(const Entry& entry, const std::vector<ConnectionSettings>& connections, bool to, Shape& shape) {
    const auto end = shape.text(entry);
    const std::vector<std::string>& own = to ? own_tos : own_froms;
    if (!end || std::find(own.begin(), own.end(), *end) != own.end()) return end;
    const std::size_t slash = end->find('/');
    const bool two_parts = slash != std::string::npos && slash > 0 && slash + 1 < end->size() && end->find('/', slash + 1) == std::string::npos;
    if (!two_parts) {
        const std::string near = nearest(*end, own);
        const std::string remedy = !near.empty() ? fmt::format("did you mean {}?", near)
                                   : to          ? fmt::format("write it like erp/orders, or {}", fmt::join(own, ", "))
                                                 : fmt::format("write it like shop/orders, or {}", fmt::join(own, ", "));
        shape.problem(entry, fmt::format("{} is not a connection and its component; {}", in_quotes(*end), remedy));
        return std::nullopt;
    }
    const std::string connection = end->substr(0, slash);
    const std::vector<std::string> known = names_of(connections);
    if (std::find(known.begin(), known.end(), connection) != known.end()) return end;
    shape.problem(entry, fmt::format("there is no connection {}{}", in_quotes(connection), hint(connection, known)));
    return std::nullopt;
}

bool is_component_name(const std::string& name) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/";
    return !name.empty() && name.find_first_not_of(letters) == std::string::npos && std::count(name.begin(), name.end(), '/') <= 1 &&
           name.front() != '/' && name.back() != '/';
}

std::optional<RuleSettings> read_rule(const Entry& entry, Shape& shape) {
    RuleSettings rule;
    Entry place_of_name = entry;
    if (entry.value->is_object() && entry.value->size() == 1) {
        Entry values = entry.children().front();
        rule.component = values.name();
        place_of_name = values;
        values.field = entry.field; // the rule's number says which, its name would only lengthen the messages
        if (!values.value->is_null() && !shape.mapping(values)) return std::nullopt;
        rule.values = shape.section(values);
    } else if (entry.value->is_object()) {
        shape.problem(entry, "must be one rule: its name, and its fields indented below the name or in braces behind it");
        return std::nullopt;
    } else {
        const auto name = shape.text(entry);
        if (!name) return std::nullopt;
        rule.component = *name;
        rule.values.value = Value::object();
        rule.values.place = entry.place();
        rule.values.field = entry.field;
    }
    if (is_component_name(rule.component)) return rule;
    place_of_name.field = entry.field;
    shape.problem_of_name(place_of_name, fmt::format("{} is not the name of a rule; write it like sku-match or rules/sku-match", in_quotes(rule.component)));
    return std::nullopt;
}

base::Schedule read_schedule(const Entry& entry, Shape& shape) {
    base::Schedule out;
    const auto every = Shape::member(entry, "every"), cron = Shape::member(entry, "cron");
    if (every) out.every_ms = shape.duration(*every, "100ms", "7d").value_or(out.every_ms);
    if (every && cron) shape.problem(*cron, "a source is asked either so often or at times of its own; remove every or cron");
    if (const auto line = cron ? shape.text(*cron) : std::nullopt) {
        try {
            out.cron = base::Cron::parse(*line);
        } catch (const std::invalid_argument& problem) {
            shape.problem(*cron, problem.what());
        }
    }
    if (const auto jitter = Shape::member(entry, "jitter")) out.jitter_ms = shape.duration(*jitter, "0s", "1h").value_or(0);
    return out;
}

RouteSettings read_route(const Entry& entry, const std::vector<ConnectionSettings>& connections, Shape& shape) {
    RouteSettings route;
    route.name = entry.name();
    route.place = entry.name_place();
    if (!shape.mapping_of(entry, route_keys)) return route;
    if (const auto from = shape.required(entry, "from", "the connection and source that messages come from, such as shop/orders")) {
        route.from = read_end(*from, connections, false, shape).value_or("");
        route.from_place = from->place();
    }
    if (const auto to = shape.required(entry, "to", "the connection and sink that messages go to, such as erp/orders, or item-master")) {
        route.to = read_end(*to, connections, true, shape).value_or("");
        route.to_place = to->place();
    }
    route.schedule = read_schedule(entry, shape);
    if (const auto batch = Shape::member(entry, "batch")) route.batch = shape.integer(*batch, 1, 10'000).value_or(route.batch);
    if (const auto lanes = Shape::member(entry, "lanes")) route.lanes = shape.integer(*lanes, 1, 64).value_or(route.lanes);
    if (const auto together = Shape::member(entry, "together")) route.together = shape.integer(*together, 1, 10'000).value_or(route.together);
    if (const auto probe = Shape::member(entry, "probe_after")) route.probe_after_ms = shape.duration(*probe, "0s", "1h").value_or(route.probe_after_ms);
    if (const auto retries = Shape::member(entry, "retries")) route.retries_max = shape.integer(*retries, 0, 1000).value_or(route.retries_max);
    if (const auto changes = Shape::member(entry, "changes")) {
        route.changes = shape.choice(*changes, {"hold", "apply"}).value_or("");
        route.changes_place = changes->place();
    }
    for (const char* name : {"every", "cron", "jitter", "batch", "source"})
        if (const auto written = Shape::member(entry, name)) route.polling[name] = written->place();
    for (const auto& [name, section] : {std::pair("stock", &route.stock_values), std::pair("catalogue", &route.catalogue_values)})
        if (const auto written = Shape::member(entry, name)) {
            route.states[name] = written->place();
            if (shape.mapping(*written)) *section = shape.section(*written);
        }
    if (const auto source = Shape::member(entry, "source"); source && shape.mapping(*source)) route.source_values = shape.section(*source);
    if (const auto sink = Shape::member(entry, "sink"); sink && shape.mapping(*sink)) route.sink_values = shape.section(*sink);
    if (const auto rules = Shape::member(entry, "rules"))
        for (const Entry& one : shape.list(*rules, "\"- \" in front of each rule"))
            if (auto rule = read_rule(one, shape)) route.rules.push_back(std::move(*rule));
    // A component's check needs a place for what is missing, also where nothing is written.
    for (const auto& [name, section] : {std::pair("source", &route.source_values), std::pair("sink", &route.sink_values), std::pair("stock", &route.stock_values), std::pair("catalogue", &route.catalogue_values)}) {
        if (!section->field.empty()) continue;
        section->value = Value::object();
        section->place = route.place;
        section->field = field_of(entry.field, name);
    }
    return route;
}

void read_needs(const Entry& entry, RouteSettings& route, const std::vector<std::string>& known, Shape& shape) {
    const auto needs = entry.value->is_object() ? Shape::member(entry, "needs") : std::nullopt;
    if (!needs) return;
    for (const Entry& one : shape.list(*needs, "[items]")) {
        const auto name = shape.text(one);
        if (!name) continue;
        const bool twice = std::find(route.needs.begin(), route.needs.end(), *name) != route.needs.end();
        if (*name == route.name) shape.problem(one, "a route can't wait for itself");
        else if (std::find(known.begin(), known.end(), *name) == known.end())
            shape.problem(one, fmt::format("there is no route {}{}", in_quotes(*name), hint(*name, known)));
        else if (twice) shape.problem(one, fmt::format("{} is there twice", in_quotes(*name)));
        else route.needs.push_back(*name);
    }
}

// Routes that wait for one another would wait for ever.
void check_circles(const Entry& top, const std::vector<RouteSettings>& routes, Shape& shape) {
    const auto find = [&](const std::string& name) {
        return std::find_if(routes.begin(), routes.end(), [&](const RouteSettings& route) { return route.name == name; });
    };
    std::set<std::string> done;
    std::vector<std::string> way;
    const std::function<void(const RouteSettings&)> follow = [&](const RouteSettings& route) {
        const auto met = std::find(way.begin(), way.end(), route.name);
        if (met != way.end()) {
            std::vector<std::string> circle(met, way.end());
            shape.problem(top.member(route.name).member("needs"), fmt::format("the routes {} wait for one another; remove one of these needs", listed(circle)));
            return;
        }
        if (!done.insert(route.name).second) return;
        way.push_back(route.name);
        for (const std::string& name : route.needs)
            if (const auto needed = find(name); needed != routes.end()) follow(*needed);
        way.pop_back();
    };
    for (const RouteSettings& route : routes) follow(route);
}

base::QuietHours read_quiet_hours(const Entry& entry, Shape& shape) {
    std::vector<std::string> windows;
    const auto is_right = [&](const Entry& at, const std::vector<std::string>& texts) {
        try {
            base::QuietHours::parse(texts);
            return true;
        } catch (const std::invalid_argument& problem) {
            shape.problem(at, problem.what());
            return false;
        }
    };
    for (const Entry& one : shape.list(entry, "[\"22:00-02:00 +01:00\"]"))
        if (const auto text = shape.text(one); text && is_right(one, {*text})) windows.push_back(*text);
    return is_right(entry, windows) ? base::QuietHours::parse(windows) : base::QuietHours();
}

} // namespace

std::vector<ConnectionSettings> read_connections(const Entry& top, Shape& shape) {
    constexpr std::size_t connections_max = 100;
    std::vector<ConnectionSettings> out;
    const auto connections = shape.required(top, "connections", "the systems that are connected, each by a name of your choice");
    if (!connections || !shape.mapping(*connections)) return out;
    if (connections->value->size() == 0) shape.problem(*connections, "is empty; write at least one connection");
    if (connections->value->size() > connections_max) shape.problem(*connections, fmt::format("more than {} connections", connections_max));
    for (const Entry& entry : connections->children()) {
        ConnectionSettings connection;
        connection.name = entry.name();
        shape.name(entry, connection.name, connection_name_max);
        if (own_end::is_entered(connection.name))
            shape.problem_of_name(entry, fmt::format("{} is the name of what people enter themselves, and stands in the keys of that; choose another", in_quotes(connection.name)));
        if (shape.mapping(entry)) {
            if (const auto plugin = shape.required(entry, "plugin", "the plugin that speaks with this system, such as bigcommerce or sapb1"))
                connection.plugin = shape.text(*plugin).value_or("");
            if (const auto at_once = Shape::member(entry, "requests_at_once")) connection.requests_at_once = shape.integer(*at_once, 1, 256).value_or(connection.requests_at_once);
            if (const auto quiet = Shape::member(entry, "quiet")) connection.quiet = read_quiet_hours(*quiet, shape);
            connection.values = shape.section(entry, {"plugin", "requests_at_once", "quiet"});
        }
        out.push_back(std::move(connection)); // also with a problem: routes may name it
    }
    return out;
}

std::vector<RouteSettings> read_routes(const Entry& top, const std::vector<ConnectionSettings>& connections, Shape& shape) {
    constexpr std::size_t routes_max = 200;
    std::vector<RouteSettings> out;
    const auto routes = shape.required(top, "routes", "what flows from where to where, each by a name of your choice");
    if (!routes || !shape.mapping(*routes)) return out;
    if (routes->value->size() == 0) shape.problem(*routes, "is empty; write at least one route");
    if (routes->value->size() > routes_max) {
        shape.problem(*routes, fmt::format("more than {} routes", routes_max));
        return out;
    }
    const std::vector<Entry> entries = routes->children();
    for (const Entry& entry : entries) {
        shape.name(entry, entry.name(), route_name_max);
        out.push_back(read_route(entry, connections, shape));
    }
    // What a source was read to is remembered once for each source, and every message of it goes one way. A sink may be read by
    // several routes; whether this is one only its plugin knows.
    const auto may_be_a_sink = [&](const std::string& end) { return end.find('/') == std::string::npos || std::any_of(out.begin(), out.end(), [&](const RouteSettings& one) { return one.to == end; }); };
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (!out[i].from.empty() && !may_be_a_sink(out[i].from) && out[i].from == out[j].from)
                shape.problem(entries[i].member("from"), fmt::format("{} is read by the route {} already; a source has one route", in_quotes(out[i].from), in_quotes(out[j].name)));
    const std::vector<std::string> known = names_of(out);
    for (std::size_t i = 0; i < entries.size(); ++i) read_needs(entries[i], out[i], known, shape);
    check_circles(*routes, out, shape);
    return out;
}

} // namespace ledgerline::config

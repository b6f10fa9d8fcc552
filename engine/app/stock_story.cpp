#include "app/stock_story.hpp"

#include "base/clock.hpp"
#include "commerce/demand.hpp"
#include "commerce/sellable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::app {
namespace {

using message::Value;

Value time_or_null(base::Millis at) { return at == 0 ? Value() : Value(base::iso_time(at)); }

Value listing_of(const store::ListingRow& row) {
    return Value::object({{"variant_id", row.variant_id}, {"product_id", row.body["product_id"]}, {"name", row.body["name"]}, {"tracking", row.body["tracking"]}, {"read_at", time_or_null(row.read_at)}});
}

Value level_of(const commerce::Level& level) {
    return Value::object({{"warehouse", level.warehouse}, {"in_stock", level.in_stock.text()}, {"committed", level.committed.text()}, {"ordered", level.ordered.text()}, {"locked", level.locked}});
}

Value part_of(const commerce::PartTerm& part, base::Millis complete_at) {
    Value levels = Value::array();
    for (const commerce::Level& level : part.levels) levels.push(level_of(level));
    return Value::object({{"item", part.item_code}, {"per_sku", part.per_sku.text()}, {"units_per_sale", part.units_per_sale.text()}, {"levels", std::move(levels)},
                          {"available", part.available.normalized().text()}, {"open_demand", part.demand.normalized().text()}, {"enough_for", Value(part.enough_for)},
                          {"changed_at", time_or_null(part.read_at)}, {"read_at", time_or_null(std::max(part.read_at, complete_at))}});
}

Value push_of(const store::PushedStockRow& row) {
    return Value::object({{"quantity", Value(row.quantity)}, {"sent_at", time_or_null(row.sent_at)}, {"answered_at", time_or_null(row.answered_at)}, {"transaction", row.transaction_id},
                          {"taken_off_since", Value(row.sold_since)}, {"doubt", row.doubt}, {"refused", row.answer}});
}

// What keeps the order from being in the ERP's numbers.
Value demand_of(store::UnitOfWork& unit, const commerce::DemandTerm& term) {
    Value out = Value::object({{"source", term.source}, {"order", term.order_key}, {"number", term.order_key}, {"sku", term.sku}, {"open", Value(term.open)},
                               {"taken_in_at", time_or_null(term.captured_at)}, {"booked_at", time_or_null(term.booked_at)}, {"state", ""}, {"why", ""}});
    const auto message = unit.messages().newest(term.source, "order", term.order_key);
    if (!message) return out;
    if (!message->number.empty()) out.set("number", message->number);
    out.set("state", message->state);
    if (const auto open = unit.exceptions().open_of_message(message->id)) out.set("why", open->title);
    return out;
}

Value exceptions_about(store::UnitOfWork& unit, const StockRoute& route, const std::string& sku) {
    Value out = Value::array();
    for (const std::string& subject : {"sku:" + sku, "stock:" + route.sink}) {
        store::ExceptionTable::Filter filter;
        filter.subject = subject;
        for (const store::ExceptionRow& row : unit.exceptions().list(filter))
            if (row.message_id == 0) out.push(Value::object({{"id", Value(row.id)}, {"code", row.code}, {"team", row.team}, {"title", row.title}}));
    }
    return out;
}

// Why nothing can be sent for this SKU whatever its number, "" if it can.
std::string obstacle(store::UnitOfWork& unit, const StockRoute& route, const std::vector<store::ListingRow>& listings, const commerce::Terms& terms) {
    if (listings.empty()) return fmt::format("{} has no variant with this SKU, as far as its catalogue was read", route.store);
    if (listings.size() > 1) return fmt::format("{} has this SKU {} times, and nobody can say which one is meant", route.store, listings.size());
    if (listings.front().body["tracking"].text_or("none") == "none") return fmt::format("{} does not count the stock of this product; switch its tracking on there", route.store);
    if (!terms.untrusted_code.empty()) return fmt::format("its number cannot be trusted: {} ({})", terms.untrusted_why, terms.untrusted_code);
    if (commerce::complete_reading(unit) == 0) return "the ERP's stock was not read to its end yet";
    return unit.notes().trouble(route.sink);
}

std::string sentence(const std::string& obstacle, const Value& locations, const Value& due) {
    if (!obstacle.empty()) return "nothing is sent: " + obstacle;
    std::size_t differ = 0;
    for (const Value& location : *locations.as_array()) differ += location["next"].is_null() ? 0 : 1;
    if (differ == 0) return "the store shows what it should";
    if (due.is_null()) return fmt::format("{} of {} locations differ, and nothing is due; the next comparison sends it", differ, locations.size());
    return fmt::format("to be sent for {} of {} locations, due at {}", differ, locations.size(), due["at"].text_or(""));
}

std::string counted(std::size_t count, const char* one, const char* many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

} // namespace

std::vector<StockRoute> stock_routes(const config::Deployment& deployment) {
    std::vector<StockRoute> out;
    std::vector<config::Problem> problems;
    for (const config::RouteSettings& route : deployment.settings.routes) {
        if (route.from != config::own_end::stock_levels) continue;
        const std::size_t before = problems.size();
        const Value values = config::check(route.stock_values, commerce::stock_policy_fields(), *deployment.maps, problems);
        if (problems.size() != before) continue;
        std::vector<std::string> wrong;
        out.push_back({route.name, route.to.substr(0, route.to.find('/')), route.to, commerce::StockPolicy::from(values, wrong)});
        for (std::string& problem : wrong) problems.push_back({route.stock_values.place, "routes." + route.name + ".stock", std::move(problem)});
    }
    if (!problems.empty()) throw config::ConfigError(std::move(problems));
    return out;
}

Value stock_story(store::UnitOfWork& unit, const StockRoute& route, const std::string& sku) {
    const commerce::Terms terms = commerce::terms_of(unit, route.policy, sku);
    const auto listings = unit.listings().of_sku(route.store, sku);
    const base::Millis complete_at = commerce::complete_reading(unit);
    bool takes_off = false;
    for (const auto& pusher : unit.push_queue().pushers(store::push_kind::stock)) takes_off = takes_off || (pusher.route == route.name && pusher.takes_off == "placed");

    Value listed = Value::array(), locations = Value::array(), demand = Value::array(), unmapped = Value::array();
    for (const store::ListingRow& row : listings) listed.push(listing_of(row));
    for (const commerce::LocationTerms& at : terms.locations) {
        Value parts = Value::array();
        for (const commerce::PartTerm& part : at.parts) parts.push(part_of(part, complete_at));
        auto sent = unit.pushed_stock().find(route.name, sku, at.location);
        if (sent && sent->sent_at == 0) sent.reset(); // it was about to be, and never left
        const auto next = commerce::push_of(at.quantity, sent, takes_off, terms.locations.size());
        locations.push(Value::object({{"location", at.location}, {"quantity", Value(at.quantity)}, {"before_floor", Value(at.before_floor)}, {"buffer", Value(at.buffer)}, {"buffer_why", at.buffer_why},
                                      {"parts", std::move(parts)}, {"last_push", sent ? push_of(*sent) : Value()},
                                      {"next", next ? Value::object({{"quantity", Value(next->quantity)}, {"why", next->why}}) : Value()}}));
    }
    for (const commerce::DemandTerm& term : terms.demand) demand.push(demand_of(unit, term));
    for (const std::string& warehouse : terms.unmapped) unmapped.push(warehouse);
    const auto queued = unit.push_queue().find(route.name, sku);
    Value due = queued ? Value::object({{"at", base::iso_time(queued->due_at)}, {"why", queued->why}}) : Value();
    const std::string speaks_against = obstacle(unit, route, listings, terms);
    return Value::object({{"sku", sku}, {"route", route.name}, {"store", route.store}, {"stands", sentence(speaks_against, locations, due)}, {"obstacle", speaks_against},
                          {"untrusted", terms.untrusted_code}, {"not_for_sale", terms.not_for_sale}, {"listings", std::move(listed)}, {"locations", std::move(locations)},
                          {"open_demand", std::move(demand)}, {"unmapped_warehouses", std::move(unmapped)}, {"due", std::move(due)}, {"levels_read_at", time_or_null(complete_at)},
                          {"exceptions", exceptions_about(unit, route, sku)}});
}

namespace {

void add_part(std::vector<std::string>& lines, const Value& part) {
    const std::string per = part["per_sku"].text_or("1"), units = part["units_per_sale"].text_or("1"), item = part["item"].text_or("");
    lines.push_back(fmt::format("    item {}{}: {} available, as read at {}", item, per == "1" && units == "1" ? "" : fmt::format(" ({} a piece{})", per, units == "1" ? "" : ", " + units + " inventory units each"),
                                part["available"].text_or(""), part["read_at"].text_or("no time yet")));
    for (const Value& level : *part["levels"].as_array())
        lines.push_back(fmt::format("      warehouse {}: {} in stock, {} committed{}{}", level["warehouse"].text_or(""), level["in_stock"].text_or(""), level["committed"].text_or(""),
                                    level["ordered"].text_or("0") == "0" ? "" : fmt::format(", {} on order", level["ordered"].text_or("")), level["locked"].bool_or(false) ? "; the ERP has locked the item there" : ""));
    if (part["levels"].size() == 0) lines.push_back("      no warehouse of this location has any");
    if (part["open_demand"].text_or("0") != "0") lines.push_back(fmt::format("      less {} ordered, which the ERP's numbers do not contain", part["open_demand"].text_or("")));
}

void add_last_push(std::vector<std::string>& lines, const Value& location) {
    const Value& last = location["last_push"];
    if (last.is_null()) {
        lines.push_back("    nothing was sent yet");
    } else {
        std::string line = fmt::format("    last sent: {} at {}, ", last["quantity"].text_or(""), last["sent_at"].text_or(""));
        if (const std::string refused = last["refused"].text_or(""); !refused.empty()) line += "refused: " + refused;
        else if (last["answered_at"].is_null()) line += "not answered yet";
        else line += fmt::format("answered at {}{}", last["answered_at"].text_or(""), last["transaction"].text_or("").empty() ? "" : " (transaction " + last["transaction"].text_or("") + ")");
        lines.push_back(line);
        if (last["taken_off_since"].int_or(0) > 0) lines.push_back(fmt::format("    the store has taken off {} since, for orders", last["taken_off_since"].text_or("")));
        if (const std::string doubt = last["doubt"].text_or(""); !doubt.empty()) lines.push_back("    in doubt: " + doubt);
    }
    if (!location["next"].is_null()) lines.push_back(fmt::format("    to be sent: {} ({})", location["next"]["quantity"].text_or(""), location["next"]["why"].text_or("")));
}

void add_demand(std::vector<std::string>& lines, const Value& demand) {
    if (demand.size() == 0) return;
    lines.push_back(fmt::format("  Open demand, {}", counted(demand.size(), "order", "orders")));
    for (const Value& one : *demand.as_array()) {
        std::string why;
        if (!one["why"].text_or("").empty()) why = "held: " + one["why"].text_or("");
        else if (!one["booked_at"].is_null()) why = fmt::format("booked at {}, after the ERP's stock was read", one["booked_at"].text_or(""));
        else why = "not in the ERP yet";
        lines.push_back(fmt::format("    order {}: {} of {}, taken in at {}; {}", one["number"].text_or(""), one["open"].text_or(""), one["sku"].text_or(""), one["taken_in_at"].text_or("an unknown time"), why));
    }
}

} // namespace

std::vector<std::string> lines_of(const Value& story) {
    std::vector<std::string> lines = {fmt::format("{} in {}, by the route {}", story["sku"].text_or(""), story["store"].text_or(""), story["route"].text_or("")), "  stands   " + story["stands"].text_or("")};
    for (const Value& listing : *story["listings"].as_array())
        lines.push_back(fmt::format("  listed   as variant {} of product {} ({}), counted by {}", listing["variant_id"].text_or(""), listing["product_id"].text_or(""), listing["name"].text_or(""),
                                    listing["tracking"].text_or("none")));
    if (const std::string why = story["not_for_sale"].text_or(""); !why.empty()) lines.push_back("  stopped  " + why);
    for (const Value& warehouse : *story["unmapped_warehouses"].as_array())
        lines.push_back(fmt::format("  missing  warehouse {} has stock of it, and the map of warehouses does not name it", warehouse.text_or("")));
    for (const Value& location : *story["locations"].as_array()) {
        lines.push_back(fmt::format("  Location {}: {} may be sold", location["location"].text_or(""), location["quantity"].text_or("")));
        for (const Value& part : *location["parts"].as_array()) add_part(lines, part);
        if (location["parts"].size() > 1) lines.push_back("    as many as the scarcest of its parts allows");
        if (location["buffer"].int_or(0) > 0) lines.push_back(fmt::format("    less {} kept back ({})", location["buffer"].text_or(""), location["buffer_why"].text_or("")));
        if (location["before_floor"].int_or(0) < 0) lines.push_back(fmt::format("    that is {}, and a store is never told less than 0", location["before_floor"].text_or("")));
        add_last_push(lines, location);
    }
    add_demand(lines, story["open_demand"]);
    for (const Value& one : *story["exceptions"].as_array())
        lines.push_back(fmt::format("  Exception {} · {} · owner {}: {}", one["id"].text_or(""), one["code"].text_or(""), one["team"].text_or(""), one["title"].text_or("")));
    return lines;
}

} // namespace ledgerline::app

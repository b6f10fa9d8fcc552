#include "refund_cursor.hpp"

#include <algorithm>
#include <charconv>

namespace bigcommerce {

using ledgerline::Node;

namespace {

constexpr std::int64_t ahead_max_s = 86'400; // clocks are within a day of each other
constexpr std::int64_t look_first_s = 60, look_last_s = 21'600;
constexpr std::int64_t passed_over_s = 180;  // the store may only have been late
constexpr std::int64_t missing_for_s = 86'400; // then it was never there

// A tenth of its age: a refund of today every minute to every two hours, one of last week every six hours.
std::int64_t next_look(std::int64_t since, std::int64_t now) { return now + std::clamp((now - since) / 10, look_first_s, look_last_s); }

std::int64_t id_in(std::string_view text) {
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return id;
}

void read_numbers(const Node& node, std::map<std::int64_t, std::int64_t>& out) {
    if (!node.is_object()) return;
    for (const auto& [id, value] : node.members()) out.emplace(id_in(id), value.integer());
}

void read_watches(const Node& node, std::map<std::int64_t, RefundCursor::Watch>& out) {
    if (!node.is_object()) return;
    for (const auto& [id, value] : node.members())
        out[id_in(id)] = {value["since"].integer_or(0), value["again"].integer_or(0), value["order"].integer_or(0), value["unread"].boolean_or(false)};
}

// As one text: a member that is addressed by its name takes a place in the engine's table of paths for ever, and ids have no end.
template <class Map, class Written>
std::string json_of(const Map& map, const Written& written) {
    std::string out = "{";
    for (const auto& [id, value] : map) out += (out.size() > 1 ? ",\"" : "\"") + std::to_string(id) + "\":" + written(value);
    return out + "}";
}

std::string number(std::int64_t value) { return std::to_string(value); }

std::string watch_json(const RefundCursor::Watch& watch) {
    std::string out = "{\"since\":" + number(watch.since) + ",\"again\":" + number(watch.again);
    if (watch.order != 0) out += ",\"order\":" + number(watch.order);
    if (watch.unread) out += ",\"unread\":true";
    return out + "}";
}

} // namespace

RefundCursor RefundCursor::read(const Node& cursor) {
    RefundCursor out;
    if (!cursor.is_object()) return out;
    out.at_once = cursor["at_once"].boolean_or(false);
    out.page = cursor["page"].integer_or(1);
    out.page_last = cursor["page_last"].integer_or(0);
    out.after_id = cursor["after_id"].integer_or(0);
    out.caught_up = cursor["caught_up"].boolean_or(false);
    out.newest = cursor["newest"].integer_or(0);
    out.since = cursor["since"].integer_or(0);
    out.recent_page = cursor["recent_page"].integer_or(1);
    out.recent_last = cursor["recent_last"].integer_or(0);
    read_numbers(cursor["seen"], out.seen);
    read_watches(cursor["open"], out.open);
    read_watches(cursor["missing"], out.missing);
    read_numbers(cursor["unsettled"], out.unsettled);
    for (const Node order : cursor["signalled"].elements_or_none()) out.signalled.insert(order.integer());
    return out;
}

void RefundCursor::write(const Node& cursor) const {
    cursor.set_json("{}");
    cursor["at_once"].set(at_once);
    cursor["page"].set(page);
    cursor["page_last"].set(page_last);
    cursor["after_id"].set(after_id);
    cursor["caught_up"].set(caught_up);
    cursor["newest"].set(newest);
    cursor["since"].set(since);
    cursor["recent_page"].set(recent_page);
    cursor["recent_last"].set(recent_last);
    cursor["seen"].set_json(json_of(seen, number));
    cursor["open"].set_json(json_of(open, watch_json));
    cursor["missing"].set_json(json_of(missing, watch_json));
    cursor["unsettled"].set_json(json_of(unsettled, number));
    cursor["signalled"].set_json("[]");
    for (const Id order : signalled) cursor["signalled"].push(order);
}

void RefundCursor::begin_pass(std::int64_t overlap) {
    if (recent_page != 1) return;
    since = std::max(since, newest - overlap);
    std::erase_if(seen, [&](const auto& one) { return one.second < since; });
}

void RefundCursor::note(Id id, std::int64_t created, std::int64_t now) {
    missing.erase(id);
    // A date from a far future would put everything else behind what is read.
    if (created <= now + ahead_max_s) newest = std::max(newest, created);
    // One without a date is not met by its date; it is met again by its id only while it is the newest.
    if (created == 0) seen[id] = std::max(newest, since);
    else if (created >= since) seen[id] = created;
}

std::int64_t RefundCursor::note_gap(Id id, std::int64_t now) {
    if (!caught_up || after_id == 0) return 0;
    for (Id between = after_id + 1; between < id; ++between) {
        if (missing.size() >= missing_max) return id - between;
        if (!seen.contains(between) && !open.contains(between)) missing[between] = {now, now + passed_over_s, 0, false};
    }
    return 0;
}

void RefundCursor::watch(Id id, Id order, bool unread, std::int64_t began, std::int64_t now, std::int64_t within) {
    Watch& watched = open[id];
    if (watched.since == 0 || watched.unread != unread) watched.since = std::min(began, now);
    watched.order = order;
    watched.unread = unread;
    watched.again = next_look(watched.since, now);
    if (now - watched.since >= within) give_up(id);
    if (open.size() <= open_max) return;
    const auto oldest = std::min_element(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.second.since < b.second.since; });
    give_up(oldest->first);
}

void RefundCursor::give_up(Id id) {
    const auto found = open.find(id);
    if (found == open.end()) return;
    // With at_once it counts as settled, and nothing is to be told.
    if (!found->second.unread && !at_once) unsettled[id] = found->second.order;
    if (unsettled.size() > unsettled_max) unsettled.erase(unsettled.begin());
    open.erase(found);
}

std::vector<RefundCursor::Id> RefundCursor::take_due(std::int64_t now, std::size_t most) {
    std::erase_if(missing, [&](const auto& one) { return now - one.second.since >= missing_for_s; });
    std::vector<Id> due;
    for (auto* watches : {&missing, &open})
        for (auto& [id, watch] : *watches)
            if (watch.again <= now && due.size() < most) {
                watch.again = next_look(watch.since, now);
                due.push_back(id);
            }
    return due;
}

bool RefundCursor::waits_for_money(Id order_id) const {
    const auto is_of_order = [&](const auto& one) { return one.second.order == order_id && !one.second.unread; };
    return std::any_of(open.begin(), open.end(), is_of_order) ||
           std::any_of(unsettled.begin(), unsettled.end(), [&](const auto& one) { return one.second == order_id; });
}

bool RefundCursor::was_read_well(Id id) const {
    if (const auto known = open.find(id); known != open.end()) return !known->second.unread;
    return (id <= after_id || seen.contains(id)) && !missing.contains(id);
}

} // namespace bigcommerce

#include "order_cursor.hpp"

#include <ledgerline/text.hpp>

#include <algorithm>

namespace bigcommerce {

using ledgerline::Node;

namespace {

// Whole seconds of two clocks: after two of them, at least one has passed.
constexpr std::int64_t settled_after_s = 2;
// The two clocks are not the same, but within a day of each other.
constexpr std::int64_t ahead_max_s = 86'400;

constexpr std::int64_t look_after_s = 180; // an id that was passed over is looked for then: the store may only have been late
constexpr std::size_t missing_max = 100;

void read_times(const Node& node, std::map<std::string, std::int64_t>& times) {
    if (!node.is_object()) return;
    for (const auto& [id, time] : node.members()) times.emplace(id, time.integer());
}

// As one text: a member that is addressed by its name takes a place in the engine's table of paths for ever, and ids have no end.
std::string json_of(const std::map<std::string, std::int64_t>& times) {
    std::string out = "{";
    for (const auto& [id, time] : times) out += (out.size() > 1 ? "," : "") + ledgerline::json_quoted(id) + ":" + std::to_string(time);
    return out + "}";
}

} // namespace

OrderCursor OrderCursor::read(const Node& cursor) {
    OrderCursor out;
    if (cursor.is_missing()) return out;
    out.begun = cursor["begun"].boolean_or(false);
    out.after_id = cursor["after_id"].integer_or(0);
    out.since = cursor["since"].integer_or(0);
    out.at = cursor["at"].integer_or(out.since);
    out.pass_began = cursor["pass_began"].integer_or(0);
    out.page = cursor["page"].integer_or(1);
    out.found_new = cursor["found_new"].boolean_or(false);
    out.newest = cursor["newest"].integer_or(0);
    out.newest_at = cursor["newest_at"].integer_or(0);
    read_times(cursor["seen"], out.seen);
    read_times(cursor["doubtful"], out.doubtful);
    read_times(cursor["unread"], out.unread);
    out.caught_up = cursor["caught_up"].boolean_or(false);
    for (const Node id : cursor["signalled"].elements_or_none()) out.signalled.emplace(id.text());
    read_times(cursor["missing"], out.missing);
    read_times(cursor["gaps"], out.gaps);
    out.hooks.look_at = cursor["hooks"]["look_at"].integer_or(0);
    out.hooks.problem = std::string(cursor["hooks"]["problem"].text_or(""));
    out.hooks.switched_off = std::string(cursor["hooks"]["switched_off"].text_or(""));
    return out;
}

void OrderCursor::write(const Node& cursor) const {
    cursor.set_json("{}");
    cursor["begun"].set(begun);
    cursor["after_id"].set(after_id);
    cursor["since"].set(since);
    cursor["at"].set(at);
    cursor["pass_began"].set(pass_began);
    cursor["page"].set(page);
    cursor["found_new"].set(found_new);
    cursor["newest"].set(newest);
    cursor["newest_at"].set(newest_at);
    cursor["seen"].set_json(json_of(seen));
    cursor["doubtful"].set_json(json_of(doubtful));
    cursor["unread"].set_json(json_of(unread));
    cursor["caught_up"].set(caught_up);
    cursor["signalled"].set_json("[]");
    for (const std::string& id : signalled) cursor["signalled"].push(id);
    cursor["missing"].set_json(json_of(missing));
    cursor["gaps"].set_json(json_of(gaps));
    cursor["hooks"]["look_at"].set(hooks.look_at);
    cursor["hooks"]["problem"].set(hooks.problem);
    cursor["hooks"]["switched_off"].set(hooks.switched_off);
}

void OrderCursor::learn(std::int64_t modified, std::int64_t now) {
    // A date from a far future would put everything else behind what is read.
    if (modified <= newest || modified > now + ahead_max_s) return;
    newest = modified;
    newest_at = now;
}

bool OrderCursor::knows(const std::string& id, std::int64_t modified, std::int64_t now) const {
    const auto found = seen.find(id);
    if (found == seen.end() || found->second != modified) return false;
    const auto doubt = doubtful.find(id);
    return doubt == doubtful.end() || now - doubt->second < settled_after_s;
}

void OrderCursor::note(const std::string& id, std::int64_t modified, std::int64_t now) {
    learn(modified, now);
    const auto doubt = doubtful.find(id);
    const auto known = seen.find(id);
    const bool read_again = doubt != doubtful.end() && known != seen.end() && known->second == modified && now - doubt->second >= settled_after_s;
    const std::int64_t store_now = newest + std::max<std::int64_t>(now - newest_at, 0); // or later
    if (modified >= since) seen[id] = modified; // what is older is not met again
    if (modified >= since && modified > store_now - settled_after_s && !read_again) doubtful[id] = now;
    else doubtful.erase(id);
}

std::int64_t OrderCursor::note_gap(std::int64_t id, std::int64_t now) {
    if (!caught_up || after_id == 0) return 0;
    for (std::int64_t between = after_id + 1; between < id; ++between) {
        if (missing.size() >= missing_max) return id - between;
        if (const std::string text = std::to_string(between); !seen.contains(text) && !unread.contains(text)) missing.emplace(text, now + look_after_s);
    }
    return 0;
}

void OrderCursor::begin_pass(std::int64_t now) {
    if (at == since && page == 1) pass_began = now;
}

void OrderCursor::finish_pass(std::int64_t overlap) {
    std::erase_if(doubtful, [&](const auto& one) { return one.second + settled_after_s < pass_began; });
    std::int64_t next = newest - overlap;
    for (const auto& [id, read_at] : doubtful)
        if (const auto known = seen.find(id); known != seen.end()) next = std::min(next, known->second);
    page = 1;
    at = since = std::max(since, next);
    std::erase_if(seen, [&](const auto& one) { return one.second < since; });
    std::erase_if(doubtful, [&](const auto& one) { return !seen.contains(one.first); });
}

} // namespace bigcommerce

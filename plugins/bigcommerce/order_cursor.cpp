#include "order_cursor.hpp"

#include <ledgerline/text.hpp>

#include <algorithm>

namespace bigcommerce {

using ledgerline::Node;

namespace {

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
    out.page = cursor["page"].integer_or(1);
    out.found_new = cursor["found_new"].boolean_or(false);
    out.newest = cursor["newest"].integer_or(0);
    if (cursor["seen"].is_object())
        for (const auto& [id, modified] : cursor["seen"].members()) out.seen.emplace(id, modified.integer());
    if (cursor["again"].is_object())
        for (const auto& [id, modified] : cursor["again"].members()) out.again.emplace(id, modified.integer());
    if (cursor["unread"].is_object())
        for (const auto& [id, again_at] : cursor["unread"].members()) out.unread.emplace(id, again_at.integer());
    return out;
}

void OrderCursor::write(const Node& cursor) const {
    cursor.set_json("{}");
    cursor["begun"].set(begun);
    cursor["after_id"].set(after_id);
    cursor["since"].set(since);
    cursor["page"].set(page);
    cursor["found_new"].set(found_new);
    cursor["newest"].set(newest);
    cursor["seen"].set_json(json_of(seen));
    cursor["again"].set_json(json_of(again));
    cursor["unread"].set_json(json_of(unread));
}

bool OrderCursor::knows(const std::string& id, std::int64_t modified) const {
    const auto found = seen.find(id);
    return found != seen.end() && found->second == modified;
}

void OrderCursor::note(const std::string& id, std::int64_t modified) {
    if (modified >= since) seen[id] = modified; // what is older is not met again
    newest = std::max(newest, modified);
}

void OrderCursor::finish_pass(std::int64_t overlap) {
    page = 1;
    since = std::max(since, newest - overlap);
    for (auto* known : {&seen, &again}) std::erase_if(*known, [&](const auto& one) { return one.second < since; });
    std::erase_if(seen, [&](const auto& one) {
        if (one.second < newest - 1 || (again.contains(one.first) && again[one.first] == one.second)) return false;
        again[one.first] = one.second;
        return true;
    });
}

} // namespace bigcommerce

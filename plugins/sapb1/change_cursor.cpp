#include "change_cursor.hpp"

#include "local_time.hpp"
#include "text.hpp"

namespace sapb1 {

using ledgerline::Node;

ChangeCursor ChangeCursor::read(const Node& node) {
    ChangeCursor cursor;
    if (!node.is_object()) return cursor;
    cursor.full = node["phase"].text_or("full") == "full";
    cursor.in_pass = node["in_pass"].boolean_or(false);
    cursor.last_key = std::string(node["last_key"].text_or(""));
    cursor.since = stamp_seconds(node["since"].text_or(""));
    cursor.since_known_ms = node["since_known_ms"].integer_or(0);
    cursor.started_ms = node["started_ms"].integer_or(0);
    cursor.quiet_ms = node["quiet_ms"].integer_or(0);
    cursor.next_since = stamp_seconds(node["next_since"].text_or(""));
    cursor.full_started_ms = node["full_started_ms"].integer_or(0);
    return cursor;
}

void ChangeCursor::write(const Node& node) const {
    node.set_json("{}");
    node["phase"].set(full ? "full" : "delta");
    node["in_pass"].set(in_pass);
    node["last_key"].set(last_key);
    node["since"].set(since ? stamp_text(*since) : std::string());
    node["since_known_ms"].set(since_known_ms);
    node["started_ms"].set(started_ms);
    node["quiet_ms"].set(quiet_ms);
    node["next_since"].set(next_since ? stamp_text(*next_since) : std::string());
    node["full_started_ms"].set(full_started_ms);
}

void ChangeCursor::begin(std::int64_t now_ms, std::int64_t full_every_ms) {
    if (in_pass) return;
    in_pass = true;
    started_ms = now_ms;
    last_key.clear();
    next_since.reset();
    // A clock that was set back must not put the next full pass off for ever.
    full = full_started_ms == 0 || now_ms - full_started_ms >= full_every_ms || now_ms < full_started_ms;
    if (full) full_started_ms = now_ms;
}

void ChangeCursor::saw(std::int64_t stamp) {
    if (!next_since || stamp > *next_since) next_since = stamp;
}

void ChangeCursor::finish(std::int64_t now_ms) {
    in_pass = false;
    last_key.clear();
    if (next_since && (!since || *next_since > *since)) {
        since = next_since;
        since_known_ms = now_ms;
        quiet_ms = 0;
    } else {
        quiet_ms = started_ms;
    }
    next_since.reset();
}

std::string ChangeCursor::changed(std::int64_t overlap_ms) const {
    if (full || !since) return {};
    // A transaction may become visible after a newer one, and filters may look at minutes only: so look back. When the
    // newest stamp is old enough, nothing older can come any more, and a mass change is not read again and again: old enough
    // when a look back was made so much later and found nothing newer. That time alone has passed says nothing.
    const bool settled = quiet_ms - since_known_ms > 2 * overlap_ms + 60'000;
    const std::int64_t from = settled ? *since : *since - overlap_ms / 1000;
    return "(UpdateDate gt " + literal(date_text(from)) + " or (UpdateDate eq " + literal(date_text(from)) + " and UpdateTime " + (settled ? "gt " : "ge ") +
           literal(time_text(from)) + "))";
}

} // namespace sapb1

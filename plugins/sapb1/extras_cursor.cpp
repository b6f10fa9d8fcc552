#include "extras_cursor.hpp"

namespace sapb1 {

using ledgerline::Node;

ExtrasCursor ExtrasCursor::read(const Node& node) {
    ExtrasCursor cursor;
    if (!node.is_object()) return cursor;
    cursor.started_ms = node["started_ms"].integer_or(0);
    const std::string_view looking = node["looking"].text_or("");
    if (looking == "trees") cursor.looking = ExtraKind::trees;
    else if (looking == "prices") cursor.looking = ExtraKind::prices;
    cursor.last_key = std::string(node["last_key"].text_or(""));
    return cursor;
}

void ExtrasCursor::write(const Node& node) const {
    node.set_json("{}");
    node["started_ms"].set(started_ms);
    node["looking"].set(!looking ? "" : *looking == ExtraKind::trees ? "trees" : "prices");
    node["last_key"].set(last_key);
}

} // namespace sapb1

#include "stock_cursor.hpp"

namespace sapb1 {

using ledgerline::Node;

StockCursor StockCursor::read(const Node& node) {
    StockCursor cursor;
    if (!node.is_object()) return cursor;
    const std::string_view order = node["order"].text_or("");
    if (order == "bytes") cursor.order = CodeOrder::bytes;
    else if (order == "own") cursor.order = CodeOrder::own;
    cursor.telling = node["telling"].boolean_or(false);
    cursor.after = std::string(node["after"].text_or(""));
    cursor.started_ms = node["started_ms"].integer_or(0);
    cursor.size = node["size"].integer_or(0);
    return cursor;
}

void StockCursor::write(const Node& node) const {
    node.set_json("{}");
    node["order"].set(order == CodeOrder::bytes ? "bytes" : order == CodeOrder::own ? "own" : "");
    node["telling"].set(telling);
    node["after"].set(after);
    node["started_ms"].set(started_ms);
    node["size"].set(size);
}

void StockCursor::begin_anew() {
    telling = false;
    after.clear();
    started_ms = 0;
}

} // namespace sapb1

#include "held_stock.hpp"

#include "validity.hpp"

#include <ledgerline/text.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::size_t page_bytes_max = std::size_t{2} * 1024 * 1024;

// As SAP wrote it, with its kind: what is no number is for the engine to refuse, and so is what is not there.
std::string member(std::string_view name, const Node& node) {
    if (!node.exists()) return {};
    const ll_kind kind = node.kind();
    const std::string value = kind == LL_INT || kind == LL_NUMBER ? std::string(node.text()) : kind == LL_TEXT ? json_quoted(node.text()) : "null";
    return ",\"" + std::string(name) + "\":" + value;
}

} // namespace

void HeldStock::begin(std::int64_t started_ms) {
    items_.clear();
    started_ms_ = started_ms;
    last_.clear();
    bytes_ = 0;
    complete_ = false;
}

void HeldStock::add_level(const Node& level, std::string_view code, const StockColumns& columns) {
    if (items_.empty() || items_.back().code != code) {
        items_.push_back({std::string(code), ""});
        bytes_ += sizeof(Item) + code.size();
    }
    std::string row = "{\"c\":" + json_quoted(code) + member("w", level[columns.warehouse]) + member("s", level[columns.in_stock]) + member("p", level[columns.committed]) +
                      member("o", level[columns.ordered]);
    if (!columns.locked.empty() && is_yes(level[columns.locked])) row += ",\"l\":\"Y\"";
    row += '}';
    std::string& rows = items_.back().rows;
    if (!rows.empty()) rows += ',';
    rows += row;
    bytes_ += row.size() + 1;
}

bool HeldStock::add(const Node& rows, std::uint64_t count, const StockColumns& columns, std::string_view last) {
    for (std::uint64_t i = 0; i < count; ++i) {
        const Node row = rows[i];
        const std::string code = text_of(row[columns.item_code]);
        if (code.empty()) continue;
        if (columns.levels.empty()) {
            add_level(row, code, columns);
        } else {
            for (const Node level : row[columns.levels].elements_or_none()) add_level(level, code, columns);
        }
        if (bytes_ > bytes_max) return false;
    }
    last_ = last;
    return true;
}

std::string HeldStock::finish() {
    const auto by_code = [](const Item& one, const Item& other) { return one.code < other.code; };
    if (!std::is_sorted(items_.begin(), items_.end(), by_code)) std::sort(items_.begin(), items_.end(), by_code);
    const auto twice = std::adjacent_find(items_.begin(), items_.end(), [](const Item& one, const Item& other) { return one.code == other.code; });
    complete_ = twice == items_.end();
    return complete_ ? std::string() : twice->code;
}

HeldStock::Told HeldStock::page(std::string_view after, std::size_t items_max) const {
    auto item = std::upper_bound(items_.begin(), items_.end(), after, [](std::string_view code, const Item& one) { return code < one.code; });
    Told out;
    out.rows = "[";
    for (std::size_t count = 0; item != items_.end() && count < items_max && out.rows.size() < page_bytes_max; ++item, ++count) {
        if (count > 0) out.rows += ',';
        out.rows += item->rows;
        out.until = item->code;
    }
    out.rows += ']';
    if (item == items_.end()) out.until.clear();
    return out;
}

StockColumns HeldStock::columns() { return {"c", "", "w", "s", "p", "o", "l"}; }

} // namespace sapb1

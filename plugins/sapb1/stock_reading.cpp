#include "stock_reading.hpp"

#include "change_pages.hpp"
#include "stock_query.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t enlarged_max = 100'000;
constexpr std::int64_t pause_ms = 60'000;

// The row's own spelling of a name; "" if it has no such member.
std::string spelled(const Node& row, std::string_view name) {
    if (row[name].exists()) return std::string(name);
    for (const Member member : row.members())
        if (lower(member.name) == lower(name)) return std::string(member.name);
    return {};
}

std::string required_column(const Node& row, std::string_view name) {
    const std::string found = spelled(row, name);
    if (found.empty())
        throw Unavailable("CONFIG_DRIFT", format("SAP Business One lists stock without {}, so nothing can be said of it: {}", name, shown(row.json(), 200)), pause_ms);
    return found;
}

} // namespace

void StockColumns::write(const Node& to) const {
    to["item_code"].set(item_code);
    to["levels"].set(levels);
    to["warehouse"].set(warehouse);
    to["in_stock"].set(in_stock);
    to["committed"].set(committed);
    to["ordered"].set(ordered);
    to["locked"].set(locked);
    to["locked_values"].set_json(R"(["tYES","Y"])"); // by name and by stored code
}

Request StockReading::request(std::string_view after, std::int64_t size) const {
    Request out = way_ == StockWay::query ? run_of_stock_query(after) : Request::get("/Items").query("$select", "ItemCode,ItemWarehouseInfoCollection").query("$orderby", "ItemCode");
    if (way_ == StockWay::items && !after.empty()) out.query("$filter", "ItemCode gt " + literal(after));
    return out.header("Prefer", "odata.maxpagesize=" + std::to_string(size));
}

StockPage StockReading::page(Call& call, Session& session, std::string_view after, std::int64_t& size) const {
    if (size <= 0) size = page_size_;
    for (;;) {
        const Request asked = request(after, size);
        const std::int64_t as_of_ms = call.now_ms();
        const Response answer = session.send(call, asked);
        if (is_too_large(answer)) {
            if (size == 1) throw Unavailable("ERP_UNAVAILABLE", format("The stock of the item after \"{}\" is too large an answer", after), pause_ms);
            size = std::max<std::int64_t>(size / 4, 1);
            answer.discard();
            continue;
        }
        if (way_ == StockWay::query) require_stock_query(answer);
        Session::require_list(answer, asked);
        const Node body = answer.json();
        const auto rows = static_cast<std::int64_t>(body["value"].count());
        return {answer, as_of_ms, rows > 0 && goes_on(body, size)};
    }
}

StockColumns StockReading::columns(const Node& rows) const {
    StockColumns out;
    if (way_ == StockWay::query) {
        out = {"ItemCode", "", "WhsCode", "OnHand", "IsCommited", "OnOrder", "Locked"};
        if (rows.count() == 0) return out;
        const Node row = rows[0];
        for (std::string* name : {&out.item_code, &out.warehouse, &out.in_stock, &out.committed, &out.ordered}) *name = required_column(row, *name);
        out.locked = spelled(row, out.locked);
        return out;
    }
    out = {"ItemCode", "ItemWarehouseInfoCollection", "WarehouseCode", "InStock", "Committed", "Ordered", "Locked"};
    if (rows.count() == 0) return out;
    required_column(rows[0], out.levels);
    for (const Node row : rows.elements()) {
        const Node levels = row[out.levels];
        if (levels.count_or_none() == 0) continue;
        for (const std::string* name : {&out.warehouse, &out.in_stock, &out.committed, &out.ordered}) required_column(levels[0], *name);
        if (!levels[0][out.locked].exists()) out.locked.clear();
        break;
    }
    return out;
}

bool StockReading::enlarge(std::int64_t& size) {
    if (size >= enlarged_max) return false;
    size = std::min(size * 4, enlarged_max);
    return true;
}

} // namespace sapb1

#include "states/unmapped_warehouses.hpp"

#include "commerce/levels.hpp"
#include "commerce/sellable.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::states {

using message::Value;

namespace {

constexpr const char* code = "STOCK_UNMAPPED_WAREHOUSE";
constexpr std::string_view prefix = "warehouse:"; // a store's location that is missing has the same code and is about a SKU
constexpr std::size_t items_at_once = 2'000;

std::string subject_of(const std::string& warehouse) { return std::string(prefix) + warehouse; }

} // namespace

UnmappedWarehouses::UnmappedWarehouses(store::UnitOfWork& unit, const Of& of, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions) :
    unit_(unit), of_(of), policy_(policy), exceptions_(exceptions) {
    for (const store::ExceptionRow& open : unit_.exceptions().open_of_flow(of_.route, code)) {
        if (open.subject.rfind(prefix, 0) != 0) continue;
        const auto findings = unit_.exceptions().findings(open.id);
        open_[open.subject.substr(prefix.size())] = findings.empty() ? "" : message::parse_json(findings.front().facts)["sku"].text_or("");
    }
}

void UnmappedWarehouses::close_mapped() {
    std::vector<std::string> mapped;
    for (const auto& [warehouse, sku] : open_)
        if (policy_.location_of(warehouse)) mapped.push_back(warehouse);
    for (const std::string& warehouse : mapped) close(warehouse, "engine: the map of warehouses names it");
}

void UnmappedWarehouses::compared(const std::string& sku, const std::vector<std::string>& warehouses) {
    for (const std::string& warehouse : warehouses)
        if (open_.count(warehouse) == 0) tell(warehouse, sku); // one article of many is enough
    std::vector<std::string> without;
    for (const auto& [warehouse, named] : open_)
        if (named == sku && std::find(warehouses.begin(), warehouses.end(), warehouse) == warehouses.end()) without.push_back(warehouse);
    for (const std::string& warehouse : without) {
        if (const std::string other = article_in(warehouse); !other.empty()) tell(warehouse, other);
        else close(warehouse, "engine: it holds no stock of what the store sells any more");
    }
}

void UnmappedWarehouses::tell(const std::string& warehouse, const std::string& sku) {
    exceptions_.flow(unit_, of_.route, {code, fmt::format("Warehouse {} holds stock of articles that the store sells, and the map of warehouses does not name it", warehouse), "", subject_of(warehouse), "",
                                        of_.sink, Value::object({{"warehouse", warehouse}, {"sku", sku}})});
    open_[warehouse] = sku;
}

void UnmappedWarehouses::close(const std::string& warehouse, const std::string& by) {
    exceptions_.close_flow_about(unit_, of_.route, subject_of(warehouse), by);
    open_.erase(warehouse);
}

// Rare: only when the named article has left. So the levels are looked through rather than kept by warehouse.
std::string UnmappedWarehouses::article_in(const std::string& warehouse) {
    const std::string begins = warehouse + "\t";
    std::string after;
    for (auto codes = unit_.items().codes(after, items_at_once); !codes.empty(); codes = unit_.items().codes(after, items_at_once)) {
        for (const store::LevelRow& row : unit_.levels().range(after, codes.back())) {
            if (row.levels.find(begins) == std::string::npos) continue;
            const auto levels = commerce::levels_of(row.levels);
            if (std::none_of(levels.begin(), levels.end(), [&](const commerce::Level& level) { return level.warehouse == warehouse && !level.in_stock.is_zero(); })) continue;
            if (std::string sku = sold_with(row.item_code); !sku.empty()) return sku;
        }
        after = codes.back();
    }
    return "";
}

std::string UnmappedWarehouses::sold_with(const std::string& item_code) {
    for (const std::string& sku : commerce::skus_of_item(unit_, policy_, item_code)) {
        const auto listings = unit_.listings().of_sku(of_.store, sku);
        if (listings.size() == 1 && listings.front().body["tracking"].text_or("none") != "none") return sku;
    }
    return "";
}

} // namespace ledgerline::states

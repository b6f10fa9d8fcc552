#include "commerce/stock_facts.hpp"

#include "base/clock.hpp"

#include <utility>

namespace ledgerline::commerce {

void StockFacts::read_ahead(const StockPolicy& policy, const std::vector<std::string>& skus) {
    const std::string today = base::iso_time(unit_.now()).substr(0, 10);
    std::vector<std::string> codes;
    for (const std::string& sku : skus)
        for (Part& part : policy.parts_of(sku, today)) codes.push_back(std::move(part.item_code));
    // What is not found is known too: that there is none.
    for (const std::string& code : codes) {
        items_[code];
        levels_[code];
        demand_[code].clear();
    }
    for (const std::string& sku : skus) demand_[sku].clear();
    for (store::ItemRow& row : unit_.items().find(codes)) items_[row.code] = std::move(row.body);
    for (store::LevelRow& row : unit_.levels().find(codes)) levels_[row.item_code] = row;
    read_wholes_ahead(codes);
    codes.insert(codes.end(), skus.begin(), skus.end());
    for (store::DemandRow& row : unit_.demand().of_skus(codes)) demand_[row.sku].push_back(row);
}

void StockFacts::read_wholes_ahead(const std::vector<std::string>& item_codes) {
    for (const std::string& code : item_codes) wholes_[code].clear();
    for (auto& [part, whole] : unit_.items().wholes_of(item_codes)) wholes_[part].push_back(std::move(whole));
}

const message::Value* StockFacts::item(const std::string& code) {
    const auto [at, is_new] = items_.try_emplace(code);
    if (is_new)
        if (auto row = unit_.items().find(code)) at->second = std::move(row->body);
    return at->second ? &*at->second : nullptr;
}

const std::optional<store::LevelRow>& StockFacts::level(const std::string& item_code) {
    const auto [at, is_new] = levels_.try_emplace(item_code);
    if (is_new) at->second = unit_.levels().find(item_code);
    return at->second;
}

const std::vector<std::string>& StockFacts::wholes_of(const std::string& item_code) {
    const auto [at, is_new] = wholes_.try_emplace(item_code);
    if (is_new) at->second = unit_.items().wholes_of(item_code);
    return at->second;
}

const std::vector<store::DemandRow>& StockFacts::demand_of(const std::string& sku) {
    const auto [at, is_new] = demand_.try_emplace(sku);
    if (is_new) at->second = unit_.demand().of_sku(sku);
    return at->second;
}

} // namespace ledgerline::commerce

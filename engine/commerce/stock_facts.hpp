// What the store knows of items and their stock, as far as the numbers of SKUs need it. Each row is read once, and those of many SKUs ahead of their
// use: a few queries for all of them cost a fraction of several for each.
//
// Lives within one commit; what is written in it meanwhile is not seen.
#pragma once

#include "commerce/stock_policy.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ledgerline::commerce {

class StockFacts {
public:
    explicit StockFacts(store::UnitOfWork& unit) : unit_(unit) {}

    // What these SKUs consist of by the deployment's tables. What bills of materials add is read when it is asked for.
    void read_ahead(const StockPolicy& policy, const std::vector<std::string>& skus);
    void read_wholes_ahead(const std::vector<std::string>& item_codes);

    const message::Value* item(const std::string& code); // canonical; nullptr = it is not in the item master
    const std::optional<store::LevelRow>& level(const std::string& item_code);
    const std::vector<std::string>& wholes_of(const std::string& item_code);
    const std::vector<store::DemandRow>& demand_of(const std::string& sku);
    store::UnitOfWork& unit() { return unit_; }

private:
    store::UnitOfWork& unit_;
    std::unordered_map<std::string, std::optional<message::Value>> items_;
    std::unordered_map<std::string, std::optional<store::LevelRow>> levels_;
    std::unordered_map<std::string, std::vector<std::string>> wholes_;
    std::unordered_map<std::string, std::vector<store::DemandRow>> demand_;
};

} // namespace ledgerline::commerce

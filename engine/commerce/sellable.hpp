// What may be sold of a SKU at each location of a store, with every term of the number: sales units of
//
//   ( sum over its warehouses of in stock - committed [+ ordered] ) / inventory units of one sale, rounded down
//   - open demand - buffer, never below 0
//
// A bundle or bill of materials has as many as its scarcest part allows; what was ordered of it is demand for its parts, and what was
// ordered of its parts is theirs. Pure reading: nothing is changed.
#pragma once

#include "commerce/levels.hpp"
#include "commerce/stock_facts.hpp"
#include "commerce/stock_policy.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::commerce {

struct DemandTerm {
    std::string source, order_key, sku;
    std::int64_t open = 0;          // sales units of that SKU
    store::Millis captured_at = 0, booked_at = 0;
};

// One item that the SKU consists of, at one location.
struct PartTerm {
    std::string item_code;
    Decimal per_sku;                // sales units of the item in one unit of the SKU
    Decimal units_per_sale;
    std::vector<Level> levels;      // of the location's warehouses
    Decimal available;              // of the levels, in inventory units
    Decimal demand;                 // open demand of this item by whatever SKU, in inventory units
    std::int64_t enough_for = 0;    // units of the SKU, may be negative
    store::Millis read_at = 0;      // no level of it was read later; older readings found the same
};

struct LocationTerms {
    std::string location;
    std::vector<PartTerm> parts;
    std::int64_t buffer = 0;
    std::string buffer_why;         // "maps/buffers.csv", "fast seller: 34 ordered in 7 days", ""
    std::int64_t quantity = 0;      // the answer
    std::int64_t before_floor = 0;  // what would come out below 0
};

struct Terms {
    std::string sku;
    std::vector<LocationTerms> locations; // each of the policy
    std::vector<DemandTerm> demand;
    // The number cannot be trusted and nothing is to be sent: code and plain words ("KIT_UNRESOLVED", "SKU_NOT_FOUND", ...). "" = it can.
    std::string untrusted_code, untrusted_why;
    std::string not_for_sale;             // why there is nothing to be sold whatever the stock: an item is inactive. "" = nothing speaks against it
    std::vector<std::string> unmapped;    // warehouses with stock of it that are in no row of the map
};

// The demand for an item by a SKU counts at every location: nobody knows from which the store will take it.
Terms terms_of(StockFacts& facts, const StockPolicy& policy, const std::string& sku);
Terms terms_of(store::UnitOfWork& unit, const StockPolicy& policy, const std::string& sku);

// The SKUs whose number depends on this item: its own code, aliases, bundles, bills of materials that it is a part of (whatever their depth).
std::vector<std::string> skus_of_item(StockFacts& facts, const StockPolicy& policy, const std::string& item_code);
std::vector<std::string> skus_of_item(store::UnitOfWork& unit, const StockPolicy& policy, const std::string& item_code);
std::vector<std::string> skus_of_sku(store::UnitOfWork& unit, const StockPolicy& policy, const std::string& sku); // ... on what was ordered under this SKU

// Rows of the queue that spread: what else the items of their SKUs are in becomes due for the route. Before they are compared, in the same commit.
void spread(store::UnitOfWork& unit, const StockPolicy& policy, const std::vector<store::PushDueRow>& due);
// SKUs whose numbers are others now than they were then only because time has passed: dated buffers and aliases, fast sellers that are none
// any more. "" among them: a buffer of all SKUs has begun or ended.
std::vector<std::string> skus_changed_by_time(store::UnitOfWork& unit, const StockPolicy& policy, store::Millis since);

// What the store is to be sent: nothing if it shows it already. Pure.
struct Push {
    std::int64_t quantity = 0;
    std::string why; // "never sent", "21 instead of 24", "in doubt: ..."
};
// `store_takes_off`: the store itself takes orders off its stock when they are placed. `locations`: how many the route has; with several
// nobody knows from which one it took.
std::optional<Push> push_of(std::int64_t wanted, const std::optional<store::PushedStockRow>& sent, bool store_takes_off, std::size_t locations);

} // namespace ledgerline::commerce

// What a deployment says of the stock that a store may sell: the section `stock` of a route that pushes stock.
#pragma once

#include "config/fields.hpp"
#include "message/value.hpp"
#include "store/rows.hpp"

#include <ledgerline/decimal.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::commerce {

// The fields of the section, as a manifest has them: the check, the messages and the manual follow from this list.
//   warehouses      map_file{"warehouse", "location"}: each warehouse to one location of the store (code or id); location "" = not for the store
//   buffers         map_file{"[sku]", "[location]", "buffer", "[from]", "[to]"}, optional: kept back; the most special row that is valid today counts
//   aliases         map_file{"sku", "item", "[from]", "[to]"}, optional: as in sku-match
//   bundles         map_file{"sku", "item", "quantity"}, optional: SKUs that consist of items
//   ordered         choice{"exclude", "include"}: whether what is on order counts
//   fast_sold       integer, 0 = off; fast_within duration; fast_buffer integer: a SKU of which so many were ordered within that time keeps back so many
//   near_zero       integer: a number at or below it is pushed at once
//   every           duration: else changes are collected for so long
//   levels_max_age, orders_max_age   durations: older knowledge is not trusted, nothing is pushed
//   settle          duration: how long the store may take to apply what it has accepted, and clocks may differ
//   sample          integer: so many of what was pushed are read back each time
const std::vector<config::Field>& stock_policy_fields();

struct Part {
    std::string item_code;
    Decimal quantity; // of one unit of the SKU, in sales units of the item
};

class StockPolicy {
public:
    // `values` as config::check made them. Problems name field, line and column ("buffers, line 7: buffer \"x\" ...").
    static StockPolicy from(const message::Value& values, std::vector<std::string>& problems);

    // "" = not for the store; nothing = it is in no row.
    const std::string* location_of(const std::string& warehouse) const;
    std::set<std::string> warehouses_of(const std::string& location) const;
    const std::vector<std::string>& locations() const { return locations_; } // in order, each once
    // The most special row: of the SKU before those of all SKUs, then of the location, then with a day.
    std::int64_t buffer_of(const std::string& sku, const std::string& location, std::string_view day) const;
    // SKUs that a row names which is valid on that day or later, in order.
    std::vector<std::string> skus_with_buffer(std::string_view day) const;
    // What the SKU consists of by the deployment's tables on that day: a bundle's parts, an alias' item, else the item with its own code.
    std::vector<Part> parts_of(const std::string& sku, std::string_view day) const;
    bool is_bundle(const std::string& sku) const { return bundles_.count(sku) > 0; }
    // SKUs other than its own code that consist of the item, whatever the day.
    std::vector<std::string> skus_with(const std::string& item_code) const;
    // SKUs whose buffer or item is another on the second day than on the first, only because of the day. "" among them: a buffer of all SKUs is.
    std::set<std::string> changed_between(std::string_view day, std::string_view later_day) const;

    bool ordered_counts = false;
    std::int64_t fast_sold = 0, fast_buffer = 0, near_zero = 0, sample = 0;
    store::Millis fast_within_ms = 0, every_ms = 0, levels_max_age_ms = 0, orders_max_age_ms = 0, settle_ms = 0;

private:
    struct Dated {
        std::string location, item, from, to;
        std::int64_t buffer = 0;

        bool covers(std::string_view day) const { return (from.empty() || day >= from) && (to.empty() || day <= to); }
        bool overlaps(const Dated& other) const { return (to.empty() || other.from.empty() || other.from <= to) && (other.to.empty() || from.empty() || from <= other.to); }
        bool has_day() const { return !from.empty() || !to.empty(); }
    };
    class Reader;

    std::map<std::string, std::string> location_of_;
    std::vector<std::string> locations_;
    std::map<std::string, std::vector<Dated>> buffers_, aliases_; // by SKU; "" = of all
    std::map<std::string, std::vector<Part>> bundles_;
    std::map<std::string, std::set<std::string>> skus_with_;      // by item
};

} // namespace ledgerline::commerce

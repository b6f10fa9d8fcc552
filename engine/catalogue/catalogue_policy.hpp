// What a deployment says of a store's catalogue: the section `catalogue` of a route that pushes it.
#pragma once

#include "config/fields.hpp"
#include "message/value.hpp"

#include <ledgerline/decimal.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::catalogue {

// The fields of the section, as a manifest has them: the check, the messages and the manual follow from this list.
const std::vector<config::Field>& catalogue_policy_fields();

enum class Create { never, listed, all };

class CataloguePolicy {
public:
    // `values` as config::check made them. Problems name field, row and column ("aliases, line 7: ...").
    static CataloguePolicy from(const message::Value& values, std::vector<std::string>& problems);

    bool owns(std::string_view field) const { return owns_.count(field) > 0; }
    // The item that the SKU stands for on that day: an alias' item, else the one with exactly this code.
    std::string item_of(const std::string& sku, std::string_view day) const;
    // SKUs other than its own code that stand for the item on some day.
    const std::set<std::string>& skus_with(const std::string& item_code) const;
    // The next day after this one on which an alias of the SKU begins or has ended, "" = none.
    std::string next_alias_day(const std::string& sku, std::string_view day) const;
    // The store's class of a tax code; "" = the store's own stays; nothing: the code is in no row.
    const std::string* tax_class_of(const std::string& tax_code) const;
    // A SKU that only stands for an item makes no product of it, unless it is listed.
    bool may_create(const std::string& sku, const std::string& item_code) const {
        return create == Create::all ? sku == item_code : create == Create::listed && created_.count(sku) > 0;
    }

    std::string price_list, currency, card_code;
    bool special_prices = false, clear_barcodes = false;
    Decimal price_factor{1}, weight_factor{1};
    int decimals = 2, weight_decimals = 4;
    std::optional<Round> rounding; // of prices; nothing: a price with more digits is not sent
    Create create = Create::never;

private:
    struct Alias { std::string item, from, to; std::int64_t line = 0; };
    void read_aliases(const message::Value& rows, std::vector<std::string>& problems);

    std::set<std::string, std::less<>> owns_;
    std::map<std::string, std::vector<Alias>> aliases_;     // by SKU
    std::map<std::string, std::set<std::string>> skus_with_; // by item
    std::map<std::string, std::string> tax_classes_;        // by tax code
    std::set<std::string> created_;
};

} // namespace ledgerline::catalogue

// What an item costs in the store on a day: the business partner's own price before a price that holds for a time, and that before
// the price list's. Pure.
#pragma once

#include "catalogue/catalogue_policy.hpp"

namespace ledgerline::catalogue {

struct ItemPrice {
    std::optional<Decimal> price; // nothing: the ERP has none, and 0 is none
    std::string why;              // "price list 1", "special price of price list 1, 2026-11-27 to 2026-11-30"
    std::string problem;          // why the price that there is cannot be sent, in plain words; "" = it can
    std::string next_day;         // on which another price may hold, "" = none is known
};

ItemPrice price_of(const message::Value& item, const CataloguePolicy& policy, std::string_view day);

} // namespace ledgerline::catalogue

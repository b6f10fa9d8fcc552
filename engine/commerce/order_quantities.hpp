// How much of each SKU an order is about, and how much of it stands on a document.
#pragma once

#include "message/value.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace ledgerline::commerce {

using Quantities = std::map<std::string, std::int64_t>; // by SKU, above 0

inline std::int64_t of(const Quantities& quantities, const std::string& sku) {
    const auto found = quantities.find(sku);
    return found == quantities.end() ? 0 : found->second;
}

// Of all lines of goods with a SKU, whatever became of the order. Digital goods and gift certificates have no stock.
Quantities quantities_of(const message::Value& body);
// What shoppers wait for: nothing of an order that is cancelled, declined or not placed yet.
Quantities counted(const message::Value& body);
// What a document has that was made of this body: not its quarantined lines, and nothing of a cancelled one.
Quantities booked_on(const message::Value& body);

} // namespace ledgerline::commerce

// What moved the stock of an item, posting by posting: for checks, as the Service Layer itself shows no such list.
#pragma once

#include "b1/journal.hpp"
#include "b1/stock.hpp"

#include "base/clock.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct StockMovement {
    base::Millis at = 0;
    std::string entity_set; // "DeliveryNotes"; "" where somebody set the level by hand
    std::int64_t entry = 0;
    std::string item_key, warehouse;
    StockLevel change;
};

class StockLedger {
public:
    static constexpr std::size_t movements_max = 500'000; // the oldest are forgotten

    // A document that has no number yet comes with entry 0 and is named when it has one.
    void add(StockMovement movement, Journal& journal);
    void name_new(const std::string& entity_set, std::int64_t entry);
    std::vector<StockMovement> of_item(const std::string& item_key) const;

private:
    std::deque<StockMovement> movements_;
    std::uint64_t added_ = 0;
};

} // namespace ledgerline::sandbox::b1

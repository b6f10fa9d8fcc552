// What orders take from the stock, and what they give back.
#pragma once

#include "store/inventory_settings.hpp"
#include "store/order_record.hpp"
#include "store/stock.hpp"

#include <map>
#include <vector>

namespace ledgerline::sandbox::store {

class OrderStock {
public:
    OrderStock(const StockSettings& settings, const InventorySettings& rules, const Catalogue& catalogue, const Locations& locations, StockBook& stock)
        : settings_(settings), rules_(rules), catalogue_(catalogue), locations_(locations), stock_(stock) {}

    // Throws std::invalid_argument if an order as place_order takes it asks for more than may be sold, where the store doesn't sell that.
    void check(const message::Value& order) const;
    // An order came in. Those of before, which were loaded, have taken what they needed and move nothing any more.
    void begin(const OrderRecord& order, base::Millis now);
    // It becomes refunded by the refund of its money, which returns no goods. Cancelled later, it returns them where the store does that.
    void keep_goods(std::int64_t order_id);
    // It was changed: takes and returns what follows from its status and its lines.
    void follow(const OrderRecord& order, base::Millis now);

private:
    struct Taken {
        std::int64_t product_id = 0, variant_id = 0; // variant 0 = the product as a whole
        std::int64_t location_id = 0;
        std::int64_t quantity = 0;
    };
    struct Wanted {
        StockItem item;
        std::int64_t quantity = 0;
    };
    std::vector<Wanted> wanted(const OrderRecord& order) const;
    void want(std::vector<Wanted>& list, Variant* variant, std::int64_t quantity) const;
    const Location* source(const StockItem& item, std::int64_t quantity, const std::string& pickup_code) const;
    void take(std::vector<Taken>& taken, const OrderRecord& order, const Wanted& one, base::Millis now);
    void give_back(std::vector<Taken>& taken, const OrderRecord& order, std::int64_t product_id, std::int64_t variant_id, std::int64_t quantity, base::Millis now);
    void adjust(std::vector<Taken>& taken, const OrderRecord& order, base::Millis now);
    void move(const OrderRecord& order, const Taken& from, std::int64_t difference, base::Millis now);

    const StockSettings& settings_;
    const InventorySettings& rules_;
    const Catalogue& catalogue_;
    const Locations& locations_;
    StockBook& stock_;
    struct Held {
        bool has_taken = false;
        bool keeps_when_refunded = false;
        std::vector<Taken> parts;
    };
    std::map<std::int64_t, Held> orders_;
};

} // namespace ledgerline::sandbox::store

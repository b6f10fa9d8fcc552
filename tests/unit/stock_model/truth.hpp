// Both systems as they really are, in the few respects that matter for stock. Nobody but the checks looks at them as a whole.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace ledgerline::stock_model {

using base::Millis;
using Quantities = std::map<std::string, std::int64_t>;

// How both systems and the engine between them are set up for one history.
struct Setup {
    bool takes_off_when_placed = true, returns_on_cancel = true, edits_adjust = true;
    std::size_t locations = 1;  // each with one warehouse
    std::int64_t buffer = 0;
    Millis settle = 60'000;     // what the engine is told
    Millis applied_within = 40'000, skew = 0; // and what is true: together they stay below it
};

// SET consists of two A and one B. The store knows nothing of that.
inline const std::vector<std::string>& skus() {
    static const std::vector<std::string> all = {"A", "B", "SET"};
    return all;
}
inline std::int64_t units_of(const std::string& item, const std::string& sku) { return sku == "SET" ? (item == "A" ? 2 : 1) : sku == item ? 1 : 0; }

struct ShopOrder {
    std::string key, phase = "open"; // open, fulfilled, cancelled, refunded, incomplete
    Quantities lines;
    Millis placed_at = 0, changed_at = 0; // by the shop's clock
    std::int64_t version = 0;        // grows with every change
    Quantities taken;                // off the shop's own numbers
    std::size_t location = 0;

    bool counts() const { return phase != "cancelled" && phase != "incomplete"; }
};

class Shop {
public:
    explicit Shop(const Setup& setup) : setup_(setup) {}

    void place(const std::string& key, Quantities lines, Millis now, std::size_t location, bool is_placed);
    void finish_checkout(ShopOrder& order);
    void edit(ShopOrder& order, const std::string& sku, std::int64_t quantity);
    void set_phase(ShopOrder& order, const std::string& phase);
    // A number was accepted; it is applied some time later, in whatever order.
    void accept(const std::string& sku, std::size_t location, std::int64_t quantity, Millis now, Millis apply_at) { pending_.push_back({sku, location, quantity, now, apply_at}); }
    void apply_due(Millis now, base::Random& random);

    std::map<std::string, ShopOrder> orders;
    std::map<std::pair<std::string, std::size_t>, std::int64_t> shown;
    bool is_quiet() const { return pending_.empty(); }

private:
    struct Pending {
        std::string sku;
        std::size_t location = 0;
        std::int64_t quantity = 0;
        Millis accepted_at = 0, apply_at = 0;
    };
    void take(ShopOrder& order, const Quantities& wanted);

    const Setup& setup_;
    std::vector<Pending> pending_;
};

// A sales order of the company, by the key of the shop's order.
struct Document {
    Quantities lines;
    std::size_t warehouse = 0;
    bool delivered = false;
};

class Company {
public:
    // In stock less committed, of an item in a warehouse.
    std::int64_t available(const std::string& item, std::size_t warehouse) const { return in_stock(item, warehouse) - committed(item, warehouse); }
    std::int64_t in_stock(const std::string& item, std::size_t warehouse) const;
    std::int64_t committed(const std::string& item, std::size_t warehouse) const;
    bool deliver(const std::string& key);

    std::map<std::pair<std::string, std::size_t>, std::int64_t> stock;
    std::map<std::string, Document> documents;
};

// What may be sold of a SKU at a location at most, where these orders want so much and the company is known to have so much of it.
template <class Available, class Contained>
std::int64_t sellable(const Setup& setup, const std::string& sku, std::size_t location, const std::map<std::string, Quantities>& wanted, Available&& available, Contained&& contained) {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const char* item : {"A", "B"}) {
        const std::int64_t each = units_of(item, sku);
        if (each == 0) continue;
        std::int64_t left = available(item, location);
        for (const auto& [key, lines] : wanted)
            for (const auto& [of, quantity] : lines) left -= std::max<std::int64_t>(quantity - contained(item, key, of), 0) * units_of(item, of);
        least = std::min(least, left >= 0 ? left / each : -((-left + each - 1) / each));
    }
    return std::max<std::int64_t>(least - setup.buffer, 0);
}

} // namespace ledgerline::stock_model

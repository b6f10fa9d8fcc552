// How much of every item is where, and the ledger of all that moved it.
#pragma once

#include "store/catalogue.hpp"
#include "store/locations.hpp"

#include <deque>
#include <functional>
#include <map>
#include <tuple>

namespace ledgerline::sandbox {

// One change of one number, for tests to ask who made it.
struct StockMovement {
    enum class Cause : std::uint8_t {
        order,      // `number` is the order's id
        adjustment, // of the Inventory API; `number` counts the accepted ones
        person,     // in the control panel
        catalogue,  // an app wrote inventory_level
    };
    Cause cause = Cause::person;
    std::int64_t number = 0;
    std::int64_t product_id = 0;
    std::int64_t variant_id = 0; // 0: counted for the whole product
    std::int64_t location_id = 0;
    base::Millis accepted = 0, applied = 0;
    std::int64_t before = 0, after = 0; // on hand
};

std::string_view name_of(StockMovement::Cause cause);

namespace store {

// What the stock is counted for: a variant, or a product with options as a whole.
struct StockItem {
    Product* product = nullptr;
    Variant* variant = nullptr; // nullptr: the product as a whole

    bool is_tracked() const { return product->tracking != Tracking::none; }
    // As events and refusals speak of it.
    bool is_by_product() const { return product->tracking == Tracking::product || !product->has_options(); }
};

StockItem item_of(Variant& variant);
StockItem item_of(Product& product);

// Why a number changes.
struct StockCause {
    StockMovement::Cause cause = StockMovement::Cause::person;
    std::int64_t number = 0;
    base::Millis accepted = 0, applied = 0;
};

inline constexpr std::int64_t stock_max = 2'147'483'647;

class StockBook {
public:
    StockBook(const StockSettings& settings, const Locations& locations) : settings_(settings), locations_(locations) {}

    // What was never set is all zeros.
    const StockCell& cell(const StockItem& item, const Location& location) const;
    std::int64_t available(const StockItem& item, const Location& location) const;
    // A number as answers show it.
    std::int64_t shown(std::int64_t number) const { return number < 0 && !settings_.negative_shown ? 0 : number; }
    // inventory_level of the catalogue.
    std::int64_t catalogue_level(const Variant& variant) const;
    std::int64_t catalogue_level(const Product& product) const;

    // An absolute number; the item counts as set from now on. One above the largest is not kept: false.
    bool set(const StockItem& item, const Location& location, std::int64_t quantity, const StockCause& cause);
    // Without a rule about what is left.
    bool add(const StockItem& item, const Location& location, std::int64_t difference, const StockCause& cause);
    // Numbers that were always there, without a movement.
    void open(const StockItem& item, const Location& location, std::int64_t quantity);
    // Everything but the quantity.
    void change_settings(const StockItem& item, const Location& location, const StockCell& settings);
    std::string bin(const StockItem& item, const Location& location) const;
    void set_bin(const StockItem& item, const Location& location, const std::string& bin);

    using Listener = std::function<void(const StockItem& item, const Location& location, const StockMovement& movement)>;
    void when_moved(Listener listener) { listener_ = std::move(listener); }
    // In the order in which they were applied.
    const std::deque<StockMovement>& movements() const { return movements_; }

private:
    StockCell& cell_of(const StockItem& item, const Location& location);
    bool move(const StockItem& item, const Location& location, std::int64_t quantity, const StockCause& cause);
    std::int64_t level(const std::vector<StockCell>& cells) const;

    const StockSettings& settings_;
    const Locations& locations_;
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::string> bins_; // by product, variant, location: few have one
    std::deque<StockMovement> movements_;
    Listener listener_;
};

} // namespace store

} // namespace ledgerline::sandbox

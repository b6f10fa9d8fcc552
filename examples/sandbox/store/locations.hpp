// The places where the store keeps stock.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"
#include "store/stock_settings.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::sandbox::store {

struct Location {
    std::int64_t id = 0;
    std::size_t slot = 0; // its place in the stock of every item; never given to another
    std::string code;     // unique
    std::string label;
    bool enabled = true;
    bool managed_by_external_source = false;
    bool storefront_visibility = true;
    std::string type = "PHYSICAL";
    message::Value more; // description, operating_hours, special_hours, time_zone, address
    base::Millis created = 0, updated = 0;
};

inline constexpr std::int64_t default_location = 1;

class Locations {
public:
    // With the default location and those of the settings. Throws std::invalid_argument for an id or code that is there twice.
    explicit Locations(const std::vector<ShopLocation>& further);

    // In the order of their ids.
    const std::vector<Location>& all() const { return all_; }
    // nullptr if there is none.
    const Location* find(std::int64_t id) const;
    // By its code, or by its id in digits.
    const Location* find(const std::string& code_or_id) const;
    bool is_code_taken(const std::string& code, std::int64_t by_other_than) const;
    // The id that the location got.
    std::int64_t add(Location location);
    // Takes over everything but id and slot; the location must be there.
    void change(const Location& location);
    void remove(std::int64_t id);

private:
    std::vector<Location> all_;
    std::size_t next_slot_ = 0;
    std::int64_t next_id_ = default_location; // an id is never given twice
};

// An object of GET /v3/inventory/locations.
message::Value value_of(const Location& location);

} // namespace ledgerline::sandbox::store

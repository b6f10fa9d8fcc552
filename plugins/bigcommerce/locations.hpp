// The store's locations: where stock stands. Deployments name them by code, or by id; requests take ids.
#pragma once

#include "shop_api.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace bigcommerce {

struct Location {
    std::int64_t id = 0;
    bool enabled = true;
};

class Locations {
public:
    explicit Locations(ShopApi& api) : api_(api) {}

    // A call begins: what the list does not know, or has as disabled, is looked for in the store once more.
    void begin_call() { read_in_call_ = false; }
    // Nothing: the store has none of that name. Throws ShopProblem.
    std::optional<Location> find(ledgerline::Call& call, const std::string& name);
    // The store says otherwise than the list.
    void forget() { by_name_.clear(); }

private:
    void read(ledgerline::Call& call, const std::string& name);

    ShopApi& api_;
    std::map<std::string, Location> by_name_; // by code and by id in digits
    bool read_in_call_ = false;
};

} // namespace bigcommerce

// A simulated store and the way of a source to it, over the wire form: in process, no sockets. `Wire` is what the test has between the two.
#pragma once

#include "room.hpp"

#include "base/random.hpp"
#include "plugin/http_service.hpp"
#include "store/shop.hpp"

namespace bigcommerce_room {

inline sandbox::ShopSettings united_kingdom() {
    sandbox::ShopSettings settings;
    settings.tax_rates = sandbox::united_kingdom_tax_rates();
    return settings;
}

template <class Wire>
struct ShopWorld {
    explicit ShopWorld(const sandbox::ShopSettings& store) : shop(store, clock, random), wire(shop), line(connection()) {
        line.set("url", "https://shop.example.test/stores/" + store.store_hash);
        line.set("token", secrets.keep(store.token));
        connect();
    }
    // Once more after something in `line` has changed.
    void connect() { http = std::make_unique<plugin::ConnectionHttp>(wire, line, secrets, "Ledgerline/test"); }
    void read_with(const Value& fields, const std::string& component) { reader = std::make_unique<Reader>(*http, clock, fields, line, component); }

    SetClock clock;
    base::Random random{5};
    sandbox::Shop shop;
    Wire wire;
    config::Secrets secrets;
    Value line;
    std::unique_ptr<plugin::ConnectionHttp> http;
    std::unique_ptr<Reader> reader;
};

} // namespace bigcommerce_room

// A store with a clock that a test moves, and orders that differ only where a test says so.
#pragma once

#include "message/json.hpp"
#include "store/shop.hpp"

#include <string>

namespace store_test {

using ledgerline::Decimal;
using ledgerline::base::HttpRequest;
using ledgerline::base::HttpResponse;
using ledgerline::message::Value;
using ledgerline::sandbox::Shop;
using ledgerline::sandbox::ShopSettings;

struct HandClock final : ledgerline::base::Clock {
    ledgerline::base::Millis at = 1'772'359'200'000; // 2026-03-01 10:00:00 UTC
    ledgerline::base::Millis now() const override { return at; }
};

inline Value json(const std::string& text) { return ledgerline::message::parse_json(text); }

inline ShopSettings united_kingdom() { return ledgerline::sandbox::shop_settings_from(Value()); }

struct Store {
    explicit Store(ShopSettings given = united_kingdom()) : settings(given), shop(std::move(given), clock, random) {}

    HttpResponse send(const std::string& method, const std::string& path, const std::string& body = "") {
        HttpRequest request;
        request.method = method;
        request.target = "/stores/" + settings.store_hash + path;
        request.headers = {{"X-Auth-Token", settings.token}, {"Accept", "application/json"}};
        if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
        request.body = body;
        return shop.handle(request);
    }
    HttpResponse get(const std::string& path) { return send("GET", path); }
    Value read(const std::string& path) { return json(get(path).body); }

    ShopSettings settings;
    HandClock clock;
    ledgerline::base::Random random{1};
    Shop shop;
};

inline const char* const london =
    R"({"first_name":"Ada","last_name":"Hill","street_1":"1 High St","city":"London","zip":"E1 6AN","country":"United Kingdom","country_iso2":"GB","email":"ada@example.com"})";

// An order of one line; `more` are further members, such as R"("discount_amount":"1.00")".
inline Value one_line(const std::string& price, int quantity, const std::string& more = "") {
    return json(R"({"billing_address":)" + std::string(london) + R"(,"products":[{"sku":"MUG-BLU","name":"Blue mug","price":")" + price +
                R"(","quantity":)" + std::to_string(quantity) + "}]" + (more.empty() ? "" : "," + more) + "}");
}

inline Decimal amount(const Value& value) { return Decimal::parse(value.text_or("?")); }

} // namespace store_test

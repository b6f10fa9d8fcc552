// A store with three locations and a few products: MUG-BLU and CAP without options and counted by product, TEE with two variants
// counted by variant, SOCK with two variants counted as a whole, CARD that nobody counts.
#pragma once

#include "store_fixture.hpp"

namespace store_test {

using ledgerline::sandbox::StockFault;

struct Stocked : Store {
    // `stock` are the members of the setting "stock", such as R"("adjustment_delay_ms":0)".
    explicit Stocked(const std::string& stock = "") : Store(settings_with(stock)) {
        mug = shop.add_product(json(R"({"name":"Blue mug","sku":"MUG-BLU","price":12.5,"weight":0.4,"inventory_tracking":"product","stock":{"1":10,"BACK":4}})"));
        cap = shop.add_product(json(R"({"name":"Cap","sku":"CAP","price":15,"weight":0.1,"inventory_tracking":"product"})"));
        tee = shop.add_product(json(R"({"name":"Tee","sku":"TEE","price":20,"weight":0.2,"inventory_tracking":"variant","variants":[
            {"sku":"TEE-S","option_values":[{"option_display_name":"Size","label":"S"}],"stock":{"1":5}},
            {"sku":"TEE-M","price":22,"option_values":[{"option_display_name":"Size","label":"M"}],"stock":{"1":7,"SHOP":2}}]})"));
        sock = shop.add_product(json(R"({"name":"Sock","sku":"SOCK","price":5,"inventory_tracking":"product","stock":{"1":30},"variants":[
            {"sku":"SOCK-S","option_values":[{"option_display_name":"Size","label":"S"}]},{"sku":"SOCK-M","option_values":[{"option_display_name":"Size","label":"M"}]}]})"));
        card = shop.add_product(json(R"({"name":"Card","sku":"CARD","price":2.75,"inventory_tracking":"none"})"));
    }
    static ShopSettings settings_with(const std::string& stock) {
        return ledgerline::sandbox::shop_settings_from(json(R"({"hooks_to_loopback":true,"stock":{"locations":[{"id":2,"code":"BACK","label":"Back room"},{"id":3,"code":"SHOP"}])" +
                                                            (stock.empty() ? "" : "," + stock) + "}}"));
    }

    HttpResponse absolute(const std::string& items, const std::string& reason = "test") { return send("PUT", "/v3/inventory/adjustments/absolute", R"({"reason":")" + reason + R"(","items":[)" + items + "]}"); }
    HttpResponse relative(const std::string& items) { return send("POST", "/v3/inventory/adjustments/relative", R"({"items":[)" + items + "]}"); }
    std::int64_t on_hand(const std::string& sku, const std::string& location = "1") { return shop.stock(sku, location).on_hand; }
    std::int64_t variant(const std::string& sku) { return shop.stock_of(sku)["variant_id"].int_or(0); }
    static std::string title(const HttpResponse& response) { return json(response.body)["title"].text_or(""); }
    // A line for SKU, as an order or a set of adjustments has it.
    static std::string item(int location, const std::string& sku, std::int64_t quantity) {
        return R"({"location_id":)" + std::to_string(location) + R"(,"sku":")" + sku + R"(","quantity":)" + std::to_string(quantity) + "}";
    }

    std::int64_t mug = 0, cap = 0, tee = 0, sock = 0, card = 0;
};

} // namespace store_test

// Orders that can be refunded: two mugs and three caps, wrapped, sent and handled for money, with a fee.
#pragma once

#include "store_fixture.hpp"

namespace store_test {

using ledgerline::sandbox::RefundFault;

struct Refunding : Store {
    // `refunds` are members of the setting "refunds", `more` further settings of the store.
    explicit Refunding(const std::string& refunds = "", const std::string& more = "") : Store(settings_with(refunds, more)) {}

    static ShopSettings settings_with(const std::string& refunds, const std::string& more) {
        return ledgerline::sandbox::shop_settings_from(json(R"({"hooks_to_loopback":true,"refunds":{)" + refunds + "}" + (more.empty() ? "" : "," + more) + "}"));
    }

    // Mugs 2 x 12.50, caps 3 x 3.35 (wrapped for 3.00), shipping 4.95, handling 1.20, fee 0.60: 44.80 with tax where prices include it.
    std::int64_t place(const std::string& more = R"("customer_id":27)") {
        const std::int64_t id = shop.place_order(json(R"({"billing_address":)" + std::string(london) + R"(,"shipping_addresses":[{"country_iso2":"GB","cost":"4.95"}],"products":[
            {"sku":"MUG-BLU","name":"Blue mug","price":"12.50","quantity":2},{"sku":"CAP","name":"Cap","price":"3.35","quantity":3,"wrapping_cost":"3.00"}],
            "handling_cost":"1.20","fees":[{"name":"Small order","cost":"0.60"}])" + (more.empty() ? "" : "," + more) + "}"));
        const Value order = shop.order(id);
        mug = (*order["products"].as_array())[0]["id"].text_or("");
        cap = (*order["products"].as_array())[1]["id"].text_or("");
        if (order["shipping_addresses"].size() > 0) address = (*order["shipping_addresses"].as_array())[0]["id"].text_or("");
        if (order["fees"].size() > 0) fee = (*order["fees"].as_array())[0]["id"].text_or("");
        return id;
    }

    static std::string by_quantity(const std::string& type, const std::string& id, int quantity, const std::string& more = "") {
        return R"({"item_type":")" + type + R"(","item_id":)" + id + R"(,"quantity":)" + std::to_string(quantity) + more + "}";
    }
    static std::string by_amount(const std::string& type, const std::string& id, const std::string& amount) {
        return R"({"item_type":")" + type + R"(","item_id":)" + id + R"(,"amount":)" + amount + "}";
    }
    static std::string pays(const std::string& provider, const std::string& amount, bool offline = false) {
        return R"({"provider_id":")" + provider + R"(","amount":)" + amount + R"(,"offline":)" + (offline ? "true" : "false") + "}";
    }

    HttpResponse ask_quote(std::int64_t id, const std::string& body) { return send("POST", "/v3/orders/" + std::to_string(id) + "/payment_actions/refund_quotes", body); }
    HttpResponse ask_refund(std::int64_t id, const std::string& body) { return send("POST", "/v3/orders/" + std::to_string(id) + "/payment_actions/refunds", body); }
    Value quote(std::int64_t id, const std::string& items) { return json(ask_quote(id, R"({"items":[)" + items + "]}").body)["data"]; }
    // By the last method of its quote.
    Value refund(std::int64_t id, const std::string& items, const std::string& more = "") {
        const Value methods = quote(id, items)["refund_methods"];
        std::string payments;
        for (const Value& option : *methods.as_array()->back().as_array())
            payments += (payments.empty() ? "" : ",") + pays(option["provider_id"].text_or(""), option["amount"].text_or(""), option["offline"].bool_or(false));
        return json(ask_refund(id, R"({"items":[)" + items + R"(],"payments":[)" + payments + "]" + more + "}").body)["data"];
    }
    // The title of a 422; of a refund it is in a list.
    static std::string title(const HttpResponse& response) {
        const Value body = json(response.body);
        const Value& error = body["data"].is_array() ? body["data"].as_array()->front() : body;
        return response.status == 422 ? error["title"].text_or("") : std::to_string(response.status);
    }
    Value order(std::int64_t id) { return read("/v2/orders/" + std::to_string(id)); }
    Value line(std::int64_t id, std::size_t at) { return (*read("/v2/orders/" + std::to_string(id) + "/products").as_array())[at]; }
    Value transactions(std::int64_t id) { return read("/v3/orders/" + std::to_string(id) + "/transactions")["data"]; }
    Value shown(const Value& refund) { return read("/v3/orders/payment_actions/refunds/" + refund["id"].text_or(""))["data"]; }
    static const Value& item(const Value& refund, std::size_t at = 0) { return (*refund["items"].as_array())[at]; }
    static const Value& payment(const Value& refund, std::size_t at = 0) { return (*refund["payments"].as_array())[at]; }
    void wait(std::int64_t ms) { clock.at += ms; }

    std::string mug, cap, address, fee;
};

} // namespace store_test

// Protects: what a refund changes in its order, its stock and its events, and the switches for what the documentation leaves open.
// How: refunds of one order, which is read again.
#include <catch2/catch.hpp>

#include "store_refund_fixture.hpp"

#include <algorithm>

using namespace store_test;

namespace {

// Scopes of the callbacks that are due.
std::vector<std::string> told(Shop& shop) {
    std::vector<std::string> out;
    shop.send_callbacks([&](const ledgerline::sandbox::Callback& callback) {
        out.push_back(json(callback.body)["scope"].text_or(""));
        return 200;
    });
    return out;
}

struct Watched : Refunding {
    explicit Watched(const std::string& refunds = "") : Refunding(refunds) {
        id = place();
        for (const char* const scope : {"store/order/refund/created", "store/order/updated", "store/order/statusUpdated", "store/order/transaction/created"})
            send("POST", "/v3/hooks", R"({"scope":")" + std::string(scope) + R"(","destination":"https://erp.example.com/hooks","is_active":true})");
        wait(60'000);
    }
    std::int64_t id = 0;
};

using Scopes = std::vector<std::string>;

} // namespace

TEST_CASE("sandbox.store a part that is refunded makes lines, payment status and status follow, and the whole too") {
    Refunding store;
    const auto id = store.place();
    store.wait(60'000);
    store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 1));
    CHECK(store.line(id, 0)["quantity_refunded"].int_or(0) == 1);
    CHECK_FALSE(store.line(id, 0)["is_refunded"].bool_or(true));
    CHECK(store.line(id, 0)["refund_amount"].text_or("") == "0.0000");
    const Value part = store.order(id);
    CHECK(part["status_id"].int_or(0) == 14);
    CHECK(part["status"].text_or("") == "Partially Refunded");
    CHECK(part["payment_status"].text_or("") == "partially refunded");
    CHECK(part["refunded_amount"].text_or("") == "0.0000");
    CHECK(part["total_inc_tax"].text_or("") == "44.8000");
    CHECK(part["date_modified"].text_or("") == "Sun, 01 Mar 2026 10:01:00 +0000");
    store.shop.refund(id, Value());
    CHECK(store.line(id, 0)["is_refunded"].bool_or(false));
    CHECK(store.order(id)["status_id"].int_or(0) == 4);
    CHECK(store.order(id)["payment_status"].text_or("") == "refunded");
}

TEST_CASE("sandbox.store amounts on order and lines are shown where the store is set so") {
    Refunding store(R"("amounts_on_order":true)");
    const auto id = store.place();
    store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 1) + "," + Refunding::by_amount("SHIPPING", store.address, "1.00"));
    CHECK(store.line(id, 0)["refund_amount"].text_or("") == "12.5000");
    CHECK(store.order(id)["refunded_amount"].text_or("") == "13.5000");
}

TEST_CASE("sandbox.store a refund leaves status, payment status and date_modified where the store is set so") {
    Refunding store(R"("status_follows":false,"payment_status_follows":false,"touches_order":false)");
    const auto id = store.place();
    const std::string before = store.order(id)["date_modified"].text_or("");
    store.wait(60'000);
    store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 2));
    CHECK(store.order(id)["status_id"].int_or(0) == 11);
    CHECK(store.order(id)["payment_status"].text_or("") == "captured");
    CHECK(store.order(id)["date_modified"].text_or("") == before);
    CHECK(store.line(id, 0)["is_refunded"].bool_or(false));
}

TEST_CASE("sandbox.store tax rows are lowered, removed or kept, and an override leaves them alone") {
    const auto rows = [](const std::string& setting, const std::string& more = "") {
        Refunding store(setting);
        const auto id = store.place();
        const std::string items = Refunding::by_quantity("PRODUCT", store.mug, 2) + "," + Refunding::by_amount("SHIPPING", store.address, "2.00");
        const std::string amount = more.empty() ? "27" : "20";
        CHECK(store.ask_refund(id, R"({"items":[)" + items + "]" + more + R"(,"payments":[)" + Refunding::pays("stripe", amount) + "]}").status == 201);
        CHECK(store.order(id)["total_tax"].text_or("") == "7.4800"); // of the order itself, as it was charged
        std::string out;
        const Value taxes = store.read("/v2/orders/" + std::to_string(id) + "/taxes?details=true");
        for (const Value& row : *taxes.as_array()) out += row["line_item_type"].text_or("") + " " + row["line_amount"].text_or("") + ", ";
        return out;
    };
    CHECK(rows("") == "item 0.0000, item 1.6800, shipping 0.4900, handling 0.2000, gift-wrapping 0.5000, ");
    CHECK(rows(R"("order_taxes":"removed")") == "item 1.6800, shipping 0.4900, handling 0.2000, gift-wrapping 0.5000, ");
    CHECK(rows(R"("order_taxes":"kept")") == "item 4.1700, item 1.6800, shipping 0.8300, handling 0.2000, gift-wrapping 0.5000, ");
    CHECK(rows("", R"(,"merchant_calculated_override":{"total_amount":20,"total_tax":3})") == "item 4.1700, item 1.6800, shipping 0.8300, handling 0.2000, gift-wrapping 0.5000, ");
}

TEST_CASE("sandbox.store a declined refund gives the tax rows back") {
    Refunding store;
    const auto id = store.place();
    const std::string before = store.get("/v2/orders/" + std::to_string(id) + "/taxes").body;
    store.shop.inject(ledgerline::sandbox::refund_fault_from(json(R"({"kind":"declined"})")));
    store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 2));
    CHECK(store.get("/v2/orders/" + std::to_string(id) + "/taxes").body != before);
    store.wait(2'000);
    CHECK(store.get("/v2/orders/" + std::to_string(id) + "/taxes").body == before);
}

TEST_CASE("sandbox.store a refund is told of: refund, order and status at once, the transaction when it settles") {
    Watched store;
    store.refund(store.id, Refunding::by_quantity("PRODUCT", store.mug, 1));
    CHECK(told(store.shop) == Scopes{"store/order/refund/created", "store/order/updated", "store/order/statusUpdated"});
    store.wait(2'000);
    CHECK(told(store.shop) == Scopes{"store/order/transaction/created"});
}

TEST_CASE("sandbox.store what is told of a refund follows the switches") {
    Watched quiet(R"("status_follows":false,"touches_order":false,"transaction_event":false,"settle_ms":0)");
    quiet.refund(quiet.id, Refunding::by_quantity("PRODUCT", quiet.mug, 1));
    CHECK(told(quiet.shop) == Scopes{"store/order/refund/created"});
    Watched loud(R"("settlement_touches_order":true)");
    loud.refund(loud.id, Refunding::by_quantity("PRODUCT", loud.mug, 1));
    told(loud.shop);
    loud.wait(2'000);
    CHECK(told(loud.shop) == Scopes{"store/order/transaction/created", "store/order/updated"});
    CHECK(loud.order(loud.id)["date_modified"].text_or("") == "Sun, 01 Mar 2026 10:01:02 +0000");
}

TEST_CASE("sandbox.store callbacks of refunds have the documented data") {
    Watched store(R"("settle_ms":0)");
    const Value refund = store.refund(store.id, Refunding::by_quantity("PRODUCT", store.mug, 1));
    std::vector<Value> data;
    store.shop.send_callbacks([&](const ledgerline::sandbox::Callback& callback) {
        data.push_back(json(callback.body)["data"]);
        return 200;
    });
    REQUIRE(data.size() == 4);
    CHECK(data[0] == json(R"({"type":"order","id":1001,"refund":{"refund_id":)" + refund["id"].text_or("") + "}}"));
    CHECK(data[3]["order_id"].text_or("") == "1001");
    CHECK(data[3]["transaction_id"].text_or("") == Refunding::payment(refund)["transaction_id"].text_or("?"));
    CHECK(data[3]["transaction_type"].text_or("") == "refund");
    CHECK(data[3]["transaction_status"].text_or("") == "complete");
}

TEST_CASE("sandbox.store a refund returns no goods, a cancellation after it may") {
    Refunding store("", R"("stock":{"refund_order_stock_adjustment":true})");
    store.shop.add_product(json(R"({"name":"Blue mug","sku":"MUG-BLU","price":12.5,"stock":{"1":10}})"));
    const auto id = store.place();
    CHECK(store.shop.stock("MUG-BLU", "1").on_hand == 8);
    store.shop.refund(id, Value());
    CHECK(store.order(id)["status_id"].int_or(0) == 4);
    store.shop.leave_message(id, json(R"({"subject":"Sorry"})")); // any later change of it returns nothing either
    CHECK(store.shop.stock("MUG-BLU", "1").on_hand == 8);
    store.shop.set_status(id, 5);
    CHECK(store.shop.stock("MUG-BLU", "1").on_hand == 10);
}

TEST_CASE("sandbox.store an edited order keeps what was refunded of it, and can not be paid a second time") {
    Refunding store;
    const auto id = store.place();
    store.refund(id, Refunding::by_quantity("PRODUCT", store.mug, 1));
    store.shop.edit_order(id, json(R"({"discount_amount":"1.00"})"));
    CHECK(store.line(id, 0)["quantity_refunded"].int_or(0) == 1);
    CHECK(store.order(id)["payment_status"].text_or("") == "partially refunded");
    CHECK_THROWS_WITH(store.shop.pay(id), "order 1001 is paid already");
}

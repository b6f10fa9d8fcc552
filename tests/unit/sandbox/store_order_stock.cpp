// Protects: which orders take goods from the stock, when, from where, and what comes back. How: an order, a change of it, then the numbers.
#include <catch2/catch.hpp>

#include "store_stock_fixture.hpp"

using namespace store_test;

namespace {

constexpr int cancelled = 5, refunded = 4, shipped = 2, completed = 10, awaiting_shipment = 9;

struct Selling : Stocked {
    using Stocked::Stocked;
    std::int64_t sell(const std::string& sku, int quantity, const std::string& more = "") {
        return shop.place_order(json(R"({"billing_address":)" + std::string(london) + R"(,"products":[{"sku":")" + sku + R"(","price":"12.50","quantity":)" + std::to_string(quantity) + "}]" +
                                     (more.empty() ? "" : "," + more) + "}"));
    }
};

} // namespace

TEST_CASE("sandbox.store a placed order takes its goods from the default location, once") {
    Selling store;
    const std::int64_t id = store.sell("MUG-BLU", 3);
    CHECK(store.on_hand("MUG-BLU") == 7);
    CHECK(store.on_hand("MUG-BLU", "BACK") == 4);
    store.shop.set_status(id, awaiting_shipment);
    store.shop.ship(id, Value());
    store.shop.set_status(id, completed);
    CHECK(store.on_hand("MUG-BLU") == 7);
    const auto movements = store.shop.stock_movements();
    REQUIRE(movements.size() == 1);
    CHECK(movements[0].cause == ledgerline::sandbox::StockMovement::Cause::order);
    CHECK(movements[0].number == id);
    CHECK(movements[0].before == 10);
}

TEST_CASE("sandbox.store the lines of an order have the product and variant of their SKU") {
    Selling store;
    const Value line = (*store.shop.order(store.sell("TEE-M", 1))["products"].as_array())[0];
    CHECK(line["product_id"].int_or(0) == store.tee);
    CHECK(line["variant_id"].int_or(0) == store.variant("TEE-M"));
    CHECK(store.on_hand("TEE-M") == 6);
    CHECK(store.on_hand("TEE-S") == 5);
}

TEST_CASE("sandbox.store a variant of a product that is counted as a whole takes from the whole, what nobody counts or knows moves nothing") {
    Selling store;
    store.sell("SOCK-M", 4);
    CHECK(store.on_hand("SOCK-S") == 26);
    store.sell("CARD", 1);
    store.sell("UNKNOWN", 1);
    CHECK(store.shop.stock_movements().size() == 1);
}

TEST_CASE("sandbox.store an incomplete order takes nothing until it is paid") {
    Selling store;
    const std::int64_t id = store.sell("MUG-BLU", 3, R"("status_id":0)");
    CHECK(store.on_hand("MUG-BLU") == 10);
    store.shop.pay(id);
    CHECK(store.on_hand("MUG-BLU") == 7);
}

TEST_CASE("sandbox.store where stock moves on completion, an order takes its goods when it is shipped or completed") {
    for (const int status : {shipped, completed}) {
        Selling store(R"("update_stock_behavior":"order_completed_or_shipped")");
        const std::int64_t id = store.sell("MUG-BLU", 3);
        CHECK(store.on_hand("MUG-BLU") == 10);
        store.shop.set_status(id, 3); // partially shipped
        CHECK(store.on_hand("MUG-BLU") == 10);
        store.shop.set_status(id, status);
        CHECK(store.on_hand("MUG-BLU") == 7);
    }
}

TEST_CASE("sandbox.store a cancelled or refunded order gives back where the store is set so") {
    for (const int status : {cancelled, refunded}) {
        Selling store(R"("refund_order_stock_adjustment":true)");
        const std::int64_t id = store.sell("MUG-BLU", 3);
        store.shop.set_status(id, status);
        CHECK(store.on_hand("MUG-BLU") == 10);
        store.shop.set_status(id, cancelled);
        CHECK(store.on_hand("MUG-BLU") == 10); // once
    }
    Selling keeping;
    keeping.shop.set_status(keeping.sell("MUG-BLU", 3), cancelled);
    CHECK(keeping.on_hand("MUG-BLU") == 7);
}

TEST_CASE("sandbox.store an order that comes back from its cancellation takes its goods again") {
    Selling store(R"("refund_order_stock_adjustment":true)");
    const std::int64_t id = store.sell("MUG-BLU", 3);
    store.shop.set_status(id, cancelled);
    store.shop.set_status(id, awaiting_shipment);
    CHECK(store.on_hand("MUG-BLU") == 7);
}

TEST_CASE("sandbox.store an order that is cancelled before it took anything gives nothing back") {
    Selling store(R"("update_stock_behavior":"order_completed_or_shipped","refund_order_stock_adjustment":true)");
    store.shop.set_status(store.sell("MUG-BLU", 3), cancelled);
    CHECK(store.shop.stock_movements().empty());
}

TEST_CASE("sandbox.store an edited order takes and returns the difference where the store is set so") {
    Selling store(R"("edit_order_stock_adjustment":true)");
    const std::int64_t id = store.sell("MUG-BLU", 3);
    const std::string line = (*store.shop.order(id)["products"].as_array())[0]["id"].text_or("");
    const auto edit = [&](const std::string& products) { store.shop.edit_order(id, json(R"({"products":[)" + products + "]}")); };
    edit(R"({"id":)" + line + R"(,"quantity":5})");
    CHECK(store.on_hand("MUG-BLU") == 5);
    edit(R"({"id":)" + line + R"(,"quantity":1})");
    CHECK(store.on_hand("MUG-BLU") == 9);
    edit(R"({"id":)" + line + R"(,"quantity":0},{"sku":"TEE-S","price":"20.00","quantity":2})");
    CHECK(store.on_hand("MUG-BLU") == 10);
    CHECK(store.on_hand("TEE-S") == 3);
    Selling keeping;
    const std::int64_t other = keeping.sell("MUG-BLU", 3);
    keeping.shop.edit_order(other, json(R"({"products":[{"id":)" + (*keeping.shop.order(other)["products"].as_array())[0]["id"].text_or("") + R"(,"quantity":5}]})"));
    CHECK(keeping.on_hand("MUG-BLU") == 7);
}

TEST_CASE("sandbox.store goods come from the first location that has enough, where the store is set so") {
    Selling store(R"("allocation":"first_with_enough")");
    store.shop.set_stock("MUG-BLU", "1", 2);
    store.sell("MUG-BLU", 3);
    CHECK(store.on_hand("MUG-BLU") == 2);
    CHECK(store.on_hand("MUG-BLU", "BACK") == 1);
    store.sell("MUG-BLU", 3); // nobody has enough
    CHECK(store.on_hand("MUG-BLU") == -1);
}

TEST_CASE("sandbox.store what is collected comes from where it is collected") {
    Selling store;
    store.sell("MUG-BLU", 3, R"("pickup":{"location":{"code":"BACK"}})");
    CHECK(store.on_hand("MUG-BLU", "BACK") == 1);
    CHECK(store.on_hand("MUG-BLU") == 10);
}

TEST_CASE("sandbox.store more than there is may be sold below zero, or is refused where the store is set so") {
    Selling store;
    store.sell("MUG-BLU", 12);
    CHECK(store.on_hand("MUG-BLU") == -2);
    Selling strict(R"("oversell":"refuse")");
    CHECK_THROWS_WITH(strict.sell("MUG-BLU", 11), "products: only 10 of MUG-BLU left, and the store sells no more");
    CHECK(strict.shop.order_ids().empty());
    strict.sell("MUG-BLU", 10);
    CHECK(strict.on_hand("MUG-BLU") == 0);
    strict.send("PUT", "/v3/inventory/locations/1/items", R"({"settings":[{"identity":{"sku":"TEE-S"},"is_in_stock":false}]})");
    CHECK_THROWS(strict.sell("TEE-S", 1));
}

TEST_CASE("sandbox.store a channel has its own rule for its orders") {
    Selling store;
    store.send("PUT", "/v3/settings/inventory?channel_id=2", R"({"update_stock_behavior":"order_completed_or_shipped"})");
    store.sell("MUG-BLU", 3, R"("channel_id":2)");
    CHECK(store.on_hand("MUG-BLU") == 10);
    store.sell("MUG-BLU", 3);
    CHECK(store.on_hand("MUG-BLU") == 7);
}

// Protects the stock of a whole simulated store: what is wanted is what it shows when all is quiet, whatever the store makes of unknown
// items, tracking and locations. In process, no sockets.
#include "shop_stock_room.hpp"

using namespace bigcommerce_room;

namespace {

Value fields() { return Value::object({{"reason", "from the ERP"}}); }

} // namespace

TEST_CASE("stock.bigcommerce store: levels of simple products and variants stand at their locations, and are read back") {
    StockedWorld world("inventory", fields());
    world.add("MUG");
    world.add_with_options("TEE", 3);
    const auto listings = world.listings();
    REQUIRE(listings.size() == 4);
    const std::vector<Value> wanted{available(listings.at("MUG"), 5, "1"), available(listings.at("MUG"), 6, "ATX"), available(listings.at("TEE-1"), 7, "1"), available(listings.at("TEE-2"), 0, "ATX")};
    CHECK(counted(world.deliver_all(wanted)) == std::map<std::string, int>{{"delivered", 4}});
    CHECK(world.wire.writes().size() == 2);
    world.wait();
    CHECK(world.on_hand("MUG", "1") == 5);
    CHECK(world.on_hand("MUG", "ATX") == 6);
    CHECK(world.on_hand("TEE-1", "1") == 7);
    const auto shown = world.probe_all(wanted);
    CHECK(counted(shown) == std::map<std::string, int>{{"found", 4}});
    CHECK(shown[0]["receipt"]["amount"] == Value("5"));
    CHECK(shown[1]["receipt"]["amount"] == Value("6"));
    CHECK(shown[2]["receipt"]["amount"] == Value("7"));
    CHECK(shown[3]["receipt"]["amount"] == Value("0"));
}

TEST_CASE("stock.bigcommerce store: a product that is gone is answered, the others get theirs, named in the title or not") {
    for (const bool names : {true, false}) {
        INFO("titles name items: " << names);
        sandbox::ShopSettings settings = two_locations();
        settings.stock.titles_name_items = names;
        StockedWorld world("inventory", fields(), settings);
        for (int i = 0; i < 20; ++i) world.add("P-" + std::to_string(i));
        const auto listings = world.listings();
        world.shop.remove_product(std::stoll(listings.at("P-7")["product_id"].text_or("")));
        std::vector<Value> wanted;
        for (const auto& [sku, listing] : listings) wanted.push_back(available(listing, 9, "1"));
        const auto results = world.deliver_all(wanted);
        CHECK(counted(results) == std::map<std::string, int>{{"delivered", 19}, {"rejected", 1}});
        for (const Value& one : results)
            if (verdict(one) == "rejected") CHECK_THAT(one["message"].text_or(""), Catch::Contains("P-7"));
        if (names) CHECK(world.wire.writes().size() == 2);
        world.wait();
        CHECK(world.on_hand("P-19", "1") == 9);
    }
}

TEST_CASE("stock.bigcommerce store: an item whose tracking was changed meanwhile says so") {
    StockedWorld world("inventory", fields());
    const std::int64_t id = world.add_with_options("TEE", 2);
    world.add("MUG");
    const auto listings = world.listings();
    world.shop.change_product(id, json(R"({"inventory_tracking":"product"})"));
    const auto results = world.deliver_all({available(listings.at("TEE-0"), 4, "1"), available(listings.at("MUG"), 4, "1")});
    CHECK(code(results[0]) == "STOCK_PUSH_PARTIAL");
    CHECK_THAT(results[0]["message"].text_or(""), Catch::Contains("tracked by product"));
    CHECK(verdict(results[1]) == "delivered");
}

TEST_CASE("stock.bigcommerce store: unknown and disabled locations are told, the default one gets its stock") {
    StockedWorld world("inventory", fields());
    world.add("MUG");
    const Value mug = world.listings().at("MUG");
    const auto results = world.deliver_all({available(mug, 4, "OLD"), available(mug, 4, "NOWHERE"), available(mug, 4, "1")});
    CHECK(code(results[0]) == "STOCK_UNMAPPED_WAREHOUSE");
    CHECK(code(results[1]) == "STOCK_UNMAPPED_WAREHOUSE");
    CHECK(verdict(results[2]) == "delivered");
}

TEST_CASE("stock.bigcommerce store: 2,000 levels are one request") {
    StockedWorld world("inventory", fields());
    std::vector<sandbox::PlainProduct> products;
    for (int i = 0; i < 2'000; ++i) products.push_back({"S-" + std::to_string(i), "", Decimal(1), sandbox::Tracking::product, {}});
    world.shop.add_products(products);
    const auto listings = world.listings();
    REQUIRE(listings.size() == 2'000);
    std::vector<Value> wanted;
    for (const auto& [sku, listing] : listings) wanted.push_back(available(listing, 3, "1"));
    CHECK(counted(world.deliver_all(wanted)) == std::map<std::string, int>{{"delivered", 2'000}});
    CHECK(world.wire.writes().size() == 1);
    world.wait();
    CHECK(world.on_hand("S-1999", "1") == 3);
}

TEST_CASE("stock.bigcommerce store: a lost answer is sent again, and the number is the wanted one") {
    StockedWorld world("inventory", fields());
    world.add("MUG");
    const Value mug = world.listings().at("MUG");
    world.fault(R"({"kind":"no_answer","method":"PUT"})");
    CHECK(verdict(world.deliver_all({available(mug, 4, "1")})[0]) == "unknown");
    CHECK(verdict(world.deliver_all({available(mug, 4, "1")})[0]) == "delivered");
    world.wait();
    CHECK(world.on_hand("MUG", "1") == 4);
}

TEST_CASE("stock.bigcommerce store: its settings are told") {
    sandbox::ShopSettings settings = two_locations();
    settings.stock.decrement_on_placement = false;
    settings.stock.returns_on_cancel = true;
    StockedWorld world("inventory", fields(), settings);
    const auto outcome = world.sink->list("stock-settings");
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(message::write_json(outcome.emitted.front().body) == R"({"decrements":"completed","returns_on_cancel":true,"edits_adjust":false})");
}

TEST_CASE("stock.bigcommerce store: whatever becomes of an answer, sending until it is taken leaves the wanted number") {
    for (const char* fault : {R"({"kind":"no_answer","method":"PUT"})", R"({"kind":"server_error","method":"PUT","status":504,"executed":true})", R"({"kind":"server_error","method":"PUT","status":500})",
                              R"({"kind":"truncated","method":"PUT"})", R"({"kind":"html","method":"PUT"})", R"({"kind":"cut_off","method":"PUT"})", R"({"kind":"server_error","method":"GET","status":503})"}) {
        INFO(fault);
        StockedWorld world("inventory", fields());
        world.add("MUG");
        const Value mug = world.listings().at("MUG");
        world.shop.set_stock("MUG", "1", 50);
        world.fault(fault);
        const std::vector<Value> wanted{available(mug, 4, "1"), available(mug, 5, "ATX")};
        auto results = world.deliver_all(wanted);
        CHECK(counted(results)["rejected"] == 0);
        for (int again = 0; again < 3 && counted(results)["delivered"] < 2; ++again) results = world.deliver_all(wanted);
        CHECK(counted(results) == std::map<std::string, int>{{"delivered", 2}});
        world.wait();
        CHECK(world.on_hand("MUG", "1") == 4);
        CHECK(world.on_hand("MUG", "ATX") == 5);
    }
}

// Protects: `stock explain` tells the whole number: each term with its source, what the store was sent and answered, and why nothing is
// sent where nothing is. Five stories that people ask about, and that programs need the token.
#include "app/api.hpp"
#include "app/stock_story.hpp"
#include "unit/commerce/stock_sample.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::stock_sample;
using Catch::Contains;

namespace {

struct Shop : World {
    explicit Shop(Value values = policy_values()) : route{"stock", "shop", "shop/inventory", policy_of(values)} {
        items({item("MUG"), item("TRAY")});
        commit([&](store::UnitOfWork& unit) { unit.notes().put("demand.contained", std::to_string(unit.now())); });
        list("MUG", "9101");
    }
    void list(const std::string& sku, const std::string& variant, const std::string& tracking = "variant") {
        commit([&](store::UnitOfWork& unit) {
            unit.listings().put({"shop", variant, sku, Value::object({{"sku", sku}, {"product_id", "301"}, {"name", "Mug, blue"}, {"tracking", tracking}}), 1, unit.now()});
        });
    }
    void sent(const std::string& sku, std::int64_t quantity, std::int64_t taken = 0, const std::string& doubt = "") {
        commit([&](store::UnitOfWork& unit) { unit.pushed_stock().put({"stock", sku, "1", quantity, unit.now() - 10'000, unit.now() - 9'000, "tx-7", taken, doubt, ""}); });
    }
    Value story(const std::string& sku = "MUG") {
        Value out;
        store.read([&](store::UnitOfWork& unit) { out = app::stock_story(unit, route, sku); });
        return out;
    }
    std::string words(const std::string& sku = "MUG") {
        std::string out;
        for (const std::string& line : app::lines_of(story(sku))) out += line + "\n";
        return out;
    }

    app::StockRoute route;
};

} // namespace

TEST_CASE("stock.explain: in stock, and the store shows what it should") {
    Shop shop(stock_sample::policy_values());
    shop.level("MUG", "30", "6");
    shop.sent("MUG", 24);
    const std::string words = shop.words();
    CHECK_THAT(words, Contains("stands   the store shows what it should"));
    CHECK_THAT(words, Contains("variant 9101 of product 301 (Mug, blue), counted by variant"));
    CHECK_THAT(words, Contains("Location 1: 24 may be sold"));
    CHECK_THAT(words, Contains("warehouse 01: 30 in stock, 6 committed"));
    CHECK_THAT(words, Contains("last sent: 24 at ") && Contains("(transaction tx-7)"));
    const Value story = shop.story();
    CHECK(story["locations"].as_array()->front()["quantity"] == Value(24));
    CHECK(story["locations"].as_array()->front()["next"].is_null());
}

TEST_CASE("stock.explain: an order that is held counts, with why it is") {
    Shop shop;
    shop.level("MUG", "10");
    shop.sent("MUG", 10, 4);
    const auto held = shop.take_in("1047", order({{"MUG", 4}}));
    shop.commit([&](store::UnitOfWork& unit) {
        REQUIRE(unit.messages().move(held.id, 0, store::message_state::held));
        unit.exceptions().open(sample::exception(held.id), {sample::finding("sku:85123a", "")});
    });
    const std::string words = shop.words();
    CHECK_THAT(words, Contains("Location 1: 6 may be sold"));
    CHECK_THAT(words, Contains("less 4 ordered, which the ERP's numbers do not contain"));
    CHECK_THAT(words, Contains("Open demand, 1 order\n"));
    CHECK_THAT(words, Contains("order N1047: 4 of MUG, taken in at ") && Contains("; held: SKU 85123a is not in the item master"));
    CHECK_THAT(words, Contains("the store has taken off 4 since, for orders"));
    CHECK(shop.story()["open_demand"].as_array()->front()["state"] == Value("held"));
}

TEST_CASE("stock.explain: an order that is booked later than the stock was read says so") {
    Shop shop;
    shop.level("MUG", "10");
    const auto row = shop.take_in("1047", order({{"MUG", 4}}));
    shop.clock.at += 1'000;
    shop.book(row, order({{"MUG", 4}}));
    CHECK_THAT(shop.words(), Contains("; booked at 2023-11-14T22:13:21Z, after the ERP's stock was read"));
}

TEST_CASE("stock.explain: a bundle by its scarcest part, with what is kept back") {
    Value values = policy_values();
    values.set("bundles", rows({{{"sku", "SET"}, {"item", "MUG"}, {"quantity", "2"}}, {{"sku", "SET"}, {"item", "TRAY"}, {"quantity", "1"}}}));
    values.set("buffers", rows({{{"sku", "SET"}, {"buffer", "3"}}}));
    Shop shop(values);
    shop.level("MUG", "9");
    shop.level("TRAY", "20");
    shop.list("SET", "9200");
    const std::string words = shop.words("SET");
    CHECK_THAT(words, Contains("Location 1: 1 may be sold"));
    CHECK_THAT(words, Contains("item MUG (2 a piece): 9 available"));
    CHECK_THAT(words, Contains("item TRAY: 20 available"));
    CHECK_THAT(words, Contains("as many as the scarcest of its parts allows"));
    CHECK_THAT(words, Contains("less 3 kept back (the table of buffers)"));
    CHECK_THAT(words, Contains("nothing was sent yet"));
    CHECK_THAT(words, Contains("to be sent: 1 (never sent)"));
}

TEST_CASE("stock.explain: a warehouse that no map names") {
    Shop shop;
    shop.level("MUG", "0", "5");
    shop.level("MUG", "12", "0", "NEW");
    const std::string words = shop.words();
    CHECK_THAT(words, Contains("warehouse NEW has stock of it, and the map of warehouses does not name it"));
    CHECK_THAT(words, Contains("Location 1: 0 may be sold"));
    CHECK_THAT(words, Contains("that is -5, and a store is never told less than 0"));
}

TEST_CASE("stock.explain: why nothing is sent") {
    Shop shop;
    CHECK_THAT(shop.words("NOTHING"), Contains("nothing is sent: shop has no variant with this SKU"));
    shop.list("TRAY", "9300", "none");
    CHECK_THAT(shop.words("TRAY"), Contains("does not count the stock of this product"));
    shop.list("KIT", "9400");
    CHECK_THAT(shop.words("KIT"), Contains("its number cannot be trusted: item KIT is not in the item master (SKU_NOT_FOUND)"));
    shop.list("MUG", "9102");
    CHECK_THAT(shop.words(), Contains("has this SKU 2 times"));
    Shop other;
    other.commit([&](store::UnitOfWork& unit) { unit.notes().set_trouble("shop/inventory", "shop/orders was read last two hours ago"); });
    other.sent("MUG", 7, 0, "order N7 was changed, and the store may have followed");
    CHECK_THAT(other.words(), Contains("nothing is sent: shop/orders was read last two hours ago"));
    CHECK_THAT(other.words(), Contains("in doubt: order N7 was changed"));
    other.commit([&](store::UnitOfWork& unit) { unit.notes().put("demand.contained", ""); });
    CHECK_THAT(other.words(), Contains("was not read to its end yet"));
}

TEST_CASE("stock.explain: programs need the token, and ask with the SKU percent-encoded") {
    Shop shop;
    shop.level("MUG", "3");
    const std::string token = "a-token-of-more-than-twenty";
    CHECK(app::api_routes(shop.store, {shop.route}, "").empty());
    const auto routes = app::api_routes(shop.store, {shop.route}, token);
    REQUIRE(routes.size() == 1);
    const auto ask = [&](const std::string& authorization, const std::string& sku) {
        base::HttpRequest request;
        if (!authorization.empty()) request.headers.emplace_back("authorization", authorization);
        return routes.front().answer(request, sku);
    };
    for (const std::string wrong : {"", "Bearer", "Bearer ", "Bearer x", "Basic a-token-of-more-than-twenty", "a-token-of-more-than-twenty"}) {
        CHECK(ask(wrong, "MUG").status == 401);
        CHECK(ask(wrong, "MUG").body.find("MUG") == std::string::npos);
    }
    const auto answer = ask("Bearer " + token, "M%55G");
    CHECK(answer.status == 200);
    CHECK(message::parse_json(answer.body).as_array()->front()["locations"].as_array()->front()["quantity"] == Value(3));
    CHECK(ask("Bearer " + token, "%5").status == 400);
    CHECK(ask("Bearer " + token, "MUG%00").status == 400);
}

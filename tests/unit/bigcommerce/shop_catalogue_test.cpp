// Protects the catalogue of a whole simulated store: what is read is what stands there, and after a change what was wanted. In process,
// no sockets.
#include "listing_room.hpp"
#include "shop_stock_room.hpp"

using namespace bigcommerce_room;

namespace {

Value created(const std::string& sku, const std::string& changes) {
    return delivery_of("listing-change", sku, Value::object({{"sku", sku}, {"product_id", ""}, {"variant_id", ""}, {"base", true}, {"create", true}, {"changes", json(changes)}}));
}
Value settings_without_category() {
    Value fields = catalogue_sink_settings();
    fields.set("categories", Value::array());
    return fields;
}

} // namespace

TEST_CASE("listing.bigcommerce store: products and variants are read as they stand, whatever the base variant shows") {
    for (const auto price : {sandbox::BaseVariantPrice::product, sandbox::BaseVariantPrice::none}) {
        sandbox::ShopSettings settings = two_locations();
        settings.stock.base_variant_price = price;
        StockedWorld world("catalogue", catalogue_sink_settings(), settings);
        world.add("MUG", R"(,"upc":"4006381333931","sale_price":9.9)");
        world.add_with_options("TEE", 3);
        const auto listings = world.listings();
        REQUIRE(listings.size() == 4);
        const Value mug = listings.at("MUG");
        CHECK(mug["base"] == Value(true));
        CHECK(mug["tracking"] == Value("product"));
        CHECK(Decimal::parse(mug["price"].text_or("")) == Decimal::parse("12.5"));
        CHECK(Decimal::parse(mug["sale_price"].text_or("")) == Decimal::parse("9.9"));
        CHECK(mug["barcode"] == Value("4006381333931"));
        CHECK(listings.at("TEE-2")["base"] == Value(false));
        CHECK(listings.at("TEE-2")["tracking"] == Value("variant"));
        CHECK(listings.at("TEE-2")["price"] == Value(""));
    }
}

TEST_CASE("listing.bigcommerce store: 1,200 products and one of 600 variants are read whole, with few requests") {
    StockedWorld world("catalogue", catalogue_sink_settings());
    std::vector<sandbox::PlainProduct> products;
    for (int i = 0; i < 1'200; ++i) products.push_back({"S-" + std::to_string(i), "", Decimal(1), sandbox::Tracking::product, {}});
    world.shop.add_products(products);
    world.add_with_options("TEE", 600);
    CHECK(world.listings().size() == 1'800);
    CHECK(world.wire.sent.size() < 12);
}

TEST_CASE("listing.bigcommerce store: changes are what is read afterwards") {
    StockedWorld world("catalogue", catalogue_sink_settings());
    world.add("MUG");
    world.add_with_options("TEE", 2);
    const auto before = world.listings();
    CHECK(counted(world.deliver_all({changed(before.at("MUG"), R"({"name":"Blue mug","price":"13.95","weight":"0.5","barcode":"4006381333931","visible":false,"tax_class":"2"})"),
                                     changed(before.at("TEE-1"), R"({"price":"21.00","visible":false})")})) == std::map<std::string, int>{{"delivered", 2}});
    const auto after = world.listings();
    const Value mug = after.at("MUG");
    CHECK(mug["name"] == Value("Blue mug"));
    CHECK(Decimal::parse(mug["price"].text_or("")) == Decimal::parse("13.95"));
    CHECK(mug["barcode"] == Value("4006381333931"));
    CHECK(mug["visible"] == Value(false));
    CHECK(mug["tax_class"] == Value("2"));
    CHECK(after.at("TEE-1")["purchasable"] == Value(false));
    CHECK(Decimal::parse(after.at("TEE-1")["price"].text_or("")) == Decimal(21));
    CHECK(after.at("TEE-0")["purchasable"] == Value(true));
}

TEST_CASE("listing.bigcommerce store: a new product is made once, hidden, and counts its stock") {
    StockedWorld world("catalogue", settings_without_category());
    const Value wanted = created("NEW", R"({"name":"New mug","price":"5.00","weight":"0.4"})");
    const auto first = world.deliver_all({wanted});
    REQUIRE(verdict(first[0]) == "delivered");
    CHECK(verdict(world.deliver_all({wanted})[0]) == "delivered");
    CHECK(world.shop.products().size() == 1);
    const Value listing = world.listings().at("NEW");
    CHECK(listing["product_id"] == first[0]["receipt"]["number"]);
    CHECK(listing["variant_id"] == first[0]["receipt"]["id"]);
    CHECK(listing["visible"] == Value(false));
    CHECK(listing["tracking"] == Value("product"));
}

TEST_CASE("listing.bigcommerce store: a new product whose answer was lost is not made twice") {
    StockedWorld world("catalogue", settings_without_category());
    world.fault(R"({"kind":"no_answer","method":"POST"})");
    const Value wanted = created("NEW", R"({"name":"New mug","price":"5.00","weight":"0.4"})");
    CHECK(verdict(world.settle(wanted)) == "delivered");
    CHECK(world.shop.products().size() == 1);
}

TEST_CASE("listing.bigcommerce store: a name that another product has is refused alone") {
    StockedWorld world("catalogue", catalogue_sink_settings());
    for (int i = 0; i < 10; ++i) world.add("P-" + std::to_string(i));
    const auto listings = world.listings();
    std::vector<Value> wanted;
    for (const auto& [sku, listing] : listings) wanted.push_back(changed(listing, sku == "P-3" ? R"({"name":"Product P-4"})" : R"({"price":"3"})"));
    const auto results = world.deliver_all(wanted);
    CHECK(counted(results) == std::map<std::string, int>{{"delivered", 9}, {"rejected", 1}});
    CHECK(code(results[3]) == "LISTING_REFUSED");
}

TEST_CASE("listing.bigcommerce store: a variant that is gone is refused alone") {
    StockedWorld world("catalogue", catalogue_sink_settings());
    world.add_with_options("TEE", 3);
    const std::int64_t gone = world.add_with_options("OLD", 2);
    const auto listings = world.listings();
    world.shop.remove_product(gone);
    const auto results = world.deliver_all({changed(listings.at("TEE-0"), R"({"price":"3"})"), changed(listings.at("OLD-1"), R"({"price":"3"})"), changed(listings.at("TEE-2"), R"({"price":"4"})")});
    CHECK(verdict(results[0]) == "delivered");
    CHECK(code(results[1]) == "LISTING_REFUSED");
    CHECK(verdict(results[2]) == "delivered");
}

// Protects: GET /v2/orders as connectors page and filter it. How: a handful of orders, one request per case.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace store_test;

namespace {

std::vector<std::int64_t> ids(const Value& list) {
    std::vector<std::int64_t> out;
    if (const auto* rows = list.as_array())
        for (const Value& row : *rows) out.push_back(row["id"].int_or(0));
    return out;
}

// Orders 1001 to 1003, a minute apart; the first is modified last.
struct ThreeOrders : Store {
    explicit ThreeOrders(ShopSettings given = united_kingdom()) : Store(std::move(given)) {
        for (const char* price : {"10.00", "20.00", "30.00"}) {
            shop.place_order(one_line(price, 1));
            clock.at += 60'000;
        }
        shop.set_status(1001, 2);
    }
};

using Ids = std::vector<std::int64_t>;

} // namespace

TEST_CASE("sandbox.store a list without a sort comes by ascending id") {
    ThreeOrders store;
    CHECK(ids(store.read("/v2/orders")) == Ids{1001, 1002, 1003});
}

TEST_CASE("sandbox.store a list sorted by date_modified shows the last change last") {
    ThreeOrders store;
    CHECK(ids(store.read("/v2/orders?sort=date_modified:asc")) == Ids{1002, 1003, 1001});
}

TEST_CASE("sandbox.store a list has pages, and 204 without a body after the last") {
    ThreeOrders store;
    CHECK(ids(store.read("/v2/orders?limit=2&page=2")) == Ids{1003});
    const HttpResponse after = store.get("/v2/orders?limit=2&page=3");
    CHECK(after.status == 204);
    CHECK(after.body.empty());
}

TEST_CASE("sandbox.store a list takes 50 orders unless asked, and at most 250") {
    Store store;
    for (int i = 0; i < 260; ++i) store.shop.place_order(one_line("1.00", 1));
    CHECK(store.read("/v2/orders").size() == 50);
    CHECK(store.read("/v2/orders?limit=1000").size() == 250);
}

TEST_CASE("sandbox.store a limit above 250 is refused with 413 where the store is set so") {
    ShopSettings settings = united_kingdom();
    settings.page_above_maximum = ledgerline::sandbox::PageAboveMaximum::refuse;
    Store store(settings);
    CHECK(store.get("/v2/orders?limit=251").status == 413);
}

TEST_CASE("sandbox.store a modified-since filter takes both forms of a date and includes its bound") {
    ThreeOrders store;
    CHECK(ids(store.read("/v2/orders?min_date_modified=2026-03-01T10%3A02%3A00%2B00%3A00")) == Ids{1001, 1003});
    CHECK(ids(store.read("/v2/orders?min_date_modified=Sun%2C%2001%20Mar%202026%2010%3A02%3A00%20%2B0000")) == Ids{1001, 1003});
}

TEST_CASE("sandbox.store a store may leave out the bound of a date filter") {
    ShopSettings settings = united_kingdom();
    settings.date_bounds_inclusive = false;
    ThreeOrders store(settings);
    CHECK(ids(store.read("/v2/orders?min_date_modified=2026-03-01T10:02:00Z")) == Ids{1001});
}

TEST_CASE("sandbox.store a date filter whose plus was not encoded has no effect, and all orders come back") {
    ThreeOrders store;
    CHECK(ids(store.read("/v2/orders?min_date_modified=2026-03-01T10:02:00+00:00")) == Ids{1001, 1002, 1003});
}

TEST_CASE("sandbox.store a malformed date filter is refused where the store is set so") {
    ShopSettings settings = united_kingdom();
    settings.malformed_date = ledgerline::sandbox::MalformedDate::refuse;
    ThreeOrders store(settings);
    CHECK(store.get("/v2/orders?min_date_modified=yesterday").status == 400);
}

TEST_CASE("sandbox.store filters by id, total, status and e-mail narrow the list") {
    ThreeOrders store;
    CHECK(ids(store.read("/v2/orders?min_id=1002")) == Ids{1002, 1003});
    CHECK(ids(store.read("/v2/orders?max_total=20.00")) == Ids{1001, 1002});
    CHECK(ids(store.read("/v2/orders?status_id=2")) == Ids{1001});
    CHECK(ids(store.read("/v2/orders?email=ADA%40example.com&max_id=1001")) == Ids{1001});
    CHECK(store.get("/v2/orders?email=nobody%40example.com").status == 204);
}

TEST_CASE("sandbox.store an unknown query parameter is refused by its name") {
    Store store;
    const HttpResponse response = store.get("/v2/orders?is_deleted=true");
    CHECK(response.status == 400);
    CHECK(response.body == R"([{"status":400,"message":"The field 'is_deleted' is not supported by this resource."}])");
}

TEST_CASE("sandbox.store incomplete orders are in the list, archived ones only where the store is set so") {
    ShopSettings settings = united_kingdom();
    for (const bool shown : {false, true}) {
        settings.archived_orders_in_list = shown;
        Store store(settings);
        store.shop.place_order(one_line("5.00", 1, R"("status_id":0)"));
        store.shop.place_order(one_line("5.00", 1));
        store.send("PUT", "/v2/orders/1002", R"({"is_deleted":true})");
        CHECK(ids(store.read("/v2/orders")) == (shown ? Ids{1001, 1002} : Ids{1001}));
    }
}

TEST_CASE("sandbox.store the count tells each status apart and takes the filters of the list") {
    ThreeOrders store;
    const Value count = store.read("/v2/orders/count?min_id=1001");
    CHECK(count["count"].int_or(0) == 3);
    CHECK(count["statuses"].size() == 15);
    CHECK((*count["statuses"].as_array())[11]["count"].int_or(0) == 2);
    CHECK(store.get("/v2/orders/count?page=1").status == 400);
}

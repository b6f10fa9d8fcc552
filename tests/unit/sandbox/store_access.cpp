// Protects: who is let in, how often, and what goes wrong on purpose. How: settings and faults, one request each.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace store_test;
using ledgerline::base::header;
using ledgerline::sandbox::Fault;

namespace {

Fault fault(Fault::Kind kind, std::int64_t requests = 1) {
    Fault out;
    out.kind = kind;
    out.requests = requests;
    return out;
}

HttpResponse with_headers(Store& store, ledgerline::base::Headers headers, const std::string& target = "/stores/sandbox/v2/time") {
    HttpRequest request;
    request.target = target;
    request.headers = std::move(headers);
    return store.shop.handle(request);
}

} // namespace

TEST_CASE("sandbox.store a wrong token or another store's path is answered 401") {
    Store store;
    CHECK(with_headers(store, {{"X-Auth-Token", "wrong"}}).status == 401);
    CHECK(with_headers(store, {{"x-auth-token", "sandbox-token"}}, "/stores/other/v2/time").status == 401);
    CHECK(with_headers(store, {{"x-auth-token", "sandbox-token"}}).status == 200);
}

TEST_CASE("sandbox.store the time is the clock's, in seconds") {
    Store store;
    CHECK(store.get("/v2/time").body == R"({"time":1772359200})");
}

TEST_CASE("sandbox.store a missing scope is answered 403, and reading needs only the read-only one") {
    ShopSettings settings = united_kingdom();
    settings.scopes = {"store_v2_orders_read_only"};
    Store store(settings);
    store.shop.place_order(one_line("1.00", 1));
    CHECK(store.get("/v2/orders").status == 200);
    CHECK(store.send("PUT", "/v2/orders/1001", R"({"status_id":2})").status == 403);
    CHECK(store.get("/v3/orders/1001/transactions").status == 403);
    CHECK(store.get("/v3/orders/payment_actions/refunds").status == 200);
    CHECK(store.get("/v2/store").status == 403);
}

TEST_CASE("sandbox.store a wrong method is answered 405, a wrong Accept 406, a body of another type 415") {
    Store store;
    store.shop.place_order(one_line("1.00", 1));
    CHECK(store.send("POST", "/v2/orders/1001").status == 405);
    CHECK(with_headers(store, {{"X-Auth-Token", "sandbox-token"}, {"Accept", "application/xml"}}).status == 406);
    HttpRequest request{"PUT", "/stores/sandbox/v2/orders/1001", {{"X-Auth-Token", "sandbox-token"}, {"Content-Type", "text/plain"}}, "{}"};
    CHECK(store.shop.handle(request).status == 415);
}

TEST_CASE("sandbox.store an unknown order is 404 in the shape of the version that was asked") {
    Store store;
    CHECK(store.get("/v2/orders/9/products").body == R"([{"status":404,"message":"The requested resource was not found."}])");
    CHECK(json(store.get("/v3/orders/9/transactions").body)["title"].text_or("") == "The requested resource was not found.");
}

TEST_CASE("sandbox.store every answer tells the quota in lower-case headers") {
    ShopSettings settings = united_kingdom();
    settings.quota = 3;
    Store store(settings);
    store.get("/v2/time");
    store.clock.at += 10'000;
    const HttpResponse response = store.get("/v2/orders/9");
    CHECK(response.headers.at(1) == std::pair<std::string, std::string>{"x-rate-limit-requests-quota", "3"});
    CHECK(header(response.headers, "X-Rate-Limit-Requests-Left") == "1");
    CHECK(header(response.headers, "X-Rate-Limit-Time-Window-Ms") == "30000");
    CHECK(header(response.headers, "X-Rate-Limit-Time-Reset-Ms") == "20000");
}

TEST_CASE("sandbox.store above the quota comes 429 until the window ends") {
    ShopSettings settings = united_kingdom();
    settings.quota = 2;
    Store store(settings);
    store.get("/v2/time");
    store.get("/v2/time");
    store.clock.at += 500;
    const HttpResponse refused = store.get("/v2/time");
    CHECK(refused.status == 429);
    CHECK(refused.body.empty());
    CHECK(header(refused.headers, "X-Retry-After") == "30");
    CHECK(json(store.get("/v3/customers").body)["title"].text_or("") == "Too many requests");
    store.clock.at += 29'500;
    CHECK(store.get("/v2/time").status == 200);
}

TEST_CASE("sandbox.store an overloaded platform answers 429 without any rate-limit header") {
    Store store;
    store.shop.inject(fault(Fault::Kind::overloaded, 2));
    CHECK(store.get("/v2/time").headers.empty());
    CHECK(store.get("/v2/time").status == 429);
    CHECK(store.get("/v2/time").status == 200);
}

TEST_CASE("sandbox.store a 429 storm lasts for as many requests as asked") {
    Store store;
    store.shop.inject(fault(Fault::Kind::rate_limited, 2));
    CHECK(header(store.get("/v2/time").headers, "x-retry-after") != "");
    CHECK(store.get("/v2/time").status == 429);
    CHECK(store.get("/v2/time").status == 200);
}

TEST_CASE("sandbox.store a server error is an HTML page, before or after the request was carried out") {
    Store store;
    store.shop.place_order(one_line("1.00", 1));
    for (const bool executed : {false, true}) {
        Fault error = fault(Fault::Kind::server_error);
        error.status = 502;
        error.executed = executed;
        error.method = "PUT";
        store.shop.inject(error);
        CHECK(store.get("/v2/time").status == 200);
        const HttpResponse response = store.send("PUT", "/v2/orders/1001", R"({"status_id":2})");
        CHECK(response.status == 502);
        CHECK(header(response.headers, "Content-Type") == "text/html");
        CHECK((store.shop.order(1001)["order"]["status_id"].int_or(0) == 2) == executed);
    }
}

TEST_CASE("sandbox.store a truncated answer is shorter than the whole one and no JSON") {
    Store store;
    store.shop.place_order(one_line("1.00", 1));
    const std::string whole = store.get("/v2/orders/1001").body;
    store.shop.inject(fault(Fault::Kind::truncated));
    const std::string cut = store.get("/v2/orders/1001").body;
    CHECK(cut == whole.substr(0, cut.size()));
    CHECK_THROWS_AS(json(cut), ledgerline::message::JsonError);
}

TEST_CASE("sandbox.store an HTML page may come under 200, an answer late or never") {
    Store store;
    store.shop.inject(fault(Fault::Kind::html));
    CHECK(store.get("/v2/time").body.rfind("<html>", 0) == 0);
    Fault slow = fault(Fault::Kind::slow);
    slow.delay_ms = 5000;
    store.shop.inject(slow);
    HttpRequest request{"GET", "/stores/sandbox/v2/time", {{"X-Auth-Token", "sandbox-token"}}, ""};
    CHECK(store.shop.answer(request).delay_ms == 5000);
    store.shop.inject(fault(Fault::Kind::no_answer));
    CHECK(store.shop.answer(request).dropped);
}

TEST_CASE("sandbox.store an order that is modified between two pages moves to the end of the list") {
    Store store;
    for (int i = 0; i < 3; ++i) store.shop.place_order(one_line("1.00", 1));
    store.clock.at += 60'000;
    store.shop.inject(fault(Fault::Kind::touch_after_list));
    const Value first = store.read("/v2/orders?sort=date_modified:asc&limit=1&page=1");
    const Value last = store.read("/v2/orders?sort=date_modified:asc&limit=1&page=3");
    CHECK(first.as_array()->front()["id"] == last.as_array()->front()["id"]);
}

TEST_CASE("sandbox.store an order may be edited between its own read and that of its lines") {
    Store store;
    store.shop.place_order(one_line("12.00", 1));
    store.shop.inject(fault(Fault::Kind::edit_before_lines, 2));
    const Value order = store.read("/v2/orders/1001");
    const Value lines = store.read("/v2/orders/1001/products");
    CHECK(order["subtotal_inc_tax"].text_or("") == "12.0000");
    CHECK(lines.as_array()->front()["total_inc_tax"].text_or("") == "24.0000");
}

TEST_CASE("sandbox.store a setting or a fault that is misspelt is refused by its name") {
    CHECK_THROWS_WITH(ledgerline::sandbox::shop_settings_from(json(R"({"curency":"GBP"})")), "store.curency: unknown setting of the store (see docs/sandbox.md)");
    CHECK_THROWS_WITH(ledgerline::sandbox::fault_from(json(R"({"kind":"server_error","count":2})")),
                      "count: unknown member of a fault; known are kind, requests, method, path, status, executed, delay_ms");
}

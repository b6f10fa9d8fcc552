// Protects requests and answers over the host: what is written, what is read, and the difference between "it did not leave"
// and "nobody knows".
#include "fake_host.hpp"

#include "ledgerline/http.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;

namespace {

struct Exchange {
    fake::Host host;
    Call call{host.table(), host.handle()};
    Http http{call};
    explicit Exchange(const char* answer) {
        host.answer = [answer](const fake::Tree&) { return fake::parse(answer); };
    }
};

constexpr const char* fine = R"({"outcome":"answered","status":200,"headers":{"etag":"x"},"json":[{"id":1},{"id":2}]})";
constexpr const char* not_sent = R"({"outcome":"not-sent","status":0,"headers":{},"error":"refused"})";
constexpr const char* no_answer = R"({"outcome":"no-answer","status":0,"headers":{},"error":"timeout"})";

} // namespace

TEST_CASE("sdk.http writes the whole request as the contract wants it") {
    Exchange exchange(fine);
    const Node body = exchange.call.scratch("body");
    body["a"].set("ü&");
    exchange.http.send(Request::post("/orders").query("page", 2).query("$filter", "a eq 'b'").header("X-Key", "${secret:1}").json(body));
    CHECK(fake::write(exchange.host.requests.at(0)) ==
          R"({"method":"POST","path":"/orders","read_only":false,"query":{"page":"2","$filter":"a eq 'b'"},"headers":{"X-Key":"${secret:1}"},"json":{"a":"ü&"}})");
}

TEST_CASE("sdk.http sends text and JSON text as bodies") {
    Exchange exchange(fine);
    exchange.http.send(Request::post("/$batch").text("--batch"));
    exchange.http.send(Request::put("/x").json_text("{\"a\":1}"));
    CHECK(fake::at(exchange.host.requests.at(0), {"text"}) == "\"--batch\"");
    CHECK(fake::at(exchange.host.requests.at(1), {"json", "a"}) == "1");
}

TEST_CASE("sdk.http marks a GET as read-only") {
    Exchange exchange(fine);
    exchange.http.send(Request::get("/orders"));
    CHECK(fake::at(exchange.host.requests.at(0), {"read_only"}) == "true");
    CHECK(exchange.call.requests_that_may_have_acted() == 0);
}

TEST_CASE("sdk.http reads status, headers and the tree of an answer") {
    Exchange exchange(fine);
    const Response response = exchange.http.send(Request::get("/orders"));
    CHECK(response.ok());
    CHECK(response.status() == 200);
    CHECK(response.header("etag") == "x");
    CHECK(response.header("none").empty());
    std::int64_t sum = 0;
    for (const Node order : response.json()) sum += order["id"].integer();
    CHECK(sum == 3);
}

TEST_CASE("sdk.http keeps earlier answers while later ones come in") {
    Exchange exchange(fine);
    const Response first = exchange.http.send(Request::get("/orders"));
    exchange.host.answer = [](const fake::Tree&) { return fake::parse(R"({"outcome":"answered","status":204,"headers":{}})"); };
    const Response second = exchange.http.send(Request::get("/orders"));
    CHECK(first.status() == 200);
    CHECK(second.status() == 204);
    CHECK_FALSE(second.has_json());
    first.discard();
    CHECK_FALSE(first.has_json());
    CHECK(second.status() == 204);
}

TEST_CASE("sdk.http counts a request that may have acted only if it may have left") {
    Exchange refused(not_sent), lost(no_answer), answered(fine);
    CHECK(refused.http.send(Request::post("/orders")).not_sent());
    CHECK(refused.call.requests_that_may_have_acted() == 0);
    CHECK(lost.http.send(Request::post("/orders")).no_answer());
    CHECK(lost.call.requests_that_may_have_acted() == 1);
    answered.http.send(Request::post("/orders"));
    CHECK(answered.call.requests_that_may_have_acted() == 1);
    answered.http.send(Request::post("/Login").read_only());
    CHECK(answered.call.requests_that_may_have_acted() == 1);
}

TEST_CASE("sdk.http shows an answer that is no JSON") {
    Exchange exchange(R"({"outcome":"answered","status":502,"headers":{},"text":"<html>","error":"not JSON at byte 0"})");
    const Response response = exchange.http.send(Request::get("/orders"));
    CHECK_FALSE(response.ok());
    CHECK(response.text() == "<html>");
    CHECK(response.error() == "not JSON at byte 0");
    CHECK_THROWS_AS(response.json()["id"].text(), ShapeError);
}

TEST_CASE("sdk.http says which request was refused") {
    fake::Host host;
    Call call(host.table(), host.handle());
    CHECK_THROWS_WITH(Http(call).send(Request::get("/orders")), Catch::Contains("GET /orders") && Catch::Contains("no requests in this operation"));
}

// Protects login, the session in every form that clients send it, its end, and the shapes of errors per version.
#include "b1_fixture.hpp"

using namespace ledgerline::sandbox::b1;
using namespace ledgerline::sandbox::b1::test;
using namespace ledgerline;

TEST_CASE("sandbox.b1 session: a login answers with both cookies") {
    Bench bench(Bench::german(), false);
    const Answer answer = bench.call("POST", "/b1s/v2/Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox"})");
    CHECK(answer.status == 200);
    CHECK(answer.body["SessionTimeout"].int_or(0) == 30);
    CHECK(answer.body["@odata.context"].text_or("") == "https://sap.example.test:50000/b1s/v2/$metadata#B1Sessions/$entity");
    CHECK(answer.header("Set-Cookie") == "B1SESSION=" + answer.body["SessionId"].text_or("") + ";HttpOnly;");
    CHECK(answer.header("Content-Type") == "application/json;odata.metadata=minimal;charset=utf-8");
}

TEST_CASE("sandbox.b1 session: a wrong password is -304 with status 401") {
    Bench bench(Bench::german(), false);
    const Answer answer = bench.call("POST", "/b1s/v1/Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"wrong"})");
    CHECK(answer.status == 401);
    CHECK(answer.code() == "-304");
}

TEST_CASE("sandbox.b1 session: cookies are read in every form seen in the field") {
    Bench bench;
    const std::string id = bench.session;
    bench.session.clear();
    for (const std::string& cookie : {"B1SESSION=" + id + ";CompanyDB=SBO", "B1SESSION=" + id + ";HttpOnly;;ROUTEID=.node1; path=/b1s", "ROUTEID=.node1; B1SESSION=" + id})
        CHECK(bench.get("Items", {{"Cookie", cookie}}).status == 200);
    CHECK(bench.get("Items", {{"SessionId", id}}).status == 200);
    CHECK(bench.get("Items").status == 401);
}

TEST_CASE("sandbox.b1 session: every request extends it, half an hour of silence ends it") {
    Bench bench;
    for (int i = 0; i < 3; ++i) {
        bench.clock.at += 20 * 60'000;
        CHECK(bench.get("Items").status == 200);
    }
    bench.clock.at += 30 * 60'000;
    CHECK(bench.get("Items").status == 401);
}

TEST_CASE("sandbox.b1 session: 401 has the shape of the version, or v2's shape on v1 by a switch") {
    Bench bench;
    bench.session = "gone";
    CHECK(bench.get("Items").text.find(R"("code" : "301")") != std::string::npos);
    const Answer first = bench.call("GET", "/b1s/v1/Items");
    CHECK(first.body["error"]["code"].int_or(0) == 301);
    CHECK(first.body["error"]["message"]["value"].text_or("") == "Invalid session or session already timeout.");
    CompanySettings settings = Bench::german();
    settings.v1_unauthorized_in_v2_shape = true;
    Bench other(settings, false);
    CHECK(other.call("GET", "/b1s/v1/Items").body["error"]["message"].text_or("") == "Invalid session or session already timeout.");
}

TEST_CASE("sandbox.b1 session: it ends with Logout") {
    Bench bench;
    CHECK(bench.post("Logout", "").status == 204);
    CHECK(bench.get("Items").status == 401);
}

TEST_CASE("sandbox.b1 address: doubled slashes, encoded quotes and absolute targets reach the same item") {
    Bench bench;
    for (const char* target : {"/b1s/v2/Items('SKU-1')", "//b1s/v2/Items(%27SKU-1%27)", "https://sap.example.test/b1s/v2/Items(ItemCode='SKU-1')", "/b1s/v1/Items('SKU-1')?"})
        CHECK(bench.call("GET", target).body["ItemCode"].text_or("") == "SKU-1");
}

TEST_CASE("sandbox.b1 address: ping needs no session and knows its nodes") {
    Bench bench(Bench::german(), false);
    const Answer pong = bench.call("GET", "/ping/");
    CHECK(pong.body["message"].text_or("") == "pong");
    CHECK(pong.body["timestamp"].text_or("") == "1769850900.000");
    CHECK(bench.call("GET", "/ping/node/5").body["message"].text_or("") == "node 5 does not exist");
    CHECK(bench.call("GET", "/ping/node/5").status == 503);
}

TEST_CASE("sandbox.b1 address: an unknown entity set is refused in the words of the server") {
    Bench bench;
    const Answer answer = bench.get("Ordres");
    CHECK(answer.status == 400);
    CHECK(answer.message().find("Unrecognized resource path") == 0);
}

// Protects the session: one login for many requests, one new login where the server has forgotten us, no hammering with a wrong
// password, no secret outside of the login. Recorded exchanges, component in the plugin room.
#include "room.hpp"

using namespace sapb1_room;

namespace {

struct Fixture {
    Recorded http;
    Room room{http};
    std::unique_ptr<plugin::Component> sink = room.sink();
    plugin::Outcome probe() { return sink->handle(LL_PROBE, deliveries({order()})); }
    // Three look-ups that find nothing.
    void answers_nothing() {
        for (int i = 0; i < 3; ++i) http.answers.push_back(list_of(Value::array()));
    }
    std::string cookie(std::size_t index) const { return index < http.requests.size() ? http.requests[index]["headers"]["Cookie"].text_or("") : "no request"; }
};

} // namespace

TEST_CASE("order.sapb1 session: one login serves later calls, with the session's and the node's cookie") {
    Fixture fixture;
    fixture.http.answers.push_back(login_answer());
    fixture.answers_nothing();
    CHECK(verdict(fixture.probe()) == "absent");
    fixture.answers_nothing();
    CHECK(verdict(fixture.probe()) == "absent");
    REQUIRE(fixture.http.requests.size() == 7);
    CHECK(fixture.http.asked(0) == "POST /Login");
    CHECK(fixture.cookie(1) == "B1SESSION=S1; ROUTEID=.node1");
    CHECK(fixture.cookie(6) == "B1SESSION=S1; ROUTEID=.node1");
}

TEST_CASE("order.sapb1 session: the login names company and user and leaves the password to the engine") {
    Fixture fixture;
    fixture.http.answers.push_back(login_answer());
    fixture.probe();
    const Value& body = fixture.http.requests.at(0)["json"];
    CHECK(body["CompanyDB"].text_or("") == "SBO_TEST");
    CHECK(body["UserName"].text_or("") == "bcintegration");
    CHECK(body["Password"].text_or("") == "${secret:1}");
    CHECK(body.find("Language") == nullptr);
}

TEST_CASE("order.sapb1 session: a 401 in either shape leads to one login and the same request again") {
    for (const Value& expired : {refused_v1(401, 301, "Invalid session or session already timeout."), refused_v2(401, "301", "Invalid session or session already timeout.")}) {
        Fixture fixture;
        fixture.http.answers = {login_answer("S1"), expired, login_answer("S2", ".node2")};
        fixture.answers_nothing();
        CHECK(verdict(fixture.probe()) == "absent");
        REQUIRE(fixture.http.requests.size() == 6);
        CHECK(fixture.http.asked(2) == "POST /Login");
        CHECK(fixture.http.asked(3) == "GET /Orders");
        CHECK(fixture.cookie(3) == "B1SESSION=S2; ROUTEID=.node2");
    }
}

TEST_CASE("order.sapb1 session: a post is repeated after a 401, because a 401 is decided before anything is executed") {
    Fixture fixture;
    fixture.http.answers = {login_answer("S1"), refused_v2(401, "301", "Invalid session."), login_answer("S2"), no_answer()};
    const auto outcome = fixture.sink->handle(LL_DELIVER, deliveries({order()}));
    CHECK(fixture.http.asked(1) == "POST /$batch");
    CHECK(fixture.http.asked(3) == "POST /$batch");
    CHECK(verdict(outcome) == "unknown");
}

TEST_CASE("order.sapb1 session: a second 401 in a row is no reason for a third login") {
    Fixture fixture;
    fixture.http.answers = {login_answer("S1"), refused_v2(401, "301", "Invalid session."), login_answer("S2"), refused_v2(401, "301", "Invalid session.")};
    const auto outcome = fixture.probe();
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(fixture.http.requests.size() == 4);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK(outcome.findings[0].code == "ERP_SESSION");
}

TEST_CASE("order.sapb1 session: the balancer may move us to another node with any answer") {
    Fixture fixture;
    Value moved = list_of(Value::array());
    moved.member("headers").set("set-cookie", "ROUTEID=.node3; path=/b1s");
    fixture.http.answers = {login_answer("S1"), moved};
    fixture.probe();
    CHECK(fixture.cookie(2) == "B1SESSION=S1; ROUTEID=.node3");
}

TEST_CASE("order.sapb1 session: a refused login pauses the connection for a minute and says what to check") {
    Fixture fixture;
    fixture.http.answers = {refused_v2(401, "-304", "Fail to get DB Credentials from SLD")};
    const auto outcome = fixture.sink->handle(LL_DELIVER, deliveries({order()}));
    CHECK(outcome.verdict == LL_RETRY);
    CHECK(outcome.document["pause_ms"].int_or(0) == 60'000);
    REQUIRE_FALSE(outcome.findings.empty());
    CHECK(outcome.findings[0].code == "ERP_SESSION");
    CHECK_THAT(outcome.findings[0].message, Catch::Contains("\"bcintegration\"") && Catch::Contains("Fail to get DB Credentials from SLD") && !Catch::Contains("secret"));
}

TEST_CASE("order.sapb1 session: within that minute no login is tried, whatever the engine asks for") {
    Fixture fixture;
    fixture.http.answers = {refused_v2(401, "-304", "Fail to get DB Credentials from SLD"), login_answer()};
    fixture.probe();
    fixture.room.clock.at += 59'000;
    CHECK(fixture.probe().verdict == LL_RETRY);
    CHECK(fixture.http.requests.size() == 1);
    fixture.room.clock.at += 2'000;
    fixture.answers_nothing();
    CHECK(verdict(fixture.probe()) == "absent");
}

TEST_CASE("order.sapb1 session: an unreachable server is an outage and no wrong password") {
    for (const Value& outage : {not_sent(), no_answer(), answered_text(503, "<html><body><h1>503 Service Unavailable</h1></body></html>", "text/html")}) {
        Fixture fixture;
        fixture.http.answers = {outage};
        const auto outcome = fixture.probe();
        CHECK(outcome.verdict == LL_RETRY);
        REQUIRE_FALSE(outcome.findings.empty());
        CHECK(outcome.findings[0].code == "ERP_UNAVAILABLE");
        CHECK(outcome.document["pause_ms"].int_or(0) == 0);
    }
}

TEST_CASE("order.sapb1 session: an address without a version is refused when the component is made") {
    Recorded http;
    Room room(http);
    Value line = connection();
    line.set("url", "https://sap.example.test:50000");
    CHECK_THROWS_WITH(room.sink(sink_settings(), line), Catch::Contains("does not end in /b1s/v2 or /b1s/v1"));
}

TEST_CASE("order.sapb1 session: a language that is not a number is refused when the component is made") {
    Recorded http;
    Room room(http);
    Value line = connection();
    for (const char* language : {"english", "8 ", "en"}) {
        line.set("language", language);
        CHECK_THROWS_WITH(room.sink(sink_settings(), line), Catch::Contains("language: ") && Catch::Contains("is not the number of a language"));
    }
    for (const char* language : {"", "8", "9"}) {
        line.set("language", language);
        CHECK_NOTHROW(room.sink(sink_settings(), line));
    }
}

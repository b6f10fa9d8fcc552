// Protects the way between the engine and a rule: the right apply(), the verdict with its reason, and the one barrier that
// keeps the text of whatever a rule throws.
#include "fake_host.hpp"

#include "ledgerline/plugin.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace ledgerline;

namespace {

constexpr const char* envelope = R"({"id":"12","type":"order","source":"shop/orders","source_key":"1047","revision":"r","correlation":"order:shop:1047",
    "received_at":"2026-01-01T00:00:00Z","held":true,"body":{"id":"1047","totals":{"inc_tax":"100.00"},"lines":[{"sku":"a"}]}})";

// What the engine does with a component: create, handle, destroy.
template <class T>
class Created {
public:
    explicit Created(const char* settings = "{}") : created_(std::string(R"({"name":"x","connection":{},"settings":)") + settings + "}") {
        verdict = detail::create_component<T, detail::RuleAdapter>(created_.table(), created_.handle(), &self_);
    }
    ~Created() {
        if (self_) detail::destroy_component(self_);
    }
    Created(const Created&) = delete;
    Created& operator=(const Created&) = delete;
    ll_verdict handle(fake::Host& host, ll_operation operation = LL_APPLY) { return detail::handle_component(self_, operation, host.handle()); }
    const fake::Explained& refusal() const { return created_.explained.at(0); }
    bool has_self() const { return self_ != nullptr; }

    ll_verdict verdict = LL_FAILED;

private:
    fake::Host created_;
    void* self_ = nullptr;
};

class Limit : public Rule {
public:
    explicit Limit(const Config& config) : limit_(config.decimal("limit")) {}
    Verdict apply(Order order) override {
        if (order.grand_total() <= limit_) return pass();
        return hold("LIMIT", "{} is above {}", order.grand_total(), limit_).at(order["totals"]["inc_tax"]).because(facts().add("limit", limit_));
    }

private:
    Decimal limit_;
};

class Envelope : public Rule {
public:
    Verdict apply(Order) override {
        return drop("SEEN", "{} {} {} {} {} {}", message().id(), message().type(), message().source_key(), message().held(), message().correlation(), message().source());
    }
};

class Reasons : public Rule {
public:
    Verdict apply(Order order) override {
        for (const OrderLine line : order.lines()) explain("SKU_NOT_FOUND", "no item", line["sku"]);
        return hold();
    }
};

class Throws : public Rule {
public:
    Verdict apply(Order) override { throw std::runtime_error("the disk is on fire"); }
};

class ThrowsNumber : public Rule {
public:
    Verdict apply(Order) override { throw 7; }
};

class ReadsMissing : public Rule {
public:
    Verdict apply(Order order) override { return order.lines()[0].total_inc_tax().is_zero() ? pass() : pass(); }
};

class EarlyMessage : public Rule {
public:
    EarlyMessage() { message(); }
};

} // namespace

TEST_CASE("sdk.rule gets its configuration and passes") {
    Created<Limit> rule(R"({"limit":"100.00"})");
    REQUIRE(rule.verdict == LL_PASS);
    fake::Host host(envelope);
    CHECK(rule.handle(host) == LL_PASS);
    CHECK(host.explained.empty());
}

TEST_CASE("sdk.rule holds with code, message, place and facts") {
    Created<Limit> rule(R"({"limit":"99.99"})");
    fake::Host host(envelope);
    CHECK(rule.handle(host) == LL_HOLD);
    REQUIRE(host.explained.size() == 1);
    CHECK(host.explained[0].code == "LIMIT");
    CHECK(host.explained[0].message == "100.00 is above 99.99");
    CHECK(host.explained[0].where == "/body/totals/inc_tax");
    CHECK(host.explained[0].facts == R"({"limit":"99.99"})");
}

TEST_CASE("sdk.rule sees the envelope") {
    Created<Envelope> rule;
    fake::Host host(envelope);
    CHECK(rule.handle(host) == LL_DROP);
    CHECK(host.explained.at(0).message == "12 order 1047 yes order:shop:1047 shop/orders");
}

TEST_CASE("sdk.rule may give several reasons and one verdict") {
    Created<Reasons> rule;
    fake::Host host(envelope);
    CHECK(rule.handle(host) == LL_HOLD);
    REQUIRE(host.explained.size() == 1);
    CHECK(host.explained[0].where == "/body/lines/*/sku 0");
}

TEST_CASE("sdk.rule is not created from a bad configuration, and says where it is bad") {
    Created<Limit> rule(R"({"limit":"5.000,00"})");
    CHECK(rule.verdict == LL_FAILED);
    CHECK_FALSE(rule.has_self());
    CHECK_THAT(rule.refusal().message, Catch::Contains("/settings/limit") && Catch::Contains("5.000,00"));
}

TEST_CASE("sdk.rule that throws fails with its own words") {
    Created<Throws> rule;
    fake::Host host(envelope);
    CHECK(rule.handle(host) == LL_FAILED);
    CHECK(host.explained.at(0).code == "PLUGIN_FAILED");
    CHECK(host.explained.at(0).message == "the disk is on fire");
}

TEST_CASE("sdk.rule that throws no exception object fails all the same") {
    Created<ThrowsNumber> rule;
    fake::Host host(envelope);
    CHECK(rule.handle(host) == LL_FAILED);
    CHECK(host.explained.size() == 1);
}

TEST_CASE("sdk.rule that reads what is not there fails with the place") {
    Created<ReadsMissing> rule;
    fake::Host host(envelope);
    CHECK(rule.handle(host) == LL_FAILED);
    CHECK(host.explained.at(0).where == "/body/lines/*/total_inc_tax 0");
    CHECK_THAT(host.explained.at(0).message, Catch::Contains("/body/lines/0/total_inc_tax"));
}

TEST_CASE("sdk.rule without an apply for a type fails instead of passing") {
    Created<Limit> rule(R"({"limit":"1"})");
    fake::Host host(R"({"id":"1","type":"item","source":"erp","source_key":"A","revision":"r","body":{}})");
    CHECK(rule.handle(host) == LL_FAILED);
    CHECK_THAT(host.explained.at(0).message, Catch::Contains("item"));
}

TEST_CASE("sdk.rule without an apply for an unknown type fails instead of passing") {
    Created<Limit> rule(R"({"limit":"1"})");
    fake::Host host(R"({"id":"1","type":"payout","source":"erp","source_key":"A","revision":"r","body":{}})");
    CHECK(rule.handle(host) == LL_FAILED);
}

TEST_CASE("sdk.rule has no message in its constructor") {
    Created<EarlyMessage> rule;
    CHECK(rule.verdict == LL_FAILED);
    CHECK_THAT(rule.refusal().message, Catch::Contains("only while apply() runs"));
}

TEST_CASE("sdk.rule knows no other operation") {
    Created<Limit> rule(R"({"limit":"1"})");
    fake::Host host(envelope);
    CHECK(rule.handle(host, LL_DELIVER) == LL_UNSUPPORTED);
    CHECK(rule.handle(host, 99) == LL_UNSUPPORTED);
}

// Protects the answers of sinks: each delivery gets its own, and what goes wrong is told truly: after a request that may have
// acted the outcome is unknown, never "rejected".
#include "fake_host.hpp"

#include "ledgerline/plugin.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <stdexcept>

using namespace ledgerline;

namespace {

constexpr const char* three = R"({"deliveries":[
    {"message":{"type":"order","body":{"id":"1"}},"idempotency_key":"order:shop:1","attempt":1},
    {"message":{"type":"order","body":{"id":"2"}},"idempotency_key":"order:shop:2","attempt":2},
    {"message":{"type":"order","body":{"id":"3"}},"idempotency_key":"order:shop:3","attempt":1}]})";

class OneByOne : public Sink {
public:
    explicit OneByOne(std::function<DeliveryResult(Delivery&)> work) : work_(std::move(work)) {}
    DeliveryResult deliver(Delivery& delivery) override { return work_(delivery); }

private:
    std::function<DeliveryResult(Delivery&)> work_;
};

class Probing : public OneByOne {
public:
    Probing() : OneByOne([](Delivery&) { return delivered({}); }) {}
    std::optional<ProbeResult> probe(Delivery& delivery) override {
        if (delivery.order().id() == "1") return found({"812", "26000143", Decimal::parse("65.21"), "EUR"});
        if (delivery.order().id() == "2") return absent();
        throw std::runtime_error("what is this?");
    }
};

class Together : public BatchSink {
public:
    explicit Together(std::function<Verdict(Batch&)> work) : work_(std::move(work)) {}
    Verdict deliver(Batch& batch) override { return work_(batch); }
    Verdict probe(Batch& batch) override { return work_(batch); }
    Verdict prepare(Prepare& prepare) override {
        prepare.present("user table LEDGERLINE");
        if (prepare.dry_run()) prepare.missing("field U_LL_Key", "it would be created");
        else prepare.created("field U_LL_Key");
        return pass();
    }

private:
    std::function<Verdict(Batch&)> work_;
};

ll_verdict one_by_one(fake::Host& host, std::function<DeliveryResult(Delivery&)> work) {
    detail::SinkAdapter adapter(host.table(), std::make_unique<OneByOne>(std::move(work)));
    return detail::handle_component(static_cast<detail::Component*>(&adapter), LL_DELIVER, host.handle());
}
ll_verdict together(fake::Host& host, std::function<Verdict(Batch&)> work, ll_operation operation = LL_DELIVER) {
    detail::BatchSinkAdapter adapter(host.table(), std::make_unique<Together>(std::move(work)));
    return detail::handle_component(static_cast<detail::Component*>(&adapter), operation, host.handle());
}

std::string verdicts(const fake::Host& host) {
    std::string out;
    for (int i = 0; i < 3; ++i) out += fake::at(host.document, {"results", std::to_string(i), "verdict"});
    return out;
}

fake::Tree answered(const fake::Tree&) { return fake::parse(R"({"outcome":"answered","status":200,"headers":{}})"); }

} // namespace

TEST_CASE("sdk.sink writes a receipt as the engine reads it") {
    fake::Host host(three);
    CHECK(one_by_one(host, [](Delivery&) { return delivered({"812", "26000143", Decimal::parse("65.21"), "EUR"}); }) == LL_PASS);
    CHECK(fake::at(host.document, {"results", "0"}) ==
          R"({"verdict":"delivered","receipt":{"id":"812","number":"26000143","amount":"65.21","currency":"EUR"}})");
}

TEST_CASE("sdk.sink gives each delivery its own answer") {
    fake::Host host(three);
    one_by_one(host, [](Delivery& delivery) -> DeliveryResult {
        if (delivery.index() == 0) return rejected("ERP_REJECTED", "no such customer {}", "C1").because(facts().subject("customer:C1"));
        if (delivery.attempt() == 2) return retry_after(1500, "ERP_LOCKED", "somebody else has it open");
        return waiting("ERP_REJECTED", "an approval is pending");
    });
    CHECK(verdicts(host) == R"("rejected""retry""waiting")");
    CHECK(fake::at(host.document, {"results", "0"}) ==
          R"({"verdict":"rejected","code":"ERP_REJECTED","message":"no such customer C1","subject":"customer:C1","facts":{"subject":"customer:C1"}})");
    CHECK(fake::at(host.document, {"results", "1", "retry_after_ms"}) == "1500");
}

TEST_CASE("sdk.sink that throws before anything left rejects that delivery alone") {
    fake::Host host(three);
    CHECK(one_by_one(host, [](Delivery& delivery) -> DeliveryResult {
              if (delivery.index() == 1) return rejected("X", delivery.body()["none"].text());
              return delivered({"1", "1", {}, ""});
          }) == LL_PASS);
    CHECK(verdicts(host) == R"("delivered""rejected""delivered")");
    CHECK(fake::at(host.document, {"results", "1", "code"}) == "\"PLUGIN_FAILED\"");
    CHECK_THAT(fake::at(host.document, {"results", "1", "message"}), Catch::Contains("/deliveries/1/message/body/none"));
}

TEST_CASE("sdk.sink that throws after a request left does not know the outcome") {
    fake::Host host(three);
    host.answer = answered;
    one_by_one(host, [](Delivery& delivery) -> DeliveryResult {
        if (delivery.index() == 2) throw std::runtime_error("before");
        Http(delivery.call()).send(delivery.index() == 0 ? Request::post("/Orders") : Request::get("/Orders"));
        throw std::runtime_error("after");
    });
    CHECK(verdicts(host) == R"("unknown""rejected""rejected")");
}

TEST_CASE("sdk.sink leaves the rest of a batch for later when the engine stops") {
    fake::Host host(three);
    int sent = 0;
    one_by_one(host, [&](Delivery&) {
        ++sent;
        host.is_stopping = true;
        return delivered({"1", "1", {}, ""});
    });
    CHECK(sent == 1);
    CHECK(verdicts(host) == R"("delivered""retry""retry")");
}

TEST_CASE("sdk.sink can pause its connection") {
    fake::Host host(three);
    one_by_one(host, [](Delivery& delivery) {
        delivery.pause_connection(60000);
        return retry("ERP_UNAVAILABLE", "maintenance");
    });
    CHECK(fake::at(host.document, {"pause_ms"}) == "60000");
}

TEST_CASE("sdk.sink probes each delivery, and a failing probe leaves it unknown") {
    fake::Host host(three);
    detail::SinkAdapter adapter(host.table(), std::make_unique<Probing>());
    CHECK(detail::handle_component(static_cast<detail::Component*>(&adapter), LL_PROBE, host.handle()) == LL_PASS);
    CHECK(verdicts(host) == R"("found""absent""unknown")");
    CHECK(fake::at(host.document, {"results", "0", "receipt", "number"}) == "\"26000143\"");
}

TEST_CASE("sdk.sink without a probe says so") {
    fake::Host host(three);
    detail::SinkAdapter adapter(host.table(), std::make_unique<OneByOne>([](Delivery&) { return delivered({}); }));
    CHECK(detail::handle_component(static_cast<detail::Component*>(&adapter), LL_PROBE, host.handle()) == LL_UNSUPPORTED);
}

TEST_CASE("sdk.batch takes answers in any order") {
    fake::Host host(three);
    CHECK(together(host, [](Batch& batch) {
              batch.set(2, delivered({"3", "3", {}, ""}));
              batch.set(0, unknown("ERP_UNAVAILABLE", "the answer was lost"));
              batch.set(1, retry_after(10, "busy"));
              return pass();
          }) == LL_PASS);
    CHECK(verdicts(host) == R"("unknown""retry""delivered")");
}

TEST_CASE("sdk.batch answers in a probe that could not be made are unknown") {
    fake::Host host(three);
    together(
        host,
        [](Batch& batch) {
            for (const Delivery delivery : batch) batch.set(delivery.index(), retry_after(10, "busy"));
            return pass();
        },
        LL_PROBE);
    CHECK(verdicts(host) == R"("unknown""unknown""unknown")");
}

TEST_CASE("sdk.batch keeps the answers given before it threw") {
    fake::Host host(three);
    host.answer = answered;
    CHECK(together(host, [](Batch& batch) -> Verdict {
              batch.set(1, delivered({"2", "2", {}, ""}));
              Http(batch.call()).send(Request::post("/$batch"));
              throw std::runtime_error("the answer has no end");
          }) == LL_PASS);
    CHECK(verdicts(host) == R"("unknown""delivered""unknown")");
    CHECK(fake::at(host.document, {"results", "0", "message"}) == "\"the answer has no end\"");
}

TEST_CASE("sdk.batch without an answer for a delivery is told, not passed over") {
    fake::Host host(three);
    CHECK(together(host, [](Batch&) { return pass(); }) == LL_PASS);
    CHECK(verdicts(host) == R"("rejected""rejected""rejected")");
}

TEST_CASE("sdk.batch may put the whole call off") {
    fake::Host host(three);
    CHECK(together(host, [](Batch&) { return Verdict(retry_after(5000, "ERP_UNAVAILABLE", "nobody is there")); }) == LL_RETRY);
    CHECK(host.explained.at(0).code == "ERP_UNAVAILABLE");
}

TEST_CASE("sdk.sink prepares the other system, or only looks") {
    fake::Host really(R"({"dry_run":false})"), dry(R"({"dry_run":true})");
    CHECK(together(really, {}, LL_PREPARE) == LL_PASS);
    CHECK(fake::at(really.document, {"results"}) ==
          R"([{"what":"user table LEDGERLINE","state":"present","message":""},{"what":"field U_LL_Key","state":"created","message":""}])");
    CHECK(together(dry, {}, LL_PREPARE) == LL_PASS);
    CHECK(fake::at(dry.document, {"results", "1", "state"}) == "\"missing\"");
}

TEST_CASE("sdk.sink: a receipt names the units that never left, and has no such member where all did") {
    fake::Host host(three);
    REQUIRE(one_by_one(host, [](Delivery& delivery) {
                Receipt receipt{"812", "26000143", Decimal::parse("65.21"), "EUR"};
                if (delivery.index() == 1) receipt.never_left.push_back({"31", Decimal::parse("1.5")});
                return delivered(receipt);
            }) == LL_PASS);
    CHECK(fake::at(host.document, {"results", "1", "receipt", "never_left", "0", "line_id"}) == "\"31\"");
    CHECK(fake::at(host.document, {"results", "1", "receipt", "never_left", "0", "quantity"}) == "\"1.5\"");
    CHECK_FALSE(Node(host.root())["results"][0]["receipt"]["never_left"].exists());
}

// Protects the one list that a plugin is made of: the tables and manifests that the engine reads from it.
#define LEDGERLINE_PLUGIN_ENTRY ledgerline_test_plugin

#include "fake_host.hpp"

#include "ledgerline/plugin.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;

namespace {

class Nothing : public Rule {
public:
    Verdict apply(Order) override { return pass(); }
};
class Reader : public Source {};
class Writer : public Sink {
public:
    DeliveryResult deliver(Delivery&) override { return delivered({}); }
};
class BatchWriter : public BatchSink {
public:
    Verdict deliver(Batch&) override { return pass(); }
};

} // namespace

LEDGERLINE_PLUGIN("acme", "1.2.3",
    about("Says \"hello\"."),
    connection().field("url", required, "Address of the shop", example("https://shop.example")).field("token", required, secret, "Access token").field("client_secret", optional, secret, "For callbacks"),
    rule<Nothing>("nothing").accepts("order", "item").writes("/body/booking", "/body/lines/*/booking").help("Does nothing.")
        .field("limit", required, decimal, "Above it", example("5000.00"))
        .field("rate", otherwise(Decimal::parse("1.50")), decimal, "A rate")
        .field("count", otherwise(5), integer, "How many")
        .field("strict", otherwise(false), boolean, "Whether")
        .field("pause", otherwise("30s"), duration, "How long")
        .field("policy", otherwise("hold"), choice{"hold", "drop"}, "What then")
        .field("words", otherwise({"a", "b"}), list, "Words")
        .field("map", required, map_file{"rate", "tax_code", "[country]"}, "The map")
        .field("rows", otherwise({}), table{"from", "to"}, "Rows"),
    source<Reader>("orders").emits("order").prepares(),
    sink<Writer>("single").accepts("order"),
    sink<BatchWriter>("orders").accepts("order").batch_max(20).prepares())

namespace {

std::string manifest_of(std::size_t index) { return std::string(from_host(ledgerline_test_plugin()->components[index]->manifest)); }

} // namespace

TEST_CASE("sdk.plugin is one table with its components in order") {
    const ll_plugin* plugin = ledgerline_test_plugin();
    REQUIRE(plugin != nullptr);
    CHECK(plugin == ledgerline_test_plugin());
    CHECK(plugin->size == sizeof(ll_plugin));
    CHECK(plugin->abi_minor == LL_ABI_MINOR);
    REQUIRE(plugin->component_count == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(plugin->components[i]->size == sizeof(ll_component));
        CHECK(plugin->components[i]->create != nullptr);
        CHECK(plugin->components[i]->handle != nullptr);
        CHECK(plugin->components[i]->destroy != nullptr);
    }
}

TEST_CASE("sdk.plugin manifest names it and the fields of its connection") {
    CHECK(from_host(ledgerline_test_plugin()->manifest) ==
          R"({"name":"acme","version":"1.2.3","sdk":"1.0","connection":[)"
          R"({"name":"url","type":"text","required":true,"example":"https://shop.example","help":"Address of the shop"},)"
          R"({"name":"token","type":"secret","required":true,"help":"Access token"},{"name":"client_secret","type":"secret","help":"For callbacks"}],"help":"Says \"hello\"."})");
}

TEST_CASE("sdk.plugin manifest of a rule says types, writes and fields") {
    CHECK(manifest_of(0) == R"({"name":"nothing","kind":"rule","accepts":["order","item"],"writes":["/body/booking","/body/lines/*/booking"],"fields":[)"
                            R"({"name":"limit","type":"decimal","required":true,"example":"5000.00","help":"Above it"},)"
                            R"({"name":"rate","type":"decimal","default":"1.50","help":"A rate"},)"
                            R"({"name":"count","type":"integer","default":5,"help":"How many"},)"
                            R"({"name":"strict","type":"boolean","default":false,"help":"Whether"},)"
                            R"({"name":"pause","type":"duration","default":"30s","help":"How long"},)"
                            R"({"name":"policy","type":"choice","default":"hold","help":"What then","choices":["hold","drop"]},)"
                            R"({"name":"words","type":"list","default":["a","b"],"help":"Words"},)"
                            R"({"name":"map","type":"map_file","required":true,"help":"The map","columns":["rate","tax_code","[country]"]},)"
                            R"({"name":"rows","type":"table","default":[],"help":"Rows","columns":["from","to"]}],"help":"Does nothing."})");
}

TEST_CASE("sdk.plugin manifests of sources and sinks say what they do") {
    CHECK(manifest_of(1) == R"({"name":"orders","kind":"source","emits":["order"],"fields":[],"prepares":true})");
    CHECK(manifest_of(2) == R"({"name":"single","kind":"sink","accepts":["order"],"fields":[]})");
    CHECK(manifest_of(3) == R"({"name":"orders","kind":"sink","accepts":["order"],"fields":[],"batch_max":20,"prepares":true})");
}

TEST_CASE("sdk.plugin components are created, used and destroyed through the table") {
    const ll_component* component = ledgerline_test_plugin()->components[0];
    fake::Host config(R"({"name":"x","connection":{},"settings":{}})");
    void* self = nullptr;
    REQUIRE(component->create(config.table(), config.handle(), &self) == LL_PASS);
    fake::Host host(R"({"type":"order","body":{}})");
    CHECK(component->handle(self, LL_APPLY, host.handle()) == LL_PASS);
    component->destroy(self);
}

TEST_CASE("sdk.plugin component is not created by a host that knows too little") {
    ll_host old = *fake::Host::table();
    old.size = 64;
    fake::Host config;
    void* self = &old;
    CHECK(ledgerline_test_plugin()->components[0]->create(&old, config.handle(), &self) == LL_FAILED);
}

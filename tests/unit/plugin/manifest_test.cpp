// Protects the reading of manifests: what a plugin says of itself is checked whole before anything relies on it, and a wrong
// manifest names its owner, the member and what to write.
#include "plugin/catalog.hpp"
#include "plugin/manifest.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::plugin;

TEST_CASE("plugin.manifest: a component says all that the engine needs to know") {
    const auto manifest = component_manifest(R"({"name":"sku-match","kind":"rule","accepts":["order","refund"],"writes":["/body/lines/*/booking"],
        "help":"Matches SKUs.","fields":[{"name":"policy","type":"choice","required":false,"default":"hold","choices":["hold","post"],"help":"What to do"}]})");
    CHECK(manifest.name == "sku-match");
    CHECK(manifest.kind == ComponentKind::rule);
    CHECK(manifest.accepts == std::vector<std::string>{"order", "refund"});
    CHECK(manifest.writes == std::vector<std::string>{"/body/lines/*/booking"});
    CHECK(manifest.help == "Matches SKUs.");
    CHECK(manifest.batch_max == 1);
    REQUIRE(manifest.fields.size() == 1);
    CHECK(manifest.fields[0].name == "policy");
    CHECK(manifest.fields[0].choices == std::vector<std::string>{"hold", "post"});
}

TEST_CASE("plugin.manifest: a sink says how many deliveries it takes at once and whether it prepares its system") {
    const auto manifest = component_manifest(R"({"name":"orders","kind":"sink","accepts":["order"],"batch_max":20,"prepares":true})");
    CHECK(manifest.batch_max == 20);
    CHECK(manifest.prepares);
}

TEST_CASE("plugin.manifest: a source may prepare its system as well") {
    CHECK(component_manifest(R"({"name":"stock","kind":"source","emits":["stock"],"prepares":true})").prepares);
}

TEST_CASE("plugin.manifest: a plugin says its name, version and the fields of a connection") {
    const auto manifest = plugin_manifest(R"({"name":"sapb1","version":"1.2.0","sdk":"1.0","connection":[{"name":"url","type":"text","required":true,"help":"Where"}],"help":"SAP"})");
    CHECK(manifest.name == "sapb1");
    CHECK(manifest.version == "1.2.0");
    CHECK(manifest.sdk == "1.0");
    REQUIRE(manifest.connection.size() == 1);
    CHECK(manifest.connection[0].required);
}

TEST_CASE("plugin.manifest: what is wrong with a plugin's manifest is named") {
    const auto [json, text] = GENERATE(table<std::string, std::string>({
        {"", "not JSON"},
        {"[]", "it must be a JSON object, but it is array"},
        {R"({"version":"1"})", "member \"name\" is missing"},
        {R"({"name":7,"version":"1"})", "member \"name\" must be text, but it is integer"},
        {R"({"name":"","version":"1"})", "member \"name\" is empty"},
        {R"({"name":"SAP B1","version":"1"})", "is \"SAP B1\", but a name is a lower-case letter"},
        {R"({"name":"../x","version":"1"})", "a name is a lower-case letter"},
        {R"({"name":"sapb1"})", "manifest of plugin \"sapb1\": member \"version\" is missing"},
        {R"({"name":"sapb1","version":"1","verison":"2"})", "did you mean \"version\"?"},
        {R"({"name":"sapb1","version":"1","connection":7})", "member \"connection\" is not a list of fields"},
        {R"({"name":"a","name":"b","version":"1"})", "not JSON"},
    }));
    CAPTURE(json);
    CHECK_THROWS_WITH(plugin_manifest(json), Catch::Contains(text));
}

TEST_CASE("plugin.manifest: what is wrong with a component's manifest is named") {
    const auto [json, text] = GENERATE(table<std::string, std::string>({
        {R"({"name":"x","accepts":["order"]})", "member \"kind\" is missing"},
        {R"({"name":"x","kind":"filter","accepts":["order"]})", "is \"filter\", but a component is a \"rule\""},
        {R"({"name":"x","kind":"rule"})", "member \"accepts\" is empty: a rule says which types"},
        {R"({"name":"x","kind":"rule","accepts":"order"})", "must be an array of text, but it is text"},
        {R"({"name":"x","kind":"rule","accepts":["order","order"]})", "names \"order\" twice"},
        {R"({"name":"x","kind":"rule","accepts":["order"],"emits":["item"]})", "member \"emits\" is not for a rule"},
        {R"({"name":"x","kind":"rule","accepts":["order"],"writes":["/id"]})", "holds \"/id\", but a rule writes only /body or below it"},
        {R"({"name":"x","kind":"rule","accepts":["order"],"writes":["body"]})", "a rule writes only /body or below it"},
        {R"({"name":"x","kind":"rule","accepts":["order"],"writes":["/body/a~9"]})", "holds \"/body/a~9\", which is not a path pattern"},
        {R"({"name":"x","kind":"rule","accepts":["order"],"batch_max":2})", "member \"batch_max\" is only for sinks"},
        {R"({"name":"x","kind":"rule","accepts":["order"],"prepares":true})", "member \"prepares\" is only for sinks and sources"},
        {R"({"name":"x","kind":"source"})", "member \"emits\" is empty"},
        {R"({"name":"x","kind":"source","emits":["order"],"accepts":["order"]})", "member \"accepts\" is not for a source"},
        {R"({"name":"x","kind":"sink","accepts":["order"],"batch_max":0})", "must be a whole number from 1 to 2000"},
        {R"({"name":"x","kind":"sink","accepts":["order"],"batch_max":"5"})", "must be a whole number from 1 to 2000"},
        {R"({"name":"x","kind":"sink","accepts":["order"],"writes":["/body"]})", "member \"writes\" is only for rules"},
        {R"({"name":"x","kind":"sink","accepts":["order"],"fields":[{"name":"a","type":"text"},{"name":"a","type":"text"}]})", "member \"fields\""},
    }));
    CAPTURE(json);
    CHECK_THROWS_WITH(component_manifest(json), Catch::Contains(text));
}

// Protects how the engine finds components by the names that a deployment writes. (What is refused on loading is in
// tests/abi/bad.)
#include "scripted.hpp"

using namespace scripted;

namespace {

// A plugin with one rule "match" and one source "orders".
struct Two {
    explicit Two(const std::string& name) : about(R"({"name":")" + name + R"(","version":"1.0.0"})") {}
    const ll_plugin* plugin() {
        rule = {sizeof(ll_component), 0, text(rule_manifest), create, handle, destroy};
        source = {sizeof(ll_component), 0, text(source_manifest), create, handle, destroy};
        table = {sizeof(ll_plugin), 0, text(about), 2, components};
        return &table;
    }
    std::string about, rule_manifest = R"({"name":"match","kind":"rule","accepts":["order"]})", source_manifest = R"({"name":"orders","kind":"source","emits":["order"]})";
    ll_component rule{}, source{};
    const ll_component* components[2] = {&rule, &source};
    ll_plugin table{};
};

} // namespace

TEST_CASE("plugin.catalog: a component is found by plugin and name, or by its name where only one plugin has it") {
    Two one("one"), two("two");
    Catalog catalog;
    catalog.add(one.plugin(), "one");
    REQUIRE(catalog.find("match", ComponentKind::rule));
    CHECK(catalog.find("match", ComponentKind::rule) == catalog.find("one/match", ComponentKind::rule));
    catalog.add(two.plugin(), "two");
    CHECK(catalog.find("match", ComponentKind::rule) == nullptr);
    REQUIRE(catalog.find("two/match", ComponentKind::rule));
    CHECK(catalog.find("two/match", ComponentKind::rule)->plugin == "two");
}

TEST_CASE("plugin.catalog: a name of another kind, plugin or spelling finds nothing") {
    Two one("one");
    Catalog catalog;
    catalog.add(one.plugin(), "one");
    CHECK(catalog.find("match", ComponentKind::sink) == nullptr);
    CHECK(catalog.find("three/match", ComponentKind::rule) == nullptr);
    CHECK(catalog.find("Match", ComponentKind::rule) == nullptr);
    CHECK(catalog.find("", ComponentKind::rule) == nullptr);
    CHECK(catalog.find("one/", ComponentKind::rule) == nullptr);
    CHECK(catalog.find_plugin("two") == nullptr);
}

TEST_CASE("plugin.catalog: names are given whole and sorted, by kind") {
    Two one("one"), two("two");
    Catalog catalog;
    catalog.add(two.plugin(), "two");
    catalog.add(one.plugin(), "one");
    CHECK(catalog.names(ComponentKind::rule) == std::vector<std::string>{"one/match", "two/match"});
    CHECK(catalog.names(ComponentKind::source) == std::vector<std::string>{"one/orders", "two/orders"});
    CHECK(catalog.names(ComponentKind::sink).empty());
}

TEST_CASE("plugin.catalog: a linked plugin of a name that is taken is refused, and the first stays") {
    Two one("one"), other("one");
    Catalog catalog;
    catalog.add(one.plugin(), "one");
    CHECK_THROWS_WITH(catalog.add(other.plugin(), "other"), Catch::Contains("plugin other: a plugin called \"one\" is already loaded from one"));
    CHECK(catalog.plugins().size() == 1);
}

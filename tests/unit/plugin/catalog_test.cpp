// Protects how the engine finds components by the names that a deployment writes, and whom it lets choose what is loaded. (What is
// refused on loading is in tests/abi/bad.)
#include "scripted.hpp"

#include "plugin/trust.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

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

namespace {

// As seen by the user who runs the tests.
std::string trust(mode_t mode, uid_t owner, gid_t group) {
    struct stat state {};
    state.st_mode = mode;
    state.st_uid = owner;
    state.st_gid = group;
    return plugin::trust_problem(state);
}

struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "ledgerline-plugins-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path = name;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

} // namespace

TEST_CASE("plugin.catalog: only root and the engine's user may be able to change what is loaded") {
    const uid_t self = ::geteuid(), stranger = self + 1000;
    const gid_t own = ::getegid(), other = own + 1000;
    for (const mode_t kind : {mode_t{S_IFREG}, mode_t{S_IFDIR}}) {
        CHECK(trust(kind | 0755, self, own).empty());
        CHECK(trust(kind | 0755, 0, 0).empty());
        CHECK(trust(kind | 0775, self, own).empty()); // a umask of 002
        CHECK(trust(kind | 0775, 0, 0).empty());
        CHECK(trust(kind | 0755, self, other).empty()); // it may read it only
        CHECK_THAT(trust(kind | 0757, self, own), Catch::Contains("every user of this machine may change it") && Catch::Contains("chmod o-w"));
        CHECK_THAT(trust(kind | 01777, 0, 0), Catch::Contains("chmod o-w")); // as /tmp is
        CHECK_THAT(trust(kind | 0775, self, other), Catch::Contains("everybody in group " + std::to_string(other)) && Catch::Contains("chmod g-w"));
        CHECK_THAT(trust(kind | 0755, stranger, own), Catch::Contains("it belongs to user " + std::to_string(stranger)) && Catch::Contains("chown"));
    }
}

TEST_CASE("plugin.catalog: a directory that others may write is refused as a whole, also behind a link, hidden files are left out") {
    const Folder folder;
    std::ofstream(folder.path / ".half.so") << "not yet";
    Catalog catalog;
    CHECK(catalog.load_all(folder.path).empty());
    std::ofstream(folder.path / "text.so") << "text";
    REQUIRE(catalog.load_all(folder.path).size() == 1);
    CHECK_THAT(catalog.load_all(folder.path).front(), Catch::Contains("text.so"));
    const Folder links;
    std::filesystem::create_directory_symlink(folder.path, links.path / "plugins"); // the link itself has every right set
    CHECK_THAT(catalog.load_all(links.path / "plugins").front(), Catch::Contains("text.so"));
    std::filesystem::permissions(folder.path, std::filesystem::perms(0777));
    for (const auto& path : {folder.path, links.path / "plugins"}) {
        REQUIRE(catalog.load_all(path).size() == 1);
        CHECK_THAT(catalog.load_all(path).front(), Catch::Contains("plugin directory " + path.string()) && Catch::Contains("chmod o-w"));
    }
}

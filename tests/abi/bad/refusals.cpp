// Protects the promise that a bad plugin harms only its own messages: every plugin of this folder commits one sin and gets the
// refusal that stands beside it here, by its file name. Nothing short of a crash may pass as anything else than an answer.
#include "plugin/catalog.hpp"
#include "plugin/component.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdlib>
#include <elf.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using namespace ledgerline;
using namespace ledgerline::plugin;
using message::Value;

const fs::path bad_plugins = LEDGERLINE_BAD_PLUGINS;

struct StillClock final : base::Clock {
    base::Millis now() const override { return 1'700'000'000'000; }
};

// What load() says; "" if it loads.
std::string refusal_of(const fs::path& file) {
    Catalog catalog;
    try {
        catalog.load(file);
        return {};
    } catch (const PluginError& error) {
        return error.what();
    }
}

fs::path plugin_file(const std::string& name) { return bad_plugins / (name + ".so"); }

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A directory of this test's own.
class Scratch {
public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "ledgerline-bad-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
        directory_ = name;
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }
    fs::path file(const std::string& name, std::string_view bytes) const {
        const auto path = directory_ / name;
        std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return path;
    }
    const fs::path& directory() const { return directory_; }

private:
    fs::path directory_;
};

// A component of one of the bad plugins, and one order for it.
class Bad {
public:
    explicit Bad(const std::string& name) {
        catalog_.load(plugin_file(name));
        Services services;
        services.clock = &clock_;
        component_ = std::make_unique<Component>(*catalog_.find("bad/rule", ComponentKind::rule), "orders/rule", Value::object(), Value::object(), services);
    }
    Outcome apply() { return component_->handle(LL_APPLY, order()); }
    void destroy() { component_.reset(); }

    static Value order() {
        return Value::object({{"id", "1"},
                              {"revision", "r1"},
                              {"held", false},
                              {"body", Value::object({{"id", "1"}, {"total", "9.00"}, {"lines", Value::array({Value::object({{"sku", "A"}})})}})}});
    }

private:
    StillClock clock_;
    Catalog catalog_;
    std::unique_ptr<Component> component_;
};

Value booking_of(const Outcome& outcome) { return outcome.document["body"]["booking"]; }

} // namespace

TEST_CASE("abi.bad: a plugin that does nothing wrong is loaded and applied") {
    Bad innocent("innocent");
    const auto outcome = innocent.apply();
    CHECK(outcome.verdict == LL_PASS);
    CHECK(outcome.findings.empty());
    CHECK(outcome.document == Bad::order());
}

TEST_CASE("abi.bad: a plugin whose tables or manifests are wrong is refused with the reason") {
    struct Refusal {
        std::string plugin, text;
    };
    const auto [plugin, text] = GENERATE(values<Refusal>({
        {"no_symbol", "not a Ledgerline plugin: it does not export ledgerline_plugin_v1"},
        {"next_major", "needs a newer engine: the plugin was built for ABI 2, this engine has 1.0"},
        {"newer_minor", "needs a newer engine: the plugin needs ABI 1.3, this engine has 1.0"},
        {"plugin_size_zero", "its plugin table says that it has 0 bytes, at least 40 are needed"},
        {"null_components", "its table of components is a null pointer"},
        {"no_components", "it has no components"},
        {"million_components", "it says that it has 1000000 components; the limit is 256"},
        {"null_component", "component 1 of bad is a null pointer"},
        {"component_size_zero", "the table of component 1 of bad says that it has 0 bytes, at least 48 are needed"},
        {"null_handle", "component \"rule\" has no handle function"},
        {"null_plugin", "ledgerline_plugin_v1 returned nothing"},
        {"null_manifest", "its manifest is missing"},
        {"manifest_not_json", "manifest of plugin: it is not JSON"},
        {"manifest_misspelt", "manifest of component \"rule\": member \"write\" is not known to this engine (did you mean \"writes\"?)"},
        {"writes_envelope", "member \"writes\" holds \"/revision\", but a rule writes only /body or below it"},
        {"duplicate_component", "two of its rules are called \"rule\""},
        {"throws_in_entry", "ledgerline_plugin_v1 threw an exception: no licence"},
        {"undefined_symbol", "the system's loader refuses it"},
    }));
    CAPTURE(plugin);
    const auto refusal = refusal_of(plugin_file(plugin));
    CHECK_THAT(refusal, Catch::StartsWith("plugin " + plugin_file(plugin).string() + ": "));
    CHECK_THAT(refusal, Catch::Contains(text));
}

TEST_CASE("abi.bad: a file that is no plugin for this machine is refused before it is opened") {
    const Scratch scratch;
    const std::string good = bytes_of(plugin_file("innocent"));
    auto changed = [&](std::size_t at, unsigned char byte) {
        std::string copy = good;
        copy[at] = static_cast<char>(byte);
        return copy;
    };
    struct Refusal {
        std::string name, bytes, text;
    };
    const std::vector<Refusal> refusals = {
        {"empty.so", "", "the file is empty"},
        {"text.so", "#!/bin/sh\necho this is not a library\n", "it does not begin as an ELF file does"},
        {"magic-only.so", good.substr(0, 4), "it does not begin as an ELF file does"},
        {"header-half.so", good.substr(0, 40), "the file is truncated: its header"},
        {"bits-32.so", changed(EI_CLASS, ELFCLASS32), "it is not a 64-bit library"},
        {"big-endian.so", changed(EI_DATA, ELFDATA2MSB), "its byte order is not little-endian"},
        {"other-machine.so", changed(offsetof(Elf64_Ehdr, e_machine), EM_386), "it was built for 32-bit x86"},
        {"object.so", changed(offsetof(Elf64_Ehdr, e_type), ET_REL), "it is an object file"},
        {"program.so", changed(offsetof(Elf64_Ehdr, e_type), ET_EXEC), "it is not a shared library"},
        {"no-headers.so", changed(offsetof(Elf64_Ehdr, e_phnum), 0), "table of program headers makes no sense"},
        {"far-headers.so", changed(offsetof(Elf64_Ehdr, e_phoff) + 7, 0xff), "the file is truncated: its table of program headers"},
    };
    for (const auto& [name, bytes, text] : refusals) {
        CAPTURE(name);
        CHECK_THAT(refusal_of(scratch.file(name, bytes)), Catch::Contains(text));
    }
}

TEST_CASE("abi.bad: a plugin that was cut off at any length is refused and not opened") {
    const Scratch scratch;
    const std::string good = bytes_of(plugin_file("innocent"));
    REQUIRE(good.size() > 8000);
    for (std::size_t size = 0; size < good.size(); size += 251) {
        CAPTURE(size);
        CHECK_FALSE(refusal_of(scratch.file("cut.so", std::string_view(good).substr(0, size))).empty());
    }
    CHECK_FALSE(refusal_of(scratch.file("cut.so", std::string_view(good).substr(0, good.size() - 1))).empty());
}

TEST_CASE("abi.bad: what is not a regular file, is absent or may be changed by everybody is refused") {
    const Scratch scratch;
    CHECK_THAT(refusal_of(scratch.directory() / "absent.so"), Catch::Contains("it cannot be opened: No such file"));
    fs::create_directory(scratch.directory() / "folder.so");
    CHECK_THAT(refusal_of(scratch.directory() / "folder.so"), Catch::Contains("it is a directory"));
    const auto open_to_all = scratch.file("open.so", bytes_of(plugin_file("innocent")));
    fs::permissions(open_to_all, fs::perms::others_write, fs::perm_options::add);
    CHECK_THAT(refusal_of(open_to_all), Catch::Contains("every user of this machine may change it"));
}

TEST_CASE("abi.bad: a second plugin of one name is refused and the first stays, an identical copy is no second plugin") {
    const Scratch scratch;
    const std::string good = bytes_of(plugin_file("innocent"));
    Catalog catalog;
    catalog.load(scratch.file("first.so", good));
    CHECK(&catalog.load(scratch.file("copy.so", good)) == catalog.find_plugin("bad"));
    CHECK_THROWS_WITH(catalog.load(scratch.file("second.so", good + " ")), Catch::Contains("a plugin called \"bad\" is already loaded from") && Catch::Contains("first.so"));
    CHECK(catalog.plugins().size() == 1);
    CHECK(catalog.find("rule", ComponentKind::rule) != nullptr);
}

TEST_CASE("abi.bad: a directory is loaded file by file, and each bad file is one problem") {
    const Scratch scratch;
    scratch.file("a-empty.so", "");
    scratch.file("b-good.so", bytes_of(plugin_file("innocent")));
    scratch.file("c-text.so", "text");
    scratch.file("readme.txt", "not looked at");
    Catalog catalog;
    const auto problems = catalog.load_all(scratch.directory());
    REQUIRE(problems.size() == 2);
    CHECK_THAT(problems[0], Catch::Contains("a-empty.so"));
    CHECK_THAT(problems[1], Catch::Contains("c-text.so"));
    CHECK(catalog.names(ComponentKind::rule) == std::vector<std::string>{"bad/rule"});
    CHECK(catalog.load_all(scratch.directory() / "absent").empty());
}

TEST_CASE("abi.bad: a component that does not start says why") {
    struct Refusal {
        std::string plugin, text;
    };
    const auto [plugin, text] = GENERATE(values<Refusal>({
        {"throws_in_create", "orders/rule cannot start: orders/rule failed in the creation of a component: it threw an exception: the limit is not a number"},
        {"refuses_config", "orders/rule cannot start: the limit is missing; the table has no rows"},
        {"refuses_silently", "it gave no reason"},
    }));
    CAPTURE(plugin);
    CHECK_THROWS_WITH(Bad(plugin), Catch::Contains(text));
}

TEST_CASE("abi.bad: network, reference data and messages are refused while a component is created") { CHECK_NOTHROW(Bad("sends_in_create")); }

TEST_CASE("abi.bad: whatever handle does ends as FAILED with a finding that names the component") {
    struct Refusal {
        std::string plugin, text;
    };
    const auto [plugin, text] = GENERATE(values<Refusal>({
        {"throws_in_handle", "it threw an exception: vector::at of 7"},
        {"throws_an_int", "it threw something that is not a std::exception"},
        {"garbage_verdict", "it returned the verdict number -559038737, which is none of this operation"},
        {"foreign_verdict", "it returned the verdict RETRY, which is none of this operation"},
        {"fails_silently", "it gave no reason"},
    }));
    CAPTURE(plugin);
    Bad bad(plugin);
    const auto outcome = bad.apply();
    CHECK(outcome.verdict == LL_FAILED);
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].code == "PLUGIN_FAILED");
    CHECK(outcome.findings[0].component == "orders/rule");
    CHECK(outcome.findings[0].message == "orders/rule failed in APPLY: " + text);
    CHECK(outcome.document == Bad::order());
    CHECK(bad.apply().verdict == LL_FAILED); // and again: nothing is left in a bad state
}

TEST_CASE("abi.bad: a message that is held without a reason gets one that names the component") {
    const auto outcome = Bad("holds_silently").apply();
    CHECK(outcome.verdict == LL_HOLD);
    REQUIRE(outcome.findings.size() == 1);
    CHECK_THAT(outcome.findings[0].message, Catch::Contains("it held the message and gave no reason"));
}

TEST_CASE("abi.bad: a throwing destroy ends at the engine's barrier") {
    Bad bad("throws_in_destroy");
    CHECK_NOTHROW(bad.destroy());
}

TEST_CASE("abi.bad: writes outside the declared paths are refused and leave no trace") {
    const auto outcome = Bad("writes_outside").apply();
    CHECK(outcome.verdict == LL_PASS);
    CHECK(booking_of(outcome)["refused"].int_or(0) == 9);
    Value expected = Bad::order();
    expected.member("body").set("booking", Value::object({{"refused", 9}}));
    CHECK(outcome.document == expected);
    REQUIRE(outcome.changes.size() == 1);
    CHECK(outcome.changes[0].path == "/body/booking/refused");
}

TEST_CASE("abi.bad: a call that was kept answers LL_REFUSED and reaches neither its own nor the next document") {
    Bad bad("keeps_call");
    bad.apply();
    const auto outcome = bad.apply();
    const auto booking = booking_of(outcome);
    CHECK(booking["write"].int_or(-1) == LL_REFUSED);
    CHECK(booking["read"].int_or(-1) == LL_REFUSED);
    CHECK(booking["kind"].int_or(-1) == LL_NOTHING);
    CHECK(booking["reason_size"].int_or(0) > 0);
    CHECK(booking["late"].is_null());
    CHECK(outcome.findings.empty());
}

TEST_CASE("abi.bad: a call is finished when its component is destroyed") {
    Bad bad("uses_call_in_destroy");
    bad.apply();
    CHECK_NOTHROW(bad.destroy());
}

TEST_CASE("abi.bad: another thread cannot use a call, while its own thread still can") {
    const auto booking = booking_of(Bad("other_thread").apply());
    CHECK(booking["write"].int_or(-1) == LL_REFUSED);
    CHECK(booking["read"].int_or(-1) == LL_REFUSED);
    CHECK(booking["erase"].int_or(-1) == LL_REFUSED);
    CHECK(booking["other"].is_null());
}

TEST_CASE("abi.bad: invented calls are refused without a look at the memory behind them") {
    CHECK(booking_of(Bad("invented_call").apply())["refused"].int_or(0) == 4);
}

TEST_CASE("abi.bad: text that is not UTF-8, holds NUL or lies is refused, a reason is kept with the bad bytes marked") {
    const auto outcome = Bad("invalid_text").apply();
    CHECK(booking_of(outcome)["refused"].int_or(0) == 8);
    CHECK(booking_of(outcome)["name"].is_null());
    REQUIRE(outcome.findings.size() == 2);
    CHECK(outcome.findings[0].code == "M\xef\xbf\xbdller");
    CHECK(outcome.findings[0].message == "A\xef\xbf\xbd" "B");
    CHECK_FALSE(outcome.findings[1].message.empty());
}

TEST_CASE("abi.bad: null pointers for answers and indices are refused") { CHECK(booking_of(Bad("null_arguments").apply())["refused"].int_or(0) == 11); }

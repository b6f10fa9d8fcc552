// Protects: that every example deployment can be read, so that what people copy is right.
// How: each directory of examples/deployments, with an environment in which every variable is set. Whether the fields fit
// the plugins is checked where the plugins are loaded.
#include "config/csv.hpp"
#include "config/deployment.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace ledgerline::config;

namespace {

std::vector<std::filesystem::path> example_deployments() {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(LEDGERLINE_SOURCE_DIR) / "examples/deployments"))
        if (entry.is_directory()) out.push_back(entry.path());
    return out;
}

} // namespace

TEST_CASE("config. every example deployment is read without a problem") {
    const std::vector<std::filesystem::path> examples = example_deployments();
    REQUIRE_FALSE(examples.empty());
    for (const auto& directory : examples) {
        INFO(directory.string());
        std::string problems;
        try {
            read_deployment(directory, "", [](const std::string& name) { return "value-of-" + name; });
        } catch (const ConfigError& error) {
            problems = error.what();
        }
        CHECK(problems == "");
    }
}

TEST_CASE("config. every mapping table of the examples is good CSV") {
    for (const auto& directory : example_deployments()) {
        if (!std::filesystem::exists(directory / "maps")) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(directory / "maps")) {
            if (entry.path().extension() != ".csv") continue;
            INFO(entry.path().string());
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
            CHECK_NOTHROW(read_csv(text, entry.path().filename().string()));
        }
    }
}

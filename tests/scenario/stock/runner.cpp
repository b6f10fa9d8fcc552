// One scenario: stock goes through the whole engine from the company into the store, while orders come the other way, and what the store shows
// after each step is compared.
//
//   {"about": "...",
//    "at": "2026-03-01T23:40:00Z",       when it begins
//    "store": {...},                     settings of the store (docs/sandbox.md); without: locations main, east and west, the United Kingdom
//    "products": [{"sku": "MUG", "tracking": "variant"}, ...],
//                                        of the store; without: one for each item; "stock": {"main": 3} is what it shows at first
//    "items": [{"ItemCode": "MUG", "stock": {"01": 10, "02": {"in_stock": 4, "committed": 1, "ordered": 6, "locked": true}}}],
//    "product_trees": [...],
//    "stock": {"buffers": "buffers.csv"},
//                                        fields of the section `stock` that differ; warehouses 01 main, 02 east, 03 west, 04 not for the store
//    "routes": {"orders": {...}},        what differs in the routes items, orders, levels, listings, stock; null takes one out
//    "rules": {...},                     what differs in the rules of orders
//    "maps": {"buffers.csv": "..."},     files below maps/
//    "expect": {...},                    when everything was quiet once
//    "then": [{"order": {"name": "A", "lines": {"MUG": 2}}, "expect": {...}}, ...]}
//                                        what happens, one step after the other, each until everything is quiet (steps.cpp)
//
// What may be expected, at first and after each step:
//
//    "shown": {"MUG": 8, "PAN": {"main": 3, "east": 0}}
//                                        on hand in the store; a number alone stands for location main
//    "exceptions": [{"code": "..."}]     those that are open; none without it
//    "explain": {"MUG": ["open demand"]} what `stock explain` must say, among else
//    "sent": {"requests": 1, "numbers": 2}
//                                        adjustments since the step began
//    "documents": 1                      sales orders of the company
//
// With --show, what there is after each step, for people who write one. With --table, all of them as a table for people; with --compare FILE,
// whether that file says the same.
#include "../orders/compare.hpp"
#include "table.hpp"
#include "world.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace {

using namespace ledgerline;
using message::Value;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

Value by_location(const Value& numbers) {
    Value out = Value::object();
    for (const auto& [sku, number] : *numbers.as_object()) out.set(sku, number.as_object() ? number : Value::object({{"main", number}}));
    return out;
}

void judge(const scenario::World& world, const Value& expected, const std::string& place, std::vector<std::string>& problems) {
    const auto compare = [&](const char* name, const Value& wanted, const Value& found) {
        for (std::string& one : scenario::differences(place + "/" + name, wanted, found)) problems.push_back(std::move(one));
    };
    for (const auto& [name, wanted] : *expected.as_object()) {
        if (name == "shown") compare("shown", by_location(wanted), world.shown());
        else if (name == "sent") compare("sent", wanted, world.sent());
        else if (name == "documents") compare("documents", wanted, Value(static_cast<std::int64_t>(world.documents())));
        else if (name == "explain") {
            for (const auto& [sku, words] : *wanted.as_object()) {
                const std::string said = world.explained(sku);
                for (const Value& one : *words.as_array())
                    if (said.find(one.text_or("?")) == std::string::npos) problems.push_back(fmt::format("{}: `stock explain {}` does not say \"{}\":\n{}", place, sku, one.text_or("?"), said));
            }
        } else if (name != "exceptions") throw std::invalid_argument(place + ": nothing is known of " + name);
    }
    const Value exceptions = world.exceptions();
    const std::size_t before = problems.size();
    compare("exceptions", expected.find("exceptions") ? expected["exceptions"] : Value::array(), exceptions);
    if (problems.size() != before) problems.push_back("open: " + message::write_json(exceptions));
}

void show(const scenario::World& world, const std::string& place) {
    fmt::print("{}: shown {}\n  sent {}, {} documents\n  open {}\n", place, message::write_json(world.shown()), message::write_json(world.sent()), world.documents(), message::write_json(world.exceptions()));
    const Value shown = world.shown();
    for (const auto& [sku, locations] : *shown.as_object()) fmt::print("{}\n", world.explained(sku));
}

std::vector<std::string> problems_of(const std::filesystem::path& file, bool shows) {
    const Value scenario = message::parse_json(text_of(file));
    std::vector<std::string> problems;
    scenario::World world(scenario, std::filesystem::path(LEDGERLINE_BINARY_DIR) / "tests" / "scenario" / "stock" / file.stem());
    const auto look = [&](const Value& expected, const std::string& place) {
        if (shows) show(world, place);
        else if (expected.as_object()) judge(world, expected, place, problems);
    };
    look(scenario["expect"], "at first");
    std::size_t number = 0;
    if (const auto* steps = scenario["then"].as_array())
        for (const Value& step : *steps) {
            world.take(step);
            look(step["expect"], fmt::format("step {}", ++number));
        }
    return problems;
}

std::string table_of(std::vector<std::filesystem::path> files) {
    std::sort(files.begin(), files.end());
    std::vector<std::pair<std::string, Value>> scenarios;
    for (const auto& file : files) scenarios.emplace_back(file.stem().string(), message::parse_json(text_of(file)));
    return scenario::stock_table_of(scenarios);
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view wish = argc > 1 ? argv[1] : "";
    if (wish == "--table" && argc > 2) {
        fmt::print("{}", table_of({argv + 2, argv + argc}));
        return 0;
    }
    if (wish == "--compare" && argc > 3) {
        if (text_of(argv[2]) == table_of({argv + 3, argv + argc})) return 0;
        fmt::print("{} is not what the scenarios say: stock_scenarios --table tests/scenario/stock/*.json > {}\n", argv[2], argv[2]);
        return 1;
    }
    const bool shows = wish == "--show";
    const int first = shows ? 2 : 1;
    if (argc <= first || (!shows && wish.substr(0, 2) == "--")) {
        fmt::print(stderr, "usage: stock_scenarios [--show | --table | --compare TABLE] SCENARIO...\n");
        return 2;
    }
    int failed = 0;
    for (int i = first; i < argc; ++i) {
        const std::filesystem::path file = argv[i];
        try {
            const auto problems = problems_of(file, shows);
            for (const std::string& problem : problems) fmt::print("{}: {}\n", file.stem().string(), problem);
            failed += problems.empty() ? 0 : 1;
        } catch (const std::exception& problem) {
            fmt::print("{}: {}\n", file.stem().string(), problem.what());
            ++failed;
        }
    }
    return failed == 0 ? 0 : 1;
}

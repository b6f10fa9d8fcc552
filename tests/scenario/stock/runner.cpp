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
#include "../command.hpp"
#include "../orders/compare.hpp"
#include "table.hpp"
#include "world.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace {

using namespace ledgerline;
using message::Value;

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
    const Value scenario = message::parse_json(scenario::text_of(file));
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

} // namespace

int main(int argc, char** argv) { return scenario::run_command({"stock", "stock", scenario::stock_table_of, problems_of, ""}, {argv + 1, argv + argc}); }

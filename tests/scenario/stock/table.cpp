#include "table.hpp"

#include "../words.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

namespace ledgerline::scenario {

using message::Value;

namespace {

std::string plain(const Value& value) { return value.as_text() ? *value.as_text() : message::write_json(value); }

// "MUG 01: 10, 02: 4".
std::string stock_of(const Value& scenario) {
    std::string out;
    if (!scenario["items"].as_array()) return out;
    for (const Value& item : *scenario["items"].as_array()) {
        std::string levels;
        if (const auto* stock = item["stock"].as_object())
            for (const auto& [warehouse, level] : *stock) {
                std::string words = plain(level.as_object() ? level["in_stock"] : level);
                if (level.find("committed")) words += " less " + plain(level["committed"]);
                if (level.find("ordered")) words += " and " + plain(level["ordered"]) + " ordered";
                if (level["locked"].bool_or(false)) words += " locked";
                add(levels, fmt::format("{}: {}", warehouse, words));
            }
        add(out, fmt::format("{} {}", item["ItemCode"].text_or(""), levels.empty() ? "none" : levels), "; ");
    }
    return out;
}

// What differs from the usual.
std::string policy_of(const Value& scenario) {
    std::string out;
    if (const auto* fields = scenario["stock"].as_object())
        for (const auto& [name, value] : *fields) add(out, fmt::format("`{}: {}`", name, plain(value)));
    if (const auto* maps = scenario["maps"].as_object())
        for (const auto& [name, text] : *maps) {
            std::string rows = text.text_or("");
            while (!rows.empty() && rows.back() == '\n') rows.pop_back();
            for (std::size_t at = rows.find('\n'); at != std::string::npos; at = rows.find('\n', at)) rows.replace(at, 1, " / ");
            add(out, fmt::format("{}: {}", name, rows), "; ");
        }
    return out;
}

std::string numbers_of(const Value& shown) {
    std::string out;
    if (const auto* numbers = shown.as_object())
        for (const auto& [sku, number] : *numbers) {
            if (!number.as_object()) {
                add(out, fmt::format("{} {}", sku, plain(number)));
                continue;
            }
            std::string places;
            for (const auto& [location, one] : *number.as_object()) add(places, fmt::format("{} {}", location, plain(one)));
            add(out, fmt::format("{} {}", sku, places));
        }
    return out;
}

std::string codes_of(const Value& expected) {
    std::string out;
    if (const auto* exceptions = expected["exceptions"].as_array())
        for (const Value& one : *exceptions)
            if (const std::string code = "`" + one["code"].text_or("") + "`"; out.find(code) == std::string::npos) add(out, code);
    return out;
}

// "8 → 6 → 10", with what happened in between.
std::string story_of(const Value& scenario) {
    std::string out;
    const auto look = [&](const Value& expected) {
        std::string seen = numbers_of(expected["shown"]);
        add(seen, codes_of(expected));
        return seen;
    };
    add(out, look(scenario["expect"]));
    if (const auto* steps = scenario["then"].as_array())
        for (const Value& step : *steps) {
            std::string happens;
            for (const auto& [what, given] : *step.as_object()) {
                if (what == "expect" || what == "why") continue;
                add(happens, step.find("why") ? "" : fmt::format("{} {}", what, plain(given)), " and ");
            }
            if (step.find("why")) happens = step["why"].text_or("");
            const std::string seen = look(step["expect"]);
            add(out, seen.empty() ? happens : fmt::format("{}: {}", happens, seen), " → ");
        }
    return out;
}

} // namespace

std::string stock_table_of(const std::vector<std::pair<std::string, Value>>& scenarios) {
    std::string out = fmt::format("# Stock cases\n\n"
                                  "What a store shows of the ERP's stock, shown by {} scenarios: stock of the sandbox's company goes through the engine and the real connectors into the sandbox's\n"
                                  "store, while orders come the other way; after each step what the store shows, and which exceptions are open, is compared with what the file expects. A number alone\n"
                                  "is that of location `main`. Unless a case says otherwise, warehouse 01 is `main`, 02 `east`, 03 `west`, and 04 is not for the store. The files are in\n"
                                  "`tests/scenario/stock/`; this table is made of them (`stock_scenarios --table`), and a test fails when it is not.\n\n"
                                  "| case | what it shows | stock in the ERP | policy | what the store shows |\n|---|---|---|---|---|\n",
                                  scenarios.size());
    for (const auto& [name, scenario] : scenarios)
        out += fmt::format("| [{0}](../tests/scenario/stock/{0}.json) | {1} | {2} | {3} | {4} |\n", name, scenario["about"].text_or(""), stock_of(scenario), policy_of(scenario), story_of(scenario));
    return out;
}

} // namespace ledgerline::scenario

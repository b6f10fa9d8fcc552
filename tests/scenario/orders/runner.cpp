// One scenario: an order of the store goes through the whole engine, and what stands in the ERP afterwards is compared.
//
//   {"about": "...",
//    "store": {...},                     settings of the store (docs/sandbox.md); without: the United Kingdom, prices with VAT
//    "company": {"tax_rounding": "line", "currency": "GBP", "sales_tax": false, "direct_rates": true, "branches": false, "set_prices": "whole"},
//    "currencies": [...], "rates": [{"currency": "EUR", "rate": "0.86"}], "product_trees": [...], "shipping_types": [...],
//    "items": ["MUG", {"ItemCode": "OLD", "Valid": "tNO", "Frozen": "tYES"}],
//    "partners": [...],                  besides C-WEB
//    "rules": {"payment-gate": {...}},   fields that differ from the standard chain, and rules besides it
//    "source": {...}, "sink": {...},     fields of both connectors
//    "tax_map": "country,tax,class,rate,code\n...",
//    "maps": {"aliases.csv": "..."},     other files below maps/
//    "others": [...],                    orders that are placed with the one that is looked at
//    "order": {...},                     as the store's sandbox takes it; a line with "repeat": 1200 stands for so many
//    "sink": {...}, "changes": "apply",  of the route
//    "first": {...}, "then": [{...}],    what happens before the engine sees the order, and afterwards, one step after the other:
//                                        {"edit": {...}}, {"status": 5}, {"deliver": {...}}, ... (steps.cpp)
//    "routes": {"confirmations": {}, "payments": {}, "shipments": {"sink": {...}}},
//                                        what goes back and on besides the order, with fields of these routes
//    "later": {"items": [...]},          added to the company when everything was quiet once
//    "expect": {"document": {...}}       members of the sales order, or
//              {"findings": [{...}]}     the reasons of its exception, all of them, or
//              both                      posted in part, or changed afterwards: what is booked, and why the rest waits, or
//              {"dropped": "CODE"}}      nothing is posted and nobody has to act
//                                        with a document also: "partner": {...} members of its business partner, "partners": how
//                                        many there are at the end, "noted": "..." what the order's history must say
//                                        of further routes: "store": {...} members of the store's order, "shipments": [...] of the store,
//                                        "payments", "down_payments": [...] of the company, "told": {"payments": [{...}]} (afterwards.hpp)
//
// Whatever the file says, a document that holds the whole order must come to the store's total.
//
// With --show, the documents of a scenario, for people who write one. With --table, all of them as a table for people; with --compare FILE, whether that file says the same.
#include "../command.hpp"
#include "compare.hpp"
#include "table.hpp"
#include "world.hpp"

#include "message/json.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace {

using namespace ledgerline;
using message::Value;

Value with_repeated_lines(Value order) {
    Value lines = Value::array();
    for (Value line : *order["products"].as_array()) {
        const std::int64_t times = line["repeat"].int_or(1);
        line.erase("repeat");
        for (std::int64_t i = 0; i < times; ++i) lines.push(line);
    }
    order.set("products", std::move(lines));
    return order;
}

// In the order's currency.
Decimal total_of(const Value& document) {
    const auto foreign = Decimal::parse_number(document["DocTotalFc"].text_or("0"));
    return foreign.is_zero() ? Decimal::parse_number(document["DocTotal"].text_or("0")) : foreign;
}

std::vector<std::string> judge(const Value& scenario, const scenario::Ending& ending) {
    const Value& expected = scenario["expect"];
    std::vector<std::string> out;
    const auto check = [&](bool good, std::string problem) {
        if (!good) out.push_back(std::move(problem));
    };
    const std::string findings = message::write_json(ending.findings);
    if (const Value* document = expected.find("document")) {
        const std::string state = expected["state"].text_or(expected.find("findings") ? "held" : "delivered");
        // What the routes write into the store comes back as a revision that touches no document.
        const bool echoed = scenario.find("routes") && !expected.find("state") && state == "delivered" && ending.state == "applied";
        check(ending.state == state || echoed, fmt::format("the order is {}, expected {}: {}", ending.state, state, findings));
        for (std::string& one : scenario::differences("findings", expected.find("findings") ? expected["findings"] : Value::array(), ending.findings)) out.push_back(std::move(one));
        if (const Value* partner = expected.find("partner"))
            for (std::string& one : scenario::differences("partner", *partner, ending.partner)) out.push_back(std::move(one));
        if (const Value* partners = expected.find("partners"))
            check(partners->int_or(0) == static_cast<std::int64_t>(ending.partners), fmt::format("the company has {} business partners, expected {}", ending.partners, partners->int_or(0)));
        if (const Value* noted = expected.find("noted")) check(ending.reasons.find(noted->text_or("?")) != std::string::npos, "its history does not say " + noted->text_or("?"));
        check(ending.documents.size() == 1, fmt::format("there are {} documents, expected one", ending.documents.size()));
        if (ending.documents.size() == 1 && ending.findings.size() == 0) {
            const Decimal booked = total_of(ending.documents.front()), owed = Decimal::parse(ending.store_total);
            check(booked == owed, fmt::format("the document comes to {}, the store's total is {}", booked.text(), owed.text()));
        }
        if (scenario.find("routes") && ending.documents.size() == 1)
            for (std::string& one : scenario::judge_afterwards(scenario["routes"], expected, ending.documents.front(), ending.afterwards)) out.push_back(std::move(one));
        if (ending.documents.size() == 1)
            for (std::string& one : scenario::differences("document", *document, ending.documents.front())) out.push_back(std::move(one));
        return out;
    }
    check(ending.documents.empty(), fmt::format("there are {} documents, expected none", ending.documents.size()));
    if (scenario.find("routes"))
        for (std::string& one : scenario::judge_afterwards(scenario["routes"], expected, Value(), ending.afterwards)) out.push_back(std::move(one));
    if (const Value* dropped = expected.find("dropped")) {
        check(ending.state == "dropped", fmt::format("the order is {}, expected dropped: {}", ending.state, findings));
        check(ending.reasons.find("\"" + dropped->text_or("?") + "\"") != std::string::npos, "its history does not name " + dropped->text_or("?"));
        check(ending.findings.size() == 0, "it has an open exception all the same: " + findings);
        return out;
    }
    if (!expected.find("findings")) throw std::invalid_argument("expect: one of document, findings, dropped");
    check(ending.state == "held", fmt::format("the order is {}, expected held", ending.state));
    for (std::string& one : scenario::differences("findings", expected["findings"], ending.findings)) out.push_back(std::move(one));
    if (!out.empty()) out.push_back("found: " + findings.substr(0, 2'000));
    return out;
}

scenario::Ending ending_of(const Value& scenario, const std::filesystem::path& file, std::ostream* recording) {
    scenario::World world(scenario, std::filesystem::path(LEDGERLINE_BINARY_DIR) / "tests" / "scenario" / "orders" / file.stem());
    return world.run(with_repeated_lines(scenario["order"]), recording);
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    std::ofstream recording;
    if (arguments.size() > 2 && arguments.front() == "--record") {
        recording.open(arguments[1]);
        if (!recording) {
            fmt::print(stderr, "{} cannot be written\n", arguments[1]);
            return 2;
        }
        arguments.erase(arguments.begin(), arguments.begin() + 2);
    }
    const auto problems_of = [&](const std::filesystem::path& file, bool shows) {
        const Value scenario = message::parse_json(scenario::text_of(file));
        const scenario::Ending ending = ending_of(scenario, file, recording.is_open() ? &recording : nullptr);
        if (shows)
            for (const Value& document : ending.documents) fmt::print("{}\n", message::write_json_pretty(document));
        return judge(scenario, ending);
    };
    return scenario::run_command({"order", "orders", scenario::table_of, problems_of, " | --record FILE"}, arguments); // FILE: see recording.hpp
}

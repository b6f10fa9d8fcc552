// One scenario: an order of the store goes through the whole engine, and what stands in the ERP afterwards is compared.
//
//   {"about": "...",
//    "store": {...},                     settings of the store (docs/sandbox.md); without: the United Kingdom, prices with VAT
//    "company": {"tax_rounding": "line", "currency": "GBP"},
//    "items": ["MUG", {"ItemCode": "OLD", "Valid": "tNO", "Frozen": "tYES"}],
//    "partners": [...],                  besides C-WEB
//    "rules": {"payment-gate": {...}},   fields that differ from the standard chain
//    "tax_map": "country,tax,class,rate,code\n...",
//    "order": {...},                     as the store's sandbox takes it; a line with "repeat": 1200 stands for so many
//    "later": {"items": [...]},          added to the company when everything was quiet once
//    "expect": {"document": {...}}       members of the sales order, or
//              {"findings": [{...}]}     the reasons of its exception, all of them, or
//              both                      posted in part: what is booked, and why the rest waits, or
//              {"dropped": "CODE"}}      nothing is posted and nobody has to act
#include "compare.hpp"
#include "world.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
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

std::vector<std::string> judge(const Value& expected, const scenario::Ending& ending) {
    std::vector<std::string> out;
    const auto check = [&](bool good, std::string problem) {
        if (!good) out.push_back(std::move(problem));
    };
    const std::string findings = message::write_json(ending.findings);
    if (const Value* document = expected.find("document")) {
        const char* state = expected.find("findings") ? "held" : "delivered";
        check(ending.state == state, fmt::format("the order is {}, expected {}: {}", ending.state, state, findings));
        for (std::string& one : scenario::differences("findings", expected.find("findings") ? expected["findings"] : Value::array(), ending.findings)) out.push_back(std::move(one));
        check(ending.documents.size() == 1, fmt::format("there are {} documents, expected one", ending.documents.size()));
        if (ending.documents.size() == 1)
            for (std::string& one : scenario::differences("document", *document, ending.documents.front())) out.push_back(std::move(one));
        return out;
    }
    check(ending.documents.empty(), fmt::format("there are {} documents, expected none", ending.documents.size()));
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

int run(const std::filesystem::path& file, std::ostream* recording) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    const Value scenario = message::parse_json(text.str());
    scenario::World world(scenario, std::filesystem::path(LEDGERLINE_BINARY_DIR) / "tests" / "scenario" / "orders" / file.stem());
    const std::vector<std::string> problems = judge(scenario["expect"], world.run(with_repeated_lines(scenario["order"]), recording));
    for (const std::string& problem : problems) fmt::print("{}: {}\n", file.stem().string(), problem);
    return problems.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    int first = 1;
    std::ofstream recording;
    if (argc > 3 && std::string(argv[1]) == "--record") {
        recording.open(argv[2]);
        first = 3;
    }
    if (argc <= first || (first == 3 && !recording)) {
        fmt::print(stderr, "usage: order_scenarios [--record FILE] SCENARIO...   (FILE: see recording.hpp)\n");
        return 2;
    }
    int failed = 0;
    for (int i = first; i < argc; ++i) {
        try {
            failed += run(argv[i], first == 3 ? &recording : nullptr);
        } catch (const std::exception& problem) {
            fmt::print("{}: {}\n", argv[i], problem.what());
            ++failed;
        }
    }
    return failed == 0 ? 0 : 1;
}

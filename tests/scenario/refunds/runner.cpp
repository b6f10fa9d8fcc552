// One scenario of refunds: an order of the store is posted, things happen to it, money goes back, and what stands in the ERP afterwards is compared.
// A file is as those of tests/scenario/orders (runner.cpp there); what it leaves out comes from standard/scenario.json, member by member of "order" and "store".
//
//   {"about": "...",
//    "order": {...}, "others": [...], ...
//    "routes": {"refunds": {"source": {...}, "sink": {"undelivered": "amend"}, "rules": {"refund-gate": {...}, "refund-booking": {...}}}, "payments": {}},
//    "first": [{...}],                   before the engine sees the order
//    "then": [{...}],                    afterwards, one step after the other; besides those of orders (steps.cpp):
//      {"refund": {"items": [{"item_type": "PRODUCT", "at": 0, "quantity": 1}], "reason": "...", "offline": true}}   docs/sandbox.md; "at" is the place of
//                                        the line, address or fee; {"amount": "5.00"}; {} is all that is left
//      {"refund_of": {"order": 1002, "refund": {...}}}     of another order
//      {"refund_fault": {"kind": "pending"}}, {"settle": {"refund": 0, "payment": 0}}, {"decline": {"refund": 0}}
//      {"desk": {"do": "pay", "set": "Invoices", "entry": 1, "with": {...}}}     deliver, invoice, pay, make, change, cancel, close
//      {"enter": {"kind": "chargeback", "key": "ARN-1", "amount": "12.00", "lines": [{"at": 0, "units": "1"}], "shipping": "4.80", "goods_expected": true}}, {"withdraw": {"key": "ARN-1"}}
//                                        money that went back outside of the store; the route "refunds-by-hand" must be named in "routes"
//      {"resolve": {"of": "entered", "document_cancelled": true}}, {"resolve": {"of": "order", "note": "...", "document": {"set": "Orders", "entry": 1}}}, {"retry": {"of": "refund"}}
//      {"item": "GHOST"}, {"minutes": 90}
//    "expect": {"refunds": [{"state": "delivered", "findings": [...], "dropped": "CODE", "told": "words of its history", ...}],      all of the store, by id, then the entered ones (credits.hpp);
//                                        without findings there must be none
//               "memos": [...], "payouts": [...], "receipts", "invoices", "down_payments": [...]    of the company; memos and payouts: all of them, none without
//               "document": {...}        members of the order's sales order
//               "order": {"state": "...", "findings": [...]}      of the order's message; without findings there must be none
//               "stock": {"MUG": "-2"}   what the items lost since the beginning
//               "flow": [...]}}          exceptions of the route that belong to no refund; none without
//
// Besides, credits.hpp says what must be so whatever the file says. With --show, what stood at the end; with --table, all of them as a table for people; with --compare
// FILE, whether that file says the same.
#include "../command.hpp"
#include "compare.hpp"
#include "table.hpp"
#include "world.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

namespace {

using namespace ledgerline;
using message::Value;

// The standard's members, those of `own` in their place.
Value over(Value standard, const Value& own) {
    if (const auto* members = own.as_object())
        for (const auto& [name, value] : *members) standard.set(name, value);
    return standard;
}

Value completed(Value scenario) {
    const Value standard = message::parse_json(scenario::text_of(STANDARD_SCENARIO));
    if (!scenario.find("items")) scenario.set("items", standard["items"]);
    scenario.set("order", over(standard["order"], scenario["order"]));
    Value others = Value::array();
    if (const auto* given = scenario["others"].as_array())
        for (const Value& other : *given) others.push(over(standard["order"], other));
    scenario.set("others", std::move(others));
    Value store = over(standard["store"], scenario["store"]);
    store.set("refunds", over(standard["store"]["refunds"], scenario["store"]["refunds"]));
    scenario.set("store", std::move(store));
    Value routes = scenario["routes"].is_object() ? scenario["routes"] : Value::object();
    if (!routes.find("refunds")) routes.set("refunds", Value::object());
    scenario.set("routes", std::move(routes));
    return scenario;
}

scenario::Ending ending_of(const Value& scenario, const std::filesystem::path& file) {
    scenario::World world(scenario, std::filesystem::path(LEDGERLINE_BINARY_DIR) / "tests" / "scenario" / "refunds" / file.stem());
    return world.run(scenario["order"]);
}

Value or_none(const Value& expected, const char* name) { return expected.find(name) ? expected[name] : Value::array(); }

std::vector<std::string> judge(const Value& scenario, const scenario::Ending& ending) {
    const Value& expected = scenario["expect"];
    std::vector<std::string> out = scenario::check_credits(ending.credits, scenario);
    const auto compare = [&](const std::string& name, const Value& wanted, const Value& there) {
        std::vector<std::string> more = scenario::differences(name, wanted, there);
        out.insert(out.end(), more.begin(), more.end());
    };
    Value refunds = Value::array();
    std::size_t at = 0;
    const Value wanted_refunds = or_none(expected, "refunds");
    for (Value refund : *wanted_refunds.as_array()) {
        if (!refund.find("findings")) refund.set("findings", Value::array());
        const Value* there = at < ending.credits.refunds.size() ? &ending.credits.refunds.as_array()->at(at) : nullptr;
        for (const char* name : {"told", "dropped"}) {
            const std::string words = refund[name].text_or("");
            if (there && (*there)["told"].text_or("").find(words) == std::string::npos) out.push_back(fmt::format("the history of refund {} does not say {}", at, words));
            refund.erase(name);
        }
        refunds.push(std::move(refund));
        ++at;
    }
    compare("refunds", refunds, ending.credits.refunds);
    compare("memos", or_none(expected, "memos"), ending.credits.memos);
    compare("payouts", or_none(expected, "payouts"), ending.credits.payouts);
    compare("flow", or_none(expected, "flow"), ending.credits.flow);
    if (expected.find("stock")) compare("stock", expected["stock"], ending.credits.stock);
    if (expected.find("receipts")) compare("receipts", expected["receipts"], ending.credits.receipts);
    if (expected.find("invoices")) compare("invoices", expected["invoices"], ending.credits.invoices);
    if (expected.find("down_payments")) compare("down_payments", expected["down_payments"], ending.credits.down_payments);
    if (expected.find("document")) compare("document", expected["document"], ending.documents.empty() ? Value() : ending.documents.front());
    const Value& order = expected["order"];
    compare("order/findings", or_none(order, "findings"), ending.findings);
    if (order.find("state")) compare("order/state", order["state"], Value(ending.state));
    for (const std::string& one : ending.afterwards.unended) out.push_back("still not done: " + one);
    return out;
}

std::string told(const scenario::Ending& ending) {
    std::string out = fmt::format("order: {} {}\n", ending.state, message::write_json(ending.findings));
    const auto all = [&](const char* name, const Value& rows) {
        for (const Value& row : *rows.as_array()) out += fmt::format("{}: {}\n", name, message::write_json(row));
    };
    all("refund", ending.credits.refunds);
    all("sales order", ending.credits.sales_orders);
    all("memo", ending.credits.memos);
    all("payout", ending.credits.payouts);
    all("flow", ending.credits.flow);
    return out + "stock: " + message::write_json(ending.credits.stock) + "\n";
}

std::vector<std::string> problems_of(const std::filesystem::path& file, bool shows) {
    const Value scenario = completed(message::parse_json(scenario::text_of(file)));
    const scenario::Ending ending = ending_of(scenario, file);
    if (shows) fmt::print("{}", told(ending));
    return judge(scenario, ending);
}

} // namespace

int main(int argc, char** argv) { return scenario::run_command({"refund", "refunds", scenario::table_of_refunds, problems_of, ""}, {argv + 1, argv + argc}); }

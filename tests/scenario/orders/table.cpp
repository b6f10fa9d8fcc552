#include "table.hpp"

#include "../words.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

namespace ledgerline::scenario {

using message::Value;

namespace {

bool is_amount(const Value& value) {
    const auto amount = Decimal::try_parse(value.text_or(""));
    return amount && !amount->is_zero();
}

std::string currency_of(const Value& scenario) {
    const std::string store = scenario["store"]["currency"].text_or("GBP"), company = scenario["company"]["currency"].text_or("GBP");
    const std::string order = scenario["order"]["default_currency_code"].text_or(store);
    return order == company ? order : fmt::format("{}, company {}", order, company);
}

std::string tax_of(const Value& scenario) {
    std::string out = scenario["store"]["prices_include_tax"].bool_or(true) ? "in prices" : "on top";
    if (scenario["order"]["tax_exempt"].bool_or(false)) add(out, "exempt");
    if (scenario["company"]["sales_tax"].bool_or(false)) add(out, "sales tax");
    if (scenario["company"]["tax_rounding"].text_or("line") == "document") add(out, "by document");
    return out;
}

std::string discount_of(const Value& order) {
    static constexpr const char* kinds[] = {"coupon on items", "coupon in percent", "coupon", "coupon on shipping", "free shipping", "promotion"};
    std::string out;
    for (const Value& coupon : list_of(order["coupons"])) add(out, kinds[coupon["type"].int_or(2)]);
    if (is_amount(order["discount_amount"])) add(out, "order " + order["discount_amount"].text_or(""));
    for (const Value& line : list_of(order["products"]))
        if (is_amount(line["discount"])) add(out, "line " + line["discount"].text_or(""));
    return out.empty() ? "none" : out;
}

std::string tender_of(const Value& order) {
    const std::string state = order["payment"]["state"].text_or(order["status_id"].int_or(11) == 7 ? "none" : "captured");
    std::string out;
    if (order.find("transactions")) out = fmt::format("{} transactions", order["transactions"].size());
    else if (state == "none") out = order["payment_method"].text_or("nothing yet");
    else out = fmt::format("{}, {}", order["payment"]["test"].bool_or(false) ? "test gateway" : order["payment_method"].text_or("card"), state);
    if (is_amount(order["store_credit_amount"])) add(out, "store credit");
    if (is_amount(order["gift_certificate_amount"])) add(out, "gift certificate");
    return out;
}

std::string customer_of(const Value& scenario) {
    const bool guest = scenario["order"]["customer_id"].int_or(0) == 0;
    const char* kind = guest ? "guest" : "registered";
    const Value& rule = scenario["rules"]["customer-match"];
    std::string out = fmt::format("{}: {}", kind, rule[kind].text_or(guest ? "one-partner" : "create"));
    if (const std::string next = rule[fmt::format("{}_otherwise", kind)].text_or(""); !next.empty()) out += ", else " + next;
    return out;
}

std::string result_of(const Value& expected) {
    std::string out;
    if (const Value* document = expected.find("document")) {
        const bool foreign = document->find("DocTotalFc") != nullptr;
        out = fmt::format("order of {}", (*document)[foreign ? "DocTotalFc" : "DocTotal"].text_or("that total"));
    }
    std::string codes;
    for (const Value& finding : list_of(expected["findings"]))
        if (const std::string code = "`" + finding["code"].text_or("") + "`"; codes.find(code) == std::string::npos) add(codes, code);
    if (!codes.empty()) out += (out.empty() ? "held: " : "; the rest held: ") + codes;
    if (expected.find("dropped")) out = fmt::format("dropped: `{}`", expected["dropped"].text_or(""));
    return out;
}

// What the further routes did, of what the file expects.
std::string follows_of(const Value& scenario) {
    const Value& expected = scenario["expect"];
    if (!scenario.find("routes")) return "";
    std::string out;
    if (scenario["routes"].find("confirmations")) add(out, expected["told"].find("confirmations") ? "" : "SAP's number in the store");
    if (const Value* status = expected["store"].find("status_id")) add(out, fmt::format("status {}", status->int_or(0)));
    for (const Value& one : list_of(expected["down_payments"])) add(out, "down payment " + (one.find("DocTotalFc") ? one["DocTotalFc"] : one["DocTotal"]).text_or(""));
    for (const Value& one : list_of(expected["payments"])) add(out, "payment " + one["TransferSum"].text_or("") + (one["PaymentInvoices"].size() == 0 ? " on account" : ""));
    if (scenario["routes"].find("payments") && expected["payments"].size() == 0) add(out, "no payment");
    for (const Value& one : list_of(expected["shipments"])) {
        const std::string tracking = one["tracking_number"].text_or("");
        add(out, tracking.empty() ? "shipment" : "shipment tracked " + tracking);
    }
    if (scenario["routes"].find("shipments") && scenario.find("then") && expected["shipments"].size() == 0) add(out, "no shipment");
    if (const auto* told = expected["told"].as_object())
        for (const auto& [route, findings] : *told)
            for (const Value& finding : list_of(findings)) add(out, "`" + finding["code"].text_or("") + "`");
    return out;
}

} // namespace

std::string table_of(const std::vector<std::pair<std::string, Value>>& scenarios) {
    std::string out = fmt::format("# Order cases\n\n"
                                  "What becomes of each kind of order, shown by {} scenarios: an order of the sandbox's store goes through the engine, the real connectors and rules into the\n"
                                  "sandbox's company, and the sales order there, or the exception, is compared with what the file expects. *What follows* are the routes back to the store and to the\n"
                                  "payments, where a case has them: numbers, status, payments and shipments, compared as well. The files are in `tests/scenario/orders/`; this table is\n"
                                  "made of them (`order_scenarios --table`), and a test fails when it is not.\n\n"
                                  "| case | what it shows | currency | tax | discount | tender | customer | what becomes of it | what follows |\n|---|---|---|---|---|---|---|---|---|\n",
                                  scenarios.size());
    for (const auto& [name, scenario] : scenarios) {
        const Value& order = scenario["order"];
        out += fmt::format("| [{0}](../tests/scenario/orders/{0}.json) | {1} | {2} | {3} | {4} | {5} | {6} | {7} | {8} |\n", name, scenario["about"].text_or(""), currency_of(scenario), tax_of(scenario),
                           discount_of(order), tender_of(order), customer_of(scenario), result_of(scenario["expect"]), follows_of(scenario));
    }
    return out;
}

} // namespace ledgerline::scenario

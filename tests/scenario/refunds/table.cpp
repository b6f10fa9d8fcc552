#include "table.hpp"

#include "../words.hpp"

#include <fmt/format.h>

namespace ledgerline::scenario {

using message::Value;

namespace {

Value::Array steps_of(const Value& scenario) {
    Value::Array out = list_of(scenario["first"]);
    for (const Value& step : list_of(scenario["then"])) out.push_back(step);
    return out;
}

// What stands in SAP Business One when the refund comes, and what people do there and in the store besides.
std::string situation_of(const Value& scenario) {
    std::string out;
    for (const Value& step : steps_of(scenario))
        for (const auto& [what, given] : *step.as_object()) {
            if (what == "deliver") add(out, given.find("lines") ? "delivered in part" : "delivered");
            else if (what == "invoice") add(out, given.find("lines") ? "invoiced in part" : "invoiced");
            else if (what == "office_cancel") add(out, "order cancelled");
            else if (what == "lost_answers") add(out, "answer lost");
            else if (what == "status") add(out, given.int_or(0) == 5 ? "cancelled in the store" : "");
            else if (what == "edit") add(out, "changed in the store");
            else if (what == "item") add(out, "the item comes");
            else if (what == "withdraw") add(out, "withdrawn");
            else if (what == "resolve") add(out, given["document_cancelled"].bool_or(false) ? "a person says that the memo is cancelled" : "settled by a person");
            else if (what == "typed_by_hand") add(out, "order typed by hand");
            else if (what == "desk" && given["do"].text_or("") == "invoice") add(out, given["with"].find("lines") ? "invoiced in part" : "invoiced");
            else if (what == "desk" && given["do"].text_or("") == "deliver") add(out, given["with"].find("lines") ? "delivered in part" : "delivered");
            else if (what == "desk" && given["do"].text_or("") == "pay") add(out, given["set"].text_or("") == "DownPayments" ? "down payment paid" : "paid");
            else if (what == "desk" && given["do"].text_or("") == "make") add(out, given["set"].text_or("") == "CreditNotes" ? "memo by hand" : "one document for several orders");
            else if (what == "desk" && given["do"].text_or("") == "close") add(out, "closed");
            else if (what == "desk" && given["do"].text_or("") == "cancel") add(out, "cancelled");
        }
    return out.empty() ? "order only" : out;
}

std::string item_of(const Value& item) {
    const std::string kind = item["item_type"].text_or("PRODUCT"), amount = item["amount"].text_or("");
    std::string out = kind == "PRODUCT"         ? fmt::format("{} of line {}", item["quantity"].int_or(0), item["at"].int_or(0) + 1)
                      : kind == "GIFT_WRAPPING" ? "wrapping"
                      : kind == "SHIPPING"      ? "shipping " + amount
                      : kind == "HANDLING"      ? "handling " + amount
                      : kind == "FEE"           ? "fee " + amount
                                                : "amount " + amount;
    for (const Value& one : list_of(item["adjustments"])) out += " less " + one["amount"].text_or("").substr(1);
    return out;
}

std::string refund_of(const Value& refund) {
    std::string out;
    for (const Value& item : list_of(refund["items"])) add(out, item_of(item));
    if (refund.find("amount")) add(out, "amount " + refund["amount"].text_or(""));
    if (refund.find("tax_adjustment_amount")) add(out, "tax " + refund["tax_adjustment_amount"].text_or(""));
    if (out.empty()) out = "all that is left";
    if (refund.find("merchant_calculated_override")) out += " for " + refund["merchant_calculated_override"]["total_amount"].text_or("");
    if (refund["offline"].bool_or(false)) out += ", offline";
    return out;
}

std::string entered_of(const Value& entry) {
    std::string what;
    for (const Value& line : list_of(entry["lines"])) add(what, fmt::format("{} of line {}", line["units"].text_or(""), line["at"].int_or(0) + 1));
    for (const char* charge : {"shipping", "handling"})
        if (entry.find(charge)) add(what, fmt::format("{} {}", charge, entry[charge].text_or("")));
    return fmt::format("{} of {}{}{}", entry["kind"].text_or(""), entry["amount"].text_or(""), what.empty() ? "" : " for " + what, entry["goods_expected"].bool_or(false) ? ", goods expected" : "");
}

std::string refunds_of(const Value& scenario) {
    std::string out;
    for (const Value& step : steps_of(scenario)) {
        if (const Value* refund = step.find("refund")) out += (out.empty() ? "" : "; ") + refund_of(*refund);
        if (const Value* entry = step.find("enter")) out += (out.empty() ? "" : "; ") + entered_of(*entry);
        if (const Value* refund = step.find("refund_of")) out += (out.empty() ? "" : "; ") + refund_of((*refund)["refund"]);
    }
    return out;
}

std::string settings_of(const Value& scenario) {
    std::string out;
    const auto fields = [&](const Value& of) {
        if (const auto* members = of.as_object())
            for (const auto& [name, value] : *members) add(out, fmt::format("`{}: {}`", name, value.text_or("")));
    };
    for (const char* name : {"refunds", "refunds-by-hand"}) {
        const Value& route = scenario["routes"][name];
        fields(route["source"]);
        fields(route["rules"]["refund-gate"]);
        fields(route["rules"]["refund-booking"]);
        fields(route["sink"]);
    }
    return out;
}

std::string result_of(const Value& expected) {
    std::string out;
    for (const Value& one : list_of(expected["memos"])) add(out, "memo " + one[one.find("DocTotalFc") ? "DocTotalFc" : "DocTotal"].text_or(""));
    const Value& document = expected["document"];
    if (document["Cancelled"].text_or("") == "tYES") add(out, "order cancelled");
    else if (document.find("DocTotal")) add(out, "order " + document["DocTotal"].text_or(""));
    for (const Value& one : list_of(expected["payouts"])) add(out, "payout " + one["TransferSum"].text_or(""));
    for (const Value& refund : list_of(expected["refunds"])) {
        for (const Value& finding : list_of(refund["findings"])) add(out, "held: `" + finding["code"].text_or("") + "`");
        if (refund.find("dropped")) add(out, "dropped: `" + refund["dropped"].text_or("") + "`");
        if (refund["state"].text_or("") == "settled") add(out, "settled by hand");
    }
    for (const Value& finding : list_of(expected["order"]["findings"])) add(out, "order held: `" + finding["code"].text_or("") + "`");
    return out.empty() ? "nothing is booked" : out;
}

} // namespace

std::string table_of_refunds(const std::vector<std::pair<std::string, Value>>& scenarios) {
    std::string out = fmt::format("# Refund cases\n\n"
                                  "What becomes of each kind of refund, shown by {} scenarios: an order of the sandbox's store goes through the engine, the real connectors and rules into the sandbox's company,\n"
                                  "people deliver, invoice and pay there or do not, and money goes back in the store or beside it. What the company's books say then is compared with what the file expects. Each\n"
                                  "order is of two mugs at 12.00, a pan at 18.00 and shipping of 4.80 (46.80) where its file says nothing else. Whatever it says, credit memos and what an amended sales\n"
                                  "order lost must come to the refunds that count as booked, never to more than the order, nor more units of a line, each payment leaves the books once where finance says so, and goods come into stock only where a line says so. The files are in\n"
                                  "`tests/scenario/refunds/`; this table is made of them (`refund_scenarios --table`), and a test fails when it is not.\n\n"
                                  "| case | what it shows | what happened besides | refund | settings | what becomes of it |\n|---|---|---|---|---|---|\n",
                                  scenarios.size());
    for (const auto& [name, scenario] : scenarios)
        out += fmt::format("| [{0}](../tests/scenario/refunds/{0}.json) | {1} | {2} | {3} | {4} | {5} |\n", name, scenario["about"].text_or(""), situation_of(scenario), refunds_of(scenario), settings_of(scenario),
                           result_of(scenario["expect"]));
    return out;
}

} // namespace ledgerline::scenario

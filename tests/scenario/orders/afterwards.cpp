#include "afterwards.hpp"

#include "compare.hpp"

#include "message/json.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

#include <set>

namespace ledgerline::scenario {

using message::Value;

namespace {

Value shipments_of(const Value& order) {
    Value out = Value::array();
    const auto& lines = *order["products"].as_array();
    for (Value shipment : *order["shipments"].as_array()) {
        Value items = Value::array();
        for (Value item : *shipment["items"].as_array()) {
            for (std::size_t at = 0; at < lines.size(); ++at)
                if (lines[at]["id"].text_or("") == item["order_product_id"].text_or("?")) item.set("line", static_cast<std::int64_t>(at));
            items.push(std::move(item));
        }
        shipment.set("items", std::move(items));
        out.push(std::move(shipment));
    }
    return out;
}

// By DocEntry, which counts from 1.
Value all_of(const sandbox::b1::Company& company, const char* entity_set) {
    Value out = Value::array();
    for (std::size_t entry = 1; out.size() < company.count(entity_set); ++entry)
        if (Value one = company.find(entity_set, std::to_string(entry)); !one.is_null()) out.push(std::move(one));
    return out;
}

Value told_by(store::UnitOfWork& unit) {
    Value told = Value::object();
    for (const auto& row : unit.exceptions().list({})) {
        if (row.route == "orders" || row.route == "items") continue;
        Value findings = told.find(row.route) ? told[row.route] : Value::array();
        for (const auto& one : unit.exceptions().findings(row.id))
            findings.push(Value::object({{"code", one.code}, {"subject", one.subject}, {"message", one.message}, {"facts", one.facts.empty() ? Value() : message::parse_json(one.facts)}}));
        told.set(row.route, std::move(findings));
    }
    return told;
}

// A file does not know the numbers of documents: {number} is that of the sales order.
Value with_number(const Value& expected, const std::string& number) {
    if (expected.is_object()) {
        Value out = Value::object();
        for (const auto& [name, value] : *expected.as_object()) out.set(name, with_number(value, number));
        return out;
    }
    if (!expected.is_text()) return expected;
    std::string text = expected.text_or("");
    for (std::size_t at = text.find("{number}"); at != std::string::npos; at = text.find("{number}", at)) text.replace(at, 8, number);
    return text;
}

Decimal paid_by(const Value& payment) { return Decimal::parse_number(payment["TransferSum"].text_or("0")) + Decimal::parse_number(payment["CashSum"].text_or("0")); }

// Whatever the file says: no money twice, and no more than the order comes to.
void check_money(const Afterwards& found, std::vector<std::string>& out) {
    Decimal sum;
    std::set<std::string> keys;
    for (const Value& payment : *found.payments.as_array()) {
        const std::string key = payment["U_LL_Key"].text_or("");
        if (key.empty() || payment["Cancelled"].text_or("") == "tYES") continue;
        if (!keys.insert(key).second) out.push_back("two payments carry the key " + key);
        sum += paid_by(payment);
    }
    const Decimal owed = Decimal::parse(found.order["total_inc_tax"].text_or("0"));
    if (sum > owed) out.push_back(fmt::format("{} is booked of an order of {}", sum.text(), owed.text()));
}

} // namespace

Afterwards look_around(const sandbox::Shop& shop, const sandbox::b1::Company& company, store::UnitOfWork& unit, std::int64_t order) {
    Afterwards found;
    const Value there = shop.order(order);
    found.order = there["order"];
    found.shipments = shipments_of(there);
    found.payments = all_of(company, "IncomingPayments");
    found.down_payments = all_of(company, "DownPayments");
    found.told = told_by(unit);
    for (const auto& one : unit.messages().unended())
        if (one.route != "orders" && found.told.find(one.route) == nullptr) found.unended.push_back(fmt::format("{} of route {}", one.messages, one.route));
    return found;
}

std::vector<std::string> judge_afterwards(const Value& routes, const Value& expected, const Value& document, const Afterwards& found) {
    std::vector<std::string> out;
    const auto compare = [&](const char* name, const Value& wanted, const Value& there) {
        const std::vector<std::string> more = differences(name, wanted, there);
        if (more.empty()) return;
        out.insert(out.end(), more.begin(), more.end());
        out.push_back(fmt::format("found {}: {}", name, message::write_json(there).substr(0, 2'000)));
    };
    const auto or_none = [&](const char* name) { return expected.find(name) ? expected[name] : Value::array(); };
    for (const std::string& one : found.unended) out.push_back("still not done: " + one);
    for (const auto& [route, ignored] : *routes.as_object()) {
        const Value* told = found.told.find(route);
        const Value& wanted = expected["told"][route];
        compare(("told/" + route).c_str(), wanted.is_null() ? Value::array() : wanted, told ? *told : Value::array());
    }
    const std::string number = document["DocNum"].text_or("");
    if (!number.empty() && routes.find("confirmations") && !found.told.find("confirmations") && !expected["store"].find("external_order_id"))
        compare("store", Value::object({{"external_order_id", number}}), found.order);
    if (expected.find("store")) compare("store", with_number(expected["store"], number), found.order);
    if (routes.find("shipments")) compare("shipments", or_none("shipments"), found.shipments);
    if (routes.find("payments")) {
        compare("payments", or_none("payments"), found.payments);
        compare("down_payments", or_none("down_payments"), found.down_payments);
        check_money(found, out);
    }
    return out;
}

} // namespace ledgerline::scenario

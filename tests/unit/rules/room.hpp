// The rules as the engine has them: the built library, loaded by the catalog, one after the other over one order, with the
// item master of the test. Settings are written as after the check of the configuration: every field has its value.
#pragma once

#include "message/json.hpp"
#include "message/schema.hpp"
#include "plugin/catalog.hpp"
#include "plugin/component.hpp"

#include <ledgerline/decimal.hpp>

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rules_room {

using namespace ledgerline;
using message::Value;

inline Value json(std::string_view text) { return message::parse_json(text); }

struct SetClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'772'359'200'000; // 2026-03-01T10:00:00Z
};

inline Value item(const std::string& code, const std::string& patch = "{}") {
    Value out = Value::object({{"code", code}, {"name", "Item " + code}, {"barcode", ""}, {"active", true}, {"inactive_reason", ""}, {"sales_item", true}, {"stocked", true}, {"managed_by", "none"},
                               {"tree", "none"}, {"sales_unit", ""}, {"units_per_sale", "1"}, {"tax_code", ""}, {"prices", Value::array()}});
    const Value changes = json(patch);
    for (const auto& [name, value] : *changes.as_object()) out.set(name, value);
    return out;
}

struct Items final : plugin::ReferenceData {
    std::optional<Value> lookup(std::string_view table, std::string_view key) const override {
        if (table != "items" && table != "items-near") throw std::out_of_range("no such table");
        const auto& rows = table == "items" ? exact : near;
        const auto found = rows.find(std::string(key));
        if (found != rows.end()) return found->second;
        return table == "items" && all ? std::optional<Value>(item(std::string(key))) : std::nullopt;
    }
    std::map<std::string, Value> exact, near;
    bool all = false; // every code is an item
};

// Settings of each rule with the manifest's defaults, changed by a patch.
inline Value settings(const std::string& rule, const std::string& patch = "{}") {
    const char* map = R"([{"@line":2,"country":"","tax":"","class":"","rate":"20","code":"S1","erp_rate":""},{"@line":3,"country":"","tax":"","class":"","rate":"5","code":"S5","erp_rate":""},
        {"@line":4,"country":"","tax":"","class":"","rate":"8.25","code":"TX","erp_rate":""},{"@line":5,"country":"","tax":"","class":"","rate":"0","code":"S0","erp_rate":""}])";
    Value out = Value::object();
    if (rule == "payment-gate") out = json(R"({"accept":["captured","partially_refunded"],"accept_methods":[],"paid_by_status":[],"test_orders":"hold","archived":"hold"})");
    if (rule == "customer-match") out = json(R"({"registered":"create","guest":"one-partner","registered_otherwise":"none","guest_otherwise":"none","card_code":"C-WEB","prefix":"W","guest_prefix":"G","group":""})");
    if (rule == "sku-match") out = json(R"({"warehouse":"","gift_certificate_item":"","custom_item":"","bundles":"lines","bills_of_materials":"hold","on_unknown":"hold"})");
    if (rule == "tax-map") out.set("map", json(map));
    if (rule == "discounts") out = json(R"({"price_decimals":6,"bundle_price_list":""})");
    if (rule == "shipping") {
        out = json(R"({"shipping_code":"1","handling_code":"2","wrapping_code":"3","fee_code":"4","shipping_item":"","handling_item":"","wrapping_item":"","fee_item":"","item_warehouse":""})");
        out.set("tax_map", json(map));
    }
    if (rule == "posting") out = json(R"({"date":"order","utc_offset":"+00:00","due_days":0,"several_addresses":"tell","series":"","branch":"","comments":"Web order {number}"})");
    if (rule == "tender-check") out = json(R"({"promised":"count","unstated":"pass"})");
    if (rule == "address-check") out = json(R"({"billing":[],"shipping":["street","city","country"],"states_of":[]})");
    if (rule == "currency") out = json(R"({"company":"GBP","allowed":[],"rate":"erp"})");
    if (rule == "warehouse-map") out = json(R"({"map":[],"default":""})");
    if (rule == "total-check") out = json(R"({"tax_rounding":"line","tax_difference":"note"})");
    if (rule == "refund-gate") out = json(R"({"declined":"hold","unstated":"hold","of_dropped_orders":"drop","of_earlier_orders":"hold","first_order":0})");
    if (rule == "refund-booking")
        out = json(R"({"amount_account":"","amount_tax_code":"","amount_tax_rate":"0","deduction_account":"","deduction_tax_code":"","deduction_tax_rate":"0","tax_account":"","tax_tax_code":"","tax_tax_rate":"0",
            "earlier_card_code":"","earlier_account":"","earlier_tax_code":"","earlier_tax_rate":"0","by_hand":"spread","tax_rounding":"line","tax_difference":"note","price_decimals":6,"goods":"expected","return_days":30,"date":"refund",
            "utc_offset":"+00:00","series":"","comments":"Refund {refund} of web order {order}"})");
    if (rule == "return-warehouse") out = json(R"({"map":[],"sellable_warehouse":"","scrap_warehouse":""})");
    const Value changes = json(patch);
    for (const auto& [name, value] : *changes.as_object()) out.set(name, value);
    return out;
}

inline const std::vector<std::string>& all_rules() {
    static const std::vector<std::string> names{"payment-gate", "customer-match", "sku-match", "tax-map", "discounts", "shipping", "posting", "total-check"};
    return names;
}

struct Judged {
    ll_verdict verdict = LL_PASS;
    Value body;
    std::vector<plugin::Finding> findings;
    std::vector<plugin::Change> changes;
    std::vector<std::string> codes() const {
        std::vector<std::string> out;
        for (const auto& finding : findings) out.push_back(finding.code);
        return out;
    }
    const Value& booking() const { return body["booking"]; }
    const Value& line(std::size_t index) const { return (*body["lines"].as_array())[index]["booking"]; }
};

class Room {
public:
    Room() : log_(nullptr, base::Log::Form::json, base::Level::error, clock) {
        catalog_.load(RULES_PLUGIN);
        services_.clock = &clock;
        services_.log = &log_;
        services_.reference = &items;
    }
    std::unique_ptr<plugin::Component> make(const std::string& rule, const Value& fields) {
        const auto* entry = catalog_.find(rule, plugin::ComponentKind::rule);
        REQUIRE(entry);
        return std::make_unique<plugin::Component>(*entry, "orders/" + rule, Value(), fields, services_);
    }
    // One rule alone.
    Judged apply(const std::string& rule, const Value& order, const std::string& patch = "{}", bool held = false) {
        Judged out;
        step(*make(rule, settings(rule, patch)), order, held, out);
        return out;
    }
    // The whole chain as the pipeline runs it.
    Judged chain(const Value& order, const std::map<std::string, std::string>& patches = {}) {
        Judged out;
        Value body = order;
        bool held = false;
        for (const std::string& rule : all_rules()) {
            auto& made = chain_[rule];
            const std::string patch = patches.count(rule) != 0 ? patches.at(rule) : "{}";
            if (!made.second || made.first != patch) made = {patch, make(rule, settings(rule, patch))};
            const ll_verdict so_far = out.verdict;
            step(*made.second, body, held, out);
            body = out.body;
            if (out.verdict == LL_DROP || out.verdict == LL_FAILED) return out;
            held = held || out.verdict == LL_HOLD;
            if (so_far == LL_HOLD) out.verdict = LL_HOLD;
        }
        return out;
    }

    SetClock clock;
    Items items;

private:
    // An order, a refund or a return.
    static void step(plugin::Component& rule, const Value& order, bool held, Judged& out) {
        const std::string type = order["order_id"].is_null() ? "order" : order["settlement"].is_null() ? "return" : "refund";
        Value envelope = Value::object({{"id", "1"}, {"type", type}, {"source", type == "return" ? "returns" : "shop/" + type + "s"}, {"source_key", order["id"].text_or("")}, {"revision", "r"}, {"correlation", ""},
                                        {"received_at", "2026-03-01T10:00:00Z"}, {"held", held}, {"body", order}});
        plugin::Outcome outcome = rule.handle(LL_APPLY, std::move(envelope));
        out.verdict = outcome.verdict;
        out.body = outcome.document["body"];
        for (auto& finding : outcome.findings) out.findings.push_back(std::move(finding));
        for (auto& change : outcome.changes) out.changes.push_back(std::move(change));
    }

    plugin::Catalog catalog_;
    base::Log log_;
    plugin::Services services_;
    std::map<std::string, std::pair<std::string, std::unique_ptr<plugin::Component>>> chain_;
};

inline Value split(const std::string& ex, const std::string& inc, const std::string& tax) { return Value::object({{"ex_tax", ex}, {"inc_tax", inc}, {"tax", tax}}); }
inline Value nothing() { return split("0", "0", "0"); }
inline Value tax_row(const std::string& rate, const std::string& amount, const std::string& place, const std::string& line, const std::string& consignment) {
    return Value::object({{"name", "UK VAT"}, {"class", "Default Tax Class"}, {"rate", rate}, {"amount", amount}, {"place", place}, {"line_id", line}, {"consignment_id", consignment}, {"priority", 0}});
}
inline Value line(const std::string& id, const std::string& sku, int quantity, const std::string& unit_ex, const std::string& unit_inc, const std::string& ex, const std::string& inc, const std::string& tax,
                  const std::string& discounted = "") {
    Value out = json(R"({"parent_id":"","kind":"physical","product_id":"5","variant_id":"6","name":"Goods","consignment_id":"7","discounts":[],"options":[],
        "wrapping":{"name":"","message":"","ex_tax":"0","inc_tax":"0","tax":"0"},"gift_certificate_id":"","quantity_shipped":0,"quantity_refunded":0})");
    out.set("id", id);
    out.set("sku", sku);
    out.set("quantity", quantity);
    out.set("unit_price_ex_tax", unit_ex);
    out.set("unit_price_inc_tax", unit_inc);
    out.set("total_ex_tax", ex);
    out.set("total_inc_tax", inc);
    out.set("total_tax", tax);
    out.set("discounted_total_inc_tax", discounted);
    return out;
}

// Two mugs at 12.00 and one pan at 18.00, shipping 6.00, all with 20 % in it: 48.00.
inline Value order() {
    Value body = json(R"({"id":"1047","number":"1047","channel":{"id":"1","source":"www"},"placed_at":"2026-02-28T23:30:00Z","status":{"code":"11","name":"Awaiting Fulfillment","phase":"open"},
        "currency":"GBP","store_currency":"GBP","store_rate":"1","display_currency":"GBP","display_rate":"1","decimals":2,"prices_include_tax":true,
        "customer":{"kind":"registered","id":"31","email":"ines@example.com","first_name":"Ines","last_name":"Farrow","company":"","phone":"0113","tax_id":"","group":""},
        "billing_address":{"first_name":"Ines","last_name":"Farrow","company":"","street_1":"2 Mill Lane","street_2":"","city":"Leeds","state":"","postcode":"LS1 4AP","country":"United Kingdom",
            "country_code":"GB","phone":"","email":"ines@example.com","fields":[]},
        "fees":[],"discounts":{"order":"0","coupons":"0","list":[]},
        "payment":{"state":"captured","stated":"captured","method":"Credit Card","provider_id":"","store_credit":"0","gift_certificates":"0","transactions":[]},
        "notes":{"customer":"","staff":""},"references":{"external_id":"","external_order_id":"","external_source":""}})");
    body.set("consignments", Value::array({Value::object({{"id", "7"}, {"kind", "shipping"}, {"address", body["billing_address"]}, {"method", "Courier"}, {"shipping", split("5.00", "6.00", "1.00")},
                                                          {"handling", nothing()}})}));
    body.set("lines", Value::array({line("1", "MUG", 2, "10.00", "12.00", "20.00", "24.00", "4.00"), line("2", "PAN", 1, "15.00", "18.00", "15.00", "18.00", "3.00")}));
    body.set("shipping", split("5.00", "6.00", "1.00"));
    body.set("handling", nothing());
    body.set("wrapping", nothing());
    body.set("taxes", Value::array({tax_row("20", "4.00", "item", "1", "7"), tax_row("20", "3.00", "item", "2", "7"), tax_row("20", "1.00", "shipping", "", "7")}));
    body.set("totals", json(R"({"subtotal_ex_tax":"35.00","subtotal_inc_tax":"42.00","subtotal_tax":"7.00","ex_tax":"40.00","inc_tax":"48.00","tax":"8.00"})"));
    return body;
}

// Changes members by path: patched(order(), "payment/state", "pending"); elements by number: "lines/0/sku".
inline Value patched(Value body, const std::string& path, const Value& value) {
    Value* at = &body;
    std::size_t from = 0;
    for (;;) {
        const std::size_t end = path.find('/', from);
        const std::string step = path.substr(from, end == std::string::npos ? std::string::npos : end - from);
        Value* next = nullptr;
        if (at->as_array()) next = &(*at->as_array())[std::stoul(step)];
        else next = &at->member(step);
        if (end == std::string::npos) {
            *next = value;
            return body;
        }
        at = next;
        from = end + 1;
    }
}

inline Decimal amount(const Value& value) { return Decimal::parse(value.text_or("?")); }
using Codes = std::vector<std::string>;

} // namespace rules_room

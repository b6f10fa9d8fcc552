// Refunds of the order 1047 (two mugs for 24.90 gross and 5.00 freight, 54.80) against a whole simulated company.
#pragma once

#include "world.hpp"

namespace sapb1_room::crediting {

inline Value memo_settings(const std::string& field = "", const Value& value = Value()) {
    Value settings = Value::object({{"undelivered", "hold"}, {"cancelled_order", "nothing"}, {"hand_made", "hold"}, {"reference", "{order}"}, {"tax_field", "VatGroup"}, {"price_mode", "leave"},
                                    {"currencies", Value::array()}, {"payouts", Value::array()}});
    if (!field.empty()) settings.set(field, value);
    return settings;
}

// So many mugs of line 771, `freight` of its charge and an amount on account 440000; "" = none.
inline Value refund(int mugs, const std::string& freight = "", const std::string& amount = "", const std::string& id = "57") {
    Decimal total = Decimal::parse("24.90") * Decimal(mugs);
    Value body = json(R"({"order_id":"1047","created_at":"2026-01-31T08:30:00Z","created_by":"","reason":"","currency":"GBP","decimals":2,"total_tax":"0","amounts_set_by_hand":false,"items":[],
        "payments":[],"settlement":"settled",
        "original":{"state":"posted","source":"shop/orders","number":"1047","placed_at":"2026-01-31T08:00:00Z","document":{"id":"1","number":"26000001","key":"order:shop:1047","sink":"erp/orders"},
            "price_mode":"gross","card_code":"C20007","rate":"","branch":"","tax_rounding":"line","total":"54.80","booked_total":"54.80","booked_tax":"9.13",
            "lines":[{"line_id":"771","parent_id":"","kind":"physical","sku":"SKU-1","units":2,"posted":true,"omitted":false,"item_code":"SKU-1","quantity":"2","unit_price":"24.90","amount":"49.80","tax_code":"A1",
                "tax_rate":"20","warehouse":"01","credited_quantity":"0","credited_amount":"0"}],
            "freight":[{"place":"shipping","code":"1","item_code":"","warehouse":"","label":"Parcel","amount":"5.00","tax_code":"A1","tax_rate":"20","credited_amount":"0"}],
            "credited_total":"0","credited_tax":"0","refunds":[]},
        "booking":{"price_mode":"gross","card_code":"","document_date":"2026-01-31","series":"","branch":"","rate":"","comments":"","custody":"expected","return_due":"2026-02-14"}})");
    body.set("id", id);
    Value& booking = body.member("booking");
    Value lines = Value::array(), charges = Value::array(), amounts = Value::array();
    if (mugs > 0)
        lines.push(Value::object({{"line_id", "771"}, {"item_code", "SKU-1"}, {"quantity", std::to_string(mugs)}, {"unit_price", "24.90"}, {"amount", total.text(2)}, {"tax_code", "A1"}, {"tax_rate", "20"}, {"warehouse", "01"},
                                  {"returns_goods", false}}));
    if (!freight.empty()) {
        charges.push(Value::object({{"code", "1"}, {"amount", freight}, {"tax_code", "A1"}, {"tax_rate", "20"}, {"label", "Parcel"}, {"place", "shipping"}}));
        total += Decimal::parse(freight);
    }
    if (!amount.empty()) {
        amounts.push(Value::object({{"label", "Goodwill"}, {"account", "440000"}, {"amount", amount}, {"tax_code", "A1"}, {"tax_rate", "20"}}));
        total += Decimal::parse(amount);
    }
    booking.set("lines", std::move(lines));
    booking.set("freight", std::move(charges));
    booking.set("amounts", std::move(amounts));
    booking.set("expected_total", total.text(2));
    body.set("total_inc_tax", total.text(2));
    return body;
}
// Handling for 3.00, which has the code of the freight, on the order and on a refund of it.
inline Value handling() { return Value::object({{"code", "1"}, {"amount", "3.00"}, {"tax_code", "A1"}, {"tax_rate", "20"}, {"label", "Handling"}, {"place", "handling"}}); }
inline Value with_handling(Value body) {
    Value& booking = body.member("booking");
    booking.member("freight").push(handling());
    const Decimal total = Decimal::parse(booking["expected_total"].text_or("0")) + Decimal::parse("3.00");
    booking.set("expected_total", total.text(2));
    if (body["total_inc_tax"].is_text()) body.set("total_inc_tax", total.text(2));
    return body;
}
inline Value order_with_handling() { return with_handling(order()); }
inline Value payment(const std::string& id, const std::string& amount, const std::string& provider = "stripe") {
    return Value::object({{"id", id}, {"provider_id", provider}, {"amount", amount}, {"offline", false}, {"state", "settled"}, {"declined_message", ""}, {"transaction_id", "re_" + id}});
}
inline Value refunding(const Value& body, int attempt = 1) {
    return Value::object({{"deliveries", Value::array({Value::object({{"message", Value::object({{"id", "3"}, {"type", "refund"}, {"source", "shop/refunds"}, {"source_key", body["id"]}, {"revision", "r"},
                                                                                                 {"correlation", ""}, {"received_at", "2026-01-31T08:30:01Z"}, {"held", false}, {"body", body}})},
                                                                      {"idempotency_key", "refund:shop:" + body["id"].text_or("")}, {"attempt", attempt}})})}});
}

struct Crediting : World {
    explicit Crediting(const Value& settings = memo_settings(), b1::CompanySettings company_settings = settings_of_test(), const std::string& version = "v2", Value sold = order()) : World(std::move(company_settings), version) {
        prepare();
        if (!company.settings().round_tax_per_line) sold.member("booking").set("tax_rounding", "document");
        REQUIRE(deliver_order(sold) == "delivered");
        memos = room->memos(settings, line);
        REQUIRE(memos->handle(LL_PREPARE, Value::object({{"dry_run", false}})).verdict == LL_PASS);
    }
    std::string deliver_order(const Value& body) { return verdict(deliver({body})); }
    plugin::Outcome credit(const Value& body) {
        auto outcome = memos->handle(LL_DELIVER, refunding(body));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        UNSCOPED_INFO(message::write_json(result(outcome)));
        return outcome;
    }
    std::string probe(const Value& body) { return verdict(memos->handle(LL_PROBE, refunding(body))); }
    Value memo(const std::string& entry = "1") const { return company.find("CreditNotes", entry); }
    Value invoice_all() { // straight from the order
        company.invoice("Orders", 1);
        return company.find("Invoices", "1");
    }
    std::size_t memos_with(const std::string& key) const { return company.objects_with("CreditNotes", "U_LL_Key", key).size(); }
    std::string stock(const std::string& item = "SKU-1") const { return (*company.find("Items", item)["ItemWarehouseInfoCollection"].as_array())[0]["InStock"].text_or(""); }

    std::unique_ptr<plugin::Component> memos;
};

inline const Value& first_line(const Value& document) { return (*document["DocumentLines"].as_array())[0]; }
inline Decimal amount(const Value& document, const char* name) { return Decimal::parse_number(document[name].text_or("0")); }
inline std::string code(const plugin::Outcome& outcome) { return result(outcome)["code"].text_or(""); }
inline std::string words(const plugin::Outcome& outcome) { return result(outcome)["message"].text_or(""); }
inline std::string booked(const plugin::Outcome& outcome) { return Decimal::parse(result(outcome)["receipt"]["amount"].text_or("0")).normalized().text(); }

} // namespace sapb1_room::crediting

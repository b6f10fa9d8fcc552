// The connector as the engine has it: the built library, loaded by the catalog, over an HTTP service of the test. Settings are
// written as after the check of the configuration: every field has its value.
#pragma once

#include "message/json.hpp"
#include "message/schema.hpp"
#include "plugin/catalog.hpp"
#include "plugin/component.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sapb1_room {

using namespace ledgerline;
using message::Value;

struct SetClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'769'850'000'000; // 2026-01-31T09:00:00Z
};

inline Value json(std::string_view text) { return message::parse_json(text); }
inline Value answered(int status, Value body, Value headers = Value::object()) {
    return Value::object({{"outcome", "answered"}, {"status", status}, {"headers", std::move(headers)}, {"json", std::move(body)}});
}
inline Value answered_text(int status, std::string body, const std::string& type) {
    return Value::object({{"outcome", "answered"}, {"status", status}, {"headers", Value::object({{"content-type", type}})}, {"text", std::move(body)}});
}
inline Value no_answer(const std::string& why = "the connection was closed") { return Value::object({{"outcome", "no-answer"}, {"status", 0}, {"headers", Value::object()}, {"error", why}}); }
inline Value not_sent(const std::string& why = "connection refused") { return Value::object({{"outcome", "not-sent"}, {"status", 0}, {"headers", Value::object()}, {"error", why}}); }
inline Value refused_v1(int status, int code, const std::string& text) {
    return answered(status, Value::object({{"error", Value::object({{"code", code}, {"message", Value::object({{"lang", "en-us"}, {"value", text}})}})}}));
}
inline Value refused_v2(int status, const std::string& code, const std::string& text) {
    return answered(status, Value::object({{"error", Value::object({{"code", code}, {"message", text}})}}));
}
inline Value login_answer(const std::string& session = "S1", const std::string& node = ".node1") {
    return answered(200, Value::object({{"SessionId", session}, {"Version", "1000280"}, {"SessionTimeout", 30}}),
                    Value::object({{"set-cookie", "B1SESSION=" + session + ";HttpOnly;\nROUTEID=" + node + "; path=/b1s"}}));
}
inline Value list_of(Value rows) { return answered(200, Value::object({{"value", std::move(rows)}})); }

// Plays recorded answers in their order; a request too many fails the test by its absence from the script.
struct Recorded final : plugin::HttpService {
    Value exchange(const Value& request) override {
        // Asked once by every sink, before anything else; no part of the scripts.
        if (request["path"].text_or("") == "/CompanyService_GetAdminInfo") return company;
        requests.push_back(request);
        if (on_request) on_request(request);
        if (answers.empty()) return not_sent("the script of the test has no further answer for " + request["method"].text_or("") + " " + request["path"].text_or(""));
        Value next = std::move(answers.front());
        answers.pop_front();
        return next;
    }
    std::string asked(std::size_t index) const { return index < requests.size() ? requests[index]["method"].text_or("") + " " + requests[index]["path"].text_or("") : "nothing"; }
    Value company = answered(200, Value::object({{"PriceAccuracy", 6}, {"TotalsAccuracy", 2}, {"RoundTaxAmounts", "tYES"}}));
    std::deque<Value> answers;
    std::vector<Value> requests;
    std::function<void(const Value&)> on_request;
};

inline Value connection(const std::string& version = "v2") {
    return Value::object({{"url", "https://sap.example.test:50000/b1s/" + version}, {"company", "SBO_TEST"}, {"user", "bcintegration"}, {"password", "${secret:1}"},
                          {"language", ""}, {"ca_file", ""}, {"fingerprint", ""}, {"verify", true}, {"timeout", 100'000}});
}
inline Value sink_settings() {
    return Value::object({{"tax_field", "VatGroup"}, {"reference", "{number}"}, {"price_mode", "leave"}, {"currencies", Value::array()}, {"preview", "never"}, {"hand_made", "ignore"}, {"cancelled_after_delivery", "hold"}, {"states", Value::array()}, {"countries", Value::array()}, {"options", "leave"}, {"external_id_field", ""},
                          {"valid_no_means", "active"}, {"utc_offset", "+00:00"}});
}
inline Value source_settings() {
    return Value::object({{"full_every", 86'400'000}, {"overlap", 120'000}, {"price_lists", Value::array()}, {"barcodes", false}, {"weight", false}, {"components", false},
                          {"special_prices", Value::array()}, {"extras_every", 3'600'000}, {"valid_no_means", "active"}, {"utc_offset", "+00:00"}});
}
inline Value shipments_settings() {
    return Value::object({{"store", "shop"}, {"invoices", "ignore"}, {"look_back", 2'592'000'000}, {"overlap", 120'000}, {"package_field", ""}, {"comment_field", ""}, {"utc_offset", "+00:00"}});
}
// Cards on account 1810 by policy, PayPal nowhere, gift certificates and store credit on accounts of their own.
inline Value payments_settings(const std::string& card_policy = "on-account") {
    const auto row = [](const std::string& method, const std::string& gateway, const std::string& policy, const std::string& account) {
        return Value::object({{"method", method}, {"gateway", gateway}, {"policy", policy}, {"kind", "transfer"}, {"account", account}});
    };
    return Value::object({{"payment_map", Value::array({row("credit_card", "stripe", card_policy, "1810"), row("electronic_wallet", "", "none", ""), row("gift_certificate", "", card_policy, "3270"),
                                                        row("store_credit", "", card_policy, "3271"), row("Cash on delivery", "", "none", "")})},
                          {"down_payment", "invoice"}, {"date", "transaction"}, {"utc_offset", "+00:00"}});
}

class Room {
public:
    explicit Room(plugin::HttpService& http) : log_(nullptr, base::Log::Form::json, base::Level::error, clock) {
        catalog_.load(SAPB1_PLUGIN);
        services_.clock = &clock;
        services_.log = &log_;
        services_.http = &http;
        services_.schema = message::schema_problem;
    }
    std::unique_ptr<plugin::Component> sink(const Value& settings = sink_settings(), const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("orders", plugin::ComponentKind::sink), "erp/orders", line, settings, services_);
    }
    std::unique_ptr<plugin::Component> source(const Value& settings = source_settings(), const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("items", plugin::ComponentKind::source), "erp/items", line, settings, services_);
    }

    std::unique_ptr<plugin::Component> shipments(const Value& settings = shipments_settings(), const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("shipments", plugin::ComponentKind::source), "erp/shipments", line, settings, services_);
    }
    std::unique_ptr<plugin::Component> stock(const std::string& read = "items", int page_size = 0, const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("stock", plugin::ComponentKind::source), "erp/stock", line, Value::object({{"read", read}, {"page_size", page_size}}), services_);
    }
    std::unique_ptr<plugin::Component> payments(const Value& settings = payments_settings(), const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("payments", plugin::ComponentKind::sink), "erp/payments", line, settings, services_);
    }
    std::unique_ptr<plugin::Component> memos(const Value& settings, const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("credit-memos", plugin::ComponentKind::sink), "erp/credit-memos", line, settings, services_);
    }
    std::unique_ptr<plugin::Component> returns(const Value& settings, const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("returns", plugin::ComponentKind::source), "erp/returns", line, settings, services_);
    }
    std::unique_ptr<plugin::Component> returns_sink(const Value& settings, const Value& line = connection()) {
        return std::make_unique<plugin::Component>(entry("returns", plugin::ComponentKind::sink), "erp/returns", line, settings, services_);
    }

    SetClock clock;

private:
    const plugin::ComponentEntry& entry(std::string_view name, plugin::ComponentKind kind) {
        const auto* found = catalog_.find(name, kind);
        REQUIRE(found);
        return *found;
    }

    plugin::Catalog catalog_;
    base::Log log_;
    plugin::Services services_;
};

// A booked order: two units of SKU-1 at 24.90 gross and 5.00 freight, 54.80 in all.
inline Value order(const std::string& number = "1047", const std::string& policy = "fixed") {
    const std::string address = R"({"first_name":"Jana","last_name":"Muster","company":"","street_1":"Lindenweg 4","street_2":"2nd floor","city":"Berlin","state":"Berlin",
        "postcode":"10115","country":"Germany","country_code":"DE","phone":"","email":"jana@example.test"})";
    Value body = json(R"({"id":")" + number + R"(","number":")" + number + R"(","channel":{"id":"1","source":"www"},"placed_at":"2026-01-31T08:00:00Z",
        "status":{"code":"11","name":"Awaiting Fulfillment","phase":"open"},"currency":"GBP","store_currency":"GBP","store_rate":"1","display_currency":"GBP","display_rate":"1",
        "decimals":2,"prices_include_tax":true,
        "customer":{"kind":"registered","id":"9001","email":"jana@example.test","first_name":"Jana","last_name":"Muster","company":"","phone":"+49 30 1","tax_id":"","group":""},
        "billing_address":)" + address + R"(,
        "consignments":[{"id":"7","kind":"shipping","address":)" + address + R"(,"method":"Parcel","shipping":{"ex_tax":"4.17","inc_tax":"5.00","tax":"0.83"},
            "handling":{"ex_tax":"0","inc_tax":"0","tax":"0"}}],
        "lines":[{"id":"771","parent_id":"","kind":"physical","product_id":"5","variant_id":"6","sku":"SKU-1","name":"Mug","quantity":2,"consignment_id":"7",
            "unit_price_ex_tax":"20.75","unit_price_inc_tax":"24.90","total_ex_tax":"41.50","total_inc_tax":"49.80","total_tax":"8.30","discounted_total_inc_tax":"","discounts":[],
            "options":[],"wrapping":{"name":"","message":"","ex_tax":"0","inc_tax":"0","tax":"0"},"gift_certificate_id":"","quantity_shipped":0,"quantity_refunded":0,
            "booking":{"item_code":"SKU-1","quantity":"2","unit_price":"24.90","amount":"49.80","tax_code":"A1","tax_rate":"20","warehouse":"01"}}],
        "shipping":{"ex_tax":"4.17","inc_tax":"5.00","tax":"0.83"},"handling":{"ex_tax":"0","inc_tax":"0","tax":"0"},"wrapping":{"ex_tax":"0","inc_tax":"0","tax":"0"},
        "fees":[],"discounts":{"order":"0","coupons":"0","list":[]},
        "totals":{"subtotal_ex_tax":"41.50","subtotal_inc_tax":"49.80","subtotal_tax":"8.30","ex_tax":"45.67","inc_tax":"54.80","tax":"9.13"},"taxes":[],
        "payment":{"state":"captured","stated":"captured","method":"Card","provider_id":"","store_credit":"0","gift_certificates":"0","transactions":[]},
        "notes":{"customer":"","staff":""},"references":{"external_id":"","external_order_id":"","external_source":""},
        "booking":{"price_mode":"gross","customer":{"policy":"fixed","card_code":"C20007"},
            "freight":[{"code":"1","amount":"5.00","tax_code":"A1","tax_rate":"20","label":"Parcel","place":"shipping"}],
            "document_date":"2026-01-31","due_date":"2026-02-03","series":"","branch":"","comments":"Web shop order","expected_total":"54.80","expected_tax":"9.13","tax_rounding":"line"}})");
    body.member("booking").member("customer").set("policy", policy);
    return body;
}

inline std::string key_of(const std::string& number) { return "order:shop:" + number; }
inline Value delivery(const Value& body) {
    const std::string id = body["id"].text_or("");
    return Value::object({{"message", Value::object({{"id", "1"}, {"type", "order"}, {"source", "shop/orders"}, {"source_key", id}, {"revision", "r"}, {"correlation", ""},
                                                     {"received_at", "2026-01-31T08:00:01Z"}, {"held", false}, {"body", body}})},
                          {"idempotency_key", key_of(id)}, {"attempt", 1}});
}
inline Value deliveries(const std::vector<Value>& bodies) {
    Value list = Value::array();
    for (const Value& body : bodies) list.push(delivery(body));
    return Value::object({{"deliveries", std::move(list)}});
}
// The order 1047 of 54.80, posted as sales order 812.
inline Value confirmation(Value transactions = Value::array(), const std::string& state = "captured") {
    Value body = json(R"({"order_id":"1047","order_number":"1047","channel_id":"1","placed_at":"2026-01-31T08:00:00Z","currency":"GBP","total":"54.80",
        "document":{"id":"812","number":"26000812","state":"booked","amount":"54.80","currency":"GBP","key":"order:shop:1047"},
        "status":{"code":"11","name":"Awaiting Fulfillment","phase":"open"},
        "payment":{"state":"captured","stated":"captured","method":"Card","provider_id":"","store_credit":"0","gift_certificates":"0","transactions":[]},"external_order_id":""})");
    body.member("payment").set("state", state);
    body.member("payment").set("transactions", std::move(transactions));
    return body;
}
inline Value transaction(const std::string& id, const std::string& amount, const std::string& event = "purchase", const std::string& reference_id = "", const std::string& gateway_reference = "pi_") {
    return Value::object({{"id", id}, {"event", event}, {"method", "credit_card"}, {"gateway", "stripe"}, {"gateway_reference", gateway_reference.empty() ? gateway_reference : gateway_reference + id},
                          {"amount", amount}, {"currency", "GBP"}, {"at", "2026-01-31T08:00:05Z"}, {"ok", true}, {"test", false}, {"reference_id", reference_id}});
}
inline Value confirming(const Value& body) {
    return Value::object({{"deliveries", Value::array({Value::object({{"message", Value::object({{"id", "2"}, {"type", "confirmation"}, {"source", "erp/orders"}, {"source_key", body["order_id"]}, {"revision", "r"},
                                                                                                 {"correlation", ""}, {"received_at", "2026-01-31T08:00:01Z"}, {"held", false}, {"body", body}})},
                                                                      {"idempotency_key", "confirmation:shop:1047"}, {"attempt", 1}})})}});
}
inline const Value& result(const plugin::Outcome& outcome, std::size_t index = 0) {
    static const Value nothing;
    const auto* results = outcome.document["results"].as_array();
    return results && index < results->size() ? (*results)[index] : nothing;
}
inline std::string verdict(const plugin::Outcome& outcome, std::size_t index = 0) { return result(outcome, index)["verdict"].text_or("none"); }

} // namespace sapb1_room

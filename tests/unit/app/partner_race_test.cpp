// Protects against doubled business partners: two lanes post the first two orders of one new customer at once. Both look, both find
// nobody, both make the partner; the company's own key lets one of them through, and the other lane takes what the first has made.
#include "b1/company.hpp"

#include "config/secrets.hpp"
#include "message/json.hpp"
#include "plugin/catalog.hpp"
#include "plugin/http_service.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

using namespace ledgerline;
using message::Value;

struct SetClock final : base::Clock {
    base::Millis now() const override { return 1'772'359'200'000; } // 2026-03-01T10:00:00Z
};

Value json(const std::string& text) { return message::parse_json(text); }

// Lets no partner be made until both lanes want to: each has seen then that there is none.
class Wire final : public base::Transport {
public:
    explicit Wire(sandbox::b1::Company& company) : company_(company) {}
    base::Exchange send(const base::Endpoint&, const base::HttpRequest& request) override {
        if (request.method == "POST" && request.target.find("/BusinessPartners") != std::string::npos) {
            std::unique_lock lock(lock_);
            ++waiting_;
            both_.notify_all();
            both_.wait_for(lock, std::chrono::seconds(60), [this] { return waiting_ >= 2; }); // a lane that failed before must not hang the test
        }
        return {base::Reach::answered, company_.handle(request), ""};
    }
    int wanted() const { return waiting_; }

private:
    sandbox::b1::Company& company_;
    std::mutex lock_;
    std::condition_variable both_;
    int waiting_ = 0;
};

void set_up(sandbox::b1::Company& company) {
    company.add_warehouse(json(R"({"WarehouseCode":"01","WarehouseName":"Main"})"));
    company.add_vat_group(json(R"({"Code":"S1","Name":"20 %","Category":"bovcOutputTax","VatGroups_Lines":[{"Effectivefrom":"2000-01-01","Rate":20}]})"));
    company.add_item(json(R"({"ItemCode":"MUG","ItemName":"Mug","ItemType":"itItems","SalesItem":"tYES","InventoryItem":"tYES","Valid":"tYES","DefaultWarehouse":"01",
        "ItemWarehouseInfoCollection":[{"ItemCode":"MUG","WarehouseCode":"01","InStock":10}]})"));
    std::string cookie;
    const auto post = [&](const std::string& set, const std::string& body) {
        const base::HttpResponse answer = company.handle({"POST", "/b1s/v2/" + set, {{"Content-Type", "application/json"}, {"Cookie", cookie}}, body});
        REQUIRE(answer.status < 300);
        if (set == "Login") cookie = base::header(answer.headers, "Set-Cookie").substr(0, base::header(answer.headers, "Set-Cookie").find(';'));
    };
    post("Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox"})");
    post("UserTablesMD", R"({"TableName":"LEDGERLINE","TableDescription":"Keys","TableType":"bott_NoObject"})");
    post("UserFieldsMD", R"({"TableName":"ORDR","Name":"LL_Key","Description":"Key","Type":"db_Alpha","Size":50})");
    post("UserFieldsMD", R"({"TableName":"RDR1","Name":"LL_Line","Description":"Line","Type":"db_Alpha","Size":30})");
}

Value booked_order(const std::string& id) {
    const std::string address = R"({"first_name":"Ines","last_name":"Farrow","company":"","street_1":"2 Mill Lane","street_2":"","city":"Leeds","state":"","postcode":"LS1 4AP",
        "country":"United Kingdom","country_code":"GB","phone":"","email":"ines@example.com"})";
    return json(fmt::format(R"({{"id":"{0}","number":"{0}","channel":{{"id":"1","source":"www"}},"currency":"GBP","decimals":2,
        "customer":{{"kind":"registered","id":"31","email":"ines@example.com","first_name":"Ines","last_name":"Farrow","company":"","phone":"","tax_id":"","group":""}},
        "billing_address":{1},"consignments":[{{"id":"7","address":{1}}}],"references":{{"external_id":""}},
        "lines":[{{"id":"1","sku":"MUG","quantity":1,"consignment_id":"7","options":[],
            "booking":{{"item_code":"MUG","quantity":"1","unit_price":"12.00","amount":"12.00","tax_code":"S1","tax_rate":"20"}}}}],
        "booking":{{"price_mode":"gross","customer":{{"policy":"create","card_code":"W31","name":"Ines Farrow","email":"ines@example.com","external_id":"31","currency":"##"}},
            "document_date":"2026-03-01","expected_total":"12.00","tax_rounding":"line"}}}})",
                            id, address));
}

Value delivery_of(const std::string& id) {
    Value message = json(R"({"id":"1","type":"order","source":"shop/orders","revision":"r","correlation":"","received_at":"2026-03-01T10:00:00Z","held":false})");
    message.set("source_key", id);
    message.set("body", booked_order(id));
    return Value::object({{"deliveries", Value::array({Value::object({{"message", message}, {"idempotency_key", "order:shop:" + id}, {"attempt", 1}})})}});
}

} // namespace

TEST_CASE("app.partners: two lanes that make the same customer at once make one business partner and two orders") {
    SetClock clock;
    base::Random chance(1);
    sandbox::b1::Company company({}, clock, chance);
    set_up(company);
    Wire wire(company);
    config::Secrets secrets;
    Value connection = json(R"({"url":"https://erp.test:50000/b1s/v2","company":"SBO_SANDBOX","user":"ledgerline","language":"","ca_file":"","fingerprint":"","verify":true,"timeout":100000})");
    connection.set("password", secrets.keep("sandbox"));
    const Value fields = json(R"({"tax_field":"VatGroup","reference":"{number}","price_mode":"leave","currencies":[],"preview":"never","hand_made":"ignore","cancelled_after_delivery":"hold","states":[],"countries":[],"options":"leave",
        "external_id_field":"","valid_no_means":"active","utc_offset":"+00:00"})");
    plugin::Catalog catalog;
    REQUIRE(catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins").empty());
    const auto* entry = catalog.find("orders", plugin::ComponentKind::sink);
    REQUIRE(entry);
    base::Log log(nullptr, base::Log::Form::json, base::Level::error, clock);
    plugin::ConnectionHttp http(wire, connection, secrets, "Ledgerline/test");
    plugin::Services services;
    services.clock = &clock;
    services.log = &log;
    services.http = &http;

    std::string verdicts[2];
    {
        std::vector<std::thread> lanes;
        for (int lane = 0; lane < 2; ++lane)
            lanes.emplace_back([&, lane] {
                plugin::Component sink(*entry, "erp/orders", connection, fields, services);
                const plugin::Outcome outcome = sink.handle(LL_DELIVER, delivery_of(std::to_string(1047 + lane)));
                const auto* results = outcome.document["results"].as_array();
                verdicts[lane] = results && !results->empty() ? results->front()["verdict"].text_or("none") : "none";
            });
        for (std::thread& lane : lanes) lane.join();
    }
    CHECK(wire.wanted() == 2);
    CHECK(verdicts[0] == "delivered");
    CHECK(verdicts[1] == "delivered");
    CHECK(company.count("BusinessPartners") == 1);
    CHECK(company.orders_with("CardCode", "W31").size() == 2);
}

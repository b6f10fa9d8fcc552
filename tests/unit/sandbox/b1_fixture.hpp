// A small German company behind the simulated Service Layer, and short words for talking to it.
#pragma once

#include "b1/company.hpp"

#include "message/json.hpp"

#include <catch2/catch.hpp>

namespace ledgerline::sandbox::b1::test {

using message::Value;

class StoppedClock final : public base::Clock {
public:
    base::Millis now() const override { return at; }
    base::Millis at = 1'769'850'900'000; // 2026-01-31 09:15:00 UTC
};

inline Value json(const std::string& text) {
    return message::parse_json(text);
}

struct Answer {
    int status = 0;
    base::Headers headers;
    std::string text;
    Value body;

    std::string header(const std::string& name) const { return base::header(headers, name); }
    // v2: text, v1: number.
    std::string code() const { return body["error"]["code"].text_or(""); }
    std::string message() const {
        const Value& said = body["error"]["message"];
        return said.is_object() ? said["value"].text_or("") : said.text_or("");
    }
};

struct Bench {
    explicit Bench(CompanySettings settings = german(), bool log_in = true) : random(7), company(std::move(settings), clock, random) {
        company.add_warehouse(json(R"({"WarehouseCode":"01","WarehouseName":"Main"})"));
        company.add_warehouse(json(R"({"WarehouseCode":"02","WarehouseName":"Shop"})"));
        company.add_vat_group(json(R"({"Code":"A1","Name":"19 %","Category":"bovcOutputTax","VatGroups_Lines":[{"Effectivefrom":"2000-01-01","Rate":16},{"Effectivefrom":"2007-01-01","Rate":19}]})"));
        company.add_vat_group(json(R"({"Code":"A5","Category":"bovcOutputTax","VatGroups_Lines":[{"Effectivefrom":"2000-01-01","Rate":5}]})"));
        company.add_vat_group(json(R"({"Code":"A0","Category":"bovcOutputTax","VatGroups_Lines":[{"Effectivefrom":"2000-01-01","Rate":0}]})"));
        company.add_expense(json(R"({"ExpensCode":1,"Name":"Parcel","OutputVATGroup":"A1"})"));
        for (const char* code : {"SKU-1", "SKU-2", "SKU-3"}) add_item(code);
        company.add_business_partner(json(R"({"CardCode":"C20007","CardName":"Jana Muster","CardType":"cCustomer","Currency":"EUR","EmailAddress":"jana@example.test"})"));
        company.add_business_partner(json(R"({"CardCode":"C99","CardName":"World Ltd","Currency":"##"})"));
        if (log_in) login();
    }

    static CompanySettings german() {
        CompanySettings settings;
        settings.local_currency = "EUR";
        settings.accuracy.prices = 2;
        return settings;
    }

    void add_item(const std::string& code) {
        company.add_item(json(R"({"ItemCode":")" + code + R"(","ItemName":"Mug )" + code + R"(","SalesVATGroup":"A1","DefaultWarehouse":"01","QuantityOnStock":12.0,
            "ItemPrices":[{"PriceList":1,"Price":24.9,"Currency":"EUR"}],
            "ItemWarehouseInfoCollection":[{"WarehouseCode":"01","InStock":10.0},{"WarehouseCode":"02","InStock":2.0}]})"));
    }

    void login() {
        const Answer answer = call("POST", "/b1s/v2/Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox","Language":3})");
        REQUIRE(answer.status == 200);
        session = answer.body["SessionId"].text_or("");
    }

    Answer call(const std::string& method, const std::string& target, const std::string& body = "", base::Headers headers = {}) {
        base::HttpRequest request{method, target, std::move(headers), body};
        request.headers.emplace_back("Host", "sap.example.test:50000");
        if (!session.empty()) request.headers.emplace_back("Cookie", "B1SESSION=" + session + "; ROUTEID=.node1");
        const base::HttpResponse response = company.handle(request);
        Answer answer{response.status, response.headers, response.body, nullptr};
        if (base::header(response.headers, "Content-Type").starts_with("application/json")) answer.body = json(response.body);
        return answer;
    }
    Answer get(const std::string& what, base::Headers headers = {}) { return call("GET", "/b1s/v2/" + what, "", std::move(headers)); }
    Answer post(const std::string& what, const std::string& body, base::Headers headers = {}) { return call("POST", "/b1s/v2/" + what, body, std::move(headers)); }
    Answer patch(const std::string& what, const std::string& body, base::Headers headers = {}) { return call("PATCH", "/b1s/v2/" + what, body, std::move(headers)); }

    // An order of one line: `line` are further members of it.
    static std::string order(const std::string& line = R"("Quantity":1,"UnitPrice":24.9)", const std::string& header = "") {
        return R"({"CardCode":"C20007","DocDueDate":"2026-02-03")" + (header.empty() ? "" : "," + header) + R"(,"DocumentLines":[{"ItemCode":"SKU-1",)" + line + "}]}";
    }
    std::int64_t posted(const std::string& body) {
        const Answer answer = post("Orders", body);
        INFO(answer.text);
        REQUIRE(answer.status == 201);
        return answer.body["DocEntry"].int_or(0);
    }
    std::string stock(const std::string& item, std::size_t warehouse, const std::string& what) {
        const Value found = company.find("Items", item);
        return (*found["ItemWarehouseInfoCollection"].as_array())[warehouse][what].text_or("");
    }
    // The way the connector works: a key row and the order as one change set.
    static std::string keyed_order(const std::string& key, const std::string& order_body, const std::string& root = "/b1s/v2") {
        return "--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n"
               "--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 1\r\n\r\n"
               "POST " + root + "/U_LEDGERLINE HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\"Code\":\"" + key + "\",\"Name\":\"" + key + "\"}\r\n"
               "--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 2\r\n\r\n"
               "POST " + root + "/Orders HTTP/1.1\r\nContent-Type: application/json\r\n\r\n" + order_body + "\r\n--c--\r\n--b--\r\n";
    }
    Answer batch(const std::string& body, const std::string& root = "/b1s/v2") {
        return call("POST", root + "/$batch", body, {{"Content-Type", "multipart/mixed;boundary=b"}});
    }
    void add_user_objects() {
        REQUIRE(post("UserTablesMD", R"({"TableName":"LEDGERLINE","TableDescription":"Keys","TableType":"bott_NoObject"})").status == 201);
        REQUIRE(post("UserFieldsMD", R"({"TableName":"ORDR","Name":"LL_Key","Description":"Key","Type":"db_Alpha","Size":50})").status == 201);
        REQUIRE(post("UserFieldsMD", R"({"TableName":"RDR1","Name":"LL_Line","Description":"Line","Type":"db_Alpha","Size":50})").status == 201);
    }

    StoppedClock clock;
    base::Random random;
    Company company;
    std::string session;
};

inline const Value& line(const Value& order, std::size_t i) {
    return (*order["DocumentLines"].as_array())[i];
}

} // namespace ledgerline::sandbox::b1::test

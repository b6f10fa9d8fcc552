// A whole simulated company in process, over the wire form, without sockets; and the connector's components on it.
#pragma once

#include "room.hpp"

#include "b1/company.hpp"
#include "plugin/http_service.hpp"

#include "base/random.hpp"

namespace sapb1_room {

namespace b1 = ledgerline::sandbox::b1;

class Wire final : public base::Transport {
public:
    explicit Wire(b1::Company& company) : company_(company) {}
    base::Exchange send(const base::Endpoint&, const base::HttpRequest& request) override {
        ++requests;
        targets.push_back(request.target);
        if (refuse_next-- > 0) return {base::Reach::not_sent, {}, "connection refused"};
        refuse_next = 0;
        base::HttpResponse response = company_.handle(request);
        // Of what books something: neither of a login nor of a question for the company's settings.
        const bool books = request.method == "POST" && request.target.find("Login") == std::string::npos && request.target.find("CompanyService") == std::string::npos;
        if (books && lose_next-- > 0) return {base::Reach::no_answer, {}, "the connection was reset"};
        lose_next = std::max(lose_next, 0);
        return {base::Reach::answered, std::move(response), ""};
    }
    int requests = 0, lose_next = 0, refuse_next = 0;
    std::vector<std::string> targets;

private:
    b1::Company& company_;
};

inline b1::CompanySettings settings_of_test() {
    b1::CompanySettings settings;
    settings.company_db = "SBO_TEST";
    settings.user_name = "bcintegration";
    settings.password = "password of the test";
    return settings;
}

// A company with the order's partner, items, tax group, freight and warehouse, and a sink that has prepared it.
struct World {
    explicit World(b1::CompanySettings settings = settings_of_test(), const std::string& version = "v2", const Value& sink_fields = sink_settings())
        : random(7), company(std::move(settings), clock, random), wire(company), line(connection(version)) {
        line.set("password", secrets.keep("password of the test"));
        http = std::make_unique<plugin::ConnectionHttp>(wire, line, secrets, "Ledgerline/test");
        room = std::make_unique<Room>(*http);
        company.add_warehouse(json(R"({"WarehouseCode":"01","WarehouseName":"Main"})"));
        company.add_vat_group(json(R"({"Code":"A1","Name":"UK 20","Category":"bovcOutputTax","VatGroups_Lines":[{"Effectivefrom":"2000-01-01","Rate":20.0}]})"));
        company.add_expense(json(R"({"ExpensCode":1,"Name":"Parcel","OutputVATGroup":"A1"})"));
        company.add_business_partner(json(R"({"CardCode":"C20007","CardName":"Web shop","CardType":"cCustomer","Currency":"##","Valid":"tYES","EmailAddress":"Jana@Example.test"})"));
        for (const char* code : {"SKU-1", "SKU-2", "SKU-3"})
            company.add_item(Value::object({{"ItemCode", code}, {"ItemName", "Mug"}, {"SalesItem", "tYES"}, {"InventoryItem", "tYES"}, {"Valid", "tYES"}, {"SalesVATGroup", "A1"},
                                            {"ItemWarehouseInfoCollection", json(R"([{"WarehouseCode":"01","InStock":1000.0}])")}}));
        sink = room->sink(sink_fields, line);
    }
    void prepare() {
        const auto outcome = sink->handle(LL_PREPARE, Value::object({{"dry_run", false}}));
        REQUIRE(outcome.verdict == LL_PASS);
        for (std::size_t i = 0; i < 3; ++i) REQUIRE(result(outcome, i)["state"].text_or("") == "created");
    }
    plugin::Outcome deliver(const std::vector<Value>& bodies) {
        auto outcome = sink->handle(LL_DELIVER, deliveries(bodies));
        for (const auto& finding : outcome.findings) UNSCOPED_INFO(finding.code << ": " << finding.message);
        for (std::size_t i = 0; i < bodies.size(); ++i) UNSCOPED_INFO(i << ": " << message::write_json(result(outcome, i)));
        return outcome;
    }
    std::string probe(const Value& body) { return verdict(sink->handle(LL_PROBE, deliveries({body}))); }
    std::size_t documents(const std::string& number) const { return company.count_orders("U_LL_Key", key_of(number)); }

    SetClock clock;
    base::Random random;
    b1::Company company;
    Wire wire;
    config::Secrets secrets;
    Value line;
    std::unique_ptr<plugin::ConnectionHttp> http;
    std::unique_ptr<Room> room;
    std::unique_ptr<plugin::Component> sink;
};

} // namespace sapb1_room

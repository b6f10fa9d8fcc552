#include "crash_bench.hpp"

#include "support/two_systems.hpp"

#include "ledger/history.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

namespace ledgerline::test {

using message::Value;

BothSystems::BothSystems(const HandClock& clock, Fate& the_fate) : fate(the_fate), shop(united_kingdom_store(), clock, shop_chance_), company(united_kingdom_company(), clock, company_chance_) {
    set_up_company();
    prepare(company, {key_of_orders, key_of_payments, store_line});
}

void BothSystems::set_up_company() {
    for (const auto& [code, name] : {std::pair{"01", "Main"}, std::pair{"SCRAP", "Scrap"}}) company.add_warehouse(Value::object({{"WarehouseCode", code}, {"WarehouseName", name}}));
    for (const auto& [code, rate] : {std::pair{"S1", "20"}, std::pair{"S5", "5"}, std::pair{"S0", "0"}})
        company.add_vat_group(message::parse_json(
            fmt::format(R"({{"Code":"{}","Name":"{}","Category":"bovcOutputTax","VatGroups_Lines":[{{"Effectivefrom":"2000-01-01","Rate":{}}}]}})", code, code, rate)));
    company.add_expense(message::parse_json(R"({"ExpensCode":1,"Name":"Carriage","TaxLiable":"tYES","OutputVATGroup":"S1","RevenuesAccount":"430000"})"));
    company.add_business_partner(message::parse_json(R"({"CardCode":"C-WEB","CardName":"Web shop","CardType":"cCustomer","Currency":"##"})"));
    for (int n = 0; n < 12; ++n) add_item(fmt::format("SKU-{}", n));
}

void BothSystems::add_item(const std::string& code) {
    company.add_item(message::parse_json(fmt::format(R"({{"ItemCode":"{0}","ItemName":"Item {0}","ItemType":"itItems","SalesItem":"tYES","PurchaseItem":"tYES","InventoryItem":"tYES","Valid":"tYES",
        "Frozen":"tNO","VatLiable":"tYES","DefaultWarehouse":"01","ItemWarehouseInfoCollection":[{{"ItemCode":"{0}","WarehouseCode":"01","InStock":1000.0}},{{"ItemCode":"{0}","WarehouseCode":"SCRAP","InStock":0.0}}]}})", code)));
}

std::int64_t BothSystems::place(int buyer, const Value& lines, const std::string& shipping, const Value& members) {
    Value address = message::parse_json(fmt::format(R"({{"first_name":"Ann","last_name":"Buyer","company":"","street_1":"1 Quay","street_2":"","city":"Bristol","state":"","zip":"BS1 1AA",
        "country":"United Kingdom","country_iso2":"GB","phone":"","email":"buyer{}@example.com"}})", buyer));
    Value to = address;
    to.set("shipping_method", "Flat rate");
    to.set("cost", shipping);
    Value order = Value::object({{"customer_id", Value(buyer % 3 == 0 ? 0 : 100 + buyer)}, {"billing_address", address}, {"shipping_addresses", Value::array({to})}, {"products", lines}});
    for (const auto& [name, value] : *members.as_object()) order.set(name, value);
    return shop.place_order(order);
}

bool BothSystems::call_back(app::Engine& engine) {
    std::exception_ptr death;
    const std::size_t sent = shop.send_callbacks([&](const sandbox::Callback& callback) {
        if (death) return 0;
        try {
            const auto answer = engine.receive("shop", {"POST", "/hooks/shop", callback.headers, callback.body});
            ++callbacks;
            return answer ? answer->status : 404;
        } catch (const Death&) {
            death = std::current_exception();
            return 0;
        }
    });
    if (death) std::rethrow_exception(death);
    return sent > 0;
}

base::Exchange BothSystems::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    if (fate.gone_at(Point::before_request)) return {base::Reach::no_answer, {}, "the process is gone"};
    ++fate.requests;
    base::Exchange exchange{base::Reach::answered, endpoint.host == "shop.test" ? shop.handle(request) : company.handle(request), ""};
    if (fate.gone_at(Point::after_request)) return {base::Reach::no_answer, {}, "the process is gone"};
    return exchange;
}

Program::Program(const std::string& overlay, std::map<std::string, std::string> environment) {
    environment.insert({{"SHOP_TOKEN", "sandbox-token"}, {"SHOP_CLIENT_SECRET", "sandbox-client-secret"}, {"ERP_PASSWORD", "sandbox"}});
    deployment = config::read_deployment(std::string(LEDGERLINE_SOURCE_DIR) + "/tests/simulation/deployment", overlay, [&](const std::string& name) -> std::optional<std::string> {
        const auto found = environment.find(name);
        return found == environment.end() ? std::nullopt : std::optional(found->second);
    });
    for (const std::string& problem : catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
}

std::string text_of_document(const Value& document) {
    std::string text = fmt::format("{} {} for {}:", document["DocTotal"].text_or(""), document["DocCurrency"].text_or(""), document["CardCode"].text_or("").substr(0, 1));
    for (const Value& line : *document["DocumentLines"].as_array()) text += fmt::format(" {} x {}", line["Quantity"].text_or(""), line["ItemCode"].text_or(""));
    return text + (document["Cancelled"].text_or("") == "tYES" ? " cancelled." : ".");
}

void Lives::until_quiet(const std::function<void(store::Store&)>& at_work, const std::function<void(store::Store&)>& books) {
    for (bool quiet = false; !quiet;) {
        try {
            store::Store store(location_, clock_, store::Store::Mode::inline_, &systems_.fate);
            app::Engine engine(program_.deployment, program_.catalog, {store, systems_, clock_, log_, 1});
            engine.start();
            at_work(store);
            settle(engine);
            look_for_trouble(store);
            books(store);
            quiet = true;
        } catch (const Death&) {
            ++deaths;
            systems_.fate.next_life();
        }
    }
}

// Long enough for every poll, pause and look-up.
void Lives::settle(app::Engine& engine) {
    const base::Millis begin = clock_.at;
    while (clock_.at - begin < 3'600'000) {
        bool worked = systems_.call_back(engine);
        for (const app::Stage& stage : engine.stages()) {
            worked = stage.step() || worked;
            if (systems_.fate.dead()) throw Death{};
        }
        if (worked) continue;
        if (clock_.at - begin > 150'000 && engine.is_idle()) return;
        clock_.at += 10'000;
    }
    trouble = "it does not come to an end: " + engine.obstacle();
}

EndOfDay Lives::end_of_day() const {
    EndOfDay end;
    end.keys = systems_.company.count("U_LEDGERLINE");
    end.partners = systems_.company.count("BusinessPartners");
    end.trouble = trouble;
    end.commits = systems_.fate.commits;
    end.requests = systems_.fate.requests;
    end.callbacks = systems_.callbacks;
    end.deaths = deaths;
    return end;
}

void Lives::look_for_trouble(const store::Store& store) {
    store.read([&](store::UnitOfWork& unit) {
        for (const auto& count : unit.outbox().counts())
            if (count.state == "in_flight" || count.state == "unconfirmed" || count.state == "ready") trouble = "deliveries are left over";
        for (const auto& row : unit.exceptions().list({}))
            if (row.message_id == 0) trouble = "left open about the flow: " + row.title;
    });
    if (const auto history = ledger::verify(store); !history.ok) trouble = history.problem;
}

} // namespace ledgerline::test

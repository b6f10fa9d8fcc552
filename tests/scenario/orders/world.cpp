#include "world.hpp"

#include "recording.hpp"

#include "../words.hpp"
#include "support/two_systems.hpp"

#include "app/engine.hpp"
#include "config/deployment.hpp"
#include "message/json.hpp"
#include "plugin/catalog.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <stdexcept>

namespace ledgerline::scenario {

using message::Value;

namespace {

Value json(const std::string& text) { return message::parse_json(text); }

sandbox::ShopSettings shop_settings(const Value& scenario) {
    if (scenario.find("store")) return sandbox::shop_settings_from(scenario["store"]);
    return test::united_kingdom_store();
}

sandbox::b1::CompanySettings company_settings(const Value& scenario) {
    sandbox::b1::CompanySettings settings;
    settings.default_vat_group = "S0";
    settings.round_tax_per_line = scenario["company"]["tax_rounding"].text_or("line") == "line";
    settings.local_currency = scenario["company"]["currency"].text_or("GBP");
    settings.sales_tax = scenario["company"]["sales_tax"].bool_or(false);
    settings.direct_rates = scenario["company"]["direct_rates"].bool_or(true);
    settings.branches_required = scenario["company"]["branches"].bool_or(false);
    if (scenario["company"]["set_prices"].text_or("whole") == "parts") settings.sales_set_prices = sandbox::b1::SetPrices::parts;
    return settings;
}

// In the order in which they run; those with fields of their own here are in every scenario, the others where one names them.
Value rule_chain(const Value& scenario) {
    const Value chain = json(R"({"payment-gate":{},"tender-check":null,"address-check":null,"currency":null,"customer-match":{"registered":"create","guest":"one-partner","card_code":"C-WEB"},
        "sku-match":{},"warehouse-map":null,"tax-map":{"map":"tax.csv"},"discounts":{},
        "shipping":{"tax_map":"tax.csv","shipping_code":"1","handling_code":"2","wrapping_code":"3","fee_code":"4"},"posting":{},"total-check":{"tax_rounding":"line"}})");
    Value rules = Value::array();
    std::size_t named = 0;
    for (const auto& [name, fields] : *chain.as_object()) {
        const auto* own = scenario["rules"][name].as_object();
        if (own) ++named;
        if (!own && fields.is_null()) continue;
        Value changed = fields.is_null() ? Value::object() : fields;
        if (own)
            for (const auto& [field, value] : *own) changed.set(field, value);
        rules.push(Value::object({{name, changed}}));
    }
    if (scenario["rules"].as_object() && scenario["rules"].as_object()->size() != named) throw std::invalid_argument("rules: one of them is not in the chain");
    return rules;
}

// A route besides that of the orders: where it leads is known, its fields are the scenario's.
Value further_route(const std::string& name, const Value& fields) {
    const Value known = json(R"({"confirmations":{"from":"erp/orders","to":"shop/order-status"},"payments":{"from":"erp/orders","to":"erp/payments","sink":{"payment_map":"payments.csv"}},
        "shipments":{"from":"erp/shipments","to":"shop/shipments","every":"30s","source":{"store":"shop"}},
        "refunds":{"from":"shop/refunds","to":"erp/credit-memos","every":"30s","rules":[{"refund-gate":{}},{"refund-booking":{}}]},
        "refunds-by-hand":{"from":"refunds","to":"erp/credit-memos","rules":[{"refund-gate":{}},{"refund-booking":{}}]}})");
    if (!known.find(name)) throw std::invalid_argument("routes: there is no route " + name);
    Value route = known[name];
    for (const auto& [part, value] : *fields.as_object()) {
        if (part == "rules") { // fields of rules that the route has
            Value rules = Value::array();
            for (const Value& rule : list_of(route["rules"])) {
                const auto& [rule_name, standard] = rule.as_object()->front();
                rules.push(Value::object({{rule_name, value.find(rule_name) ? value[rule_name] : standard}}));
            }
            route.set(part, std::move(rules));
            continue;
        }
        Value whole = route.find(part) ? route[part] : Value::object();
        if (const auto* members = value.as_object())
            for (const auto& [field, one] : *members) whole.set(field, one);
        else whole = value;
        route.set(part, std::move(whole));
    }
    return route;
}

void put_file(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

class World::Wire final : public base::Transport {
public:
    explicit Wire(World& world) : world_(world) {}
    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override {
        return {base::Reach::answered, endpoint.host == "shop.test" ? world_.shop_.handle(request) : world_.company_.handle(request), ""};
    }

private:
    World& world_;
};

World::World(const Value& scenario, std::filesystem::path folder) :
    shop_(shop_settings(scenario), clock_, shop_chance_), company_(company_settings(scenario), clock_, company_chance_), folder_(std::move(folder)), then_(scenario["then"]), first_(scenario["first"]),
    later_(scenario["later"]), others_(scenario["others"]) {
    test::prepare(company_, {test::key_of_orders, test::store_customer, test::key_of_payments, test::store_line});
    set_up_company(scenario);
    write_deployment(scenario);
}

void World::set_up_company(const Value& scenario) {
    for (const char* code : {"01", "02"}) company_.add_warehouse(json(fmt::format(R"({{"WarehouseCode":"{0}","WarehouseName":"Warehouse {0}"}})", code)));
    for (const auto& [code, rate] : {std::pair{"S1", "20"}, std::pair{"S5", "5"}, std::pair{"S0", "0"}, std::pair{"TX", "8.25"}, std::pair{"S10", "10"}, std::pair{"RC", "0"}})
        company_.add_vat_group(json(fmt::format(R"({{"Code":"{}","Name":"{} %","Category":"bovcOutputTax","VatGroups_Lines":[{{"Effectivefrom":"2000-01-01","Rate":{}}}]}})", code, rate, rate)));
    for (const auto& [code, rate] : {std::pair{"TX", "8.25"}, std::pair{"EX", "0"}}) company_.add_sales_tax_code(json(fmt::format(R"({{"Code":"{0}","Name":"{0}","Rate":{1}}})", code, rate)));
    for (const Value& currency : list_of(scenario["currencies"])) company_.add_currency(currency);
    for (const Value& rate : list_of(scenario["rates"])) company_.set_rate(rate["currency"].text_or(""), "", Decimal::parse(rate["rate"].text_or("")));
    for (const auto& [code, name] : {std::pair{1, "Carriage"}, std::pair{2, "Handling"}, std::pair{3, "Wrapping"}, std::pair{4, "Fees"}})
        company_.add_expense(json(fmt::format(R"({{"ExpensCode":{},"Name":"{}","TaxLiable":"tYES","OutputVATGroup":"S1","RevenuesAccount":"{}"}})", code, name, scenario["company"]["freight_account"].text_or("430000"))));
    company_.add_business_partner(json(R"({"CardCode":"C-WEB","CardName":"Web shop","CardType":"cCustomer","Currency":"##","EmailAddress":"web@example.com"})"));
    for (const Value& partner : list_of(scenario["partners"])) company_.add_business_partner(partner);
    if (!scenario["items"].as_array()) throw std::invalid_argument("items: a scenario lists the items of the company");
    for (const Value& given : *scenario["items"].as_array()) add_item(given);
    for (const Value& type : list_of(scenario["shipping_types"])) company_.add_shipping_type(type);
    for (const Value& tree : list_of(scenario["product_trees"])) company_.add_product_tree(tree);
}

void World::add_item(const Value& given) {
    Value item = json(R"({"ItemType":"itItems","SalesItem":"tYES","PurchaseItem":"tYES","InventoryItem":"tYES","Valid":"tYES","Frozen":"tNO","VatLiable":"tYES","DefaultWarehouse":"01"})");
    if (given.is_text()) item.set("ItemCode", given);
    else for (const auto& [name, value] : *given.as_object()) item.set(name, value);
    item.set("ItemName", "Item " + item["ItemCode"].text_or(""));
    item.set("ItemWarehouseInfoCollection", json(fmt::format(R"([{{"ItemCode":"{0}","WarehouseCode":"01","InStock":1000000.0}},{{"ItemCode":"{0}","WarehouseCode":"02","InStock":1000000.0}}])", item["ItemCode"].text_or(""))));
    company_.add_item(item);
    items_.push_back(item["ItemCode"].text_or(""));
}

// A deployment is YAML, and JSON is YAML as well.
void World::write_deployment(const Value& scenario) const {
    std::filesystem::remove_all(folder_);
    Value deployment = json(R"({"deployment":"scenario","store":"memory","connections":{
        "shop":{"plugin":"bigcommerce","token":"${env:SHOP_TOKEN}"},
        "erp":{"plugin":"sapb1","url":"https://erp.test:50000/b1s/v2","company":"SBO_SANDBOX","user":"ledgerline","password":"${env:ERP_PASSWORD}"}},
        "routes":{"items":{"from":"erp/items","to":"item-master","every":"60s"},
                  "orders":{"from":"shop/orders","to":"erp/orders","every":"30s","needs":["items"]}}})");
    deployment.member("connections").member("shop").set("url", "http://shop.test/stores/" + shop_.settings().store_hash);
    Value& orders = deployment.member("routes").member("orders");
    for (const char* part : {"source", "sink", "changes"})
        if (const Value* given = scenario.find(part)) orders.set(part, *given);
    orders.set("rules", rule_chain(scenario));
    if (const auto* further = scenario["routes"].as_object())
        for (const auto& [name, fields] : *further) deployment.member("routes").set(name, further_route(name, fields));
    put_file(folder_ / "ledgerline.yaml", message::write_json_pretty(deployment));
    put_file(folder_ / "maps" / "tax.csv", scenario["tax_map"].text_or("country,tax,class,rate,code\n,,,20,S1\n,,,5,S5\n,,,8.25,TX\n,,,0,S0\n"));
    put_file(folder_ / "maps" / "payments.csv", "method,gateway,policy,kind,account,card,card_method\ncredit_card,stripe,down-payment,transfer,1810,,\ngift_certificate,,down-payment,transfer,3270,,\n"
                                                "store_credit,,down-payment,transfer,3271,,\nelectronic_wallet,paypalexpress,on-account,transfer,1820,,\nCash on Delivery,,none,,,,\n");
    if (const auto* maps = scenario["maps"].as_object())
        for (const auto& [name, text] : *maps) put_file(folder_ / "maps" / name, text.text_or(""));
}

Ending World::run(const Value& order, std::ostream* recording) {
    const config::Deployment deployment = config::read_deployment(folder_, "", [&](const std::string& name) -> std::optional<std::string> {
        return name == "SHOP_TOKEN" ? std::optional<std::string>(shop_.settings().token) : name == "ERP_PASSWORD" ? std::optional<std::string>("sandbox") : std::nullopt;
    });
    plugin::Catalog catalog;
    for (const std::string& problem : catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
    for (const Value& other : list_of(others_)) shop_.place_order(other);
    const std::string id = std::to_string(shop_.place_order(order));
    for (const Value& step : first_.is_object() ? Value::Array{first_} : list_of(first_)) take_step(step, id);
    clock_.at += 60'000;

    base::Log log(nullptr, base::Log::Form::json, base::Level::error, clock_);
    store::Store store({fmt::format("file:scenario-{}?mode=memory&cache=shared", id)}, clock_, store::Store::Mode::inline_);
    store_ = &store;
    Wire wire(*this);
    std::optional<Recording> recorded;
    if (recording) recorded.emplace(wire, *recording, folder_.filename().string());
    base::Transport& network = recorded ? static_cast<base::Transport&>(*recorded) : wire;
    app::Engine engine(deployment, catalog, {store, network, clock_, log, 1});
    engine.start();
    const auto until_quiet = [&] {
        const base::Millis begin = clock_.at;
        for (bool quiet = false; !quiet;) {
            bool worked = false;
            for (const app::Stage& stage : engine.stages()) worked = stage.step() || worked;
            if (worked) continue;
            quiet = clock_.at - begin > 120'000 && engine.is_idle();
            if (clock_.at - begin > 3'600'000) throw std::runtime_error("after an hour there is still work to do: " + engine.obstacle());
            clock_.at += 5'000;
        }
    };
    until_quiet();
    if (const auto* items = later_["items"].as_array()) {
        for (const Value& given : *items) add_item(given);
        until_quiet();
    }

    if (const auto* steps = then_.as_array())
        for (const Value& step : *steps) {
            take_step(step, id);
            until_quiet();
        }

    Ending ending;
    ending.documents = company_.orders_with("U_LL_Key", "order:shop:" + id);
    if (!ending.documents.empty()) ending.partner = company_.find("BusinessPartners", ending.documents.front()["CardCode"].text_or(""));
    ending.store_total = shop_.order(std::stoll(id))["order"]["total_inc_tax"].text_or("");
    ending.partners = company_.count("BusinessPartners");
    store.read([&](store::UnitOfWork& unit) {
        ending.afterwards = look_around(shop_, company_, unit, std::stoll(id));
        ending.credits = look_at_credits(shop_, company_, unit, items_);
        const auto revisions = unit.messages().revisions("shop/orders", "order", id);
        if (revisions.empty()) {
            ending.state = "never received";
            return;
        }
        const auto& newest = revisions.back();
        ending.state = newest.state;
        for (const auto& entry : unit.history().of_message(newest.id)) ending.reasons += entry.detail;
        const auto open = unit.exceptions().open_of_message(newest.id);
        if (!open) return;
        for (const auto& one : unit.exceptions().findings(open->id))
            ending.findings.push(Value::object({{"code", one.code}, {"subject", one.subject}, {"waits_for", one.waits_for}, {"message", one.message}, {"where", one.where},
                                                {"facts", one.facts.empty() ? Value() : json(one.facts)}}));
    });
    return ending;
}

} // namespace ledgerline::scenario

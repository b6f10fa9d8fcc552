#include "world.hpp"

#include "process.hpp"

#include "../words.hpp"
#include "support/two_systems.hpp"

#include "message/json.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace ledgerline::scenario {

using message::Value;

namespace {

Value json(const std::string& text) { return message::parse_json(text); }

// Members of `changes` over those of `known`; null takes one out.
Value merged(Value known, const Value& changes) {
    if (changes.is_null()) return known; // a scenario says only what it changes
    if (!changes.as_object()) return changes;
    if (!known.as_object()) known = Value::object();
    for (const auto& [name, value] : *changes.as_object()) {
        if (value.is_null()) known.erase(name);
        else known.set(name, merged(known.find(name) ? known[name] : Value(), value));
    }
    return known;
}

sandbox::ShopSettings shop_settings(const Value& scenario) {
    Value settings = merged(json(R"({"stock":{"locations":[{"id":1,"code":"main"},{"code":"east"},{"code":"west"}]}})"), scenario["store"]);
    sandbox::ShopSettings out = sandbox::shop_settings_from(settings);
    if (!settings.find("tax_rates")) out.tax_rates = sandbox::united_kingdom_tax_rates();
    return out;
}

sandbox::b1::CompanySettings company_settings() {
    sandbox::b1::CompanySettings settings;
    settings.default_vat_group = "S0";
    return settings;
}

Value rule_chain(const Value& changes) {
    Value rules = Value::array();
    const Value chain = merged(json(R"({"payment-gate":{},"customer-match":{"registered":"one-partner","guest":"one-partner","card_code":"C-WEB"},"sku-match":{},"tax-map":{"map":"tax.csv"},
        "discounts":{},"shipping":{"tax_map":"tax.csv","shipping_code":"1"},"posting":{},"total-check":{"tax_rounding":"line"}})"), changes);
    for (const auto& [name, fields] : *chain.as_object()) rules.push(Value::object({{name, fields}}));
    return rules;
}

void put_file(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

World::World(const Value& scenario, std::filesystem::path folder) :
    shop_(shop_settings(scenario), clock_, shop_chance_), company_(company_settings(), clock_, company_chance_), folder_(std::move(folder)) {
    if (const auto at = base::parse_time(scenario["at"].text_or(""))) clock_.at = *at;
    test::prepare(company_, {test::key_of_orders, test::store_line});
    set_up_company(scenario);
    set_up_store(scenario);
    write_deployment(scenario);
    start();
    work();
}

World::~World() = default;

void World::set_up_company(const Value& scenario) {
    for (const char* code : {"01", "02", "03", "04"}) company_.add_warehouse(json(fmt::format(R"({{"WarehouseCode":"{0}","WarehouseName":"Warehouse {0}"}})", code)));
    for (const auto& [code, rate] : {std::pair{"S1", "20"}, std::pair{"S0", "0"}})
        company_.add_vat_group(json(fmt::format(R"({{"Code":"{}","Name":"{} %","Category":"bovcOutputTax","VatGroups_Lines":[{{"Effectivefrom":"2000-01-01","Rate":{}}}]}})", code, rate, rate)));
    company_.add_expense(json(R"({"ExpensCode":1,"Name":"Carriage","TaxLiable":"tYES","OutputVATGroup":"S1"})"));
    company_.add_business_partner(json(R"({"CardCode":"C-WEB","CardName":"Web shop","CardType":"cCustomer","Currency":"##"})"));
    if (!scenario["items"].as_array()) throw std::invalid_argument("items: a scenario lists the items of the company");
    for (const Value& given : *scenario["items"].as_array()) add_item(given);
    for (const Value& tree : list_of(scenario["product_trees"])) company_.add_product_tree(tree);
}

// "stock": {"01": 10}, or {"01": {"in_stock": 10, "committed": 2, "ordered": 5, "locked": true}}.
void World::add_item(const Value& given) {
    Value item = json(R"({"ItemType":"itItems","SalesItem":"tYES","PurchaseItem":"tYES","InventoryItem":"tYES","Valid":"tYES","Frozen":"tNO","VatLiable":"tYES","DefaultWarehouse":"01"})");
    for (const auto& [name, value] : *given.as_object())
        if (name != "stock") item.set(name, value);
    const std::string code = item["ItemCode"].text_or("");
    item.set("ItemName", "Item " + code);
    Value rows = Value::array();
    if (const auto* stock = given["stock"].as_object())
        for (const auto& [warehouse, level] : *stock) {
            Value row = Value::object({{"ItemCode", code}, {"WarehouseCode", warehouse}, {"InStock", level.as_object() ? level["in_stock"] : level}});
            for (const auto& [member, name] : {std::pair{"committed", "Committed"}, std::pair{"ordered", "Ordered"}})
                if (level.find(member)) row.set(name, level[member]);
            if (level["locked"].bool_or(false)) row.set("Locked", "tYES");
            rows.push(std::move(row));
        }
    item.set("ItemWarehouseInfoCollection", std::move(rows));
    company_.add_item(item);
}

// A deployment is YAML, and JSON is YAML as well.
void World::write_deployment(const Value& scenario) const {
    std::filesystem::remove_all(folder_);
    Value deployment = json(R"({"deployment":"scenario","store":"memory","connections":{
        "shop":{"plugin":"bigcommerce","token":"${env:SHOP_TOKEN}"},
        "erp":{"plugin":"sapb1","url":"https://erp.test:50000/b1s/v2","company":"SBO_SANDBOX","user":"ledgerline","password":"${env:ERP_PASSWORD}"}}})");
    deployment.member("connections").member("shop").set("url", "http://shop.test/stores/" + shop_.settings().store_hash);
    Value routes = merged(json(R"({"items":{"from":"erp/items","to":"item-master","every":"60s"},
        "orders":{"from":"shop/orders","to":"erp/orders","every":"30s","needs":["items"],"changes":"apply"},
        "levels":{"from":"erp/stock","to":"stock-levels","every":"60s"},
        "listings":{"from":"shop/catalogue","to":"listings","every":"60s"},
        "stock":{"from":"stock-levels","to":"shop/inventory","stock":{"warehouses":"warehouses.csv","every":"1m","settle":"60s"}}})"), scenario["routes"]);
    routes.member("stock").set("stock", merged(routes["stock"]["stock"], scenario["stock"]));
    if (routes.find("orders")) routes.member("orders").set("rules", rule_chain(scenario["rules"]));
    deployment.set("routes", std::move(routes));
    put_file(folder_ / "ledgerline.yaml", message::write_json_pretty(deployment));
    put_file(folder_ / "maps" / "tax.csv", "country,tax,class,rate,code\n,,,20,S1\n,,,0,S0\n");
    put_file(folder_ / "maps" / "warehouses.csv", "warehouse,location\n01,main\n02,east\n03,west\n04,\n");
    if (const auto* maps = scenario["maps"].as_object())
        for (const auto& [name, text] : *maps) put_file(folder_ / "maps" / name, text.text_or(""));
}

} // namespace ledgerline::scenario

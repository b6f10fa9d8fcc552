#include "systems.hpp"

#include "support/two_systems.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <utility>

namespace ledgerline::bench {

using message::Value;

namespace {

constexpr std::uint64_t item_count = 200;

std::string sku_of(std::uint64_t n) { return fmt::format("SKU-{:03}", n); }

} // namespace

Systems::Systems(const base::Clock& clock, std::uint64_t seed)
    : chance_(seed), shop_chance_(seed + 1), company_chance_(seed + 2), shop_(test::united_kingdom_store(), clock, shop_chance_), company_(test::united_kingdom_company(), clock, company_chance_) {
    set_up_company();
}

std::vector<std::string> Systems::items() {
    std::vector<std::string> codes;
    for (std::uint64_t n = 0; n < item_count; ++n) codes.push_back(sku_of(n));
    return codes;
}

void Systems::set_up_company() {
    company_.add_warehouse(message::parse_json(R"({"WarehouseCode":"01","WarehouseName":"Main"})"));
    for (const auto& [code, rate] : {std::pair{"S1", "20"}, std::pair{"S5", "5"}, std::pair{"S0", "0"}})
        company_.add_vat_group(message::parse_json(fmt::format(
            R"({{"Code":"{}","Name":"{} %","Category":"bovcOutputTax","VatGroups_Lines":[{{"Effectivefrom":"2000-01-01","Rate":{}}}]}})", code, rate, rate)));
    company_.add_expense(message::parse_json(R"({"ExpensCode":1,"Name":"Carriage","TaxLiable":"tYES","OutputVATGroup":"S1"})"));
    company_.add_business_partner(message::parse_json(R"({"CardCode":"C-WEB","CardName":"Web shop","CardType":"cCustomer","Currency":"##"})"));
    for (std::uint64_t n = 0; n < item_count; ++n)
        company_.add_item(message::parse_json(fmt::format(R"({{"ItemCode":"{0}","ItemName":"Item {0}","ItemType":"itItems","SalesItem":"tYES","PurchaseItem":"tYES","InventoryItem":"tYES",
            "Valid":"tYES","Frozen":"tNO","VatLiable":"tYES","DefaultWarehouse":"01",
            "ItemWarehouseInfoCollection":[{{"ItemCode":"{0}","WarehouseCode":"01","InStock":100000.0}}]}})", sku_of(n))));
    test::prepare(company_, {test::key_of_orders, test::store_line});
}

void Systems::place_order() {
    const Value address = message::parse_json(fmt::format(R"({{"first_name":"Ann","last_name":"Buyer","company":"","street_1":"1 Quay","street_2":"","city":"Bristol","state":"",
        "zip":"BS1 1AA","country":"United Kingdom","country_iso2":"GB","phone":"","email":"buyer{}@example.com"}})", placed_));
    Value to = address;
    to.set("shipping_method", "Flat rate");
    to.set("cost", "3.95");
    Value lines = Value::array();
    for (std::uint64_t n = 1 + chance_.below(5); n > 0; --n) {
        const std::string sku = sku_of(chance_.one_in(2) ? chance_.below(10) : chance_.below(item_count));
        lines.push(Value::object({{"sku", sku}, {"name", "Goods " + sku}, {"quantity", Value(static_cast<std::int64_t>(1 + chance_.below(3)))},
                                  {"price", fmt::format("{}.{:02}", 1 + chance_.below(120), chance_.below(100))}}));
    }
    shop_.place_order(Value::object({{"customer_id", Value(0)}, {"billing_address", address}, {"shipping_addresses", Value::array({to})}, {"products", std::move(lines)}, {"status_id", Value(11)},
                                     {"payment", Value::object({{"state", "captured"}})}}));
    ++placed_;
}

} // namespace ledgerline::bench

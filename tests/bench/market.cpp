#include "market.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::bench {

using message::Value;

namespace {

constexpr std::uint64_t item_count = 200;
constexpr base::Millis long_ago = 1'767'603'600'000; // when the scheduler begins

std::string sku_of(std::uint64_t n) { return fmt::format("SKU-{:03}", n); }

sandbox::ShopSettings shop_settings() {
    sandbox::ShopSettings settings;
    settings.tax_rates = sandbox::united_kingdom_tax_rates();
    return settings;
}

sandbox::b1::CompanySettings company_settings() {
    sandbox::b1::CompanySettings settings;
    settings.default_vat_group = "S1";
    return settings;
}

sandbox::b1::LoadSettings load_settings() {
    sandbox::b1::LoadSettings settings;
    for (std::uint64_t n = 0; n < item_count; ++n) settings.items.push_back(sku_of(n));
    return settings;
}

} // namespace

Market::Market(Sale sale)
    : sale_(sale), chance_(sale.seed), shop_chance_(sale.seed + 1), company_chance_(sale.seed + 2), scheduler_({[this] { return next(); }, [this] { happen(); }}),
      shop_(shop_settings(), scheduler_, shop_chance_), company_(company_settings(), scheduler_, company_chance_), load_(load_settings(), sale.seed + 3, long_ago) {
    set_up_company();
}

void Market::set_up_company() {
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
    std::string cookie;
    for (const auto& [set, body] : {std::pair{"Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox"})"},
                                    std::pair{"UserTablesMD", R"({"TableName":"LEDGERLINE","TableDescription":"Ledgerline keys","TableType":"bott_NoObject"})"},
                                    std::pair{"UserFieldsMD", R"({"TableName":"ORDR","Name":"LL_Key","Description":"Ledgerline key","Type":"db_Alpha","Size":50})"},
                                    std::pair{"UserFieldsMD", R"({"TableName":"RDR1","Name":"LL_Line","Description":"Store line","Type":"db_Alpha","Size":30})"}}) {
        const auto response = company_.handle({"POST", std::string("/b1s/v2/") + set, {{"Content-Type", "application/json"}, {"Cookie", cookie}}, body});
        if (cookie.empty()) cookie = base::header(response.headers, "Set-Cookie").substr(0, base::header(response.headers, "Set-Cookie").find(';'));
        if (response.status >= 300) throw std::runtime_error("the company could not be prepared: " + response.body);
    }
}

void Market::open() { opened_at_ = scheduler_.now(); }

// Mostly one to three lines; everybody wants the items of the sale.
void Market::place_order() {
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

base::Millis Market::next() const {
    base::Millis at = load_.next_event();
    if (opened_at_ != 0 && placed_ < sale_.orders) {
        const base::Millis order = opened_at_ + placed_ * sale_.lasts_ms / sale_.orders;
        at = at == 0 ? order : std::min(at, order);
    }
    return at;
}

void Market::happen() {
    const base::Millis now = scheduler_.now();
    while (opened_at_ != 0 && placed_ < sale_.orders && opened_at_ + placed_ * sale_.lasts_ms / sale_.orders <= now) place_order();
    load_.advance(now);
    for (const auto& done : load_.take_done()) {
        Call& call = calls_.at(done.id);
        call.response = posted(call.request, done.locked_part);
        if (call.waits) scheduler_.wake(*call.waits);
        else calls_.erase(done.id);
    }
}

base::HttpResponse Market::posted(const base::HttpRequest& request, std::optional<std::size_t> locked_part) {
    if (!locked_part) return company_.handle(request);
    ++locked_;
    return company_.handle_with_locked_part(request, *locked_part);
}

base::Exchange Market::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    if (endpoint.host == "shop.test") {
        ++requests_.store;
        scheduler_.park(scheduler_.now() + sale_.store_ms);
        return {base::Reach::answered, shop_.handle(request), ""};
    }
    if (request.target.find("/Items") != std::string::npos) ++requests_.items;
    else if (request.target.find("$batch") != std::string::npos) ++requests_.batches;
    else ++requests_.other;
    const base::Millis until = scheduler_.now() + endpoint.timeout_ms;
    const auto id = load_.begin(request, scheduler_.now());
    Call& call = calls_[id];
    call = {scheduler_.current(), request, std::nullopt};
    while (!call.response && scheduler_.now() < until) scheduler_.park(until);
    if (!call.response) {
        call.waits.reset(); // it is carried out all the same
        return {base::Reach::no_answer, {}, "no answer within the time limit"};
    }
    base::Exchange exchange{base::Reach::answered, std::move(*call.response), ""};
    calls_.erase(id);
    return exchange;
}

std::vector<base::Millis> Market::take_user_times() {
    std::vector<base::Millis> times = load_.take_user_times();
    std::sort(times.begin(), times.end());
    return times;
}

base::Millis percentile(const std::vector<base::Millis>& sorted, std::size_t percent) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

} // namespace ledgerline::bench

#include "world.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::simulation {

using message::Value;

namespace {

sandbox::ShopSettings shop_settings(base::Random& chance, bool whole) {
    sandbox::ShopSettings settings;
    settings.tax_rates = sandbox::united_kingdom_tax_rates();
    if (!whole) return settings;
    settings.stock.decrement_on_placement = !chance.one_in(3);
    settings.stock.edits_adjust = chance.one_in(2);
    settings.stock.returns_on_cancel = chance.one_in(2);
    settings.stock.adjustment_delay_ms = static_cast<base::Millis>(chance.below(5'000));
    settings.stock.adjustment_jitter_ms = static_cast<base::Millis>(chance.below(5'000));
    return settings;
}

sandbox::b1::CompanySettings company_settings() {
    sandbox::b1::CompanySettings settings;
    settings.default_vat_group = "S1";
    return settings;
}

constexpr int item_count = 30;

std::string sku_of(std::uint64_t n) { return fmt::format("SKU-{:02}A", n); }

Value item(const std::string& code, bool sales = true) {
    return message::parse_json(fmt::format(R"({{"ItemCode":"{}","ItemName":"Item {}","ItemType":"itItems","SalesItem":"{}","PurchaseItem":"tYES","InventoryItem":"tYES",
        "Valid":"tYES","Frozen":"tNO","VatLiable":"tYES","DefaultWarehouse":"01",
        "ItemWarehouseInfoCollection":[{{"ItemCode":"{}","WarehouseCode":"01","InStock":1000.0}},{{"ItemCode":"{}","WarehouseCode":"SCRAP","InStock":0.0}}]}})", code, code, sales ? "tYES" : "tNO", code, code));
}

} // namespace

World::World(base::Random& chance, const VirtualClock& clock, Trace& trace, bool whole) :
    chance_(chance), trace_(trace), shop_chance_(chance.next()), company_chance_(chance.next()), shop_(shop_settings(chance, whole), clock, shop_chance_),
    company_(company_settings(), clock, company_chance_), whole_(whole) {
    set_up_company();
    if (whole_) set_up_catalogue();
}

// The store has all items of the company, but for the last one, and begins with numbers of its own.
void World::set_up_catalogue() {
    std::vector<sandbox::PlainProduct> products;
    for (int n = 0; n < item_count - 1; ++n) {
        sandbox::PlainProduct product;
        product.sku = sku_of(static_cast<std::uint64_t>(n));
        product.price = Decimal(10);
        product.stock = {static_cast<std::int64_t>(chance_.below(2'000))};
        products.push_back(std::move(product));
    }
    shop_.add_products(products);
}

// People of the company count, buy or lose goods.
void World::move_stock() {
    const std::string code = sku_of(chance_.below(item_count - 1));
    const std::int64_t quantity = static_cast<std::int64_t>(chance_.below(chance_.one_in(3) ? 20 : 3'000));
    trace_.note(fmt::format("stock of {} is {}", code, quantity));
    company_.set_stock(code, "01", Decimal(quantity));
}

void World::break_stock() {
    using Kind = sandbox::StockFault::Kind;
    constexpr Kind kinds[] = {Kind::late, Kind::out_of_order, Kind::lost, Kind::partial};
    sandbox::StockFault fault;
    fault.kind = kinds[chance_.below(4)];
    fault.adjustments = static_cast<std::int64_t>(1 + chance_.below(3));
    fault.delay_ms = static_cast<base::Millis>(chance_.below(15'000));
    trace_.note(fmt::format("fault of stock {}", static_cast<int>(fault.kind)));
    shop_.inject(fault);
}

void World::set_up_company() {
    for (const auto& [code, name] : {std::pair{"01", "Main"}, std::pair{"SCRAP", "Scrap"}}) company_.add_warehouse(Value::object({{"WarehouseCode", code}, {"WarehouseName", name}}));
    for (const auto& [code, rate] : {std::pair{"S1", "20"}, std::pair{"S5", "5"}, std::pair{"S0", "0"}})
        company_.add_vat_group(message::parse_json(fmt::format(
            R"({{"Code":"{}","Name":"{} %","Category":"bovcOutputTax","VatGroups_Lines":[{{"Effectivefrom":"2000-01-01","Rate":{}}}]}})", code, rate, rate)));
    company_.add_expense(message::parse_json(R"({"ExpensCode":1,"Name":"Carriage","TaxLiable":"tYES","OutputVATGroup":"S1","RevenuesAccount":"430000"})"));
    company_.add_expense(message::parse_json(R"({"ExpensCode":2,"Name":"Fees","TaxLiable":"tYES","OutputVATGroup":"S1","RevenuesAccount":"430000"})"));
    company_.add_business_partner(message::parse_json(R"({"CardCode":"C-WEB","CardName":"Web shop","CardType":"cCustomer","Currency":"##"})"));
    for (int n = 0; n < item_count; ++n) company_.add_item(item(sku_of(static_cast<std::uint64_t>(n)), n != item_count - 1));
}

Value World::line() {
    Value out = Value::object();
    std::string sku = sku_of(chance_.below(item_count - 1));
    if (chance_.one_in(25)) {
        sku = fmt::format("GHOST-{}", ghosts_++);
        missing_.push_back(sku);
    } else if (chance_.one_in(40)) {
        std::transform(sku.begin(), sku.end(), sku.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    } else if (chance_.one_in(60)) {
        sku = sku_of(item_count - 1); // in the item master, but not for sale
    }
    out.set("sku", sku);
    out.set("name", "Goods " + sku);
    out.set("quantity", Value(static_cast<std::int64_t>(1 + chance_.below(chance_.one_in(10) ? 5'000 : 6))));
    out.set("price", fmt::format("{}.{:02}", 1 + chance_.below(120), chance_.below(100)));
    if (chance_.one_in(5)) out.set("tax_class_id", Value(static_cast<std::int64_t>(4 + chance_.below(2))));
    return out;
}

void World::place_order() {
    const bool guest = chance_.one_in(3);
    const std::string email = fmt::format("buyer{}@example.com", chance_.below(40));
    Value address = message::parse_json(fmt::format(R"({{"first_name":"Ann","last_name":"Buyer","company":"","street_1":"1 Quay","street_2":"","city":"Bristol","state":"",
        "zip":"BS1 1AA","country":"United Kingdom","country_iso2":"GB","phone":"","email":"{}"}})", email));
    if (chance_.one_in(6)) {
        address.set("country", "Ireland");
        address.set("country_iso2", "IE");
    }
    Value order = Value::object({{"customer_id", Value(static_cast<std::int64_t>(guest ? 0 : 100 + chance_.below(40)))}, {"billing_address", address}});
    Value to = address;
    to.set("shipping_method", "Flat rate");
    to.set("cost", chance_.one_in(3) ? "0.00" : fmt::format("{}.{:02}", chance_.below(9), chance_.below(100)));
    order.set("shipping_addresses", Value::array({to}));
    Value lines = Value::array();
    for (std::uint64_t n = 1 + chance_.below(5); n > 0; --n) lines.push(line());
    order.set("products", std::move(lines));
    if (chance_.one_in(5)) order.set("discount_amount", fmt::format("0.{:02}", chance_.below(50)));
    const std::uint64_t state = chance_.below(12);
    order.set("status_id", Value(state == 0 ? 0 : state == 1 ? 7 : 11));
    order.set("payment", Value::object({{"state", state == 0 ? "none" : state == 1 ? "pending" : state == 2 ? "authorized" : "captured"}}));
    if (whole_) pay_in_parts(order);
    const std::int64_t id = shop_.place_order(order);
    trace_.note(fmt::format("order {} placed", id));
}

// A small part of it, so that it is always less than the order comes to; somebody else's number where the document's would go.
void World::pay_in_parts(Value& order) {
    if (chance_.one_in(4)) order.set("store_credit_amount", fmt::format("0.{:02}", 1 + chance_.below(40)));
    if (chance_.one_in(6)) order.set("gift_certificate_amount", fmt::format("0.{:02}", 1 + chance_.below(30)));
    if (chance_.one_in(40)) order.set("external_order_id", "ERP-77");
    if (chance_.one_in(6)) order.set("fees", Value::array({Value::object({{"name", "Parcel protection"}, {"cost", fmt::format("1.{:02}", chance_.below(100))}})}));
}

void World::touch_order() {
    const auto ids = shop_.order_ids();
    if (ids.empty()) return;
    const std::int64_t id = ids[chance_.below(ids.size())];
    const std::uint64_t what = chance_.below(7);
    trace_.note(fmt::format("order {} touched {}", id, what));
    const Value first = (*shop_.order(id)["products"].as_array()).front();
    Value fewer = Value::object({{"id", first["id"]}, {"quantity", Value(what == 6 ? 0 : 1)}}); // 0: the line is taken off
    const Value changes = what >= 5 ? Value::object({{"products", Value::array({std::move(fewer)})}})
                          : what == 3 ? Value::object({{"staff_notes", fmt::format("note {}", chance_.below(100))}}) : Value::object({{"products", Value::array({line()})}});
    try {
        if (what <= 1) shop_.pay(id);
        else if (what == 2) shop_.set_status(id, 5);
        else shop_.edit_order(id, changes);
    } catch (const std::invalid_argument& refusal) {
        trace_.note(refusal.what()); // such as paying twice: a merchant may try
    }
}

void World::add_missing_item() {
    if (missing_.empty()) return;
    const std::size_t at = chance_.below(missing_.size());
    trace_.note("item " + missing_[at] + " added");
    if (company_.find("Items", missing_[at]).is_null()) company_.add_item(item(missing_[at]));
    missing_.erase(missing_.begin() + static_cast<std::ptrdiff_t>(at));
}

void World::break_something() {
    using Kind = sandbox::Fault::Kind;
    const int times = static_cast<int>(1 + chance_.below(4));
    const std::uint64_t what = chance_.below(19);
    trace_.note(fmt::format("fault {} x {}", what, times));
    const auto shop_fault = [&](Kind kind, const char* path) {
        sandbox::Fault fault;
        fault.kind = kind;
        fault.requests = times;
        fault.path = path;
        if (kind == Kind::stale_list) fault.delay_ms = static_cast<base::Millis>(1'000 + chance_.below(60'000));
        shop_.inject(fault);
    };
    switch (what) {
    case 0: company_.expire_sessions(); break;
    case 1: company_.refuse_logins(times); break;
    case 2: company_.contend("Orders", times); break;
    case 3: company_.break_down(times, 502); break;
    case 4: company_.break_down(times, 503); break;
    case 5: company_.break_down_after_commit(times, 504); break;
    case 6: shop_fault(Kind::rate_limited, ""); break;
    case 7: shop_fault(Kind::overloaded, ""); break;
    case 8: shop_fault(Kind::server_error, "/products"); break;
    case 9: shop_fault(Kind::truncated, ""); break;
    case 10: shop_fault(Kind::touch_after_list, "/orders"); break;
    case 11: shop_fault(Kind::stale_list, "/orders"); break;
    case 12: shop_fault(Kind::edit_before_lines, "/products"); break;
    default: break_callbacks(static_cast<int>(what - 13), times); break;
    }
}

void World::break_callbacks(int what, int times) {
    using Kind = sandbox::HookFault::Kind;
    constexpr Kind kinds[] = {Kind::lost, Kind::doubled, Kind::late, Kind::out_of_order, Kind::forged, Kind::deactivated};
    sandbox::HookFault fault;
    fault.kind = kinds[what];
    fault.callbacks = times;
    fault.delay_ms = static_cast<base::Millis>(1'000 + chance_.below(1'800'000));
    shop_.inject(fault);
}

void World::happen() {
    if (whole_ && chance_.one_in(4)) return chance_.one_in(4) ? break_stock() : move_stock();
    const std::uint64_t what = chance_.below(20);
    if (what < 9) place_order();
    else if (what < 13) touch_order();
    else if (what < 15) add_missing_item();
    else if (whole_ && chance_.one_in(2)) break_money_and_goods();
    else break_something();
}

void World::deliver_something() {
    const auto orders = company_.order_totals();
    if (orders.empty()) return;
    const std::int64_t entry = orders[chance_.below(orders.size())].doc_entry;
    const bool whole = chance_.one_in(2);
    trace_.note(fmt::format("document {} delivered {}", entry, whole ? "whole" : "in part"));
    try {
        company_.deliver_order(entry, whole ? Value() : message::parse_json(R"({"lines":[{"line":0,"quantity":"1"}]})"));
    } catch (const std::invalid_argument& refusal) {
        trace_.note(refusal.what()); // such as delivering what is cancelled: people may try
    }
}

void World::work_on_deliveries() {
    const std::size_t deliveries = company_.count("DeliveryNotes");
    const std::uint64_t what = chance_.below(5);
    if (what < 3 || deliveries == 0) return deliver_something();
    const auto entry = static_cast<std::int64_t>(1 + chance_.below(deliveries));
    trace_.note(fmt::format("delivery {} is {}", entry, what == 3 ? "tracked" : "cancelled"));
    try {
        if (what == 3) company_.change_document("DeliveryNotes", entry, Value::object({{"TrackingNumber", fmt::format("T-{}", chance_.below(1'000'000))}}));
        else company_.cancel_document("DeliveryNotes", entry);
    } catch (const std::invalid_argument& refusal) {
        trace_.note(refusal.what()); // such as cancelling twice
    }
}

// What meets the requests of the further routes alone.
void World::break_money_and_goods() {
    const int times = static_cast<int>(1 + chance_.below(3));
    const std::uint64_t what = chance_.below(9);
    trace_.note(fmt::format("fault of money and goods {} x {}", what, times));
    const auto lost_answer = [&](const char* method, const char* path) {
        sandbox::Fault fault;
        fault.kind = chance_.one_in(2) ? sandbox::Fault::Kind::truncated : sandbox::Fault::Kind::server_error;
        fault.executed = true;
        fault.requests = times;
        fault.method = method;
        fault.path = path;
        shop_.inject(fault);
    };
    switch (what) {
    case 0: lost_answer("PUT", "/orders/"); break;
    case 1: lost_answer("POST", "/shipments"); break;
    case 2: lost_answer("PUT", "/shipments/"); break;
    case 3: lost_answer("DELETE", "/shipments/"); break;
    case 4: company_.contend("IncomingPayments", times); break;
    case 5: company_.contend("DownPayments", times); break;
    case 6: company_.contend("CreditNotes", times); break;
    case 7: company_.contend("VendorPayments", times); break;
    default: company_.contend("InventoryGenEntries", times); break;
    }
}

void World::calm_down() {
    shop_.clear_faults();
    shop_.clear_hook_faults();
    shop_.clear_stock_faults();
    company_.refuse_logins(0);
    for (const char* entity_set : {"Orders", "IncomingPayments", "DownPayments", "CreditNotes", "VendorPayments", "InventoryGenEntries"}) company_.contend(entity_set, 0);
    company_.break_down(0, 503);
    company_.break_down_after_commit(0, 504);
}

} // namespace ledgerline::simulation

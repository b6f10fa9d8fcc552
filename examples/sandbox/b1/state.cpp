#include "b1/state.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

State::State(CompanySettings company_settings, const base::Clock& company_clock, base::Random& chance)
    : settings(std::move(company_settings)), clock(company_clock), random(chance),
      items(schema.type("Item"), {"ItemCode"}, ignores_case()),
      partners(schema.type("BusinessPartner"), {"CardCode"}, ignores_case()),
      orders(schema.type("Document"), {"DocEntry"}, ignores_case()),
      drafts(schema.type("Document"), {"DocEntry"}, ignores_case()),
      deliveries(schema.type("Document"), {"DocEntry"}, ignores_case()),
      returns(schema.type("Document"), {"DocEntry"}, ignores_case()),
      invoices(schema.type("Document"), {"DocEntry"}, ignores_case()),
      credit_notes(schema.type("Document"), {"DocEntry"}, ignores_case()),
      down_payments(schema.type("Document"), {"DocEntry"}, ignores_case()),
      payments(schema.type("Payment"), {"DocEntry"}, ignores_case()),
      outgoing_payments(schema.type("Payment"), {"DocEntry"}, ignores_case()),
      shipping_types(schema.type("ShippingType"), {"Code"}, ignores_case()),
      warehouses(schema.type("Warehouse"), {"WarehouseCode"}, ignores_case()),
      vat_groups(schema.type("VatGroup"), {"Code"}, ignores_case()),
      sales_tax_codes(schema.type("SalesTaxCode"), {"Code"}, ignores_case()),
      currencies(schema.type("Currency"), {"Code"}, ignores_case()),
      expenses(schema.type("AdditionalExpense"), {"ExpensCode"}, ignores_case()),
      goods_receipts(schema.type("Document"), {"DocEntry"}, ignores_case()),
      goods_issues(schema.type("Document"), {"DocEntry"}, ignores_case()),
      stock_transfers(schema.type("StockTransfer"), {"DocEntry"}, ignores_case()),
      purchase_orders(schema.type("Document"), {"DocEntry"}, ignores_case()),
      purchase_deliveries(schema.type("Document"), {"DocEntry"}, ignores_case()),
      product_trees(schema.type("ProductTree"), {"TreeCode"}, ignores_case()),
      special_prices(schema.type("SpecialPrice"), {"ItemCode", "CardCode"}, ignores_case()),
      price_lists(schema.type("PriceList"), {"PriceListNo"}, ignores_case()),
      stored_queries(schema.type("SQLQuery"), {"SqlCode"}, true),
      user_tables_md(schema.type("UserTablesMD"), {"TableName"}, true),
      user_fields_md(schema.type("UserFieldMD"), {"TableName", "FieldID"}, true),
      user_keys_md(schema.type("UserKeysMD"), {"TableName", "KeyIndex"}, true) {}

std::int64_t State::next_number(const std::string& kind, std::int64_t first) {
    const auto known = counters.emplace(kind, first).first;
    const std::int64_t number = known->second++;
    if (!settings.numbers_survive_rollback) journal.on_undo([this, kind, number] { counters[kind] = number; });
    return number;
}

std::optional<Decimal> State::rate(const std::string& currency, const std::string& date) const {
    const auto known = rates.find(currency);
    if (known == rates.end()) return std::nullopt;
    const auto day = known->second.find(date);
    if (day != known->second.end()) return day->second;
    const auto always = known->second.find(""); // a rate set for every day
    if (always != known->second.end()) return always->second;
    return std::nullopt;
}

void State::refuse_locked_row(const std::string& entity_set, const std::string& key) const {
    const auto lock = faults.row_locks.find({entity_set, key_part(key, ignores_case())});
    if (lock != faults.row_locks.end() && clock.now() < lock->second) throw modified_by_another(400);
}

bool State::knows_currency(const std::string& currency) const {
    return currency == settings.local_currency || currency == system_currency() || rates.count(currency) > 0 || currencies.find_text(currency)
        || std::find(settings.currencies.begin(), settings.currencies.end(), currency) != settings.currencies.end();
}

int State::amount_digits(const std::string& currency) const {
    const auto known = currencies.find_text(currency);
    const std::string decimals = known ? known->text("Decimals") : "";
    if (decimals == "cdWithoutDecimals") return 0;
    if (decimals.empty() || decimals == "cdDefault") return settings.accuracy.amounts;
    return decimals[2] - '0'; // cd3Digits
}

void State::stamp_created(Record& record) const {
    const Moment moment = now();
    const Type& type = record.type();
    for (const char* name : {"CreateDate", "CreationDate", "UpdateDate"})
        if (const Property* property = type.find(name)) record.set(*property, moment.date);
    for (const char* name : {"CreateTime", "UpdateTime"})
        if (const Property* property = type.find(name)) record.set(*property, moment.time);
    if (const Property* version = type.find("DataVersion")) record.set(*version, std::int64_t{1});
}

void State::stamp_changed(Record& record) const {
    const Moment moment = now();
    const Type& type = record.type();
    if (const Property* date = type.find("UpdateDate")) record.set(*date, moment.date);
    if (const Property* time = type.find("UpdateTime")) record.set(*time, moment.time);
    if (const Property* version = type.find("DataVersion")) record.set(*version, record.integer("DataVersion") + 1);
}

} // namespace ledgerline::sandbox::b1

// All that the company keeps: settings, types, tables, stock, numbers, rates, faults. The services of this folder work on
// it; Company owns it and its lock.
#pragma once

#include "b1/balances.hpp"
#include "b1/company_settings.hpp"
#include "b1/faults.hpp"
#include "b1/journal.hpp"
#include "b1/refusal.hpp"
#include "b1/stock.hpp"
#include "b1/stock_ledger.hpp"
#include "b1/table.hpp"

#include "base/clock.hpp"
#include "base/random.hpp"

#include <map>
#include <set>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct UserTable {
    std::string table_name;      // without "@"
    bool numbers_itself = false; // bott_NoObjectAutoIncrement
    bool loaded = true;
    Table rows;
};

struct State {
    State(CompanySettings company_settings, const base::Clock& company_clock, base::Random& chance);
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    CompanySettings settings;
    const base::Clock& clock;
    base::Random& random;
    Schema schema;
    Journal journal; // of the transaction that runs

    Table items, partners, orders, drafts, deliveries, returns, invoices, credit_notes, down_payments, payments, outgoing_payments, shipping_types, warehouses, vat_groups, sales_tax_codes, currencies, expenses;
    Table goods_receipts, goods_issues, stock_transfers, purchase_orders, purchase_deliveries, product_trees, special_prices, price_lists, stored_queries;
    Table user_tables_md, user_fields_md, user_keys_md;
    std::map<std::string, UserTable, std::less<>> user_tables; // by entity set: "U_LEDGERLINE"
    Stock stock;
    StockLedger ledger;
    Balances balances;
    Faults faults;
    std::map<std::string, std::map<std::string, Decimal>> rates;  // currency → date → rate
    std::map<std::string, std::int64_t> counters;                 // next free numbers

    Moment now() const { return local_moment(clock.now(), settings.utc_offset_minutes); }
    bool ignores_case() const { return settings.database == Database::sql_server; }
    std::string system_currency() const { return settings.system_currency.empty() ? settings.local_currency : settings.system_currency; }

    // The next number of a kind. Comes back when the transaction is undone, unless the settings say otherwise.
    std::int64_t next_number(const std::string& kind, std::int64_t first);
    // The rate of the day, or nothing.
    std::optional<Decimal> rate(const std::string& currency, const std::string& date) const;
    bool knows_currency(const std::string& currency) const;
    // Refuses with -2039 while somebody holds the row (see Faults::row_locks). Key as text: "812", "SKU-1".
    void refuse_locked_row(const std::string& entity_set, const std::string& key) const;
    // Digits after the point of amounts in a currency: its own, or the company's.
    int amount_digits(const std::string& currency) const;
    std::string item_key(std::string_view item_code) const { return key_part(item_code, ignores_case()); }

    // Stamps of a new and of a changed object.
    void stamp_created(Record& record) const;
    void stamp_changed(Record& record) const;
};

} // namespace ledgerline::sandbox::b1

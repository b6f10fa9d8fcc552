// Company: what a check may look at without going through requests.
#include "b1/body_writer.hpp"
#include "b1/document_kinds.hpp"
#include "b1/gate.hpp"
#include "b1/payments.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

Value whole(const Record& record) {
    Value body = Value::object();
    write_record(record, {}, body);
    return body;
}

std::vector<Table::Row> rows_where(const Table& table, const std::string& property_name, const std::string& value) {
    const Property* property = table.type().find(property_name);
    if (!property) throw std::invalid_argument("'" + table.type().name() + "' has no property '" + property_name + "'");
    const Cell cell = property->kind == Kind::integer ? Cell(std::int64_t{std::stoll(value)}) : Cell(value);
    std::vector<Table::Row> rows;
    for (const std::string& key : table.keys_with(*property, cell)) rows.push_back(table.find(key));
    return rows;
}

const Table* table_of(const State& state, const std::string& entity_set) {
    if (entity_set == "Items") return &state.items;
    if (entity_set == "BusinessPartners") return &state.partners;
    if (const DocumentKind* document = document_kind(entity_set)) return &(state.*document->table);
    if (entity_set == "Drafts") return &state.drafts;
    if (const PaymentKind* payment = payment_kind(entity_set)) return &(state.*payment->table);
    if (const DocumentKind* document = stock_document_kind(entity_set)) return &(state.*document->table);
    if (entity_set == "StockTransfers") return &state.stock_transfers;
    if (entity_set == "ProductTrees") return &state.product_trees;
    if (entity_set == "SpecialPrices") return &state.special_prices;
    if (entity_set == "PriceLists") return &state.price_lists;
    if (entity_set == "SQLQueries") return &state.stored_queries;
    if (entity_set == "ShippingTypes") return &state.shipping_types;
    if (entity_set == "Warehouses") return &state.warehouses;
    if (entity_set == "VatGroups") return &state.vat_groups;
    if (entity_set == "SalesTaxCodes") return &state.sales_tax_codes;
    if (entity_set == "Currencies") return &state.currencies;
    if (entity_set == "AdditionalExpenses") return &state.expenses;
    if (entity_set == "UserTablesMD") return &state.user_tables_md;
    if (entity_set == "UserFieldsMD") return &state.user_fields_md;
    if (entity_set == "UserKeysMD") return &state.user_keys_md;
    const auto found = state.user_tables.find(entity_set);
    return found == state.user_tables.end() ? nullptr : &found->second.rows;
}

} // namespace

std::size_t Company::order_count() const {
    const std::lock_guard hold(lock_);
    return gate_->state.orders.size();
}

std::size_t Company::count_orders(const std::string& property, const std::string& value) const {
    const std::lock_guard hold(lock_);
    return rows_where(gate_->state.orders, property, value).size();
}

std::vector<Value> Company::orders_with(const std::string& property, const std::string& value) const {
    return objects_with("Orders", property, value);
}

std::vector<Value> Company::objects_with(const std::string& entity_set, const std::string& property, const std::string& value) const {
    const std::lock_guard hold(lock_);
    const Table* table = table_of(gate_->state, entity_set);
    if (!table) throw std::invalid_argument("no entity set '" + entity_set + "'");
    std::vector<Value> out;
    for (const Table::Row& row : rows_where(*table, property, value)) out.push_back(whole(*row));
    return out;
}

void Company::each_order(const std::function<void(const Value&)>& visit) const {
    std::vector<Table::Row> rows;
    {
        const std::lock_guard hold(lock_);
        for (const Table::Entry& entry : gate_->state.orders.in_key_order()) rows.push_back(entry.row);
    }
    for (const Table::Row& row : rows) {
        std::unique_lock hold(lock_);
        const Value body = whole(*row);
        hold.unlock(); // the visitor may ask the company something
        visit(body);
    }
}

std::vector<OrderTotals> Company::order_totals() const {
    const std::lock_guard hold(lock_);
    std::vector<OrderTotals> out;
    for (const Table::Entry& entry : gate_->state.orders.in_key_order()) {
        const Record& order = *entry.row;
        OrderTotals totals;
        totals.doc_entry = order.integer("DocEntry");
        totals.doc_num = order.integer("DocNum");
        totals.card_code = order.text("CardCode");
        totals.num_at_card = order.text("NumAtCard");
        totals.currency = order.text("DocCurrency");
        totals.total = order.number("DocTotal");
        totals.tax = order.number("VatSum");
        totals.discount = order.number("TotalDiscount");
        totals.total_foreign = order.number("DocTotalFc");
        totals.lines = order.rows("DocumentLines").size();
        totals.cancelled = order.yes("Cancelled");
        out.push_back(std::move(totals));
    }
    return out;
}

Value Company::find(const std::string& entity_set, const std::string& key) const {
    const std::lock_guard hold(lock_);
    const Table* table = table_of(gate_->state, entity_set);
    if (!table || table->key_properties().size() != 1) return nullptr;
    const bool number = table->key_properties().front()->kind == Kind::integer;
    Table::Row row;
    if (!number) {
        row = table->find_text(key);
    } else if (const auto parsed = Decimal::try_parse(key); parsed && parsed->is_whole()) {
        row = table->find_number(parsed->normalized().units());
    }
    if (!row) return nullptr;
    if (entity_set == "BusinessPartners") return whole(gate_->resources.partners().with_balances(*row));
    return entity_set == "Items" ? whole(gate_->resources.items().with_stock(*row)) : whole(*row);
}

std::vector<StockChange> Company::stock_ledger(const std::string& item_code) const {
    const std::lock_guard hold(lock_);
    std::vector<StockChange> out;
    for (const StockMovement& movement : gate_->state.ledger.of_item(gate_->state.item_key(item_code)))
        out.push_back({movement.at, movement.entity_set, movement.entry, movement.warehouse, movement.change.in_stock, movement.change.committed, movement.change.ordered});
    return out;
}

std::size_t Company::count(const std::string& entity_set) const {
    const std::lock_guard hold(lock_);
    const Table* table = table_of(gate_->state, entity_set);
    return table ? table->size() : 0;
}

} // namespace ledgerline::sandbox::b1

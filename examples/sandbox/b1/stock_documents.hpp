// Documents that move stock without a customer: goods receipts and issues, purchase orders and what comes in on them, and transfers
// between warehouses. As much of each as the stock needs: no prices of purchasing, no accounts.
#pragma once

#include "b1/document_kinds.hpp"
#include "b1/items.hpp"

namespace ledgerline::sandbox::b1 {

namespace object_number {
inline constexpr std::int64_t goods_receipt = 59, goods_issue = 60, purchase_order = 22, purchase_delivery = 20, stock_transfer = 67;
}

// InventoryGenEntries, InventoryGenExits, PurchaseOrders, PurchaseDeliveryNotes.
const std::vector<DocumentKind>& stock_document_kinds();
const DocumentKind* stock_document_kind(std::string_view entity_set); // nullptr = none

class StockDocuments {
public:
    StockDocuments(State& state, const Items& items) : state_(state), items_(items) {}

    Table::Row post(const DocumentKind& kind, Record document);
    Table::Row post_transfer(Record transfer);
    // Remarks and user fields may change.
    void patch(Table& table, const Table::Row& before, const Record& changes);
    // Of purchase orders only: what is open is expected no longer. Cancelling asks that nothing has come in.
    void close(const DocumentKind& kind, const Table::Row& document, bool cancelled);
    // The open lines of a purchase order, as a document that comes in on it.
    Table::Row receive(std::int64_t purchase_order);

private:
    void number(Record& document, const char* entity_set, const NumberSeries& series, const char* table);
    Table::Row checked_item(Record& line, const char* warehouse_property, const std::string& default_warehouse) const;
    void take_base(Record& line, std::vector<Record>& orders) const;
    void put_orders(std::vector<Record> orders);

    State& state_;
    const Items& items_;
};

} // namespace ledgerline::sandbox::b1

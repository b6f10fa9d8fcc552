#include "b1/stock_documents.hpp"

#include "b1/document_checks.hpp"
#include "b1/line_status.hpp"
#include "b1/stock_booking.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr const char* transfer_set = "StockTransfers";

bool is_purchase(const DocumentKind& kind) { return kind.number == object_number::purchase_order || kind.number == object_number::purchase_delivery; }

StockLevel change_of(const DocumentKind& kind, const Decimal& quantity) {
    if (kind.number == object_number::purchase_order) return {{}, {}, quantity};
    return {kind.number == object_number::goods_issue ? quantity.negated() : quantity, {}, {}};
}

} // namespace

const std::vector<DocumentKind>& stock_document_kinds() {
    using namespace object_number;
    static const std::vector<DocumentKind> kinds{
        {"InventoryGenEntries", goods_receipt, "oInventoryGenEntry", "OIGN", "IGN1", "Goods Receipt", &State::goods_receipts, {"InventoryGenEntries", 21, 21'000'001}, {}},
        {"InventoryGenExits", goods_issue, "oInventoryGenExit", "OIGE", "IGE1", "Goods Issue", &State::goods_issues, {"InventoryGenExits", 22, 22'000'001}, {}},
        {"PurchaseOrders", purchase_order, "oPurchaseOrders", "OPOR", "POR1", "Purchase Orders", &State::purchase_orders, {"PurchaseOrders", 23, 23'000'001}, {}},
        {"PurchaseDeliveryNotes", purchase_delivery, "oPurchaseDeliveryNotes", "OPDN", "PDN1", "Goods Receipt PO", &State::purchase_deliveries, {"PurchaseDeliveryNotes", 24, 24'000'001}, {purchase_order}},
    };
    return kinds;
}

const DocumentKind* stock_document_kind(std::string_view entity_set) {
    for (const DocumentKind& kind : stock_document_kinds())
        if (entity_set == kind.entity_set) return &kind;
    return nullptr;
}

void StockDocuments::number(Record& document, const char* entity_set, const NumberSeries& series, const char* table) {
    document.set("DocEntry", state_.next_number(entity_set, 1));
    assign_number(state_, entity_set, series, table, document);
    state_.stamp_created(document);
    for (const char* date : {"DocDate", "TaxDate"})
        if (!document.has(date)) document.set(date, state_.now().date);
    check_posting_date(state_, document.text("DocDate"));
}

Table::Row StockDocuments::checked_item(Record& line, const char* warehouse_property, const std::string& default_warehouse) const {
    const auto item = state_.items.find_text(line.text("ItemCode"));
    if (!item) throw unknown_reference(state_.settings.unknown_reference_status);
    if (line.text(warehouse_property).empty()) line.set(warehouse_property, default_warehouse.empty() ? items_.default_warehouse(*item) : default_warehouse);
    if (item->yes("InventoryItem") && !items_.has_warehouse(*item, line.text(warehouse_property))) throw unknown_reference(state_.settings.unknown_reference_status);
    if (!line.has("Quantity")) line.set("Quantity", Decimal(1));
    if (line.number("Quantity") <= Decimal(0)) throw rule("Quantity must be greater than zero"); // text: our choice
    if (line.text("ItemDescription").empty()) line.set("ItemDescription", item->text("ItemName"));
    return item;
}

void StockDocuments::take_base(Record& line, std::vector<Record>& orders) const {
    const std::int64_t entry = line.integer("BaseEntry", -1);
    auto order = std::find_if(orders.begin(), orders.end(), [&](const Record& one) { return one.integer("DocEntry") == entry; });
    if (order == orders.end()) {
        const auto stored = state_.purchase_orders.find_number(entry);
        if (!stored) throw unknown_reference(state_.settings.unknown_reference_status);
        if (!open(*stored)) throw Refusal(400, state_.settings.base_closed_code, "One of the base documents has already been closed");
        order = orders.insert(orders.end(), *stored);
    }
    Rows& rows = order->rows_to_change("DocumentLines");
    const auto from = std::find_if(rows.begin(), rows.end(), [&](const Record& one) { return one.integer("LineNum", -1) == line.integer("BaseLine", -1); });
    if (from == rows.end() || !line_open(*from)) throw unknown_reference(state_.settings.unknown_reference_status);
    for (const char* name : {"ItemCode", "WarehouseCode", "UnitPrice"})
        if (!line.has(name) && from->has(name)) line.set(name, *from->stored(name));
    if (!line.has("Quantity")) line.set("Quantity", open_quantity(*from));
    const Decimal expected = open_quantity(*from);
    const Decimal taken = std::min(line.number("Quantity"), expected);
    draw_line(*from, line.number("Quantity"), state_.settings.accuracy.amounts);
    if (const auto item = item_with_stock(state_, *from))
        change_stock(state_, item, from->text("WarehouseCode"), {{}, {}, taken.negated().normalized()}, {"PurchaseOrders", entry});
}

void StockDocuments::put_orders(std::vector<Record> orders) {
    for (Record& order : orders) {
        follow_lines(order);
        state_.stamp_changed(order);
        state_.purchase_orders.put(std::move(order), state_.journal);
    }
}

Table::Row StockDocuments::post(const DocumentKind& kind, Record document) {
    if (is_purchase(kind)) {
        const auto partner = state_.partners.find_text(document.text("CardCode"));
        if (!partner) throw unknown_reference(state_.settings.unknown_reference_status);
        if (partner->text("CardType") != "cSupplier") throw rule("Specify a vendor [" + std::string(kind.header_table) + ".CardCode]"); // text: our choice
        document.set("CardName", partner->text("CardName"));
    }
    if (document.rows("DocumentLines").empty()) throw rule("No matching records found; document has no lines"); // text: our choice
    number(document, kind.entity_set, kind.series, kind.header_table);
    document.set("DocObjectCode", kind.object);
    if (!document.has("JournalMemo")) document.set("JournalMemo", kind.title);
    const std::int64_t entry = document.integer("DocEntry");
    std::vector<Record> orders;
    std::int64_t line_number = 0;
    for (Record& line : document.rows_to_change("DocumentLines")) {
        line.set("LineNum", line_number++);
        line.set("DocEntry", entry);
        if (kind.number == object_number::purchase_delivery && line.integer("BaseType", -1) == object_number::purchase_order) take_base(line, orders);
        checked_item(line, "WarehouseCode", "");
        line.set("LineStatus", kind.number == object_number::purchase_order ? "bost_Open" : "bost_Close");
        refresh_open(line, state_.settings.accuracy.amounts);
        const auto item = item_with_stock(state_, line);
        if (!item) continue;
        change_stock(state_, item, line.text("WarehouseCode"), change_of(kind, line.number("Quantity").normalized()), {kind.entity_set, entry});
        if (kind.number == object_number::goods_issue) check_not_negative(state_, item, line.text("WarehouseCode"), kind.line_table, static_cast<std::size_t>(line_number));
    }
    if (kind.number != object_number::purchase_order) document.set("DocumentStatus", "bost_Close");
    put_orders(std::move(orders));
    Table& table = state_.*kind.table;
    table.put(std::move(document), state_.journal);
    return table.find_number(entry);
}

Table::Row StockDocuments::post_transfer(Record transfer) {
    if (transfer.rows("StockTransferLines").empty()) throw rule("No matching records found; document has no lines"); // text: our choice
    number(transfer, transfer_set, {transfer_set, 25, 25'000'001}, "OWTR");
    const std::int64_t entry = transfer.integer("DocEntry");
    std::int64_t line_number = 0;
    for (Record& line : transfer.rows_to_change("StockTransferLines")) {
        line.set("LineNum", line_number++);
        line.set("DocEntry", entry);
        checked_item(line, "FromWarehouseCode", transfer.text("FromWarehouse"));
        const auto item = checked_item(line, "WarehouseCode", transfer.text("ToWarehouse"));
        if (line.text("FromWarehouseCode") == line.text("WarehouseCode")) throw rule("Warehouse of origin and destination are the same [WTR1.WhsCode]"); // text: our choice
        if (!item->yes("InventoryItem")) throw rule("Item is not an inventory item [WTR1.ItemCode]");                                                 // text: our choice
        const Decimal quantity = line.number("Quantity").normalized();
        change_stock(state_, item, line.text("FromWarehouseCode"), {quantity.negated(), {}, {}}, {transfer_set, entry});
        check_not_negative(state_, item, line.text("FromWarehouseCode"), "WTR1", static_cast<std::size_t>(line_number));
        change_stock(state_, item, line.text("WarehouseCode"), {quantity, {}, {}}, {transfer_set, entry});
    }
    state_.stock_transfers.put(std::move(transfer), state_.journal);
    return state_.stock_transfers.find_number(entry);
}

void StockDocuments::patch(Table& table, const Table::Row& before, const Record& changes) {
    Record document = *before;
    for (const auto& [property, cell] : changes.cells())
        if (!property->user_field && property->name != "Comments" && property->name != "JournalMemo") throw field_cannot_be_updated();
    document.take(changes);
    state_.stamp_changed(document);
    table.put(std::move(document), state_.journal);
}

void StockDocuments::close(const DocumentKind& kind, const Table::Row& row, bool cancelled) {
    if (kind.number != object_number::purchase_order) throw action_not_supported();
    if (!open(*row)) throw already_closed();
    if (cancelled && copied(*row)) throw rule("Document cannot be cancelled; a following document is based on it"); // text: our choice
    Record closed = *row;
    for (const Record& line : row->rows("DocumentLines"))
        if (const auto item = item_with_stock(state_, line); item && !open_quantity(line).is_zero())
            change_stock(state_, item, line.text("WarehouseCode"), {{}, {}, open_quantity(line).negated().normalized()}, {kind.entity_set, row->integer("DocEntry")});
    close_document(closed);
    if (cancelled) {
        closed.set("Cancelled", "tYES");
        closed.set("CancelStatus", "csYes");
    }
    state_.stamp_changed(closed);
    state_.purchase_orders.put(std::move(closed), state_.journal);
}

Table::Row StockDocuments::receive(std::int64_t purchase_order) {
    const auto order = state_.purchase_orders.find_number(purchase_order);
    if (!order) throw no_such_record();
    Record document(state_.schema.type("Document"));
    document.set("CardCode", order->text("CardCode"));
    Rows& lines = document.rows_to_change("DocumentLines");
    for (const Record& line : order->rows("DocumentLines")) {
        if (open_quantity(line).is_zero()) continue;
        lines.emplace_back(line.type());
        lines.back().set("BaseType", object_number::purchase_order);
        lines.back().set("BaseEntry", purchase_order);
        lines.back().set("BaseLine", line.integer("LineNum"));
    }
    return post(*stock_document_kind("PurchaseDeliveryNotes"), std::move(document));
}

} // namespace ledgerline::sandbox::b1

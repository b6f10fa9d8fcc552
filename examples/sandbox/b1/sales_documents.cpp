#include "b1/sales_documents.hpp"

#include "b1/base_lines.hpp"
#include "b1/document_checks.hpp"
#include "b1/document_store.hpp"
#include "b1/document_totals.hpp"
#include "b1/down_payments.hpp"
#include "b1/exchange.hpp"
#include "b1/line_status.hpp"
#include "b1/merge.hpp"
#include "b1/settlement.hpp"

#include <algorithm>
#include <string_view>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr std::string_view free_in_header[] = {"Comments", "NumAtCard", "TrackingNumber", "TransportationCode", "DocDueDate", "JournalMemo", "Reference2", "DocumentPackages",
                                               "DocumentReferences", "SalesPersonCode", "ContactPersonCode", "Confirmed", "Printed", "OpeningRemarks", "ClosingRemarks", "PickRemark"};
constexpr std::string_view free_in_lines[] = {"LineNum", "FreeText", "ItemDetails", "ShipDate", "ActualDeliveryDate", "ShippingMethod"};

template <std::size_t count>
bool listed(const std::string_view (&names)[count], const Property& property) {
    return property.user_field || std::find(std::begin(names), std::end(names), property.name) != std::end(names);
}

// What a PATCH may not touch has to keep its value.
void check_patch(const Record& before, const Record& changes) {
    for (const auto& [property, cell] : changes.cells()) {
        if (property->name == "DocumentLines") continue;
        if (!listed(free_in_header, *property) && cell != before.value(*property)) throw field_cannot_be_updated();
    }
    for (const Record& change : changes.rows("DocumentLines")) {
        const Rows& rows = before.rows("DocumentLines");
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const Record& one) { return change.has("LineNum") && one.integer("LineNum") == change.integer("LineNum"); });
        if (row == rows.end()) throw field_cannot_be_updated();
        for (const auto& [property, cell] : change.cells())
            if (!listed(free_in_lines, *property) && cell != row->value(*property)) throw field_cannot_be_updated();
    }
}

// Texts for what stands against a cancellation are not public: our choice.
void check_cancel(const State& state, const DocumentKind& kind, const Record& document) {
    if (document.text("CancelStatus") == "csYes") throw already_closed();
    if (document.text("CancelStatus") == "csCancellation") throw rule("A cancellation document cannot be cancelled");
    if (copied(document)) throw rule("Document cannot be cancelled; a following document is based on it");
    // A credit memo carries what it settled of its own bases; that goes back with it.
    const Decimal of_bases = kind.number == object_number::credit_note ? document.number("~drawn") : Decimal();
    const Decimal paid = Exchange(document, state).amount(document, "PaidToDate", "PaidToDateFC");
    const bool drawn = kind.number == object_number::down_payment && !document.number("~drawn").is_zero();
    if (paid != of_bases || drawn) throw rule("Document cannot be cancelled; it is paid or drawn, in whole or in part");
    const bool nothing_to_pay = document.number("DocTotal").is_zero();
    if (!open(document) && paid.is_zero() && !nothing_to_pay) throw already_closed();
}

} // namespace

Table::Row SalesDocuments::post(const DocumentKind& kind, Record document) {
    const BaseLines bases(state_, kind);
    bases.inherit(document);
    const DownPaymentWish wish = kind.number == object_number::down_payment ? take_wish(document, state_) : DownPaymentWish{};
    DocumentChecks(state_, items_, {kind.header_table, kind.line_table, false, true}).complete(document);
    compute_totals(document, state_);
    if (kind.number == object_number::down_payment) scale_down_payment(document, wish, state_);
    if (kind.number == object_number::invoice) {
        apply_down_payments(document, state_);
        mark_drawn(state_, document, false);
        close_if_paid(state_, document);
    }
    check_batches(kind, document);
    move_goods(state_, kind, document);
    bases.draw(document);
    if (kind.number == object_number::credit_note) settle_bases(state_, document, false);
    return store(kind, std::move(document));
}

Table::Row SalesDocuments::store(const DocumentKind& kind, Record document) {
    document.set("DocEntry", state_.next_number(kind.entity_set, 1));
    assign_number(state_, kind.entity_set, kind.series, kind.header_table, document);
    state_.stamp_created(document);
    document.set("DocTime", state_.now().time.substr(0, 5) + ":00");
    document.set("DocObjectCode", kind.object);
    if (!document.has("JournalMemo")) document.set("JournalMemo", std::string(kind.title) + " - " + document.text("CardCode"));
    if (!document.has("Reference1")) document.set("Reference1", document.text("DocNum"));
    const std::int64_t entry = document.integer("DocEntry");
    for (Record& line : document.rows_to_change("DocumentLines")) line.set("DocEntry", entry);
    state_.ledger.name_new(kind.entity_set, entry);
    put_document(state_, kind, nullptr, std::move(document));
    return (state_.*kind.table).find_number(entry);
}

void SalesDocuments::patch(const DocumentKind& kind, const Table::Row& before, const Record& changes, bool replaces_collections) {
    check_patch(*before, changes);
    // Posted lines do not go away.
    if (replaces_collections && changes.has("DocumentLines") && changes.rows("DocumentLines").size() != before->rows("DocumentLines").size()) throw field_cannot_be_updated();
    Record document = *before;
    merge(document, changes, replaces_collections);
    state_.stamp_changed(document);
    put_document(state_, kind, before.get(), std::move(document));
}

Table::Row SalesDocuments::cancel(const DocumentKind& kind, const Table::Row& row) {
    check_cancel(state_, kind, *row);
    Record mirror = *row;
    for (const char* name : {"DocNum", "Reference1", "Series"}) mirror.erase(name);
    mirror.set("DocDate", state_.now().date);
    check_posting_date(state_, state_.now().date);
    for (Record& line : mirror.rows_to_change("DocumentLines")) {
        line.set("BaseType", kind.number);
        line.set("BaseEntry", row->integer("DocEntry"));
        line.set("BaseLine", line.integer("LineNum"));
    }
    move_goods(state_, kind, *row, true);
    BaseLines(state_, kind).give_back(*row);
    if (kind.number == object_number::invoice) mark_drawn(state_, *row, true);
    if (kind.number == object_number::credit_note) {
        Record settled = *row;
        settle_bases(state_, settled, true);
    }
    mirror.set("CancelStatus", "csCancellation");
    close_document(mirror);

    Record cancelled = *row;
    close_document(cancelled);
    cancelled.set("Cancelled", "tYES");
    cancelled.set("CancelStatus", "csYes");
    cancelled.set("CancelDate", state_.now().date);
    state_.stamp_changed(cancelled);
    put_document(state_, kind, row.get(), std::move(cancelled));
    return store(kind, std::move(mirror));
}

void SalesDocuments::close(const DocumentKind& kind, const Table::Row& row) {
    if (kind.number != object_number::delivery && kind.number != object_number::return_of_goods) throw action_not_supported();
    if (!open(*row)) throw already_closed();
    Record closed = *row;
    close_document(closed);
    state_.stamp_changed(closed);
    put_document(state_, kind, row.get(), std::move(closed));
}

// Goods that are traced by batch or serial number leave with the numbers of all their pieces.
void SalesDocuments::check_batches(const DocumentKind& kind, const Record& document) const {
    if (kind.number == object_number::down_payment) return;
    for (const Record& line : document.rows("DocumentLines")) {
        const auto item = state_.items.find_text(line.text("ItemCode"));
        if (!item || line.integer("BaseType", -1) == object_number::delivery) continue;
        if (kind.number == object_number::credit_note && line.yes("WithoutInventoryMovement")) continue; // nothing moves
        for (const auto& [traced, rows] : {std::pair("ManageBatchNumbers", "BatchNumbers"), std::pair("ManageSerialNumbers", "SerialNumbers")}) {
            if (!item->yes(traced)) continue;
            Decimal given;
            for (const Record& row : line.rows(rows)) given += row.has("Quantity") ? row.number("Quantity") : Decimal(1);
            if (given != line.number("Quantity")) throw Refusal(400, "-4014", "Cannot add row without complete selection of batch/serial numbers");
        }
    }
}

} // namespace ledgerline::sandbox::b1

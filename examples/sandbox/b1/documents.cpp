#include "b1/documents.hpp"

#include "b1/document_store.hpp"
#include "b1/document_totals.hpp"
#include "b1/line_status.hpp"
#include "b1/merge.hpp"
#include "b1/order_rules.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

// What a PATCH may not touch once the document exists.
constexpr const char* fixed_after_posting[] = {"CardCode", "DocType", "DocCurrency", "Series", "DocObjectCode"};
// What a PATCH may still touch on a closed document.
bool always_free(const Property& property) {
    return property.user_field || property.name == "Comments" || property.name == "NumAtCard" || property.name == "TrackingNumber" || property.name == "JournalMemo";
}

void check_patch(const Record& before, const Record& changes) {
    for (const auto& [property, cell] : changes.cells()) {
        if (!open(before) && !always_free(*property)) throw field_cannot_be_updated();
        const bool fixed = std::any_of(std::begin(fixed_after_posting), std::end(fixed_after_posting), [name = std::string_view(property->name)](const char* other) { return name == other; });
        if (fixed && cell != before.value(*property)) throw field_cannot_be_updated();
    }
}

// A line that is sent with another price is computed from that price from then on.
void forget_replaced_prices(Record& document, const Record& changes) {
    for (const Record& change : changes.rows("DocumentLines")) {
        const std::string entered = entered_price(change);
        const bool item_changed = change.has("ItemCode");
        for (Record& row : document.rows_to_change("DocumentLines")) {
            if (!change.has("LineNum") || row.integer("LineNum") != change.integer("LineNum")) continue;
            if (!entered.empty()) row.set("~entered", entered);
            else if (item_changed) row.erase("~entered");
        }
    }
    for (const Record& change : changes.rows("DocumentAdditionalExpenses")) {
        if (!change.has("LineTotal") && !change.has("LineGross")) continue;
        for (Record& row : document.rows_to_change("DocumentAdditionalExpenses")) {
            if (row.integer("ExpenseCode") != change.integer("ExpenseCode")) continue;
            row.erase("~entered");
            if (!change.has("LineTotal")) row.erase("LineTotal");
        }
    }
}

} // namespace

void Documents::stamp_new(Record& document) const {
    state_.stamp_created(document);
    document.set("DocTime", state_.now().time.substr(0, 5) + ":00");
    document.set("DocObjectCode", "oOrders");
}

bool Documents::needs_approval(const Record& order) const {
    if (state_.settings.approvals == Approvals::off) return false;
    return !state_.settings.approval_above || order.number("DocTotal") > *state_.settings.approval_above;
}

Posted Documents::post_order(Record order) {
    DocumentChecks(state_, items_, {}).complete(order);
    compute_totals(order, state_);
    if (needs_approval(order)) return {store_draft(std::move(order), true), true};
    return {store_order(std::move(order)), false};
}

Table::Row Documents::store_order(Record order) {
    order.set("DocEntry", state_.next_number("Orders", 1));
    assign_number(state_, "Orders", order_kind().series, "ORDR", order);
    stamp_new(order);
    if (!order.has("JournalMemo")) order.set("JournalMemo", "Sales Orders - " + order.text("CardCode"));
    if (!order.has("Reference1")) order.set("Reference1", order.text("DocNum"));
    const std::int64_t entry = order.integer("DocEntry");
    for (Record& line : order.rows_to_change("DocumentLines")) line.set("DocEntry", entry);
    put_document(state_, order_kind(), nullptr, std::move(order));
    return state_.orders.find_number(entry);
}

Table::Row Documents::store_draft(Record draft, bool pending) {
    draft.set("DocEntry", state_.next_number("Drafts", 1));
    stamp_new(draft);
    if (!draft.has("DocNum")) draft.set("DocNum", draft.integer("DocEntry"));
    draft.set("AuthorizationStatus", pending ? "dasPending" : "dasWithout");
    const std::int64_t entry = draft.integer("DocEntry");
    state_.drafts.put(std::move(draft), state_.journal);
    return state_.drafts.find_number(entry);
}

Table::Row Documents::post_draft(Record draft) {
    if (draft.text("DocObjectCode") != "oOrders") throw malformed("The sandbox simulates drafts of orders only: DocObjectCode must be oOrders");
    DocumentChecks(state_, items_, {"ODRF", "DRF1"}).complete(draft);
    compute_totals(draft, state_);
    return store_draft(std::move(draft), false);
}

void Documents::patch_order(const Table::Row& before, const Record& changes, bool replaces_collections) {
    check_patch(*before, changes);
    if (before->yes("Cancelled")) throw field_cannot_be_updated();
    Record order = *before;
    merge(order, changes, replaces_collections);
    if (open(*before)) {
        // The partner's discount was taken, or not, when the document was posted: zero is not stored, and must not look like "not said".
        if (!order.stored("DiscountPercent")) order.set("DiscountPercent", Decimal());
        forget_replaced_prices(order, changes);
        if (!changes.has("DocTotal")) order.erase("DocTotal");
        if (!changes.has("DocTotalFc")) order.erase("DocTotalFc");
        DocumentChecks(state_, items_, {}).complete(order);
        compute_totals(order, state_);
        check_taken_lines(*before, order);
        close_taken_lines(order);
        follow_lines(order);
        for (Record& line : order.rows_to_change("DocumentLines")) line.set("DocEntry", order.integer("DocEntry"));
    }
    state_.stamp_changed(order);
    put_document(state_, order_kind(), before.get(), std::move(order));
}

void Documents::patch_draft(const Table::Row& before, const Record& changes, bool replaces_collections) {
    Record draft = *before;
    merge(draft, changes, replaces_collections);
    forget_replaced_prices(draft, changes);
    if (!changes.has("DocTotal")) draft.erase("DocTotal");
    if (!changes.has("DocTotalFc")) draft.erase("DocTotalFc");
    DocumentChecks(state_, items_, {"ODRF", "DRF1"}).complete(draft);
    compute_totals(draft, state_);
    state_.stamp_changed(draft);
    state_.drafts.put(std::move(draft), state_.journal);
}

void Documents::finish(const Table::Row& order, bool cancelled) {
    if (!open(*order)) throw already_closed();
    if (cancelled && copied(*order)) throw rule("Document cannot be cancelled; a following document is based on it"); // text: our choice
    Record closed = *order;
    close_document(closed);
    if (cancelled) {
        closed.set("Cancelled", "tYES");
        closed.set("CancelStatus", "csYes");
        closed.set("CancelDate", state_.now().date);
    }
    state_.stamp_changed(closed);
    put_document(state_, order_kind(), order.get(), std::move(closed));
}

void Documents::cancel(const Table::Row& order) {
    finish(order, true);
}

void Documents::close(const Table::Row& order) {
    finish(order, false);
}

void Documents::remove_draft(const Table::Row& draft) {
    state_.drafts.remove(state_.drafts.key_of(*draft), state_.journal);
}

Record Documents::preview(Record order) const {
    DocumentChecks(state_, items_, {}).complete(order);
    compute_totals(order, state_);
    order.erase("DocEntry");
    order.erase("DocNum");
    return order;
}

Table::Row Documents::order_from_draft(const Table::Row& draft) {
    if (draft->text("DocumentStatus") != "bost_Open") throw already_closed();
    Record order = *draft;
    for (const char* name : {"DocNum", "AuthorizationStatus"}) order.erase(name);
    if (order.type().find("DraftKey")) order.set("DraftKey", draft->integer("DocEntry"));
    DocumentChecks(state_, items_, {}).complete(order);
    compute_totals(order, state_);
    const Table::Row stored = store_order(std::move(order));
    Record done = *draft;
    done.set("DocumentStatus", "bost_Close");
    done.set("AuthorizationStatus", "dasGenerated");
    state_.stamp_changed(done);
    state_.drafts.put(std::move(done), state_.journal);
    return stored;
}

} // namespace ledgerline::sandbox::b1

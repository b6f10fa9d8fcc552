#include "b1/desk.hpp"

#include "b1/body_reader.hpp"
#include "b1/line_status.hpp"
#include "b1/settlement.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

const DocumentKind& kind_of(const std::string& entity_set) {
    if (const DocumentKind* kind = document_kind(entity_set)) return *kind;
    std::string known = "IncomingPayments, VendorPayments";
    for (const DocumentKind& kind : document_kinds()) known += ", " + std::string(kind.entity_set);
    for (const DocumentKind& kind : stock_document_kinds()) known += ", " + std::string(kind.entity_set);
    known += ", StockTransfers";
    throw std::invalid_argument("\"" + entity_set + "\" is no kind of document; known are " + known);
}

std::string shown(const DocumentKind& kind, std::int64_t entry) {
    return std::string(kind.entity_set) + "(" + std::to_string(entry) + ")";
}

void require_members(const Value& object, const std::string& of, std::initializer_list<std::string_view> known) {
    if (object.is_null()) return;
    if (!object.is_object()) throw std::invalid_argument(of + ": must be an object");
    for (const auto& [name, ignored] : *object.as_object())
        if (std::find(known.begin(), known.end(), name) == known.end()) throw std::invalid_argument(of + "." + name + ": unknown member");
}

// The base reference of one line, with what the request says of it.
Value base_line(const DocumentKind& from, std::int64_t base, const Record& line, const Value& asked) {
    Value out = Value::object();
    out.set("BaseType", from.number);
    out.set("BaseEntry", base);
    out.set("BaseLine", line.integer("LineNum"));
    if (!asked["quantity"].is_null()) out.set("Quantity", asked["quantity"]);
    if (const auto* members = asked["members"].as_object())
        for (const auto& [name, value] : *members) out.set(name, value);
    return out;
}

// The client copies freight that no other document has taken yet.
Value open_freight(const DocumentKind& from, std::int64_t base, const Record& document) {
    Value rows = Value::array();
    for (const Record& row : document.rows("DocumentAdditionalExpenses")) {
        if (row.text("Status") == "bost_Close") continue;
        Value out = Value::object();
        out.set("BaseDocType", from.number);
        out.set("BaseDocEntry", base);
        out.set("BaseDocLine", row.integer("LineNum"));
        out.set("ExpenseCode", row.integer("ExpenseCode"));
        rows.push(std::move(out));
    }
    return rows;
}

} // namespace

Table::Row Desk::document(const DocumentKind& kind, std::int64_t entry) const {
    const auto row = (state_.*kind.table).find_number(entry);
    if (!row) throw std::invalid_argument("there is no " + shown(kind, entry));
    return row;
}

Made Desk::copy(const DocumentKind& from, std::int64_t base, const DocumentKind& to, const Value& what) {
    require_members(what, "the request", {"lines", "members"});
    const auto row = document(from, base);
    Value lines = Value::array();
    if (const Value& asked = what["lines"]; !asked.is_null()) {
        if (!asked.is_array() || asked.size() == 0) throw std::invalid_argument("lines: must be a list of {line, quantity}");
        for (const Value& one : *asked.as_array()) {
            require_members(one, "lines[]", {"line", "quantity", "members"});
            const Rows& rows = row->rows("DocumentLines");
            const auto found = std::find_if(rows.begin(), rows.end(), [&](const Record& line) { return line.integer("LineNum", -1) == one["line"].int_or(-1); });
            if (found == rows.end()) throw std::invalid_argument("lines[].line: " + shown(from, base) + " has no line \"" + one["line"].text_or("") + "\"");
            lines.push(base_line(from, base, *found, one));
        }
    } else {
        for (const Record& line : row->rows("DocumentLines"))
            if (!open_quantity(line).is_zero()) lines.push(base_line(from, base, line, nullptr));
        if (lines.size() == 0) throw std::invalid_argument(shown(from, base) + " has no open line");
    }
    Value out = Value::object();
    out.set("CardCode", row->text("CardCode"));
    out.set("DocumentLines", std::move(lines));
    if (Value freight = open_freight(from, base, *row); freight.size() > 0) out.set("DocumentAdditionalExpenses", std::move(freight));
    if (const auto* members = what["members"].as_object())
        for (const auto& [name, value] : *members) out.set(name, value);
    return make(to.entity_set, out);
}

Made Desk::deliver(std::int64_t order, const Value& what) {
    return copy(order_kind(), order, *document_kind("DeliveryNotes"), what);
}

Made Desk::invoice(const std::string& base_set, std::int64_t base, const Value& what) {
    if (base_set != "Orders" && base_set != "DeliveryNotes") throw std::invalid_argument("an invoice is made of Orders or DeliveryNotes, not of " + base_set);
    return copy(kind_of(base_set), base, *document_kind("Invoices"), what);
}

Made Desk::pay(const std::string& entity_set, std::int64_t entry, const Value& what) {
    require_members(what, "the request", {"amount", "account", "members"});
    if (entity_set != "Invoices" && entity_set != "DownPayments" && entity_set != "CreditNotes") throw std::invalid_argument("paid are Invoices, DownPayments and CreditNotes, not " + entity_set);
    const auto row = document(kind_of(entity_set), entry);
    const bool foreign = row->text("DocCurrency") != state_.settings.local_currency;
    const Value amount = what["amount"].is_null() ? Value(unpaid(state_, *row).normalized().text()) : what["amount"];
    Value paid = Value::object();
    paid.set("DocEntry", entry);
    paid.set("InvoiceType", entity_set == "Invoices" ? "it_Invoice" : entity_set == "CreditNotes" ? "it_CredItnote" : "it_DownPayment");
    paid.set(foreign ? "AppliedFC" : "SumApplied", amount);
    Value out = Value::object();
    out.set("CardCode", row->text("CardCode"));
    out.set("DocCurrency", row->text("DocCurrency"));
    out.set("TransferAccount", what["account"].text_or("161000"));
    out.set("TransferSum", amount);
    out.set("PaymentInvoices", Value::array({std::move(paid)}));
    if (const auto* members = what["members"].as_object())
        for (const auto& [name, value] : *members) out.set(name, value);
    return make(entity_set == "CreditNotes" ? "VendorPayments" : "IncomingPayments", out); // money goes back for a credit memo
}

Made Desk::make(const std::string& entity_set, const Value& document) {
    if (const PaymentKind* kind = payment_kind(entity_set))
        return {entity_set, resources_.payments().post(*kind, read_record(document, state_.schema.type("Payment")))->integer("DocEntry")};
    StockDocuments& stock = resources_.stock_documents();
    if (entity_set == "StockTransfers") return {entity_set, stock.post_transfer(read_record(document, state_.schema.type("StockTransfer")))->integer("DocEntry")};
    if (const DocumentKind* kind = stock_document_kind(entity_set)) return {entity_set, stock.post(*kind, read_record(document, state_.schema.type("Document")))->integer("DocEntry")};
    const DocumentKind& kind = kind_of(entity_set);
    Record record = read_record(document, state_.schema.type("Document"));
    if (&kind != &order_kind()) return {entity_set, resources_.sales_documents().post(kind, std::move(record))->integer("DocEntry")};
    const Posted posted = resources_.documents().post_order(std::move(record));
    return {posted.is_draft ? "Drafts" : entity_set, posted.row->integer("DocEntry")};
}

void Desk::change(const std::string& entity_set, std::int64_t entry, const Value& changes) {
    if (const PaymentKind* paying = payment_kind(entity_set)) {
        const auto payment = (state_.*paying->table).find_number(entry);
        if (!payment) throw std::invalid_argument("there is no " + entity_set + "(" + std::to_string(entry) + ")");
        resources_.payments().patch(*paying, payment, read_record(changes, payment->type()));
        return;
    }
    if (const DocumentKind* kind = stock_document_kind(entity_set)) {
        const auto row = document(*kind, entry);
        resources_.stock_documents().patch(state_.*kind->table, row, read_record(changes, row->type()));
        return;
    }
    const DocumentKind& kind = kind_of(entity_set);
    const auto row = document(kind, entry);
    const Record record = read_record(changes, row->type());
    if (&kind == &order_kind()) resources_.documents().patch_order(row, record, false);
    else resources_.sales_documents().patch(kind, row, record, false);
}

Made Desk::cancel(const std::string& entity_set, std::int64_t entry) {
    if (const DocumentKind* kind = stock_document_kind(entity_set)) {
        resources_.stock_documents().close(*kind, document(*kind, entry), true);
        return {entity_set, entry};
    }
    if (const PaymentKind* paying = payment_kind(entity_set)) {
        const auto payment = (state_.*paying->table).find_number(entry);
        if (!payment) throw std::invalid_argument("there is no " + entity_set + "(" + std::to_string(entry) + ")");
        return {entity_set, resources_.payments().cancel(*paying, payment)->integer("DocEntry")};
    }
    const DocumentKind& kind = kind_of(entity_set);
    const auto row = document(kind, entry);
    if (&kind != &order_kind()) return {entity_set, resources_.sales_documents().cancel(kind, row)->integer("DocEntry")};
    resources_.documents().cancel(row);
    return {entity_set, entry};
}

void Desk::close(const std::string& entity_set, std::int64_t entry) {
    if (const DocumentKind* kind = stock_document_kind(entity_set)) {
        resources_.stock_documents().close(*kind, document(*kind, entry), false);
        return;
    }
    const DocumentKind& kind = kind_of(entity_set);
    const auto row = document(kind, entry);
    if (&kind == &order_kind()) resources_.documents().close(row);
    else resources_.sales_documents().close(kind, row);
}

Made Desk::approve_draft(std::int64_t entry) {
    const auto draft = state_.drafts.find_number(entry);
    if (!draft) throw std::invalid_argument("there is no Drafts(" + std::to_string(entry) + ")");
    return {"Orders", resources_.documents().order_from_draft(draft)->integer("DocEntry")};
}

void Desk::refuse_draft(std::int64_t entry) {
    const auto draft = state_.drafts.find_number(entry);
    if (!draft) throw std::invalid_argument("there is no Drafts(" + std::to_string(entry) + ")");
    if (draft->text("AuthorizationStatus") != "dasPending") throw std::invalid_argument("Drafts(" + std::to_string(entry) + ") waits for no approval");
    Record refused = *draft;
    refused.set("AuthorizationStatus", "dasRejected");
    state_.stamp_changed(refused);
    state_.drafts.put(std::move(refused), state_.journal);
}

} // namespace ledgerline::sandbox::b1

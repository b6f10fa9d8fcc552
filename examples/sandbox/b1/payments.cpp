#include "b1/payments.hpp"

#include "b1/document_checks.hpp"
#include "b1/exchange.hpp"
#include "b1/line_status.hpp"
#include "b1/settlement.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

// The kind of document that a row pays. What comes in pays invoices, what goes out credit memos; the others count against it.
const DocumentKind& paid_kind(const Record& row) {
    const std::string type = row.text("InvoiceType");
    if (type == "it_Invoice") return *document_kind(object_number::invoice);
    if (type == "it_DownPayment") return *document_kind(object_number::down_payment);
    if (type == "it_CredItnote") return *document_kind(object_number::credit_note);
    throw malformed("The sandbox simulates payments of it_Invoice, it_DownPayment and it_CredItnote only");
}

int direction(const PaymentKind& payment, const DocumentKind& kind) {
    return kind.number == object_number::credit_note ? -payment.way : payment.way;
}

Decimal turned(const Decimal& amount, int way) {
    return way < 0 ? amount.negated() : amount;
}

// "... [ORCT.DocTotal]"
std::string where(const PaymentKind& kind, const char* field) {
    return " [" + std::string(kind.header_table) + "." + field + "]";
}

} // namespace

const std::vector<PaymentKind>& payment_kinds() {
    static const std::vector<PaymentKind> kinds{
        {"IncomingPayments", "ORCT", "RCT3", "RCT2", "Incoming Payments", &State::payments, {"IncomingPayments", 17, 86'000'001}, 1},
        {"VendorPayments", "OVPM", "VPM3", "VPM2", "Outgoing Payments", &State::outgoing_payments, {"VendorPayments", 18, 96'000'001}, -1},
    };
    return kinds;
}

const PaymentKind* payment_kind(std::string_view entity_set) {
    for (const PaymentKind& kind : payment_kinds())
        if (entity_set == kind.entity_set) return &kind;
    return nullptr;
}

// Where no text is public, it is our choice.
void Payments::complete(const PaymentKind& kind, Record& payment) const {
    if (payment.text("DocType") != "rCustomer") throw malformed("The sandbox simulates payments of customers only: DocType must be rCustomer");
    const std::string code = payment.text("CardCode");
    const auto partner = state_.partners.find_text(code);
    if (!partner || partner->text("CardType") == "cSupplier") throw Refusal(400, "-5002", "Invalid BP code" + where(kind, "CardCode") + " , '" + code + "'");
    payment.set("CardCode", partner->text("CardCode"));
    if (!payment.has("CardName")) payment.set("CardName", partner->text("CardName"));
    if (state_.settings.branches_required && !payment.has("BPLID")) throw Refusal(400, "-5002", "Specify an active branch" + where(kind, "BPLId"));
    const auto rejection = state_.faults.rejections.find(payment.text("CardCode"));
    if (rejection != state_.faults.rejections.end()) throw Refusal(400, "-1116", rejection->second);

    const std::string today = state_.now().date;
    if (!payment.has("DocDate")) payment.set("DocDate", today);
    for (const char* name : {"DueDate", "TaxDate"})
        if (!payment.has(name)) payment.set(name, payment.text("DocDate"));
    check_posting_date(state_, payment.text("DocDate"));

    const std::string& local = state_.settings.local_currency;
    if (!payment.has("DocCurrency")) payment.set("DocCurrency", local);
    const std::string currency = payment.text("DocCurrency");
    if (!state_.knows_currency(currency)) throw unknown_reference(state_.settings.unknown_reference_status);
    if (currency == local) payment.set("DocRate", Decimal(1));
    else if (payment.number("DocRate").is_zero()) {
        const auto rate = state_.rate(currency, payment.text("DocDate"));
        if (!rate) throw rule("Update the exchange rate , '" + currency + "'");
        payment.set("DocRate", *rate);
    }
}

// The sum of all means of payment, in the payment's currency.
Decimal Payments::means(const PaymentKind& kind, Record& payment) const {
    for (const char* name : {"CashSum", "TransferSum"})
        if (payment.number(name).is_negative()) throw rule("Amount is negative" + where(kind, name));
    if (!payment.number("TransferSum").is_zero()) {
        if (payment.text("TransferAccount").empty()) throw rule("Transfer account is missing" + where(kind, "TrsfrAcct"));
        if (!payment.has("TransferDate")) payment.set("TransferDate", payment.text("DocDate"));
    }
    Decimal total = payment.number("CashSum") + payment.number("TransferSum");
    if (!payment.rows("PaymentCreditCards").empty()) {
        std::int64_t line = 0;
        for (Record& card : payment.rows_to_change("PaymentCreditCards")) {
            card.set("LineNum", line++);
            if (card.integer("CreditCard", -1) < 1) throw rule("Credit card is missing [" + std::string(kind.card_table) + ".CreditCard][line: " + std::to_string(line) + "]");
            if (card.number("CreditSum") <= Decimal(0)) throw rule("Amount is missing [" + std::string(kind.card_table) + ".CreditSum][line: " + std::to_string(line) + "]");
            total += card.number("CreditSum");
        }
    }
    for (const Record& check : payment.rows("PaymentChecks")) total += check.number("CheckSum");
    return total.normalized();
}

void Payments::apply(const PaymentKind& kind, Record& payment, const Decimal& means_total) {
    if (payment.rows("PaymentInvoices").empty()) return; // on account
    const std::string currency = payment.text("DocCurrency");
    Decimal applied;
    std::int64_t line = 0;
    for (Record& row : payment.rows_to_change("PaymentInvoices")) {
        const std::string place = " [" + std::string(kind.paid_table) + ".DocNum][line: " + std::to_string(line + 1) + "]";
        row.set("LineNum", line++);
        const DocumentKind& paid = paid_kind(row);
        const auto document = (state_.*paid.table).find_number(row.integer("DocEntry"));
        if (!document) throw unknown_reference(state_.settings.unknown_reference_status);
        state_.refuse_locked_row(paid.entity_set, row.text("DocEntry"));
        if (document->text("CardCode") != payment.text("CardCode")) throw rule("Document belongs to another business partner" + place);
        if (document->text("DocCurrency") != currency) throw rule("Document currency '" + document->text("DocCurrency") + "' is not the currency of the payment" + place);
        const Decimal left = unpaid(state_, *document);
        if (!open(*document) || document->text("CancelStatus") != "csNo" || left.is_zero()) throw rule("Invoice is already closed or blocked");
        const Exchange exchange(*document, state_);
        Decimal amount = exchange.foreign() && row.has("AppliedFC") ? row.number("AppliedFC") : exchange.own(row.number("SumApplied"));
        if (!row.has("SumApplied") && !row.has("AppliedFC")) amount = left;
        if (amount <= Decimal(0) || amount > left) throw rule("Applied amount exceeds what is open of the document" + place);
        const Decimal local = settle(state_, paid, document, amount);
        row.set("SumApplied", local);
        if (exchange.foreign()) row.set("AppliedFC", amount);
        set_number(row, "AppliedSys", exchange.system_is_local() ? local : Decimal());
        applied += turned(amount, direction(kind, paid));
    }
    if (applied == means_total || (state_.settings.payment_rest_on_account && applied < means_total)) return;
    throw rule("Applied amounts and means of payment differ" + where(kind, "DocTotal"));
}

void Payments::weigh(const PaymentKind& kind, const Record& payment, const Decimal& local_total, bool back) {
    state_.balances.add(key_part(payment.text("CardCode"), state_.ignores_case()), {turned(local_total, back ? kind.way : -kind.way), {}, {}}, state_.journal);
}

Table::Row Payments::store(const PaymentKind& kind, Record payment) {
    payment.set("DocEntry", state_.next_number(kind.entity_set, 1));
    assign_number(state_, kind.entity_set, kind.series, kind.header_table, payment);
    if (!payment.has("JournalRemarks")) payment.set("JournalRemarks", std::string(kind.title) + " - " + payment.text("CardCode"));
    const std::int64_t entry = payment.integer("DocEntry");
    (state_.*kind.table).put(std::move(payment), state_.journal);
    return (state_.*kind.table).find_number(entry);
}

Table::Row Payments::post(const PaymentKind& kind, Record payment) {
    complete(kind, payment);
    const Decimal total = means(kind, payment);
    if (total <= Decimal(0)) throw rule("Means of payment are missing" + where(kind, "DocTotal"));
    apply(kind, payment, total);
    const Exchange exchange(payment, state_);
    state_.refuse_locked_row("BusinessPartners", payment.text("CardCode"));
    if (exchange.foreign()) set_number(payment, "CashSumFC", payment.number("CashSum"));
    weigh(kind, payment, exchange.local(total), false);
    return store(kind, std::move(payment));
}

void Payments::patch(const PaymentKind& kind, const Table::Row& before, const Record& changes) {
    constexpr std::string_view free[] = {"Remarks", "JournalRemarks", "Reference2", "CounterReference", "TransactionCode"};
    Record payment = *before;
    for (const auto& [property, cell] : changes.cells()) {
        const bool may = property->user_field || std::find(std::begin(free), std::end(free), property->name) != std::end(free);
        if (!may && cell != before->value(*property)) throw field_cannot_be_updated();
        if (may) payment.set(*property, cell);
    }
    (state_.*kind.table).put(std::move(payment), state_.journal);
}

Table::Row Payments::cancel(const PaymentKind& kind, const Table::Row& row) {
    if (row->text("CancelStatus") != "csNo") throw already_closed();
    check_posting_date(state_, state_.now().date);
    for (const Record& line : row->rows("PaymentInvoices")) {
        const DocumentKind& paid = paid_kind(line);
        const auto document = (state_.*paid.table).find_number(line.integer("DocEntry"));
        // A down payment that an invoice has drawn must stay paid; text: our choice.
        if (paid.number == object_number::down_payment && !document->number("~drawn").is_zero()) throw rule("Payment cannot be cancelled; its down payment is drawn");
        settle(state_, paid, document, (Exchange(*document, state_).foreign() ? line.number("AppliedFC") : line.number("SumApplied")).negated());
    }
    Record mirror = *row;
    for (const char* name : {"DocNum", "Series"}) mirror.erase(name);
    mirror.set("DocDate", state_.now().date);
    mirror.set("CancelStatus", "csCancellation");
    weigh(kind, *row, Exchange(*row, state_).local(means(kind, mirror)), true);
    Record cancelled = *row;
    cancelled.set("Cancelled", "tYES");
    cancelled.set("CancelStatus", "csYes");
    (state_.*kind.table).put(std::move(cancelled), state_.journal);
    return store(kind, std::move(mirror));
}

} // namespace ledgerline::sandbox::b1

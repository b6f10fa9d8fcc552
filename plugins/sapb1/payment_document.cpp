#include "payment_document.hpp"

#include "order_document.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <cstdlib>

namespace sapb1 {

using namespace ledgerline;

namespace {

void put_amount(const Node& to, const Decimal& amount) {
    const Decimal number = amount.normalized();
    if (number.scale() > 6) to.fail(number.text() + " has more than the six digits after the point that SAP keeps");
    to.set_number(number);
}

void put_text(const Node& to, std::string_view value, std::size_t length_max) {
    if (const std::string text = fitted_line(value, length_max); !text.empty()) to.set(text);
}

void put_whole(const Node& to, const std::string& digits) { to.set(static_cast<std::int64_t>(std::atoll(digits.c_str()))); }

void write_means(const PaymentFacts& payment, const Node& to) {
    const Tender& tender = payment.tender;
    switch (payment.rule.means) {
    case Means::cash:
        to["CashAccount"].set(payment.rule.account);
        put_amount(to["CashSum"], tender.amount);
        return;
    case Means::transfer:
        to["TransferAccount"].set(payment.rule.account);
        put_amount(to["TransferSum"], tender.amount);
        to["TransferDate"].set(payment.date);
        put_text(to["TransferReference"], tender.reference, transfer_reference_max);
        return;
    case Means::card:
        const Node card = to["PaymentCreditCards"].append();
        put_whole(card["CreditCard"], payment.rule.card);
        if (!payment.rule.account.empty()) card["CreditAcct"].set(payment.rule.account);
        if (!payment.rule.card_method.empty()) put_whole(card["PaymentMethodCode"], payment.rule.card_method);
        // SAP demands a date; the store never tells the card's.
        card["CardValidUntil"].set(payment.date);
        put_text(card["VoucherNum"], tender.reference.empty() ? tender.part : tender.reference, 20);
        card["NumOfPayments"].set(1);
        put_amount(card["CreditSum"], tender.amount);
        return;
    }
}

} // namespace

void write_payment(const PaymentFacts& payment, const Node& to) {
    const SalesOrder& order = payment.order;
    to.set_json("{}");
    to["DocType"].set("rCustomer");
    to["CardCode"].set(order.card_code);
    to["DocDate"].set(payment.date);
    to["TaxDate"].set(payment.date);
    to["DocCurrency"].set(order.currency);
    if (!order.branch.empty()) put_whole(to["BPLID"], order.branch);
    write_means(payment, to);
    // A number that does not fit would be another one.
    if (column_length(payment.order_number) <= counter_reference_max) put_text(to["CounterReference"], payment.order_number, counter_reference_max);
    put_text(to["Remarks"], format("Order {}, {} {}", payment.order_number, payment.tender.method, payment.tender.reference.empty() ? payment.tender.part : payment.tender.reference), 254);
    put_text(to["JournalRemarks"], format("Order {}", payment.order_number), 50);
    to[key_field].set(payment.key);
    for (const Applied& applied : payment.applied) {
        const Node row = to["PaymentInvoices"].append();
        put_whole(row["DocEntry"], applied.document_id);
        row["InvoiceType"].set(applied.to_down_payment ? "it_DownPayment" : "it_Invoice");
        put_amount(row[order.foreign ? "AppliedFC" : "SumApplied"], applied.amount);
    }
}

void write_down_payment(const SalesOrder& order, const OrderRows& rows, const std::string& key, const std::string& date, const std::string& type, const Node& to) {
    to.set_json("{}");
    to["CardCode"].set(order.card_code);
    to["DocDate"].set(date);
    to["DocDueDate"].set(date);
    to["TaxDate"].set(date);
    to["DocCurrency"].set(order.currency);
    put_text(to["NumAtCard"], order.reference, 100);
    if (!order.branch.empty()) put_whole(to["BPL_IDAssignedToInvoice"], order.branch);
    to["DownPaymentType"].set(type);
    to["DownPaymentPercentage"].set(100);
    to[key_field].set(key);
    for (const std::int64_t line : rows.lines) {
        const Node row = to["DocumentLines"].append();
        row["BaseType"].set(17);
        put_whole(row["BaseEntry"], order.id);
        row["BaseLine"].set(line);
    }
    for (const std::int64_t line : rows.freight) {
        const Node row = to["DocumentAdditionalExpenses"].append();
        row["BaseDocType"].set(17);
        put_whole(row["BaseDocEntry"], order.id);
        row["BaseDocLine"].set(line);
    }
}

std::vector<std::string> references_of(const Tender& tender, std::string_view order_number, const SalesOrder& order) {
    std::vector<std::string> references;
    for (const std::string_view one : {std::string_view(tender.reference), order_number, std::string_view(order.reference)}) {
        std::string reference = fitted_line(one, transfer_reference_max);
        if (!reference.empty() && std::find(references.begin(), references.end(), reference) == references.end()) references.push_back(std::move(reference));
    }
    return references;
}

} // namespace sapb1

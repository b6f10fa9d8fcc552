#include "b1/down_payments.hpp"

#include "b1/document_store.hpp"
#include "b1/exchange.hpp"
#include "b1/settlement.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

const DocumentKind& kind() {
    return *document_kind(object_number::down_payment);
}

// part / whole of an amount, rounded.
Decimal share(const Decimal& amount, const Decimal& part, const Decimal& whole, int digits) {
    if (whole.is_zero()) return {};
    return (amount.normalized() * part.normalized()).normalized().divided(whole.normalized(), digits, Round::half_up).normalized();
}

// Texts for all that stands against drawing are not public: our choice.
Refusal cannot_draw(const Record& row, const std::string& why) {
    return rule("Down payment " + row.text("DocEntry") + " " + why + " [INV9.BaseAbs]");
}

} // namespace

DownPaymentWish take_wish(Record& document, const State& state) {
    DownPaymentWish wish;
    const bool foreign = document.has("DocCurrency") && document.text("DocCurrency") != state.settings.local_currency;
    wish.total = document.number(foreign ? "DocTotalFc" : "DocTotal");
    wish.amount = document.number(foreign && document.has("DownPaymentAmountFC") ? "DownPaymentAmountFC" : "DownPaymentAmount");
    wish.percentage = document.has("DownPaymentPercentage") ? document.number("DownPaymentPercentage") : document.number("DownPayment");
    for (const char* name : {"DocTotal", "DocTotalFc", "DownPaymentAmount", "DownPaymentAmountFC", "DownPaymentPercentage", "DownPayment"}) document.erase(name);
    return wish;
}

void scale_down_payment(Record& document, const DownPaymentWish& wish, const State& state) {
    const Exchange exchange(document, state);
    const int digits = state.settings.accuracy.amounts;
    const Decimal full = exchange.amount(document, "DocTotal", "DocTotalFc"), full_tax = exchange.amount(document, "VatSum", "VatSumFc"), full_net = full - full_tax;
    Decimal total = full, tax = full_tax, percentage = Decimal(100);
    const auto of_total = [&](const Decimal& wanted) {
        total = wanted;
        tax = share(full_tax, wanted, full, digits);
        percentage = share(Decimal(100), wanted, full, state.settings.accuracy.percent);
    };
    if (!wish.total.is_zero()) of_total(wish.total);
    else if (!wish.amount.is_zero() && state.settings.down_payment_amount_is_gross) of_total(wish.amount);
    else if (!wish.amount.is_zero()) {
        tax = share(full_tax, wish.amount, full_net, digits);
        total = wish.amount + tax;
        percentage = share(Decimal(100), wish.amount, full_net, state.settings.accuracy.percent);
    } else if (!wish.percentage.is_zero()) {
        percentage = wish.percentage;
        tax = share(full_tax, percentage, Decimal(100), digits);
        total = share(full_net, percentage, Decimal(100), digits) + tax;
    }
    if (total > full || total <= Decimal(0)) throw rule("The down payment is not a part of the total of its lines [ODPI.DpmAmnt]"); // text: our choice
    exchange.set(document, "DocTotal", "DocTotalFc", total);
    exchange.set(document, "VatSum", "VatSumFc", tax);
    set_number(document, "DocTotalSys", exchange.system_is_local() ? exchange.local(total) : Decimal());
    set_number(document, "VatSumSys", exchange.system_is_local() ? exchange.local(tax) : Decimal());
    exchange.set(document, "DownPaymentAmount", "DownPaymentAmountFC", state.settings.down_payment_amount_is_gross ? total : total - tax);
    document.set("DownPaymentPercentage", percentage);
    document.set("DownPayment", percentage);
    if (!document.has("DownPaymentType")) document.set("DownPaymentType", "dptInvoice");
}

void apply_down_payments(Record& invoice, const State& state) {
    if (invoice.rows("DownPaymentsToDraw").empty()) return;
    const Exchange exchange(invoice, state);
    const int digits = state.settings.accuracy.amounts;
    Decimal drawn, drawn_net;
    std::int64_t number = 0;
    for (Record& row : invoice.rows_to_change("DownPaymentsToDraw")) {
        const auto base = state.down_payments.find_number(row.integer("DocEntry"));
        if (!base) throw unknown_reference(state.settings.unknown_reference_status);
        state.refuse_locked_row("DownPayments", row.text("DocEntry"));
        if (base->text("CardCode") != invoice.text("CardCode")) throw cannot_draw(row, "belongs to another business partner");
        if (base->text("DocCurrency") != invoice.text("DocCurrency")) throw cannot_draw(row, "has another currency");
        if (base->text("CancelStatus") != "csNo" || base->text("DownPaymentStatus") == "so_Closed") throw cannot_draw(row, "is cancelled or drawn");
        const Decimal total = exchange.amount(*base, "DocTotal", "DocTotalFc"), tax = exchange.amount(*base, "VatSum", "VatSumFc");
        const Decimal left = exchange.amount(*base, "PaidToDate", "PaidToDateFC") - base->number("~drawn");
        Decimal gross = exchange.amount(row, "GrossAmountToDraw", "GrossAmountToDrawFC");
        const Decimal net_sent = exchange.amount(row, "AmountToDraw", "AmountToDrawFC");
        if (gross.is_zero()) gross = net_sent.is_zero() ? left : share(net_sent, total, total - tax, digits);
        if (gross > left || gross <= Decimal(0)) throw cannot_draw(row, "is not paid as far as it is drawn");
        const Decimal tax_drawn = share(tax, gross, total, digits);
        exchange.set(row, "GrossAmountToDraw", "GrossAmountToDrawFC", gross);
        exchange.set(row, "AmountToDraw", "AmountToDrawFC", gross - tax_drawn);
        exchange.set(row, "Tax", "TaxFC", tax_drawn);
        row.set("RowNum", number++);
        row.set("DocNumber", base->integer("DocNum"));
        row.set("PostingDate", base->text("DocDate"));
        row.set("DownPaymentType", base->text("DownPaymentType"));
        drawn += gross;
        drawn_net += gross - tax_drawn;
    }
    const Decimal total = exchange.amount(invoice, "DocTotal", "DocTotalFc") - drawn;
    if (total.is_negative()) throw rule("More is drawn from down payments than the invoice amounts to [OINV.DpmAmnt]"); // text: our choice
    exchange.set(invoice, "DocTotal", "DocTotalFc", total);
    set_number(invoice, "DocTotalSys", exchange.system_is_local() ? exchange.local(total) : Decimal());
    exchange.set(invoice, "DownPaymentAmount", "DownPaymentAmountFC", drawn_net);
}

void mark_drawn(State& state, const Record& invoice, bool back) {
    for (const Record& row : invoice.rows("DownPaymentsToDraw")) {
        const auto before = state.down_payments.find_number(row.integer("DocEntry"));
        if (!before) continue;
        Record down_payment = *before;
        const Exchange exchange(down_payment, state);
        const Decimal gross = exchange.amount(row, "GrossAmountToDraw", "GrossAmountToDrawFC");
        const Decimal drawn = down_payment.number("~drawn") + (back ? gross.negated() : gross);
        set_number(down_payment, "~drawn", drawn);
        down_payment.set("DownPaymentStatus", drawn >= exchange.amount(down_payment, "DocTotal", "DocTotalFc") ? "so_Closed" : "so_Open");
        state.stamp_changed(down_payment);
        put_document(state, kind(), before.get(), std::move(down_payment));
    }
}

} // namespace ledgerline::sandbox::b1

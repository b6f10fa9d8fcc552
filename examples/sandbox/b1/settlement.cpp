#include "b1/settlement.hpp"

#include "b1/document_store.hpp"
#include "b1/exchange.hpp"
#include "b1/line_status.hpp"

#include <algorithm>
#include <map>

namespace ledgerline::sandbox::b1 {

namespace {

// What the lines of a credit memo give back of each document that they are based on, in the memo's currency. The last base takes
// what rounding and freight leave.
std::map<std::pair<std::int64_t, std::int64_t>, Decimal> credited_by_base(const State& state, const Record& credit_note) {
    const Exchange exchange(credit_note, state);
    std::map<std::pair<std::int64_t, std::int64_t>, Decimal> by_base;
    bool all_based = true;
    for (const Record& line : credit_note.rows("DocumentLines")) {
        const std::int64_t type = line.integer("BaseType", -1);
        const bool counts = type == object_number::invoice || type == object_number::down_payment;
        all_based = all_based && counts;
        if (counts) by_base[{type, line.integer("BaseEntry")}] += exchange.amount(line, "GrossTotal", "GrossTotalFC");
    }
    if (!by_base.empty() && all_based) {
        Decimal others;
        for (auto base = by_base.begin(); base != std::prev(by_base.end()); ++base) others += base->second;
        std::prev(by_base.end())->second = exchange.amount(credit_note, "DocTotal", "DocTotalFc") - others;
    }
    return by_base;
}

void mark_credited(State& state, const DocumentKind& kind, std::int64_t entry, const Decimal& amount) {
    const auto row = (state.*kind.table).find_number(entry);
    Record document = *row;
    const Decimal drawn = document.number("~drawn") + amount, total = Exchange(document, state).amount(document, "DocTotal", "DocTotalFc");
    if (drawn > total) throw rule("More is credited than is left of the down payment [RIN1.BaseEntry]"); // text: our choice
    set_number(document, "~drawn", drawn);
    document.set("DownPaymentStatus", drawn >= total ? "so_Closed" : "so_Open");
    put_document(state, kind, row.get(), std::move(document));
}

} // namespace

Decimal unpaid(const State& state, const Record& document) {
    const Exchange exchange(document, state);
    return (exchange.amount(document, "DocTotal", "DocTotalFc") - exchange.amount(document, "PaidToDate", "PaidToDateFC")).normalized();
}

void close_if_paid(const State& state, Record& document) {
    if (state.settings.paid_invoice_closes && unpaid(state, document).is_zero()) close_document(document);
}

Decimal settle(State& state, const DocumentKind& kind, const Table::Row& row, const Decimal& amount) {
    Record document = *row;
    const Exchange exchange(document, state);
    const bool was_paid = unpaid(state, document).is_zero();
    const Decimal paid = exchange.amount(document, "PaidToDate", "PaidToDateFC") + amount;
    const Decimal before = document.number("PaidToDate");
    exchange.set(document, "PaidToDate", "PaidToDateFC", paid);
    set_number(document, "PaidToDateSys", exchange.system_is_local() ? document.number("PaidToDate") : Decimal());
    if (was_paid && !unpaid(state, document).is_zero()) reopen_document(document, state.settings.accuracy.amounts);
    else close_if_paid(state, document);
    state.stamp_changed(document);
    const Decimal change = document.number("PaidToDate") - before;
    put_document(state, kind, row.get(), std::move(document));
    return change;
}

void settle_bases(State& state, Record& credit_note, bool back) {
    Decimal settled;
    for (const auto& [base, credited] : credited_by_base(state, credit_note)) {
        const DocumentKind& kind = *document_kind(base.first);
        const auto row = (state.*kind.table).find_number(base.second);
        if (!row) continue;
        if (kind.number == object_number::down_payment) mark_credited(state, kind, base.second, back ? credited.negated() : credited);
        // A document that was paid before has less to settle; the rest stays open on the memo.
        const auto now = (state.*kind.table).find_number(base.second);
        const Decimal amount = back ? std::min(credited, Exchange(*now, state).amount(*now, "PaidToDate", "PaidToDateFC")) : std::min(credited, unpaid(state, *now));
        if (amount.is_zero()) continue;
        settle(state, kind, now, back ? amount.negated() : amount);
        settled += amount;
    }
    if (back || settled.is_zero()) return;
    Exchange(credit_note, state).set(credit_note, "PaidToDate", "PaidToDateFC", settled);
    set_number(credit_note, "~drawn", settled);
    close_if_paid(state, credit_note);
}

} // namespace ledgerline::sandbox::b1

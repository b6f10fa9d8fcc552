// Incoming and outgoing payments of customers: means of payment, the documents that they pay, the rest on account.
#pragma once

#include "b1/document_kinds.hpp"

namespace ledgerline::sandbox::b1 {

// Which way the money goes. Both are of the type Payment.
struct PaymentKind {
    const char* entity_set;
    const char *header_table, *card_table, *paid_table; // for the brackets in refusals
    const char* title;                                  // start of JournalRemarks
    Table State::*table;
    NumberSeries series; // where the settings name none
    int way;             // +1: comes in, -1: goes out
};
const std::vector<PaymentKind>& payment_kinds();
const PaymentKind* payment_kind(std::string_view entity_set); // nullptr = none

class Payments {
public:
    explicit Payments(State& state) : state_(state) {}

    Table::Row post(const PaymentKind& kind, Record payment);
    // Remarks, references and user fields.
    void patch(const PaymentKind& kind, const Table::Row& before, const Record& changes);
    // Posts the cancellation, opens again what was paid, and answers the cancellation.
    Table::Row cancel(const PaymentKind& kind, const Table::Row& payment);

private:
    void complete(const PaymentKind& kind, Record& payment) const;
    Decimal means(const PaymentKind& kind, Record& payment) const;
    void apply(const PaymentKind& kind, Record& payment, const Decimal& means_total);
    // Money that comes in lowers what the partner owes.
    void weigh(const PaymentKind& kind, const Record& payment, const Decimal& local_total, bool back);
    Table::Row store(const PaymentKind& kind, Record payment);

    State& state_;
};

} // namespace ledgerline::sandbox::b1

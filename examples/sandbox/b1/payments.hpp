// Incoming payments of customers: means of payment, the documents that they pay, the rest on account.
#pragma once

#include "b1/document_kinds.hpp"

namespace ledgerline::sandbox::b1 {

class Payments {
public:
    explicit Payments(State& state) : state_(state) {}

    Table::Row post(Record payment);
    // Remarks, references and user fields.
    void patch(const Table::Row& before, const Record& changes);
    // Posts the cancellation, opens again what was paid, and answers the cancellation.
    Table::Row cancel(const Table::Row& payment);

private:
    void complete(Record& payment) const;
    Decimal means(Record& payment) const;
    void apply(Record& payment, const Decimal& means_total);
    Table::Row store(Record payment);

    State& state_;
};

} // namespace ledgerline::sandbox::b1

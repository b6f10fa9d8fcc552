// The store as lists in memory, behind the very classes that production uses: the rooms above are linked with these in place of the database, so
// that tens of thousands of histories take seconds. Nothing is undone where a unit of work throws.
#pragma once

#include "store/store.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace ledgerline::refund_model {

struct Tables final : store::Connection {
    Tables() : store::Connection(store::Location{}) {}

    // The row with the id n stands at n - 1.
    std::vector<store::MessageRow> messages;
    std::vector<message::Value> bodies;
    std::vector<store::OutboxRow> outbox;
    std::vector<message::Value> sent;
    std::vector<store::AttemptRow> attempts;
    std::vector<store::ExceptionRow> exceptions;
    std::vector<std::vector<store::FindingRow>> findings;

    std::vector<store::CrossReferenceRow> references;
    std::vector<store::HistoryRow> history;
    std::map<std::string, std::string> notes;
    std::vector<store::CreditRow> credits;
    std::vector<store::ExpectedReturnRow> expected;
    std::vector<store::ReturnedRow> returned;
    store::Id last_credit = 0, last_returned = 0;
};

inline Tables& tables(store::Connection& connection) { return static_cast<Tables&>(connection); }

template <class Row, class Fits>
std::vector<Row> rows_where(const std::vector<Row>& rows, Fits fits) {
    std::vector<Row> out;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(out), fits);
    return out;
}

} // namespace ledgerline::refund_model

// Deliveries, returns, invoices, credit memos and down payments: posting, changing, cancelling, closing. Orders and drafts are
// in documents.hpp.
#pragma once

#include "b1/document_kinds.hpp"
#include "b1/items.hpp"

namespace ledgerline::sandbox::b1 {

class SalesDocuments {
public:
    SalesDocuments(State& state, const Items& items) : state_(state), items_(items) {}

    Table::Row post(const DocumentKind& kind, Record document);
    // What does not touch figures may change: remarks, references, tracking, dates, user fields.
    void patch(const DocumentKind& kind, const Table::Row& before, const Record& changes, bool replaces_collections);
    // Posts the cancellation document, which takes everything back, and answers it.
    Table::Row cancel(const DocumentKind& kind, const Table::Row& document);
    // Closes what is open of a delivery or a return.
    void close(const DocumentKind& kind, const Table::Row& document);

private:
    Table::Row store(const DocumentKind& kind, Record document);
    void check_batches(const DocumentKind& kind, const Record& document) const;

    State& state_;
    const Items& items_;
};

} // namespace ledgerline::sandbox::b1

// Sales orders and drafts: posting, changing, cancelling, closing, and the stock that open orders keep committed.
#pragma once

#include "b1/document_checks.hpp"
#include "b1/items.hpp"
#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

struct Posted {
    Table::Row row;
    bool is_draft = false; // an approval procedure made a draft of it
};

class Documents {
public:
    Documents(State& state, const Items& items) : state_(state), items_(items) {}

    Posted post_order(Record order);
    Table::Row post_draft(Record draft);
    void patch_order(const Table::Row& before, const Record& changes, bool replaces_collections);
    void patch_draft(const Table::Row& before, const Record& changes, bool replaces_collections);
    void cancel(const Table::Row& order);
    void close(const Table::Row& order);
    void remove_draft(const Table::Row& draft);
    // What posting would give, without numbers and without a trace.
    Record preview(Record order) const;
    // Turns a pending draft into an order, as after the approval.
    Table::Row order_from_draft(const Table::Row& draft);

private:
    Table::Row store_order(Record order);
    Table::Row store_draft(Record draft, bool pending);
    bool needs_approval(const Record& order) const;
    void stamp_new(Record& document) const;
    void finish(const Table::Row& order, bool cancelled);

    State& state_;
    const Items& items_;
};

} // namespace ledgerline::sandbox::b1

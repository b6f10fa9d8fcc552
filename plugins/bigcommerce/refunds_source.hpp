// The refunds of a store: by polling, and at once where a callback names their order. What was refunded does not change; whether the
// money has moved is looked at again until it is known.
#pragma once

#include "callbacks.hpp"
#include "refund_cursor.hpp"
#include "refund_list.hpp"
#include "refund_reader.hpp"
#include "shop_api.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <set>
#include <string>

namespace bigcommerce {

class RefundsSource : public ledgerline::Source {
public:
    explicit RefundsSource(const ledgerline::Config& config);
    ledgerline::Verdict poll(ledgerline::Poll& poll) override;
    ledgerline::Verdict receive(ledgerline::Receive& receive) override;

private:
    void take_signals(ledgerline::Poll& poll, RefundCursor& cursor) const;
    // Each reads one page and answers whether there is more.
    bool read_whole(ledgerline::Poll& poll, RefundCursor& cursor);
    bool read_recent(ledgerline::Poll& poll, RefundCursor& cursor);
    // All refunds of the orders that callbacks named; ...
    void read_signalled(ledgerline::Poll& poll, RefundCursor& cursor);
    // ... what waits for its money, could not be understood, or was passed over, when its time has come.
    void look_again(ledgerline::Poll& poll, RefundCursor& cursor);
    bool is_enough(ledgerline::Poll& poll);
    // A row of the list; false: the poll should stop here.
    bool take(ledgerline::Poll& poll, RefundCursor& cursor, const ledgerline::Node& row);
    enum class Met { in_list, again };
    void read_or_refuse(ledgerline::Poll& poll, RefundCursor& cursor, const ledgerline::Node& row, Met met);
    // Emits the refund and notes it. Throws what keeps it from being read.
    void read(ledgerline::Poll& poll, RefundCursor& cursor, const ledgerline::Node& row);
    // It cannot be understood: a person is told, and it is read again. The others flow on.
    void refuse(ledgerline::Poll& poll, RefundCursor& cursor, const ledgerline::Node& row, Met met, const std::string& why);
    // The list was answered, but not what else this refund needs.
    void postpone(ledgerline::Poll& poll, RefundCursor& cursor, const ledgerline::Node& row, Met met, const ShopProblem& problem);
    static void tell_of_row_without_id(ledgerline::Poll& poll, const ledgerline::Node& row);
    void explain_unsettled(ledgerline::Call& call, const RefundCursor& cursor) const;

    CallbackDoor door_;
    ShopApi api_;
    RefundList list_;
    bool at_once_;
    RefundReader reader_;
    std::int64_t overlap_s_, within_s_;
    std::int64_t from_s_;        // refunds made before are not ours
    std::size_t emitted_ = 0;    // in this poll
    bool moved_ = false;         // in this poll: the cursor went on, whether or not anything was emitted
    bool held_up_ = false;       // in this poll: the quota is nearly used up
    std::set<RefundCursor::Id> failing_orders_; // in this poll, since something was read well
};

} // namespace bigcommerce

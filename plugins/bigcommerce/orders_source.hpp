// The orders of a store: by polling, and at once where a callback names one.
#pragma once

#include "callbacks.hpp"
#include "hooks.hpp"
#include "order_cursor.hpp"
#include "order_reader.hpp"
#include "order_mapper.hpp"
#include "shop_api.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace bigcommerce {

class OrdersSource : public ledgerline::Source {
public:
    explicit OrdersSource(const ledgerline::Config& config);
    ledgerline::Verdict poll(ledgerline::Poll& poll) override;
    ledgerline::Verdict receive(ledgerline::Receive& receive) override;

private:
    // The very first poll; false: the store has no orders yet.
    bool begin(ledgerline::Poll& poll, OrderCursor& cursor);
    // Each reads one page and answers whether there is more.
    bool read_new(ledgerline::Poll& poll, OrderCursor& cursor);
    bool read_changes(ledgerline::Poll& poll, OrderCursor& cursor);
    // Single orders by their ids (orders_by_id.cpp): what could not be understood earlier and is due again, ...
    void read_unread(ledgerline::Poll& poll, OrderCursor& cursor);
    // ... what callbacks named, always whole: not everything that they tell changes the time of modification; ...
    void read_signalled(ledgerline::Poll& poll, OrderCursor& cursor);
    bool read_whole(ledgerline::Poll& poll, OrderCursor& cursor, const std::string& id, bool with_archived);
    // ... and what the store passed over.
    void look_for_missing(ledgerline::Poll& poll, OrderCursor& cursor);
    // With every poll that passes: the cursor, and what people are to know as long as it is so.
    ledgerline::Verdict pass(ledgerline::Poll& poll, const OrderCursor& cursor, bool more) const;
    // Answers false if the poll should stop here: enough for once, the quota is nearly used up, or the engine stops.
    bool take(ledgerline::Poll& poll, OrderCursor& cursor, const ledgerline::Node& row, bool with_archived);
    bool is_enough(ledgerline::Poll& poll) const;
    bool is_ours(const ledgerline::Node& row, bool with_archived) const;
    // Emits the order, if it is ours, and notes it. Throws what keeps it from being read.
    void read(ledgerline::Poll& poll, OrderCursor& cursor, const ledgerline::Node& row, bool with_archived);
    // An order that cannot be read, as far as its row tells of it.
    struct Unreadable {
        std::string id, total, currency, why;
        std::optional<std::int64_t> modified;
    };
    static Unreadable described(const std::string& id, const ledgerline::Node& row, const char* why);
    void refuse(ledgerline::Poll& poll, OrderCursor& cursor, const Unreadable& order);
    void tell_of_row_without_id(ledgerline::Poll& poll, const ledgerline::Node& row);
    // The list was answered, this order was not. Whether it is the order's trouble or the store's shows with the next one.
    void suspect(ledgerline::Poll& poll, OrderCursor& cursor, Unreadable order, const ShopProblem& problem);

    CallbackDoor door_;
    Hooks hooks_;
    ShopApi api_;
    OrderReader reader_;
    std::int64_t overlap_s_;
    std::int64_t from_s_; // orders placed before are not ours
    std::string channel_;
    Prices prices_;
    std::map<std::string, int> failing_; // reads of one order that failed while the store answered, in a row
    std::optional<Unreadable> suspect_;  // in this poll: failed again and again, and nothing else was read since
    std::size_t emitted_ = 0;            // in this poll
    bool read_well_ = false;             // some order was read in this poll
};

} // namespace bigcommerce

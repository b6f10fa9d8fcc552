// How far the refunds have been read: the whole list by ascending id, whose pages cannot shift as refunds are only added; what was made lately
// by time, with an overlap, for what the store shows late; and the few that are to be read again.
//
// {at_once, page, page_last, after_id, caught_up, newest, since, recent_page, recent_last, seen: {id: created}, open: {id: {order, since, again, unread}},
// missing: {id: {since, again}}, unsettled: {id: order}, signalled: [order]}; times of creation in seconds of the store's clock, the others in seconds of ours.
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace bigcommerce {

struct RefundCursor {
    using Id = std::int64_t;
    // Read again from time to time, the more rarely the longer it lasts.
    struct Watch {
        std::int64_t since = 0, again = 0;
        std::int64_t order = 0; // 0: its row does not say it
        bool unread = false;    // it could not be understood; otherwise its money has not moved yet, or (at_once) may still be declined
    };
    static constexpr std::size_t open_max = 2'000, missing_max = 100, unsettled_max = 500;

    bool at_once = false;       // what was read was judged so: with the other setting everything is read again
    std::int64_t page = 1;      // whole list: the page that is read next
    Id page_last = 0;           // the last id of the page before it
    Id after_id = 0;            // the last id that was read
    bool caught_up = false;     // the list was read to its end once: from here on a gap between ids means something
    std::int64_t newest = 0;    // the latest creation that the store has shown
    std::int64_t since = 0;     // lately: this pass reads what was created then or later
    std::int64_t recent_page = 1;
    Id recent_last = 0;         // the last id of the page before it
    std::map<Id, std::int64_t> seen; // read, and created since then
    std::map<Id, Watch> open;
    std::map<Id, Watch> missing;     // ids that the store passed over
    std::map<Id, Id> unsettled;      // not settled within the time that was set → order; not read again by themselves
    std::set<Id> signalled;          // orders that callbacks named and that are not read yet

    static RefundCursor read(const ledgerline::Node& cursor);
    void write(const ledgerline::Node& cursor) const;

    // Between two passes over what was made lately: the next one begins `overlap` before the newest, and what is older is forgotten.
    void begin_pass(std::int64_t overlap);
    // It was read, or refused, or is not ours. `created` 0: the store does not say.
    void note(Id id, std::int64_t created, std::int64_t now);
    // The list goes on with this id: what lies between may come late. Answers how many are not looked for, because there are too many.
    std::int64_t note_gap(Id id, std::int64_t now);
    // To be read again. What has waited for `within` is given up, and so is the oldest where there are too many. `since`: the first time counts.
    void watch(Id id, Id order, bool unread, std::int64_t since, std::int64_t now, std::int64_t within);
    void give_up(Id id);
    // Its money went one way or the other, for good.
    void settle(Id id) { open.erase(id), unsettled.erase(id); }
    // Of those that wait, at most `most` whose time has come; each is put off.
    std::vector<Id> take_due(std::int64_t now, std::size_t most);
    // Some refund of this order waits for its money, or may still be declined.
    bool waits_for_money(Id order_id) const;
    // A good reading of it was emitted.
    bool was_read_well(Id id) const;
};

} // namespace bigcommerce

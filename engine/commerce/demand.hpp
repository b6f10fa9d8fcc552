// Open demand: what shoppers have ordered and the ERP's numbers cannot contain yet. An order counts from the commit that takes it in,
// by the store's SKUs as they stand in it, until a reading of the ERP's stock that began after the ERP had its document.
//
//   quantity       of the newest revision (0: cancelled, declined, or the line is gone)
//   booked         of it on the ERP's document, once an answer said so at `booked_at`; `booked_before` until then
//   open           quantity - booked, if the levels were read after `booked_at`; else quantity - booked_before; never below 0
//
// So a number may be too low for a while (it counts twice what a running request books), never too high.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

namespace ledgerline::commerce {

// Of one order, in sales units, for levels that were read at that time.
std::int64_t open_of(const store::DemandRow& row, store::Millis levels_read_at);

// Each in the commit that makes it true, whatever the message's type is; only orders count. They mark the SKUs as due for every route that
// pushes stock, and say what the store itself took off its numbers (the pushed row's sold_since), or that nobody can know (its doubt). What
// else the items of a SKU are in, only a route's policy knows: its row in the queue `spreads`.
//
// Lines of physical goods and custom ones count, by their SKU; of a bundle both the whole and its parts, since the store may take off both.
//
// A revision came in (new, edited, cancelled), or counts again after somebody had settled it.
void captured(store::UnitOfWork& unit, const store::MessageRow& order, const message::Value& body);
// The ERP has the lines of `sent` that are not quarantined: on a new document, added to one, or changed. If none is, nothing more of this
// revision comes: what its rules left out, or booked by another SKU, counts as booked too.
void booked(store::UnitOfWork& unit, const store::MessageRow& order, const message::Value& sent);
// A change of the ERP's document was refused: it stands as it was.
void refused(store::UnitOfWork& unit, const store::MessageRow& order);
// What a person had settled without a document stands in the ERP all the same, as it was sent.
void found_after_all(store::UnitOfWork& unit, const store::MessageRow& order, const message::Value& sent);
// Its newest revision asks for nothing that would change the document, whatever that lacks: the rest never comes. It counts until the next
// reading like what is booked, since a change that was taken back may be in the numbers still.
void completed(store::UnitOfWork& unit, const store::MessageRow& order);
// It will never be booked: a rule dropped it, or a person settled it without a document. Nothing happens if a newer revision is still to be
// judged.
void ended(store::UnitOfWork& unit, const store::MessageRow& order);
// What was settled is taken back: the newest revision counts as if it had just come. After its cross reference is gone.
void reopened(store::UnitOfWork& unit, const store::MessageRow& order);
// A complete reading of the stock began at that time: rows that it contains are forgotten, so many in one commit. True: there are more, for the next
// commit. Until then they count twice what the levels contain already.
bool forget_contained(store::UnitOfWork& unit, store::Millis pass_began_at);
// When the newest reading of all levels began that was read to its end; 0 = there was none. What it found unchanged was read then, or later.
store::Millis complete_reading(store::UnitOfWork& unit);
// Once, at a start: orders that a store holds from before demand was kept.
void count_earlier(store::UnitOfWork& unit);

} // namespace ledgerline::commerce

// Refunds that are not met in the order of the list: those that callbacks named, that wait for their money, that could not be read, or
// that the store passed over.
#include "refunds_source.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"
#include "source_settings.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <vector>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Node;
using ledgerline::Poll;

namespace {

constexpr std::int64_t told_after_s = 600; // an order that cannot be read for so long is told
constexpr std::size_t failing_max = 3;     // orders that cannot be read, one after the other: then it is the store

// For the exception of a refund that cannot be read: how much money it is about. "" where the row does not say it clearly.
std::string money_in(const Node& total) {
    try {
        return is_unset(total) ? "" : total.decimal().text();
    } catch (const std::runtime_error&) {
        return "";
    }
}

} // namespace

// What callbacks named goes into the cursor at once: the engine forgets it when this poll passes.
void RefundsSource::take_signals(Poll& poll, RefundCursor& cursor) const {
    constexpr std::size_t signalled_max = 2'000;
    std::size_t left_out = 0;
    for (std::string key : poll.signals()) {
        const bool is_transaction = key.rfind(transaction_signal, 0) == 0;
        if (is_transaction) key.erase(0, transaction_signal.size());
        if (!is_order_id(key)) continue;
        const RefundCursor::Id order = std::stoll(key);
        // Most transactions are of new orders.
        if (is_transaction && !cursor.waits_for_money(order)) continue;
        if (cursor.signalled.size() < signalled_max || cursor.signalled.contains(order)) cursor.signalled.insert(order);
        else ++left_out;
    }
    if (left_out > 0) poll.call().warning("the refunds of {} orders that callbacks named are left to the polling: too many are waiting to be read", left_out);
}

void RefundsSource::read_signalled(Poll& poll, RefundCursor& cursor) {
    const std::vector<RefundCursor::Id> orders(cursor.signalled.begin(), cursor.signalled.end());
    for (const RefundCursor::Id order : orders) {
        if (is_enough(poll)) return;
        list_.each(poll.call(), {{"order_id:in", std::to_string(order)}}, [&](const Node& row) {
            const auto id = number_in(row["id"]);
            if (!id || number_in(row["order_id"]) != order || created_of(row).value_or(from_s_) < from_s_) return;
            read_or_refuse(poll, cursor, row, Met::again);
        });
        cursor.signalled.erase(order);
        moved_ = true;
    }
}

void RefundsSource::look_again(Poll& poll, RefundCursor& cursor) {
    constexpr std::size_t at_once_max = 50; // in one request, and about what a poll emits
    if (is_enough(poll)) return;
    const std::vector<RefundCursor::Id> due = cursor.take_due(now_of(poll), at_once_max);
    if (due.empty()) return;
    std::string ids;
    for (const RefundCursor::Id id : due) ids += (ids.empty() ? "" : ",") + std::to_string(id);
    // As the list has them: what a single refund is answered with leaves amounts out, and would look like a change.
    list_.each(poll.call(), {{"id:in", ids}}, [&](const Node& row) {
        const auto id = number_in(row["id"]);
        if (!id || std::find(due.begin(), due.end(), *id) == due.end() || is_enough(poll)) return;
        if (cursor.missing.contains(*id)) take(poll, cursor, row);
        else read_or_refuse(poll, cursor, row, Met::again);
    });
    // One that the store does not show any more, or that could not be read, must not wait for ever.
    for (const RefundCursor::Id id : due)
        if (const auto waiting = cursor.open.find(id); waiting != cursor.open.end() && now_of(poll) - waiting->second.since >= within_s_) cursor.give_up(id);
}

void RefundsSource::postpone(Poll& poll, RefundCursor& cursor, const Node& row, Met met, const ShopProblem& problem) {
    const RefundCursor::Id id = number_in(row["id"]).value();
    failing_orders_.insert(number_in(row["order_id"]).value_or(0));
    if (failing_orders_.size() >= failing_max && met == Met::in_list) throw problem;
    const auto known = cursor.open.find(id);
    if (known != cursor.open.end() && known->second.unread && now_of(poll) - known->second.since >= told_after_s) {
        refuse(poll, cursor, row, met, problem.what());
        return;
    }
    poll.call().warning("refund {} is read again later: {}", id, problem.what());
    if (met == Met::again && cursor.was_read_well(id)) return; // it keeps its place
    cursor.watch(id, number_in(row["order_id"]).value_or(0), true, now_of(poll), now_of(poll), within_s_);
    cursor.note(id, created_of(row).value_or(0), now_of(poll));
}

// A person is told by a refund with nothing but its number, order and total, which the engine holds for what it lacks; the first good
// reading takes its place. A refund that was read well before keeps that reading.
void RefundsSource::refuse(Poll& poll, RefundCursor& cursor, const Node& row, Met met, const std::string& why) {
    const RefundCursor::Id id = number_in(row["id"]).value();
    const auto order = number_in(row["order_id"]);
    poll.call().warning("refund {} cannot be read: {}", id, why);
    if (met == Met::again && cursor.was_read_well(id)) return;
    cursor.watch(id, order.value_or(0), true, now_of(poll), now_of(poll), within_s_);
    cursor.note(id, created_of(row).value_or(0), now_of(poll));
    const std::string key = std::to_string(id);
    const Node body = poll.new_body();
    body["id"].set(key);
    if (order) body["order_id"].set(std::to_string(*order));
    if (const std::string total = money_in(row["total_amount"]); !total.empty()) body["total_inc_tax"].set(total);
    poll.call().explain("MESSAGE_REFUSED", ledgerline::format("Refund {}{} cannot be read from the store: {}. It is read again from time to time; correct it in the store where that is possible, or book it by hand and resolve this", key,
                                           order ? ledgerline::format(" of order {}", *order) : std::string(), why),
                        ledgerline::facts().subject("refund:" + key));
    poll.emit("refund", key, "", body);
    body.set_null();
    ++emitted_;
}

// Nothing says which refund it is. One exception tells of all of them; the same row again is nothing new.
void RefundsSource::tell_of_row_without_id(Poll& poll, const Node& row) {
    const Node body = poll.new_body();
    body["id"].set("without-id");
    poll.call().explain("MESSAGE_REFUSED",
                        ledgerline::format("The store lists a refund whose id is no number ({}): it cannot be read. See the newest refunds in the store and book it by hand",
                                           row["id"].is_missing() ? std::string_view("missing") : row["id"].json().substr(0, 60)),
                        ledgerline::facts().subject("refund:without-id"));
    poll.emit("refund", "without-id", "", body);
    body.set_null();
}

// One exception for all, so that a person can settle it once; one more refund makes it a new one.
void RefundsSource::explain_unsettled(Call& call, const RefundCursor& cursor) const {
    constexpr std::size_t named_max = 10;
    if (!cursor.caught_up || cursor.unsettled.empty()) return; // the history of a store comes page by page
    std::string named;
    std::size_t count = 0;
    for (auto at = cursor.unsettled.rbegin(); at != cursor.unsettled.rend() && count < named_max; ++at, ++count)
        named += (named.empty() ? "" : ", ") + ledgerline::format("{} of order {}", at->first, at->second);
    const std::size_t all = cursor.unsettled.size();
    const bool is_full = all >= RefundCursor::unsettled_max;
    call.explain("REFUND_UNSETTLED",
                 ledgerline::format("The payment provider has not said of {}{} that the money went back, {} days after they were made, and they are no longer looked at: {}{}",
                                    is_full ? "more than " : "", all == 1 ? std::string("1 refund") : ledgerline::format("{} refunds", all), within_s_ / 86'400, named,
                                    all > count ? " and older ones" : ""),
                 ledgerline::facts().subject(ledgerline::format("unsettled:{}", cursor.unsettled.rbegin()->first)).add("refunds", static_cast<std::int64_t>(all)));
}

} // namespace bigcommerce

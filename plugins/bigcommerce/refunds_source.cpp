#include "refunds_source.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"
#include "source_settings.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <stdexcept>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Node;
using ledgerline::Poll;
using ledgerline::Verdict;

namespace {

constexpr const char* scopes = "Reading refunds needs the scopes Orders: read-only and Order transactions: read-only";

} // namespace

RefundsSource::RefundsSource(const ledgerline::Config& config) :
    door_(config), api_(config.connection().secret("token")), list_(api_), at_once_(config.choice("settles") == "at-once"), reader_(api_, list_, at_once_, channel_in(config)),
    overlap_s_(config.duration_ms("overlap") / 1'000), within_s_(config.duration_ms("settle_within") / 1'000), from_s_(first_day_in(config)) {
    if (overlap_s_ < 1) config.refuse(config.problem("overlap", "must be a second or more: the store's times have no fractions"));
    if (within_s_ < 3'600) config.refuse(config.problem("settle_within", "must be an hour or more: refunds are settled after they are made"));
}

Verdict RefundsSource::receive(ledgerline::Receive& receive) { return door_.take(receive, refund_named_in); }

Verdict RefundsSource::poll(Poll& poll) {
    RefundCursor cursor = RefundCursor::read(poll.cursor());
    emitted_ = 0;
    failing_orders_.clear();
    moved_ = held_up_ = false;
    api_.forget_limits();
    reader_.forget();
    if (cursor.at_once != at_once_) {
        // What was read was judged by the other setting: all of it is read again, and what is the same is no message.
        std::set<RefundCursor::Id> signalled = std::move(cursor.signalled);
        cursor = RefundCursor();
        cursor.signalled = std::move(signalled);
        cursor.at_once = at_once_;
    }
    take_signals(poll, cursor);
    bool more = false;
    try {
        read_signalled(poll, cursor);
        cursor.begin_pass(overlap_s_);
        more = read_whole(poll, cursor) || read_recent(poll, cursor);
        if (!more) look_again(poll, cursor);
        more = more || !cursor.signalled.empty();
    } catch (const ShopProblem& problem) {
        if (problem.kind == ShopProblem::Kind::refused) return ledgerline::failed("STORE_AUTH", "{}. {}", problem.what(), scopes);
        // How far it came is kept, and the next poll meets the problem first thing. Otherwise many refunds of other channels, each of which costs a
        // request and emits nothing, would be read from the same one on for ever.
        if (emitted_ == 0 && !moved_) {
            const bool limited = problem.kind == ShopProblem::Kind::rate_limit;
            return ledgerline::retry_after(std::max<std::int64_t>(problem.again_ms, limited ? 1'000 : 0), limited ? "STORE_RATE_LIMIT" : "STORE_UNAVAILABLE", "{}", problem.what());
        }
        poll.set_pause(std::max<std::int64_t>(problem.again_ms, 1'000));
        more = true;
    } catch (const ResourceProblem& problem) {
        // The list itself is refused: a wrong address or a right that is missing. Later changes nothing.
        return ledgerline::failed("STORE_AUTH", "{}. {}", problem.what(), scopes);
    }
    // To ask again at once would only eat what the other clients were left.
    if (held_up_ && emitted_ == 0 && !moved_)
        return ledgerline::retry_after(std::max<std::int64_t>(api_.window_resets_in_ms(), 1'000), "STORE_RATE_LIMIT", "the store's quota of requests is nearly used up");
    if (more && api_.should_pause()) poll.set_pause(std::max<std::int64_t>(api_.window_resets_in_ms(), 1'000));
    cursor.write(poll.cursor());
    poll.set_more(more);
    explain_unsettled(poll.call(), cursor);
    return ledgerline::pass();
}

bool RefundsSource::read_whole(Poll& poll, RefundCursor& cursor) {
    const RefundList::Page page = list_.page(poll.call(), {}, cursor.page);
    RefundCursor::Id highest = 0;
    for (std::uint64_t i = 0; i < page.count; ++i) {
        const Node row = page.row(i);
        const auto id = number_in(row["id"]);
        if (!id) {
            tell_of_row_without_id(poll, row);
            continue;
        }
        highest = std::max(highest, *id);
        if (*id <= cursor.after_id) continue;
        if (!take(poll, cursor, row)) return true;
        if (const std::int64_t left_out = cursor.note_gap(*id, now_of(poll)); left_out > 0)
            poll.call().info("the store passed over {} numbers of refunds before {} that are not looked for: there are too many", left_out, *id);
        cursor.after_id = *id;
    }
    page.discard();
    // Nothing, or what the page before had: a store may repeat its last page. Then the page before is the last one, and grows.
    const bool is_beyond = highest <= cursor.page_last;
    if (!is_beyond && !page.is_last()) {
        cursor.page_last = highest;
        ++cursor.page;
        moved_ = true;
        return true;
    }
    if (is_beyond && cursor.page > 1) {
        --cursor.page;
        cursor.page_last = 0;
    }
    cursor.caught_up = true;
    return false;
}

bool RefundsSource::read_recent(Poll& poll, RefundCursor& cursor) {
    if (cursor.newest == 0) return false; // nothing in this store has a date
    const RefundList::Page page = list_.page(poll.call(), {{"created:min", iso(cursor.since)}}, cursor.recent_page);
    RefundCursor::Id highest = 0;
    bool is_filtered = true;
    for (std::uint64_t i = 0; i < page.count; ++i) {
        const Node row = page.row(i);
        const auto id = number_in(row["id"]);
        if (!id) continue; // told with the whole list
        highest = std::max(highest, *id);
        // A filter that the store did not understand is ignored there, and everything comes: not to be read again with every poll.
        is_filtered = is_filtered && created_of(row).value_or(cursor.since) >= cursor.since;
        if (!is_filtered || cursor.seen.contains(*id) || cursor.open.contains(*id)) continue;
        if (!take(poll, cursor, row)) return true;
    }
    page.discard();
    if (is_filtered && !page.is_last() && highest > cursor.recent_last) {
        cursor.recent_last = highest;
        ++cursor.recent_page;
        moved_ = true;
        return true;
    }
    cursor.recent_page = 1;
    cursor.recent_last = 0;
    return false;
}

bool RefundsSource::is_enough(Poll& poll) {
    if (api_.should_pause()) held_up_ = true;
    return held_up_ || poll.call().stopping() || static_cast<std::int64_t>(emitted_) >= poll.limit();
}

bool RefundsSource::take(Poll& poll, RefundCursor& cursor, const Node& row) {
    const RefundCursor::Id id = number_in(row["id"]).value();
    if (cursor.seen.contains(id)) return !poll.call().stopping();
    if (const auto created = created_of(row); created && *created < from_s_) {
        cursor.note(id, *created, now_of(poll));
        return !poll.call().stopping();
    }
    if (is_enough(poll)) return false;
    read_or_refuse(poll, cursor, row, Met::in_list);
    return true;
}

void RefundsSource::read_or_refuse(Poll& poll, RefundCursor& cursor, const Node& row, Met met) {
    try {
        read(poll, cursor, row);
    } catch (const ShopProblem& problem) {
        if (problem.kind != ShopProblem::Kind::unavailable) throw;
        postpone(poll, cursor, row, met, problem);
    } catch (const std::runtime_error& problem) {
        refuse(poll, cursor, row, met, about_answer(problem.what()));
    } catch (const std::invalid_argument& problem) {
        refuse(poll, cursor, row, met, about_answer(problem.what()));
    }
}

void RefundsSource::read(Poll& poll, RefundCursor& cursor, const Node& row) {
    const RefundCursor::Id id = number_in(row["id"]).value();
    const std::int64_t created = created_of(row).value_or(0);
    const Node body = poll.new_body();
    const RefundReader::Reading reading = reader_.read(poll.call(), row, body);
    failing_orders_.clear();
    if (reading != RefundReader::Reading::of_others) {
        poll.emit("refund", std::to_string(id), body["created_at"].text(), body);
        ++emitted_;
    }
    if (reading != RefundReader::Reading::waiting) cursor.settle(id);
    else if (!cursor.unsettled.contains(id))
        cursor.watch(id, number_in(row["order_id"]).value_or(0), false, created > 0 ? created : now_of(poll), now_of(poll), within_s_);
    body.set_null();
    cursor.note(id, created, now_of(poll));
    moved_ = true;
}

} // namespace bigcommerce

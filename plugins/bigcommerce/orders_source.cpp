#include "orders_source.hpp"

#include "dates.hpp"
#include "order_gaps.hpp"
#include "order_mapper.hpp"
#include "source_settings.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Node;
using ledgerline::Poll;
using ledgerline::Request;
using ledgerline::Verdict;

namespace {

constexpr std::int64_t page_max = 250;
constexpr std::int64_t rows_to_begin = 10;          // one of them will say when it was modified
constexpr std::int64_t soon_again_s = 60;          // an order that could not be understood is read again for the first time
constexpr std::int64_t again_s = 600;              // and then as often
constexpr std::int64_t failures_before_telling = 3; // reads of one order that fail while the list of orders is answered

// Rows of v2 lists are whole orders; a list that is none of that is the store's trouble, not an order's.
Node rows_of(const ledgerline::Response& answer) {
    const Node rows = answer.json();
    if (!rows.is_array()) throw ShopProblem(ShopProblem::Kind::unavailable, 0, "the store answered its list of orders with something that is no list");
    return rows;
}

// Nothing: the row has no number that could be one. The others must not wait for it.
std::optional<std::int64_t> id_of(const Node& row) {
    try {
        const std::int64_t id = whole_number(row["id"]);
        return id > 0 ? std::optional(id) : std::nullopt;
    } catch (const std::runtime_error&) {
        return std::nullopt;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

// Nothing: the row does not say it in any form of the store's.
std::optional<std::int64_t> modified_of(const Node& row) {
    const Node date = row["date_modified"];
    return date.is_text() ? seconds_of(date.text()) : std::nullopt;
}

// For the exception of an order that cannot be read: how much money waits. "" where the row does not say it clearly.
std::string money_in(const Node& total) {
    try {
        return is_unset(total) ? "" : total.decimal().text();
    } catch (const std::runtime_error&) {
        return "";
    }
}

std::string currency_in(const Node& code) { return code.is_text() && code.text().size() == 3 ? std::string(code.text()) : std::string(); }

// What callbacks named goes into the cursor at once: the engine forgets it when this poll passes.
void take_signals(Poll& poll, OrderCursor& cursor) {
    constexpr std::size_t signalled_max = 2'000;
    std::size_t left_out = 0;
    for (const std::string& id : poll.signals()) {
        Hooks::note_callback(cursor.hooks);
        if (!is_order_id(id)) continue;
        if (cursor.signalled.size() < signalled_max || cursor.signalled.contains(id)) cursor.signalled.insert(id);
        else ++left_out;
    }
    if (left_out > 0) poll.call().warning("{} orders that callbacks named are left to the polling: too many are waiting to be read", left_out);
}

// The whole page tells how late it is in the store, before its rows are judged by that.
void learn(OrderCursor& cursor, const Node& rows, std::int64_t now) {
    for (const Node row : rows.elements())
        if (const auto modified = modified_of(row)) cursor.learn(*modified, now);
}

} // namespace

OrdersSource::OrdersSource(const ledgerline::Config& config) :
    door_(config), hooks_(config, door_), api_(config.connection().secret("token")), reader_(api_, config.text("tax_id_field"), config.boolean("customer_groups")),
    overlap_s_(config.duration_ms("overlap") / 1'000), from_s_(first_day_in(config)), channel_(channel_in(config)) {
    const std::string prices = config.choice("prices");
    prices_ = prices == "with-tax" ? Prices::with_tax : prices == "without-tax" ? Prices::without_tax : Prices::stated;
}

Verdict OrdersSource::poll(Poll& poll) {
    OrderCursor cursor = OrderCursor::read(poll.cursor());
    bool more = false;
    emitted_ = 0;
    suspect_.reset();
    read_well_ = false;
    api_.forget_limits();
    take_signals(poll, cursor);
    try {
        read_unread(poll, cursor);
        if (cursor.begun || begin(poll, cursor)) {
            read_signalled(poll, cursor);
            look_for_missing(poll, cursor);
            // New orders by id, whose pages cannot shift; then whatever was modified, by time.
            more = read_new(poll, cursor) || read_changes(poll, cursor) || !cursor.signalled.empty();
        }
        // Nothing shows that the store could give any order: then it is not this one's trouble.
        if (suspect_) throw ShopProblem(ShopProblem::Kind::unavailable, 0, suspect_->why);
    } catch (const ShopProblem& problem) {
        // What was read before it came is kept: the cursor stands behind it, and the next poll meets the problem first thing, but
        // not before the store wants it to.
        if (emitted_ > 0) {
            if (suspect_) refuse(poll, cursor, *suspect_); // the cursor stands behind it as well
            poll.set_pause(std::max<std::int64_t>(problem.again_ms, 1'000));
            return pass(poll, cursor, true);
        }
        if (problem.kind == ShopProblem::Kind::refused) return ledgerline::failed("STORE_AUTH", "{}", problem.what());
        const bool limited = problem.kind == ShopProblem::Kind::rate_limit;
        return ledgerline::retry_after(std::max<std::int64_t>(problem.again_ms, limited ? 1'000 : 0), limited ? "STORE_RATE_LIMIT" : "STORE_UNAVAILABLE", "{}",
                                       problem.what());
    } catch (const ResourceProblem& problem) {
        // The list itself is refused: a wrong address or a right that is missing. Later changes nothing.
        return ledgerline::failed("STORE_AUTH", "{}", problem.what());
    }
    // To ask again at once would only eat what the other clients were left.
    if (more && emitted_ == 0 && api_.should_pause())
        return ledgerline::retry_after(std::max<std::int64_t>(api_.window_resets_in_ms(), 1'000), "STORE_RATE_LIMIT", "the store's quota of requests is nearly used up");
    // Orders first: what the quota has left goes to the hooks.
    if (!more && !api_.should_pause()) hooks_.look_after(poll.call(), api_, cursor.hooks, now_of(poll));
    return pass(poll, cursor, more);
}

Verdict OrdersSource::pass(Poll& poll, const OrderCursor& cursor, bool more) const {
    cursor.write(poll.cursor());
    poll.set_more(more);
    hooks_.explain(poll.call(), cursor.hooks);
    explain_gaps(poll.call(), cursor);
    return ledgerline::pass();
}

bool OrdersSource::begin(Poll& poll, OrderCursor& cursor) {
    // Before the first page: from here on changes will be read. An empty store begins with its first order.
    const auto answer = api_.get(poll.call(), Request::get("/v2/orders").query("sort", "date_modified:desc").query("limit", rows_to_begin));
    const std::uint64_t count = answer ? rows_of(*answer).count() : 0;
    for (std::uint64_t i = 0; i < count && !cursor.begun; ++i) {
        const auto modified = modified_of(rows_of(*answer)[i]);
        if (modified) cursor.learn(*modified, now_of(poll));
        if (cursor.newest == 0) continue;
        cursor.at = cursor.since = cursor.newest - overlap_s_;
        cursor.begun = true;
    }
    if (count > 0 && !cursor.begun) throw ShopProblem(ShopProblem::Kind::unavailable, 0, "the store's newest orders do not say when they were modified");
    return cursor.begun;
}

bool OrdersSource::read_new(Poll& poll, OrderCursor& cursor) {
    Request request = Request::get("/v2/orders").query("min_id", cursor.after_id + 1).query("sort", "id:asc").query("limit", std::min(poll.limit(), page_max));
    // A second earlier, since the store does not say whether its bounds count; what is too old is sorted out here.
    if (from_s_ > 0) request.query("min_date_created", iso(from_s_ - 1));
    const auto answer = api_.get(poll.call(), std::move(request));
    const std::uint64_t count = answer ? rows_of(*answer).count() : 0;
    if (answer && !answer->error().empty()) poll.call().warning("the list of orders: {}", answer->error());
    bool more = false;
    if (answer) learn(cursor, rows_of(*answer), now_of(poll));
    for (std::uint64_t i = 0; i < count; ++i) {
        const Node row = rows_of(*answer)[i];
        const auto id = id_of(row);
        if (!id) {
            tell_of_row_without_id(poll, row);
            continue;
        }
        // A store that ignores min_id would send us round in circles.
        if (*id <= cursor.after_id) continue;
        if (!take(poll, cursor, row, false)) return true;
        if (const std::int64_t left_out = cursor.note_gap(*id, now_of(poll)); left_out > 0)
            poll.call().warning("the store passed over {} orders before {} that are not looked for: there are too many", left_out, *id);
        cursor.after_id = *id;
        more = true;
    }
    if (!more) cursor.caught_up = true;
    return more; // only a page without anything new is the end: a store may give shorter pages than it was asked for
}

bool OrdersSource::read_changes(Poll& poll, OrderCursor& cursor) {
    cursor.begin_pass(now_of(poll));
    Request request = Request::get("/v2/orders").query("min_date_modified", iso(cursor.at)).query("sort", "date_modified:asc").query("limit", page_max)
                          .query("page", cursor.page);
    const auto answer = api_.get(poll.call(), std::move(request));
    const std::uint64_t count = answer ? rows_of(*answer).count() : 0;
    std::int64_t last = cursor.at;
    if (answer) learn(cursor, rows_of(*answer), now_of(poll));
    for (std::uint64_t i = 0; i < count; ++i) {
        const Node row = rows_of(*answer)[i];
        const auto modified = modified_of(row);
        // A filter that the store did not understand is ignored there, and everything comes: not ours to read again. A row that
        // does not say its time was met by its id, and is looked at again by itself.
        if (!modified || *modified < cursor.since) continue;
        last = std::max(last, *modified);
        const auto id = id_of(row);
        if (!id) {
            tell_of_row_without_id(poll, row);
            continue;
        }
        if (!cursor.knows(std::to_string(*id), *modified, now_of(poll))) cursor.found_new = true;
        if (!take(poll, cursor, row, true)) return true;
    }
    const bool at_end = count == 0 || (count < page_max && count % 50 != 0);
    if (!at_end && last - 1 <= cursor.at) {
        // More than a page within one second: there is no way but pages by number, which shift when an order of that second is
        // modified meanwhile.
        ++cursor.page;
        return true;
    }
    if (cursor.page > 1 && cursor.found_new) {
        // So the window is read again until a whole pass has shown nothing new: then nothing can have slipped through.
        cursor.page = 1;
        cursor.found_new = false;
        return true;
    }
    cursor.found_new = false;
    if (at_end) {
        cursor.finish_pass(overlap_s_);
        return false;
    }
    // Go on by time, one second back, since the rows of that second may stand on both pages.
    cursor.at = last - 1;
    cursor.page = 1;
    return true;
}

bool OrdersSource::is_enough(Poll& poll) const {
    return poll.call().stopping() || api_.should_pause() || static_cast<std::int64_t>(emitted_) >= poll.limit();
}

bool OrdersSource::take(Poll& poll, OrderCursor& cursor, const Node& row, bool with_archived) {
    const std::string id = std::to_string(id_of(row).value());
    const auto modified = modified_of(row);
    if (modified && cursor.knows(id, *modified, now_of(poll))) return !poll.call().stopping();
    if (is_enough(poll)) return false;
    const auto unreadable = [&](const char* why) { return described(id, row, why); };
    try {
        read(poll, cursor, row, with_archived);
    } catch (const ShopProblem& problem) {
        suspect(poll, cursor, unreadable(problem.what()), problem);
    } catch (const std::runtime_error& problem) {
        refuse(poll, cursor, unreadable(problem.what()));
    } catch (const std::invalid_argument& problem) {
        refuse(poll, cursor, unreadable(problem.what()));
    }
    return true;
}

Verdict OrdersSource::receive(ledgerline::Receive& receive) { return door_.take(receive, order_named_in); }

void OrdersSource::suspect(Poll& poll, OrderCursor& cursor, Unreadable order, const ShopProblem& problem) {
    if (problem.kind != ShopProblem::Kind::unavailable || ++failing_[order.id] < failures_before_telling) throw problem;
    if (read_well_) {
        // The others must not wait behind it.
        failing_.erase(order.id);
        refuse(poll, cursor, order);
    } else if (suspect_) {
        throw problem; // a second one: it is the store
    } else {
        suspect_ = std::move(order);
    }
}

OrdersSource::Unreadable OrdersSource::described(const std::string& id, const Node& row, const char* why) {
    return {id, money_in(row["total_inc_tax"]), currency_in(row["default_currency_code"]), about_answer(why), modified_of(row)};
}

bool OrdersSource::is_ours(const Node& row, bool with_archived) const {
    // Incomplete: the shopper is still at the checkout. If it becomes an order, it is modified and comes again.
    if (whole_number(row["status_id"]) == 0) return false;
    // An order that was archived before it was ever read is history; one that is archived later may be waiting here.
    if (is_true(row["is_deleted"]) && !with_archived) return false;
    if (!channel_.empty() && row["channel_id"].text_or("1") != channel_) return false;
    return from_s_ == 0 || seconds_of(row["date_created"].text_or("")).value_or(from_s_) >= from_s_;
}

void OrdersSource::read(Poll& poll, OrderCursor& cursor, const Node& row, bool with_archived) {
    const auto number = id_of(row);
    if (!number) row["id"].fail("is no number of an order");
    const std::string id = std::to_string(*number);
    const auto modified = modified_of(row);
    if (!modified) row["date_modified"].fail("is not a date of the store's");
    if (is_ours(row, with_archived)) {
        const Node body = poll.new_body();
        reader_.read(poll.call(), row, prices_, body);
        read_well_ = true;
        poll.emit("order", id, iso(*modified), body);
        body.set_null();
        ++emitted_;
    }
    cursor.unread.erase(id);
    cursor.close_gap(id);
    failing_.erase(id);
    cursor.note(id, *modified, now_of(poll));
    if (!read_well_ || !suspect_) return;
    // The store gives orders: it was that one's own trouble.
    const Unreadable order = *std::exchange(suspect_, std::nullopt);
    failing_.erase(order.id);
    refuse(poll, cursor, order);
}

// Nothing says which order it is. One exception tells of all of them; the same row again is nothing new.
void OrdersSource::tell_of_row_without_id(Poll& poll, const Node& row) {
    const Node body = poll.new_body();
    body["id"].set("without-id");
    body["number"].set("without-id");
    poll.call().explain("MESSAGE_REFUSED",
                        ledgerline::format("The store lists an order whose id is no number ({}): it cannot be read", row["id"].is_missing() ? std::string_view("missing") : row["id"].json().substr(0, 60)),
                        ledgerline::facts().subject("order:without-id"));
    poll.emit("order", "without-id", "", body);
    body.set_null();
}

// The others flow on. A person is told by an order with nothing but its number, which the engine holds for what it lacks; it is
// read again from time to time, and the first good reading takes that one's place.
void OrdersSource::refuse(Poll& poll, OrderCursor& cursor, const Unreadable& order) {
    // The first time soon, if it was only a moment; the row says whether it was tried before.
    cursor.unread[order.id] = now_of(poll) + (cursor.unread.contains(order.id) ? again_s : soon_again_s);
    if (order.modified) cursor.note(order.id, *order.modified, now_of(poll));
    cursor.doubtful.erase(order.id); // it is read again anyway
    poll.call().warning("order {} cannot be read: {}", order.id, order.why);
    const Node body = poll.new_body();
    body["id"].set(order.id);
    body["number"].set(order.id);
    if (!order.total.empty()) body["totals"]["inc_tax"].set(order.total);
    if (!order.currency.empty()) body["currency"].set(order.currency);
    poll.call().explain("MESSAGE_REFUSED", ledgerline::format("Order {} cannot be read from the store: {}", order.id, order.why), ledgerline::facts().subject("order:" + order.id));
    poll.emit("order", order.id, order.modified ? iso(*order.modified) : std::string(), body);
    body.set_null();
    ++emitted_;
}

} // namespace bigcommerce

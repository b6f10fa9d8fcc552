#include "states/read_back.hpp"

#include "base/backoff.hpp"
#include "message/json.hpp"
#include "plugin/envelope.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::states {

using message::Value;

namespace {

constexpr base::Millis hour_ms = 3'600'000, habits_every_ms = hour_ms;
constexpr base::Millis again_ms = 60'000;      // after a failure
constexpr base::Millis judge_every_ms = 2'000;
constexpr base::Millis patience_ms = 1'800'000; // for the orders to be read again; then it is looked at anew
constexpr base::Millis page_every_ms = 30'000; // of everything: a million numbers take most of a day
constexpr base::Millis push_first_ms = 5'000;
constexpr std::size_t together_max = 500;
constexpr std::size_t unjudged_max = 5'000;     // then nothing more is read before the orders were
constexpr std::size_t longest_amount = 18;      // digits that always fit

std::string about(const StockPush::Check& check) { return fmt::format("{} at {}", check.sku, check.location); }

std::string note_of(const StockPush& work) { return "stock.read_back." + work.settings().route; }

base::Millis next_hour(base::Millis now) { return (now / hour_ms + 1) * hour_ms; }

// What speaks for whom: the store does not say who wrote a number.
std::string suspects(store::UnitOfWork& unit, const std::string& sku, std::int64_t difference) {
    for (const store::DemandRow& row : unit.demand().of_sku(sku))
        if (row.quantity == 0 && difference > 0) return fmt::format("Order {} was cancelled, so the store itself may have put its goods back", row.order_key);
        else if (difference < 0 && row.quantity == -difference) return fmt::format("Order {} has just this quantity, so the store may have taken it off late or twice", row.order_key);
    return "No order that is known here explains it: a person in the store's control panel, or another app with access to the inventory, has written it";
}

std::optional<std::int64_t> shown_in(const Value& result) {
    if (result["verdict"].text_or("") != "found") return std::nullopt;
    const auto amount = Decimal::try_parse(result["receipt"]["amount"].text_or(""));
    if (!amount || amount->rounded(0, Round::down) != *amount) return std::nullopt;
    const std::string text = amount->normalized().text();
    if (text.size() > longest_amount) return std::nullopt;
    return std::stoll(text);
}

} // namespace

ReadBack::ReadBack(std::unique_ptr<plugin::Component> sink, StockPush& work, store::Store& store, const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log) :
    sink_(std::move(sink)), work_(work), store_(store), clock_(clock), log_(log), hour_at_(next_hour(clock.now())),
    drifts_(exceptions, work.settings().route, {drift_prefix, work.settings().sink}) {}

bool ReadBack::step() {
    const base::Millis now = clock_.now();
    bool ask = false, is_hour = false;
    {
        const std::scoped_lock hold(lock_);
        ask = now >= habits_at_;
        is_hour = now >= hour_at_;
    }
    if (is_hour) {
        work_.time_passes(store_);
        const std::scoped_lock hold(lock_);
        hour_at_ = next_hour(now);
    }
    if (ask) return ask_habits();
    return judge() || look();
}

base::Millis ReadBack::next_due() const {
    const std::scoped_lock hold(lock_);
    base::Millis due = std::min(habits_at_, hour_at_);
    const auto sooner = [&](base::Millis at) {
        if (at != 0) due = std::min(due, at);
    };
    sooner(judge_at_);
    if (all_at_ != 0) sooner(std::max(all_at_, not_before_));
    if (const base::Millis check = work_.next_check(); check != 0) sooner(std::max(check, not_before_));
    return due;
}

bool ReadBack::ask_habits() {
    const base::Millis now = clock_.now();
    const plugin::Outcome outcome = sink_->handle(LL_LIST, Value::object({{"type", "stock-settings"}, {"from", base::iso_time(now)}, {"to", base::iso_time(now)}, {"cursor", Value::object()}}));
    const bool worked = outcome.verdict == LL_PASS && !outcome.emitted.empty();
    if (worked) {
        const std::string decrements = outcome.emitted.front().body["decrements"].text_or("unknown");
        work_.learn(decrements == "placed");
        store_.commit([&](store::UnitOfWork& unit) { unit.push_queue().set_takes_off(work_.settings().route, decrements == "unknown" ? "" : decrements); });
    } else if (outcome.verdict != LL_UNSUPPORTED) {
        log_.warning("the store does not say how it counts its stock", {{"sink", work_.settings().sink}, {"why", outcome.findings.empty() ? "it gave no reason" : outcome.findings.front().message}});
    }
    const std::scoped_lock hold(lock_);
    habits_at_ = now + (worked || outcome.verdict == LL_UNSUPPORTED ? habits_every_ms : again_ms);
    return true;
}

bool ReadBack::look() {
    const base::Millis now = clock_.now();
    if (!can_look_ || seen_.size() >= unjudged_max) return false;
    {
        const std::scoped_lock hold(lock_);
        if (now < not_before_) return false;
    }
    auto checks = work_.checks_due(now, together_max);
    if (checks.empty()) checks = next_of_all();
    if (checks.empty()) return false;
    std::vector<Seen> asked;
    Value deliveries = Value::array();
    store_.read([&](store::UnitOfWork& unit) {
        for (const StockPush::Check& check : checks) {
            auto sent = unit.pushed_stock().find(work_.settings().route, check.sku, check.location);
            if (!sent || sent->answered_at == 0 || !sent->doubt.empty()) continue; // it is pushed again anyway
            const auto listings = unit.listings().of_sku(work_.settings().store, check.sku);
            if (listings.size() != 1) continue;
            const Value& listing = listings.front().body;
            store::MessageRow row;
            row.type = work_.type();
            row.source = work_.settings().route;
            row.source_key = check.sku + "|" + check.location;
            const Value body = Value::object({{"sku", check.sku}, {"product_id", listing["product_id"]}, {"variant_id", listings.front().variant_id}, {"tracking", listing["tracking"]}, {"location", check.location},
                                              {"quantity", Value(sent->quantity)}, {"reason", ""}});
            deliveries.push(Value::object({{"message", plugin::envelope(row, body)}, {"idempotency_key", row.source_key}, {"attempt", Value(1)}}));
            asked.push_back({check, 0, now, std::move(*sent)});
        }
    });
    if (asked.empty()) return true;
    const plugin::Outcome outcome = sink_->handle(LL_PROBE, Value::object({{"deliveries", std::move(deliveries)}}));
    if (outcome.verdict == LL_UNSUPPORTED) {
        cannot_look();
        return true;
    }
    const auto* results = outcome.document["results"].as_array();
    bool any = false;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const Value nothing;
        const Value& result = outcome.verdict == LL_PASS && results && i < results->size() ? (*results)[i] : nothing;
        const auto shown = shown_in(result);
        if (!shown && result["verdict"].text_or("") != "absent") { // it did not say: once more
            asked[i].check.not_before = now + again_ms;
            work_.check(asked[i].check);
        }
        if (!shown) continue;
        asked[i].shown = *shown;
        any = true;
        seen_.push_back(std::move(asked[i]));
    }
    const std::scoped_lock hold(lock_);
    if (!any) not_before_ = now + std::max(again_ms, base::pause_of(outcome.document["pause_ms"].int_or(0)));
    else judge_at_ = now;
    return true;
}

// The sink knows no PROBE, and will not learn it while this process runs.
void ReadBack::cannot_look() {
    can_look_ = false;
    work_.cannot_check();
    log_.info("the sink cannot say what the store shows; nothing is read back", {{"sink", work_.settings().sink}});
    const std::scoped_lock hold(lock_);
    all_at_ = 0;
}

// How far everything was looked at stands in a note: the day of which it was done, or the day and where it goes on. What one day has no
// time for is done on the next.
void ReadBack::find_day() {
    const base::Millis now = clock_.now();
    const std::string day = base::iso_time(now).substr(0, 10);
    if (day == day_) return;
    day_ = day;
    std::string note;
    store_.read([&](store::UnitOfWork& unit) { note = unit.notes().get(note_of(work_)); });
    if (note.empty()) store_.commit([&](store::UnitOfWork& unit) { unit.notes().put(note_of(work_), day); }); // the first day everything was just sent
    const Value behind = note.rfind('{', 0) == 0 ? message::parse_json(note) : Value::object();
    behind_sku_ = behind["sku"].text_or("");
    behind_location_ = behind["location"].text_or("");
    const std::scoped_lock hold(lock_);
    if (!note.empty() && note != day && all_at_ == 0) all_at_ = now;
}

// Gently: a page now and then, never while numbers wait to be pushed, and what was answered a moment ago is left out, since it has its own turn.
std::vector<StockPush::Check> ReadBack::next_of_all() {
    find_day();
    const base::Millis now = clock_.now();
    {
        const std::scoped_lock hold(lock_);
        if (all_at_ == 0 || now < all_at_) return {};
    }
    const std::string& route = work_.settings().route;
    std::vector<store::PushedStockRow> rows;
    bool pushes = false;
    store_.read([&](store::UnitOfWork& unit) {
        pushes = !unit.push_queue().due(route, now, 1).empty();
        if (!pushes) rows = unit.pushed_stock().behind(route, behind_sku_, behind_location_, together_max);
    });
    if (pushes) {
        const std::scoped_lock hold(lock_);
        all_at_ = now + push_first_ms;
        return {};
    }
    const bool is_end = rows.size() < together_max;
    // Whoever dies before this page was looked at begins with it.
    const std::string note = is_end ? day_ : message::write_json(Value::object({{"sku", behind_sku_}, {"location", behind_location_}}));
    store_.commit([&](store::UnitOfWork& unit) { unit.notes().put(note_of(work_), note); });
    behind_sku_ = is_end ? "" : rows.back().sku;
    behind_location_ = is_end ? "" : rows.back().location;
    {
        const std::scoped_lock hold(lock_);
        all_at_ = is_end ? 0 : now + page_every_ms;
    }
    std::vector<StockPush::Check> checks;
    for (const store::PushedStockRow& row : rows)
        if (row.answered_at + work_.policy().settle_ms <= now) checks.push_back({row.sku, row.location, now});
    return checks;
}

bool ReadBack::judge() {
    const base::Millis now = clock_.now();
    if (seen_.empty()) return false;
    {
        const std::scoped_lock hold(lock_);
        if (now < judge_at_) return false;
    }
    std::deque<Seen> left;
    store_.commit([&](store::UnitOfWork& unit) {
        left.clear();
        std::set<std::string> told;
        for (Seen& seen : seen_)
            if (!judge(unit, seen, told)) left.push_back(seen);
        drifts_.tell_rest(unit);
    });
    const bool any = left.size() < seen_.size();
    seen_ = std::move(left);
    const std::scoped_lock hold(lock_);
    judge_at_ = seen_.empty() ? 0 : now + judge_every_ms;
    return any;
}

bool ReadBack::judge(store::UnitOfWork& unit, Seen& seen, std::set<std::string>& told) {
    const StockPushSettings& settings = work_.settings();
    if (unit.now() - seen.at > patience_ms) return true;
    for (const std::string& source : settings.order_sources) {
        const auto cursor = unit.cursors().find(source);
        if (!cursor || cursor->completed_at <= seen.at) return false;
        const auto [first, is_first] = seen.read_at.emplace(source, cursor->completed_at);
        if (is_first || cursor->completed_at <= first->second) return false;
    }
    auto row = unit.pushed_stock().find(settings.route, seen.check.sku, seen.check.location);
    // It was pushed again, sold or came into doubt since: what was seen says nothing any more.
    if (!row || row->sent_at != seen.sent.sent_at || row->sold_since != seen.sent.sold_since || !row->doubt.empty()) {
        if (row && row->doubt.empty() && row->sent_at == seen.sent.sent_at) {
            StockPush::Check again = seen.check;
            again.not_before = unit.now() + work_.policy().settle_ms;
            work_.check(std::move(again));
        }
        return true;
    }
    const bool takes_off = work_.takes_off_when_placed();
    if (takes_off && row->sold_since > 0 && work_.policy().locations().size() > 1) return true; // from which location it was taken nobody knows
    const std::int64_t expected = row->quantity - (takes_off ? row->sold_since : 0);
    if (seen.shown == expected) {
        drifts_.close(unit, about(seen.check), "engine: the store shows the number again");
        return true;
    }
    const std::string who = suspects(unit, seen.check.sku, seen.shown - expected);
    drifts_.tell(unit, "STOCK_DRIFT", about(seen.check), fmt::format("The store shows {} of {} at location {} where {} should stand. {}", seen.shown, seen.check.sku, seen.check.location, expected, who),
                 Value::object({{"sku", seen.check.sku}, {"location", seen.check.location}, {"shown", Value(seen.shown)}, {"expected", Value(expected)}, {"sent", Value(row->quantity)},
                                {"sent_at", base::iso_time(row->sent_at)}, {"sold_since", Value(row->sold_since)}, {"transaction", row->transaction_id}, {"read_at", base::iso_time(seen.at)}, {"who", who}}));
    // What went with it may be lost as well.
    if (!row->transaction_id.empty() && told.insert(row->transaction_id).second)
        for (const store::PushedStockRow& other : unit.pushed_stock().of_transaction(settings.route, row->transaction_id, row->answered_at))
            if (other.doubt.empty()) work_.check({other.sku, other.location, unit.now()});
    // When it was sent again, whether that has helped.
    work_.check({seen.check.sku, seen.check.location, unit.now() + work_.policy().settle_ms + again_ms});
    row->doubt = fmt::format("the store shows {} instead of {}", seen.shown, expected);
    unit.pushed_stock().put(*row);
    unit.push_queue().touch_for(settings.route, seen.check.sku, unit.now(), row->doubt);
    return true;
}

} // namespace ledgerline::states

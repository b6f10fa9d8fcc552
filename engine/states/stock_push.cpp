#include "states/stock_push.hpp"

#include "commerce/demand.hpp"
#include "commerce/store_stock.hpp"
#include "ledger/history.hpp"
#include "states/known_warehouses.hpp"
#include "states/unknown_skus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace ledgerline::states {

using message::Value;

namespace {

constexpr std::size_t unanswered_max = 100'000;
constexpr std::size_t read_together = 500; // SKUs whose rows are read at once
constexpr base::Millis recent_ms = 3'600'000; // what was sent so shortly before a start may not have been read back
constexpr std::size_t recent_max = 10'000;
constexpr std::size_t quantities_told_max = 2'000; // in one entry of the history
constexpr std::size_t marked_at_once = 2'000;      // in one commit

// So long after a start nobody is told that what was read before is old: it is being read.
constexpr base::Millis first_reading_ms = 600'000;

std::string place_of(const std::string& sku, const std::string& location) { return fmt::format("{} at {}", sku, location); }

// What the store has on sale, behind `after`; returns where to go on.
std::string mark(store::UnitOfWork& unit, const StockPushSettings& settings, const std::string& after, std::size_t limit, const std::string& why) {
    const auto skus = unit.listings().skus(settings.store, after, limit);
    for (const std::string& sku : skus) unit.push_queue().touch_for(settings.route, sku, unit.now(), why);
    return skus.size() < limit ? "" : skus.back();
}

template <class Row> std::unordered_map<std::string, std::vector<Row>> by_sku(std::vector<Row> rows) {
    std::unordered_map<std::string, std::vector<Row>> out;
    for (Row& row : rows) out[row.sku].push_back(std::move(row));
    return out;
}

} // namespace

StockPush::StockPush(StockPushSettings settings, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions, std::uint64_t seed) :
    settings_(std::move(settings)), policy_(policy), exceptions_(exceptions), told_(exceptions, settings_.route, {"sku:", settings_.sink}), random_(seed) {}

void StockPush::start(store::UnitOfWork& unit) {
    started_at_ = unit.now();
    unmapped(unit).close_mapped();
    if (told_.count_anew(unit)) unit.notes().put(compared_note(settings_.route), "");
    for (const auto& pusher : unit.push_queue().pushers(store::push_kind::stock))
        if (pusher.route == settings_.route && !pusher.takes_off.empty()) learn(pusher.takes_off == "placed");
    for (store::PushedStockRow& row : unit.pushed_stock().unanswered(settings_.route, unanswered_max)) {
        if (row.sent_at == 0) continue; // it never left
        row.doubt = "the engine ended before the store had answered";
        row.answered_at = unit.now();
        unit.pushed_stock().put(row);
        unit.push_queue().touch_for(settings_.route, row.sku, unit.now(), row.doubt);
    }
    if (policy_.sample == 0) return;
    for (const store::PushedStockRow& row : unit.pushed_stock().answered_since(settings_.route, unit.now() - recent_ms, recent_max))
        if (row.doubt.empty()) check({row.sku, row.location, unit.now() + policy_.settle_ms});
}

std::string StockPush::mark_all(store::UnitOfWork& unit, const std::string& after, std::size_t limit) { return mark(unit, settings_, after, limit, "compared once a day"); }

void StockPush::time_passes(store::Store& store) const {
    const std::string note = "stock.time_passed." + settings_.route;
    base::Millis now = 0;
    std::vector<std::string> skus;
    store.read([&](store::UnitOfWork& unit) {
        now = unit.now();
        const std::string since = unit.notes().get(note);
        if (!since.empty()) skus = commerce::skus_changed_by_time(unit, policy_, std::stoll(since));
    });
    for (std::size_t from = 0; from < skus.size(); from += marked_at_once)
        store.commit([&](store::UnitOfWork& unit) {
            for (std::size_t i = from; i < std::min(skus.size(), from + marked_at_once); ++i)
                if (!skus[i].empty()) unit.push_queue().touch_for(settings_.route, skus[i], unit.now(), "a day or week has passed");
        });
    std::string after;
    for (bool is_done = std::find(skus.begin(), skus.end(), "") == skus.end(); !is_done; is_done = after.empty()) {
        std::string next;
        store.commit([&](store::UnitOfWork& unit) { next = mark(unit, settings_, after, marked_at_once, "a buffer begins or ends"); });
        after = std::move(next);
    }
    // Last: whoever dies on the way marks them once more.
    store.commit([&](store::UnitOfWork& unit) {
        tell_unknown_skus(unit, settings_, policy_, exceptions_);
        unit.notes().put(note, std::to_string(now));
    });
}

UnmappedWarehouses StockPush::unmapped(store::UnitOfWork& unit) const { return {unit, {settings_.route, settings_.store, settings_.sink}, policy_, exceptions_}; }

// Old knowledge would undo sales, or sell what is gone: then the store keeps the numbers that it has. What is read for the first time, or for
// the first time since the start, is only on its way.
std::string StockPush::obstacle(store::UnitOfWork& unit) {
    const base::Millis now = unit.now(), read = commerce::complete_reading(unit);
    if (read == 0) return "the ERP's stock was not read to its end yet";
    std::string why, old;
    if (now - read > policy_.levels_max_age_ms) old = fmt::format("The ERP's stock was read to its end last at {}; nothing is sent to {} before it was read again", base::iso_time(read), settings_.sink);
    for (const std::string& source : settings_.order_sources) {
        const auto cursor = unit.cursors().find(source);
        if (!cursor || cursor->completed_at == 0) return fmt::format("{} was not read to its end yet", source);
        // While nothing ran, shoppers went on.
        if (why.empty() && cursor->completed_at < started_at_) why = fmt::format("{} was not read to its end since the start yet", source);
        if (old.empty() && now - cursor->completed_at > policy_.orders_max_age_ms)
            old = fmt::format("{} was read to its end last at {}, so orders may be missing; nothing is sent to {} before it was read again", source, base::iso_time(cursor->completed_at), settings_.sink);
    }
    const std::string subject = "stock:" + settings_.sink;
    if (old.empty() && why.empty()) exceptions_.close_flow_about(unit, settings_.route, subject, "engine: it was read again");
    else if (!old.empty() && now - started_at_ >= first_reading_ms) exceptions_.flow(unit, settings_.route, {"STOCK_UNTRUSTED", old, "", subject, "", settings_.sink, Value::object()});
    const std::string without = wrong_map(unit, settings_.route, settings_.sink, policy_, exceptions_);
    return !why.empty() ? why : !old.empty() ? old : without;
}

void StockPush::tell(store::UnitOfWork& unit, const store::ListingRow& listing, const commerce::Terms& terms) {
    if (!terms.untrusted_code.empty()) return told_.tell(unit, terms.untrusted_code, terms.sku, terms.untrusted_why, Value::object({{"sku", terms.sku}, {"variant", listing.variant_id}}));
    const auto negative = std::find_if(terms.locations.begin(), terms.locations.end(), [](const commerce::LocationTerms& one) { return one.before_floor + one.buffer < 0; });
    if (negative == terms.locations.end()) return told_.close(unit, terms.sku, "engine: the number is right again");
    const std::int64_t below_zero = negative->before_floor + negative->buffer;
    told_.tell(unit, "STOCK_NEGATIVE", terms.sku, fmt::format("{} of {} are missing at location {}: more was ordered than there is. The store is told 0", -below_zero, terms.sku, negative->location),
               Value::object({{"sku", terms.sku}, {"location", negative->location}, {"below_zero", Value(below_zero)}}));
}

void StockPush::close_all_about(store::UnitOfWork& unit, const std::string& sku) {
    const std::string by = "engine: no stock of it is sent to the store any more";
    told_.close(unit, sku, by);
    for (const std::string& location : policy_.locations()) {
        told_.close(unit, place_of(sku, location), by);
        exceptions_.close_flow_about(unit, settings_.route, drift_prefix + place_of(sku, location), by);
    }
}

void StockPush::begin_step(base::Millis now) {
    // Changes are collected for a while, but for those near zero.
    is_round_ = settings_.at_once || now >= next_round_;
    before_.clear();
}

// What was more than is compared in one go, or could not be sent, belongs to the same round.
void StockPush::end_step(base::Millis now, std::size_t sent, bool all) {
    if (!is_round_) return;
    sent_in_round_ += sent;
    if (!all || sent_in_round_ == 0) return;
    next_round_ = now + policy_.every_ms;
    sent_in_round_ = 0;
}

std::vector<PushPart> StockPush::prepare(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) {
    std::vector<PushPart> parts;
    commerce::spread(unit, policy_, due);
    UnmappedWarehouses warehouses = unmapped(unit);
    const std::span all(due);
    for (std::size_t from = 0; from < all.size(); from += read_together) compare(unit, all.subspan(from, std::min(read_together, all.size() - from)), warehouses, parts);
    told_.tell_rest(unit);
    return parts;
}

void StockPush::compare(store::UnitOfWork& unit, std::span<const store::PushDueRow> due, UnmappedWarehouses& unmapped, std::vector<PushPart>& parts) {
    std::vector<std::string> skus;
    for (const store::PushDueRow& row : due) skus.push_back(row.sku);
    commerce::StockFacts facts(unit);
    facts.read_ahead(policy_, skus);
    const auto listings_of = by_sku(unit.listings().of_skus(settings_.store, skus));
    auto sent_of = by_sku(unit.pushed_stock().of_skus(settings_.route, skus));
    for (const store::PushDueRow& row : due) {
        const auto listings = listings_of.find(row.sku);
        // Of a SKU that is there twice nobody can say which one is meant; whoever takes listings in tells of it.
        if (listings == listings_of.end() || listings->second.size() != 1 || listings->second.front().body["tracking"].text_or("none") == "none") {
            close_all_about(unit, row.sku);
            unmapped.compared(row.sku, {});
            unit.push_queue().done(row);
            continue;
        }
        const store::ListingRow& listing = listings->second.front();
        const commerce::Terms terms = commerce::terms_of(facts, policy_, row.sku);
        tell(unit, listing, terms);
        unmapped.compared(row.sku, terms.unmapped);
        if (!terms.untrusted_code.empty()) unit.push_queue().done(row);
        else add_parts(unit, row, listing, terms, std::move(sent_of[row.sku]), parts);
    }
}

void StockPush::add_parts(store::UnitOfWork& unit, const store::PushDueRow& due, const store::ListingRow& listing, const commerce::Terms& terms, std::vector<store::PushedStockRow> sent_before,
                          std::vector<PushPart>& parts) {
    const bool takes_off = takes_off_when_placed();
    struct Number {
        std::string location;
        std::optional<store::PushedStockRow> sent;
        commerce::Push push;
    };
    std::vector<Number> numbers;
    for (const commerce::LocationTerms& at : terms.locations) {
        const auto before = std::find_if(sent_before.begin(), sent_before.end(), [&](const store::PushedStockRow& row) { return row.location == at.location; });
        std::optional<store::PushedStockRow> sent;
        if (before != sent_before.end() && before->sent_at != 0) sent = std::move(*before); // else its row was made for a request that never left
        if (auto push = commerce::push_of(at.quantity, sent, takes_off, terms.locations.size())) numbers.push_back({at.location, std::move(sent), std::move(*push)});
    }
    if (numbers.empty()) return unit.push_queue().done(due);
    // All of a SKU or nothing: its row in the queue ends when what was sent of it is answered.
    const bool is_urgent = std::any_of(numbers.begin(), numbers.end(), [&](const Number& one) { return one.push.quantity <= policy_.near_zero; });
    if (!is_round_ && !is_urgent) return unit.push_queue().postpone(due, next_round_);
    for (const Number& one : numbers) {
        store::PushedStockRow row;
        row.route = settings_.route;
        row.sku = terms.sku;
        row.location = one.location;
        row.quantity = one.push.quantity;
        unit.pushed_stock().put(commerce::begun(one.sent, row, unit.now(), policy_.settle_ms));
        before_[{terms.sku, one.location}] = one.sent;
        parts.push_back({due, terms.sku + "|" + one.location, one.location,
                         Value::object({{"sku", terms.sku}, {"product_id", listing.body["product_id"]}, {"variant_id", listing.variant_id}, {"tracking", listing.body["tracking"]},
                                        {"location", one.location}, {"quantity", Value(one.push.quantity)}, {"reason", one.push.why}})});
    }
}

// The store shows what it showed before, whatever number was meant to come.
void StockPush::not_sent(store::UnitOfWork& unit, const PushPart& part) {
    auto row = unit.pushed_stock().find(settings_.route, part.due.sku, part.group);
    const auto before = before_.find({part.due.sku, part.group});
    if (!row || before == before_.end()) return;
    store::PushedStockRow again;
    if (before->second) {
        again = *before->second;
        // What has come meanwhile was judged by the number that never left.
        if (again.doubt.empty()) again.doubt = row->doubt;
    } else {
        again = *row;
        again.sent_at = 0;
        again.doubt.clear();
    }
    unit.pushed_stock().put(again);
}

base::Millis StockPush::answered(store::UnitOfWork& unit, const PushPart& part, const Value& result) {
    const std::string sku = part.due.sku, location = part.group, verdict = result["verdict"].text_or("");
    if (verdict == "retry") {
        not_sent(unit, part);
        return 0;
    }
    auto row = unit.pushed_stock().find(settings_.route, sku, location);
    if (!row) return 0;
    base::Millis again = 0;
    row->answered_at = unit.now();
    if (verdict == "delivered") {
        row->transaction_id = result["receipt"]["id"].text_or("");
        told_.close(unit, place_of(sku, location), "engine: the store has taken it");
        // Somebody has ordered it while it was on its way, and nobody knows which came first. Not before all of that was applied, or it would only be in doubt again.
        if (!row->doubt.empty()) again = unit.now() + policy_.settle_ms + 1;
    } else if (verdict == "rejected") {
        row->answer = result["message"].text_or("the store gave no reason");
        row->doubt = "the store refused it";
        told_.tell(unit, result["code"].text_or("STOCK_PUSH_PARTIAL"), place_of(sku, location), row->answer, Value::object({{"sku", sku}, {"location", location}, {"quantity", part.body["quantity"]}}));
    } else {
        row->doubt = "the store's answer was lost";
    }
    unit.pushed_stock().put(*row);
    return again;
}

void StockPush::all_answered(store::UnitOfWork& unit, const std::vector<PushPart>& parts, const std::vector<Value>& results) {
    // One entry for a request: what was sent where, under which transaction.
    std::map<std::string, std::vector<std::pair<std::string, Value>>> by_transaction;
    std::int64_t refused = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (results[i]["verdict"].text_or("") != "delivered") {
            ++refused;
            continue;
        }
        auto& quantities = by_transaction[results[i]["receipt"]["id"].text_or("")];
        if (quantities.size() < quantities_told_max) quantities.emplace_back(parts[i].due.sku, parts[i].body["quantity"]);
    }
    for (auto& [transaction, quantities] : by_transaction)
        ledger::record(unit, {0, "", "stock sent", settings_.sink,
                              Value::object({{"route", settings_.route}, {"location", parts.front().group}, {"transaction", transaction}, {"not_taken", Value(refused)}, {"quantities", Value::object(std::move(quantities))}})});
    choose_checks(parts, results, unit.now());
    told_.tell_rest(unit);
}

void StockPush::choose_checks(const std::vector<PushPart>& parts, const std::vector<Value>& results, base::Millis now) {
    std::vector<std::size_t> delivered;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (results[i]["verdict"].text_or("") == "delivered") delivered.push_back(i);
    for (std::int64_t chosen = 0; chosen < policy_.sample && !delivered.empty(); ++chosen) {
        const std::size_t at = static_cast<std::size_t>(random_.below(delivered.size()));
        check({parts[delivered[at]].due.sku, parts[delivered[at]].group, now + policy_.settle_ms});
        delivered.erase(delivered.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

void StockPush::check(Check one) {
    const std::scoped_lock hold(lock_);
    if (!can_check_) return;
    checks_.erase(one);
    checks_.insert(std::move(one));
}

void StockPush::cannot_check() {
    const std::scoped_lock hold(lock_);
    can_check_ = false;
    checks_.clear();
}

std::size_t StockPush::checks() const {
    const std::scoped_lock hold(lock_);
    return checks_.size();
}

std::vector<StockPush::Check> StockPush::checks_due(base::Millis now, std::size_t limit) {
    const std::scoped_lock hold(lock_);
    std::vector<Check> out;
    for (auto at = checks_.begin(); at != checks_.end() && out.size() < limit;) {
        if (at->not_before > now) {
            ++at;
            continue;
        }
        out.push_back(*at);
        at = checks_.erase(at);
    }
    return out;
}

base::Millis StockPush::next_check() const {
    const std::scoped_lock hold(lock_);
    base::Millis first = 0;
    for (const Check& one : checks_)
        if (first == 0 || one.not_before < first) first = one.not_before;
    return first;
}

} // namespace ledgerline::states

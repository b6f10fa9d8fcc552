#include "states/stock_push.hpp"

#include "commerce/demand.hpp"
#include "commerce/store_stock.hpp"
#include "ledger/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::states {

using message::Value;

namespace {

constexpr std::size_t unanswered_max = 100'000;
constexpr base::Millis recent_ms = 3'600'000; // what was sent so shortly before a start may not have been read back
constexpr std::size_t recent_max = 10'000;
constexpr const char* unmapped_code = "STOCK_UNMAPPED_WAREHOUSE";
constexpr std::string_view unmapped_subject = "warehouse:";
constexpr std::size_t quantities_told_max = 2'000; // in one entry of the history

exceptions::Found found_about(std::string code, std::string message, std::string subject, const std::string& sink, Value facts = Value::object()) {
    return {std::move(code), std::move(message), "", std::move(subject), "", sink, std::move(facts)};
}

std::string refused_subject(const std::string& sku, const std::string& location) { return fmt::format("sku:{} at {}", sku, location); }

std::string in_minutes(base::Millis age) { return fmt::format("{} minutes", age / 60'000); }

} // namespace

StockPush::StockPush(StockPushSettings settings, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions, std::uint64_t seed) :
    settings_(std::move(settings)), policy_(policy), exceptions_(exceptions), random_(seed) {}

void StockPush::start(store::UnitOfWork& unit) {
    started_at_ = unit.now();
    for (const store::ExceptionRow& open : unit.exceptions().open_of_flow(settings_.route, unmapped_code))
        if (policy_.location_of(open.subject.substr(unmapped_subject.size()))) unit.exceptions().close(open.id, unit.now(), "engine: the map of warehouses names it", "");
    for (const auto& pusher : unit.push_queue().pushers(store::push_kind::stock))
        if (pusher.route == settings_.route && !pusher.takes_off.empty()) learn(pusher.takes_off == "placed");
    for (store::PushedStockRow& row : unit.pushed_stock().unanswered(settings_.route, unanswered_max)) {
        row.doubt = "the engine ended before the store had answered";
        row.answered_at = unit.now();
        unit.pushed_stock().put(row);
        unit.push_queue().touch_for(settings_.route, row.sku, unit.now(), row.doubt);
    }
    time_passes(unit);
    if (policy_.sample == 0) return;
    for (const store::PushedStockRow& row : unit.pushed_stock().answered_since(settings_.route, unit.now() - recent_ms, recent_max))
        if (row.doubt.empty()) check({row.sku, row.location, unit.now() + policy_.settle_ms});
}

void StockPush::mark_all(store::UnitOfWork& unit) { unit.push_queue().touch_all(settings_.route, settings_.store, unit.now(), "compared once a day"); }

void StockPush::time_passes(store::UnitOfWork& unit) const {
    const std::string note = "stock.time_passed." + settings_.route, before = unit.notes().get(note);
    unit.notes().put(note, std::to_string(unit.now()));
    const base::Millis since = before.empty() ? unit.now() : std::stoll(before);
    for (const std::string& sku : commerce::skus_changed_by_time(unit, policy_, since)) {
        if (sku.empty()) unit.push_queue().touch_all(settings_.route, settings_.store, unit.now(), "a buffer begins or ends");
        else unit.push_queue().touch_for(settings_.route, sku, unit.now(), "a day or week has passed");
    }
}

// Old knowledge would undo sales, or sell what is gone: then the store keeps the numbers that it has.
std::string StockPush::obstacle(store::UnitOfWork& unit) {
    std::string why;
    const base::Millis read = commerce::complete_reading(unit);
    // At the beginning there is nothing wrong: it was not read to its end yet.
    if (read == 0) return "the ERP's stock was not read to its end yet";
    if (unit.now() - read > policy_.levels_max_age_ms)
        why = fmt::format("The ERP's stock was read to its end last at {}, {} ago; nothing is sent to {} before it was read again", base::iso_time(read), in_minutes(unit.now() - read), settings_.sink);
    for (const std::string& source : settings_.order_sources) {
        const auto cursor = unit.cursors().find(source);
        if (!cursor || cursor->completed_at == 0) return fmt::format("{} was not read to its end yet", source);
        // While nothing ran, shoppers went on.
        if (cursor->completed_at < started_at_) return fmt::format("{} was not read to its end since the start yet", source);
        if (why.empty() && unit.now() - cursor->completed_at > policy_.orders_max_age_ms)
            why = fmt::format("{} was read to its end last at {}, {} ago, so orders may be missing; nothing is sent to {} before it was read again", source,
                              base::iso_time(cursor->completed_at), in_minutes(unit.now() - cursor->completed_at), settings_.sink);
    }
    if (why.empty()) exceptions_.close_flow_about(unit, settings_.route, "stock:" + settings_.sink, "engine: it was read again");
    else exceptions_.flow(unit, settings_.route, found_about("STOCK_UNTRUSTED", why, "stock:" + settings_.sink, settings_.sink));
    return why;
}

void StockPush::tell(store::UnitOfWork& unit, const store::ListingRow& listing, const commerce::Terms& terms) const {
    const std::string subject = "sku:" + terms.sku;
    for (const std::string& warehouse : terms.unmapped) {
        const std::string about = std::string(unmapped_subject) + warehouse;
        if (unit.exceptions().open_of_flow(settings_.route, unmapped_code, about)) continue; // one article of many is enough
        exceptions_.flow(unit, settings_.route,
                         found_about(unmapped_code, fmt::format("Warehouse {} holds stock of articles that the store sells, and the map of warehouses does not name it", warehouse), about,
                                     settings_.sink, Value::object({{"warehouse", warehouse}, {"sku", terms.sku}})));
    }
    if (!terms.untrusted_code.empty()) {
        exceptions_.flow(unit, settings_.route, found_about(terms.untrusted_code, terms.untrusted_why, subject, settings_.sink, Value::object({{"sku", terms.sku}, {"variant", listing.variant_id}})));
        return;
    }
    const auto negative = std::find_if(terms.locations.begin(), terms.locations.end(), [](const commerce::LocationTerms& at) { return at.before_floor + at.buffer < 0; });
    if (negative == terms.locations.end()) {
        exceptions_.close_flow_about(unit, settings_.route, subject, "engine: the number is right again");
        return;
    }
    exceptions_.flow(unit, settings_.route,
                     found_about("STOCK_NEGATIVE",
                                 fmt::format("{} of {} are missing at location {}: more was ordered than there is. The store is told 0", -(negative->before_floor + negative->buffer), terms.sku, negative->location),
                                 subject, settings_.sink, Value::object({{"sku", terms.sku}, {"location", negative->location}, {"below_zero", Value(negative->before_floor + negative->buffer)}})));
}

void StockPush::close_all_about(store::UnitOfWork& unit, const std::string& sku) const {
    const std::string by = "engine: no stock of it is sent to the store any more";
    exceptions_.close_flow_about(unit, settings_.route, "sku:" + sku, by);
    for (const std::string& location : policy_.locations()) exceptions_.close_flow_about(unit, settings_.route, refused_subject(sku, location), by);
}

std::vector<PushPart> StockPush::prepare(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) {
    std::vector<PushPart> parts;
    commerce::spread(unit, policy_, due);
    // Changes are collected for a while, but for those near zero.
    const bool is_round = unit.now() >= next_round_;
    // What is more than is compared in one go belongs to the same round.
    const bool is_cut = is_round && unit.push_queue().due(settings_.route, unit.now(), due.size() + 1).size() > due.size();
    for (const store::PushDueRow& row : due) {
        const auto listings = unit.listings().of_sku(settings_.store, row.sku);
        // Of a SKU that is there twice nobody can say which one is meant; whoever takes listings in tells of it.
        if (listings.size() != 1 || listings.front().body["tracking"].text_or("none") == "none") {
            close_all_about(unit, row.sku);
            unit.push_queue().done(row);
            continue;
        }
        const commerce::Terms terms = commerce::terms_of(unit, policy_, row.sku);
        tell(unit, listings.front(), terms);
        if (!terms.untrusted_code.empty()) unit.push_queue().done(row);
        else add_parts(unit, row, listings.front(), terms, is_round, parts);
    }
    if (is_round && !is_cut && !parts.empty()) next_round_ = unit.now() + policy_.every_ms;
    return parts;
}

void StockPush::add_parts(store::UnitOfWork& unit, const store::PushDueRow& due, const store::ListingRow& listing, const commerce::Terms& terms, bool is_round, std::vector<PushPart>& parts) {
    const bool takes_off = takes_off_when_placed();
    struct Number {
        std::string location;
        std::optional<store::PushedStockRow> sent;
        commerce::Push push;
    };
    std::vector<Number> numbers;
    for (const commerce::LocationTerms& at : terms.locations) {
        auto sent = unit.pushed_stock().find(settings_.route, terms.sku, at.location);
        if (auto push = commerce::push_of(at.quantity, sent, takes_off, terms.locations.size())) numbers.push_back({at.location, std::move(sent), std::move(*push)});
    }
    if (numbers.empty()) return unit.push_queue().done(due);
    // All of a SKU or nothing: its row in the queue ends when what was sent of it is answered.
    const bool is_urgent = std::any_of(numbers.begin(), numbers.end(), [&](const Number& one) { return one.push.quantity <= policy_.near_zero; });
    if (!is_round && !is_urgent) return unit.push_queue().postpone(due, next_round_);
    for (const Number& one : numbers) {
        store::PushedStockRow row;
        row.route = settings_.route;
        row.sku = terms.sku;
        row.location = one.location;
        row.quantity = one.push.quantity;
        unit.pushed_stock().put(commerce::begun(one.sent, row, unit.now(), policy_.settle_ms));
        parts.push_back({due, terms.sku + "|" + one.location, one.location,
                         Value::object({{"sku", terms.sku}, {"product_id", listing.body["product_id"]}, {"variant_id", listing.variant_id}, {"tracking", listing.body["tracking"]},
                                        {"location", one.location}, {"quantity", Value(one.push.quantity)}, {"reason", one.push.why}})});
    }
}

base::Millis StockPush::answered(store::UnitOfWork& unit, const PushPart& part, const Value& result) {
    const std::string sku = part.due.sku, location = part.group, verdict = result["verdict"].text_or("");
    auto row = unit.pushed_stock().find(settings_.route, sku, location);
    if (!row) return 0;
    base::Millis again = 0;
    row->answered_at = unit.now();
    if (verdict == "delivered") {
        row->transaction_id = result["receipt"]["id"].text_or("");
        // Somebody has ordered it while it was on its way: nobody knows which came first.
        exceptions_.close_flow_about(unit, settings_.route, refused_subject(sku, location), "engine: the store has taken it");
        // Not before all of that was applied, or it would only be in doubt again.
        if (!row->doubt.empty()) again = unit.now() + policy_.settle_ms + 1;
    } else if (verdict == "rejected") {
        row->answer = result["message"].text_or("the store gave no reason");
        row->doubt = "the store refused it";
        exceptions_.flow(unit, settings_.route,
                         found_about(result["code"].text_or("STOCK_PUSH_PARTIAL"), row->answer, refused_subject(sku, location), settings_.sink,
                                     Value::object({{"sku", sku}, {"location", location}, {"quantity", part.body["quantity"]}})));
    } else {
        row->doubt = verdict == "retry" ? "it could not be sent" : "the store's answer was lost";
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
    checks_.erase(one);
    checks_.insert(std::move(one));
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

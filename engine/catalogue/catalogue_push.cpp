#include "catalogue/catalogue_push.hpp"

#include "catalogue/days.hpp"
#include "ledger/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::catalogue {

using message::Value;
using states::PushPart;

namespace {

constexpr const char* drift_code = "LISTING_DRIFT";
constexpr const char* refused_code = "LISTING_REFUSED";
constexpr const char* undecided_code = "LISTING_UNDECIDED";
constexpr const char* no_answer = "no answer";

constexpr std::int64_t same_max = 2;                        // the same change in a row; a third time somebody undoes it
constexpr base::Millis in_a_row_ms = 7 * 86'400'000;        // what was sent longer ago is another story
constexpr base::Millis drift_look_ms = 3'600'000;           // whether a person has settled it
constexpr base::Millis refused_again_ms = 3'600'000;        // what stood against it may be gone: another product's name
constexpr base::Millis reading_ms = 60'000;
constexpr base::Millis reading_lag_ms = 30'000;             // between a change in the store and its own time stamps

std::string in_words(const std::vector<FieldChange>& changes) {
    std::string out;
    for (const FieldChange& change : changes) {
        const auto shown = [](const Value& value) { return value.as_bool() ? std::string(*value.as_bool() ? "yes" : "no") : "\"" + value.text_or("") + "\""; };
        out += fmt::format("{}{} {} instead of {}", out.empty() ? "" : ", ", change.field, shown(change.then), shown(change.now));
    }
    return out;
}

Value before_and_after(const Value& before, const Value& changes, bool is_base) {
    Value out = Value::array();
    for (const auto& [field, value] : *changes.as_object())
        out.push(Value::object({{"field", field}, {"before", before.is_null() ? Value() : before[field == "visible" && !is_base ? "purchasable" : field]}, {"after", value}}));
    return out;
}

// Whoever has shown it again, it is not hidden by us any more.
bool is_shown(const Value& listing) { return listing[listing["base"].bool_or(true) ? "visible" : "purchasable"].bool_or(false); }

// Until it is read, as far as it is known.
Value new_listing(const PushPart& part, const Value& receipt) {
    Value listing = Value::object({{"sku", part.body["sku"]}, {"product_id", receipt["number"].text_or("")}, {"variant_id", receipt["id"].text_or("")}, {"base", true},
                                   {"tracking", "none"}, {"name", ""}, {"price", ""}, {"sale_price", ""}, {"weight", ""}, {"barcode", ""}, {"visible", false},
                                   {"purchasable", true}, {"tax_class", ""}});
    return with_change(std::move(listing), part.body);
}

} // namespace

CataloguePush::CataloguePush(CataloguePushSettings settings, CataloguePolicy policy, const exceptions::Exceptions& exceptions) :
    settings_(std::move(settings)), policy_(std::move(policy)), drift_(exceptions, settings_.route, drift_code), refused_(exceptions, settings_.route, refused_code),
    undecided_(exceptions, settings_.route, undecided_code) {}

bool CataloguePush::is_several(store::UnitOfWork& unit, const std::string& sku) const { return unit.listings().of_sku(settings_.store, sku).size() > 1; }

CataloguePush::Case CataloguePush::case_of(store::UnitOfWork& unit, const store::PushDueRow& due) const {
    Case one;
    one.due = due;
    one.pushed = unit.pushed_listings().find(settings_.route, due.sku).value_or(store::PushedListingRow{settings_.route, due.sku, Value::object(), 0, 0, "", false, ""});
    const auto listings = unit.listings().of_sku(settings_.store, due.sku);
    if (listings.size() == 1) one.listing = listings.front().body;
    const std::string day = day_of(unit.now());
    if (auto item = unit.items().find(policy_.item_of(due.sku, day))) {
        one.item = std::move(item->body);
        // Every item gets a product that has none; what is listed to be made is made.
        const bool is_there = one.listing.is_null() && policy_.create == Create::all && is_sold_otherwise(unit, due.sku, day);
        if (!is_there) one.wanted = wanted(due.sku, one.item, one.listing, policy_, day, one.pushed.hidden);
    }
    one.wanted.next_day = earlier_day(one.wanted.next_day, policy_.next_alias_day(due.sku, day));
    return one;
}

void CataloguePush::spread(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) const {
    for (const store::PushDueRow& row : due) {
        if (!row.spreads) continue;
        unit.push_queue().has_spread(row);
        for (const std::string& sku : policy_.skus_with(row.sku)) unit.push_queue().touch_for(settings_.route, sku, row.due_at, row.why);
    }
}

bool CataloguePush::is_sold_otherwise(store::UnitOfWork& unit, const std::string& item_code, std::string_view day) const {
    const auto& skus = policy_.skus_with(item_code);
    return std::any_of(skus.begin(), skus.end(), [&](const std::string& sku) { return policy_.item_of(sku, day) == item_code && !unit.listings().of_sku(settings_.store, sku).empty(); });
}

Wanted CataloguePush::look(store::UnitOfWork& unit, const std::string& sku) const {
    if (is_several(unit, sku)) return {};
    return case_of(unit, {settings_.route, sku, 0, 0, ""}).wanted;
}

void CataloguePush::begin_step(base::Millis) { next_day_.clear(); }

std::vector<PushPart> CataloguePush::prepare(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) {
    std::vector<PushPart> parts;
    spread(unit, due);
    for (const store::PushDueRow& row : due) {
        // Nobody knows which one is meant; that is told where the listings come in.
        if (is_several(unit, row.sku)) {
            unit.push_queue().done(row);
            continue;
        }
        Case one = case_of(unit, row);
        if (one.wanted.changes.empty()) {
            nothing_to_do(unit, one);
            continue;
        }
        if (!is_to_be_sent(unit, one)) continue;
        next_day_[row.sku] = one.wanted.next_day;
        parts.push_back({row, row.sku, "", listing_change(row.sku, one.listing, one.wanted)});
    }
    tell_rest(unit);
    return parts;
}

void CataloguePush::nothing_to_do(store::UnitOfWork& unit, Case& one) const {
    const store::PushedListingRow before = one.pushed;
    if (is_shown(one.listing)) one.pushed.hidden = false;
    one.pushed.answer.clear();
    if (before.trouble == drift_code) one.pushed.times = 0;
    const std::string problem = one.wanted.problems.empty() ? "" : one.wanted.problems.front();
    set_trouble(unit, one.pushed, problem.empty() ? "" : undecided_code, problem, Value::object());
    if (one.pushed.hidden != before.hidden || one.pushed.answer != before.answer || one.pushed.trouble != before.trouble) unit.pushed_listings().put(one.pushed);
    end_or_wait(unit, one.due, one.wanted.next_day);
}

bool CataloguePush::waits_for_reading(store::UnitOfWork& unit, const Case& one) const {
    if (!one.wanted.create) return false;
    const auto read = unit.cursors().find(settings_.listing_source);
    // Before the store was read to its end nobody knows that it lacks anything; and what was sent without an answer may be there.
    if (!read || read->completed_at == 0) return true;
    return one.pushed.answer == no_answer && read->completed_at < one.pushed.at + reading_lag_ms;
}

bool CataloguePush::is_to_be_sent(store::UnitOfWork& unit, Case& one) const {
    const base::Millis now = unit.now();
    if (waits_for_reading(unit, one)) {
        put_off(unit, one.due, now + reading_ms);
        return false;
    }
    const Value changes = values_of(one.wanted.changes);
    const bool is_same = one.pushed.changes == changes;
    const store::PushedListingRow before = one.pushed;
    if (is_same && one.pushed.trouble == refused_code && now < one.pushed.at + refused_again_ms) {
        put_off(unit, one.due, one.pushed.at + refused_again_ms);
        return false;
    }
    const bool is_settled = one.pushed.trouble == drift_code && !drift_.is_open(unit, one.due.sku) && !drift_.is_cut(unit);
    const bool was_told = is_same && one.pushed.trouble == drift_code && !is_settled;
    const bool is_third = is_same && one.pushed.times >= same_max && one.pushed.trouble != drift_code && now < one.pushed.at + in_a_row_ms;
    if (was_told || is_third) {
        const std::string message = fmt::format("The store did not keep what was sent for {} {} times in a row: {}. It is not sent again", one.due.sku, one.pushed.times, in_words(one.wanted.changes));
        set_trouble(unit, one.pushed, drift_code, message, Value::object({{"sku", one.due.sku}, {"changes", changes}}));
        if (one.pushed.trouble != before.trouble) unit.pushed_listings().put(one.pushed);
        put_off(unit, one.due, now + drift_look_ms);
        return false;
    }
    if (one.pushed.trouble == drift_code) {
        one.pushed.times = 0; // settled by a person, or it is another change
        set_trouble(unit, one.pushed, "", "", Value());
    }
    // What was refused stays told until it works.
    if (one.pushed.trouble != refused_code) {
        const std::string problem = one.wanted.problems.empty() ? "" : one.wanted.problems.front();
        set_trouble(unit, one.pushed, problem.empty() ? "" : undecided_code, problem, Value::object());
    }
    if (is_shown(one.listing)) one.pushed.hidden = false;
    // Noted before it leaves: if the answer is lost, we may have hidden it.
    if (changes["visible"].as_bool() && !changes["visible"].bool_or(true)) one.pushed.hidden = true;
    if (one.pushed.hidden != before.hidden || one.pushed.trouble != before.trouble || one.pushed.times != before.times) unit.pushed_listings().put(one.pushed);
    return true;
}

void CataloguePush::put_off(store::UnitOfWork& unit, const store::PushDueRow& due, store::Millis until) const { unit.push_queue().postpone(due, until); }

void CataloguePush::end_or_wait(store::UnitOfWork& unit, const store::PushDueRow& due, const std::string& next_day) const {
    if (next_day.empty()) unit.push_queue().done(due);
    else put_off(unit, due, beginning_of(next_day));
}

const exceptions::BoundedFlow* CataloguePush::flow_of(const std::string& code) const {
    for (const exceptions::BoundedFlow* flow : {&drift_, &refused_, &undecided_})
        if (flow->code() == code) return flow;
    return nullptr;
}

void CataloguePush::set_trouble(store::UnitOfWork& unit, store::PushedListingRow& pushed, const std::string& code, const std::string& message, Value facts) const {
    if (pushed.trouble != code)
        if (const exceptions::BoundedFlow* before = flow_of(pushed.trouble)) before->close(unit, pushed.sku, "engine: the cause went away");
    if (const exceptions::BoundedFlow* now = flow_of(code)) now->tell(unit, pushed.sku, message, std::move(facts));
    pushed.trouble = code;
}

void CataloguePush::tell_rest(store::UnitOfWork& unit) const {
    const std::pair<const exceptions::BoundedFlow*, const char*> all[] = {
        {&drift_, "SKUs whose changes the store does not keep"}, {&refused_, "SKUs whose changes the store refuses"}, {&undecided_, "SKUs with a value that cannot be made"}};
    for (const auto& [flow, what] : all)
        if (flow->is_cut(unit) || flow->is_full(unit)) flow->tell_rest(unit, unit.pushed_listings().count_in_trouble(settings_.route, flow->code()), what);
}

base::Millis CataloguePush::answered(store::UnitOfWork& unit, const PushPart& part, const Value& result) {
    const std::string verdict = result["verdict"].text_or("");
    auto pushed = unit.pushed_listings().find(settings_.route, part.due.sku).value_or(store::PushedListingRow{settings_.route, part.due.sku, Value::object(), 0, 0, "", false, ""});
    if (verdict == "delivered") {
        delivered(unit, part, result, pushed);
    } else if (verdict == "rejected") {
        refused(unit, part, result, pushed);
    } else if (verdict == "unknown" && part.body["create"].bool_or(false)) {
        // It may be there now: making it once more waits until the store was read again.
        pushed.at = unit.now();
        pushed.answer = no_answer;
        unit.pushed_listings().put(pushed);
    }
    return 0;
}

void CataloguePush::all_answered(store::UnitOfWork& unit, const std::vector<PushPart>&, const std::vector<Value>&) { tell_rest(unit); }

void CataloguePush::delivered(store::UnitOfWork& unit, const PushPart& part, const Value& result, store::PushedListingRow& pushed) {
    const Value& changes = part.body["changes"];
    const Value before = keep_listing(unit, part, result["receipt"]);
    const bool in_a_row = pushed.changes == changes && unit.now() < pushed.at + in_a_row_ms;
    pushed.times = in_a_row ? pushed.times + 1 : 1;
    pushed.changes = changes;
    pushed.at = unit.now();
    pushed.answer.clear();
    if (changes["visible"].bool_or(false)) pushed.hidden = false;
    if (pushed.trouble == refused_code) set_trouble(unit, pushed, "", "", Value());
    unit.pushed_listings().put(pushed);
    const bool create = part.body["create"].bool_or(false);
    ledger::record(unit, {0, "listing:" + settings_.store + ":" + part.due.sku, create ? "listing created" : "listing changed", settings_.sink,
                          Value::object({{"route", settings_.route}, {"sku", part.due.sku}, {"why", part.due.why},
                                         {"changes", before_and_after(before, changes, part.body["base"].bool_or(true))}, {"receipt", result["receipt"]}})});
    // Another price may hold from a day on: looked at then, though nothing changes until then.
    if (const auto next = next_day_.find(part.due.sku); next != next_day_.end() && !next->second.empty())
        unit.push_queue().touch_for(settings_.route, part.due.sku, beginning_of(next->second), "another price or item from " + next->second);
}

// Returns what the store had before; null = nothing.
Value CataloguePush::keep_listing(store::UnitOfWork& unit, const PushPart& part, const Value& receipt) const {
    if (part.body["create"].bool_or(false)) {
        // Without its id it is known when it is read. A full reading that has passed its place already must not take it for gone.
        const std::string variant_id = receipt["id"].text_or("");
        if (variant_id.empty() || unit.listings().find(settings_.store, variant_id)) return Value();
        const auto cursor = unit.cursors().find(settings_.listing_source);
        const std::int64_t pass = cursor ? cursor->value["full_pass"].int_or(0) : 0;
        unit.listings().put({settings_.store, variant_id, part.due.sku, new_listing(part, receipt), pass + 1, unit.now()});
        unit.push_queue().touch(store::push_kind::stock, part.due.sku, unit.now(), "new in the store");
        return Value();
    }
    auto row = unit.listings().find(settings_.store, part.body["variant_id"].text_or(""));
    if (!row) return Value();
    const Value before = row->body;
    row->body = with_change(row->body, part.body);
    unit.listings().put(*row);
    return before;
}

void CataloguePush::refused(store::UnitOfWork& unit, const PushPart& part, const Value& result, store::PushedListingRow& pushed) const {
    const std::string answer = result["message"].text_or("it gave no reason");
    const Value& changes = part.body["changes"];
    if (pushed.changes != changes) pushed.times = 0;
    pushed.changes = changes;
    pushed.at = unit.now();
    pushed.answer = answer;
    if (changes["visible"].as_bool() && !changes["visible"].bool_or(true)) pushed.hidden = false; // it is shown still
    set_trouble(unit, pushed, refused_code, fmt::format("The store refuses what the item {} wants for {}: {}", policy_.item_of(part.due.sku, day_of(unit.now())), part.due.sku, answer),
                Value::object({{"sku", part.due.sku}, {"changes", changes}, {"code", result["code"].text_or("")}}));
    unit.pushed_listings().put(pushed);
}

std::string CataloguePush::mark_all(store::UnitOfWork& unit, const std::string& after, std::size_t limit) {
    return catalogue::mark_all(unit, settings_.route, settings_.store, policy_, after, limit);
}

std::string mark_all(store::UnitOfWork& unit, const std::string& route, const std::string& store, const CataloguePolicy& policy, const std::string& after, std::size_t limit) {
    const auto listed = unit.listings().skus(store, after, limit);
    const auto made = policy.create == Create::never ? std::vector<std::string>() : unit.items().codes(after, limit);
    // Both are ascending: what was cut ends at the lower of their ends.
    std::string end;
    for (const auto* cut : {&listed, &made})
        if (cut->size() == limit && (end.empty() || cut->back() < end)) end = cut->back();
    for (const auto* skus : {&listed, &made})
        for (const std::string& sku : *skus)
            if (end.empty() || sku <= end) unit.push_queue().touch_for(route, sku, unit.now(), "everything is compared");
    return end;
}

} // namespace ledgerline::catalogue

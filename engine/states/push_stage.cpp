#include "states/push_stage.hpp"

#include "exceptions/catalogue.hpp"
#include "plugin/envelope.hpp"
#include "plugin/found.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

namespace ledgerline::states {

using message::Value;

namespace {

constexpr base::Millis lost_again_ms = 30'000;    // an answer was lost: a slow request may still be applied
constexpr base::Millis refused_again_ms = 600'000;
constexpr std::size_t marked_at_once = 2'000;

// The turn ends however the step ends.
class HeldTurn {
public:
    HeldTurn(BulkTurn& turn, const base::Clock& clock) : turn_(turn), clock_(clock) {}
    ~HeldTurn() { turn_.release(clock_.now()); }
    HeldTurn(const HeldTurn&) = delete;
    HeldTurn& operator=(const HeldTurn&) = delete;

private:
    BulkTurn& turn_;
    const base::Clock& clock_;
};

Value answer_in(const plugin::Outcome& outcome, std::size_t index) {
    const auto* results = outcome.document["results"].as_array();
    if (outcome.verdict == LL_PASS && results && index < results->size() && !(*results)[index]["verdict"].text_or("").empty()) return (*results)[index];
    const std::string why = outcome.findings.empty() ? "no usable answer came" : outcome.findings.front().message;
    return Value::object({{"verdict", "unknown"}, {"message", why}});
}

// When a part is to be sent again; 0 = it is done.
base::Millis again_at(const Value& result, base::Millis now) {
    const std::string verdict = result["verdict"].text_or("");
    if (verdict == "delivered") return 0;
    if (verdict == "rejected") return now + refused_again_ms;
    if (verdict == "retry") return now + std::max<base::Millis>(base::pause_of(result["retry_after_ms"].int_or(0)), 1'000);
    return now + lost_again_ms;
}

} // namespace

PushStage::PushStage(PushSettings settings, std::unique_ptr<plugin::Component> sink, PushWork& work, BulkTurn& turn, store::Store& store,
                     const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log, std::uint64_t seed) :
    settings_(std::move(settings)), sink_(std::move(sink)), work_(work), turn_(turn), store_(store), exceptions_(exceptions), clock_(clock), log_(log), gate_(seed) {
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(sink_->manifest().batch_max, 1));
    settings_.together_max = settings_.together_max == 0 ? most : std::min(most, settings_.together_max);
}

base::Millis PushStage::next_due() const {
    const base::Millis now = clock_.now(), blocked_until = std::max(gate_.opens_at(), not_before_.load());
    if (blocked_until > now) return blocked_until;
    base::Millis due = 0;
    store_.read([&](store::UnitOfWork& unit) { due = unit.push_queue().next_due(settings_.route, now); });
    return due;
}

bool PushStage::is_idle() const {
    bool idle = true;
    store_.read([&](store::UnitOfWork& unit) { idle = unit.push_queue().due(settings_.route, unit.now(), 1).empty(); });
    return idle;
}

base::Millis PushStage::later_at() const {
    base::Millis at = 0;
    store_.read([&](store::UnitOfWork& unit) { at = unit.push_queue().next_due(settings_.route, unit.now()); });
    return at;
}

PushStage::Later PushStage::later() const {
    Later later;
    store_.read([&](store::UnitOfWork& unit) {
        const base::Millis now = unit.now();
        for (const store::PushDueRow& row : unit.push_queue().due(settings_.route, std::numeric_limits<base::Millis>::max(), std::numeric_limits<std::int32_t>::max()))
            if (row.due_at > now && later.skus++ == 0) later.first_at = row.due_at;
    });
    return later;
}

std::string PushStage::trouble() const {
    const std::scoped_lock hold(trouble_lock_);
    return trouble_;
}

void PushStage::note_trouble(store::UnitOfWork& unit, const std::string& why) {
    unit.notes().set_trouble(settings_.sink, why);
    const std::scoped_lock hold(trouble_lock_);
    trouble_ = why;
}

bool PushStage::step() {
    const base::Millis now = clock_.now();
    if (!gate_.is_open(now) || now < not_before_) return false;
    compare_all_of_a_day();
    if (is_idle()) return false;
    if (!turn_.take(settings_.route, now)) {
        not_before_ = now + 1'000;
        return false;
    }
    const HeldTurn held(turn_, clock_);
    work_.begin_step(now);
    bool is_cut = false;
    const Parts parts = prepare(is_cut);
    OpenSkus open;
    for (const PushPart& part : parts) {
        Open& sku = open[part.due.sku];
        sku.due = part.due;
        ++sku.parts;
    }
    const std::vector<Parts> requests = requests_of(parts);
    std::size_t done = 0, sent = 0;
    for (bool goes_on = true; goes_on && done < requests.size() && !is_time_over(); ++done) {
        goes_on = send(requests[done], open);
        sent += requests[done].size();
    }
    for (std::size_t rest = done; rest < requests.size(); ++rest) take_back(requests[rest]);
    work_.end_step(now, sent, !is_cut && done == requests.size() && gate_.failures() == 0);
    return true;
}

bool PushStage::is_time_over() const {
    const base::Millis now = clock_.now();
    return turn_.is_over(now) || settings_.quiet.until(now) != 0;
}

std::vector<PushStage::Parts> PushStage::requests_of(const Parts& parts) const {
    std::map<std::string, Parts> groups;
    for (const PushPart& part : parts) groups[part.group].push_back(part);
    std::vector<Parts> requests;
    for (const auto& [group, members] : groups)
        for (std::size_t from = 0; from < members.size(); from += settings_.together_max)
            requests.emplace_back(members.begin() + static_cast<std::ptrdiff_t>(from), members.begin() + static_cast<std::ptrdiff_t>(std::min(members.size(), from + settings_.together_max)));
    return requests;
}

// What was not sent is due still, with the value of then.
void PushStage::take_back(const Parts& parts) {
    store_.commit([&](store::UnitOfWork& unit) {
        for (const PushPart& part : parts) work_.not_sent(unit, part);
    });
}

void PushStage::compare_all_of_a_day() {
    const std::string day = base::iso_time(clock_.now()).substr(0, 10);
    if (day == day_) return;
    // The note says how far it has come, for whoever dies on the way.
    const std::string note = compared_note(settings_.route), whole = day + " " + settings_.digest, part = whole + " behind ";
    std::string known;
    store_.read([&](store::UnitOfWork& unit) { known = unit.notes().get(note); });
    std::string after = known.rfind(part, 0) == 0 ? known.substr(part.size()) : "";
    for (bool is_done = known == whole; !is_done;) {
        std::string next;
        store_.commit([&](store::UnitOfWork& unit) {
            next = work_.mark_all(unit, after, marked_at_once);
            unit.notes().put(note, next.empty() ? whole : part + next);
        });
        is_done = next.empty();
        after = std::move(next);
    }
    day_ = day;
}

PushStage::Parts PushStage::prepare(bool& is_cut) {
    std::vector<store::PushDueRow> due;
    store_.read([&](store::UnitOfWork& unit) { due = unit.push_queue().due(settings_.route, unit.now(), settings_.skus_max + 1); });
    is_cut = due.size() > settings_.skus_max;
    if (is_cut) due.resize(settings_.skus_max);
    Parts all;
    std::string obstacle;
    for (std::size_t from = 0; from < due.size() && obstacle.empty(); from += settings_.at_once) {
        const std::vector<store::PushDueRow> some(due.begin() + static_cast<std::ptrdiff_t>(from), due.begin() + static_cast<std::ptrdiff_t>(std::min(due.size(), from + settings_.at_once)));
        Parts parts;
        store_.commit([&](store::UnitOfWork& unit) {
            parts.clear();
            obstacle = work_.obstacle(unit);
            if (obstacle != trouble()) note_trouble(unit, obstacle);
            if (obstacle.empty()) parts = work_.prepare(unit, some);
        });
        std::move(parts.begin(), parts.end(), std::back_inserter(all));
    }
    if (obstacle.empty()) return all;
    not_before_ = clock_.now() + settings_.look_again_ms;
    is_cut = true;
    if (!all.empty()) take_back(all);
    return {};
}

bool PushStage::send(const Parts& parts, OpenSkus& open) {
    Value deliveries = Value::array();
    for (const PushPart& part : parts) {
        store::MessageRow row;
        row.type = work_.type();
        row.source = settings_.route;
        row.source_key = part.key;
        row.received_at = clock_.now();
        deliveries.push(Value::object({{"message", plugin::envelope(row, part.body)}, {"idempotency_key", part.key}, {"attempt", Value(1)}}));
    }
    const plugin::Outcome outcome = sink_->handle(LL_DELIVER, Value::object({{"deliveries", std::move(deliveries)}}));
    const bool all_unsent = outcome.verdict == LL_RETRY;
    settle(parts, outcome, all_unsent, open);
    if (all_unsent) {
        fail(outcome);
        return false;
    }
    if (const base::Millis pause = base::pause_of(outcome.document["pause_ms"].int_or(0)); pause > 0) {
        gate_.pause(clock_.now(), pause);
        return false;
    }
    return gate_.is_open(clock_.now());
}

void PushStage::settle(const Parts& parts, const plugin::Outcome& outcome, bool all_unsent, OpenSkus& open) {
    bool any_lost = false, any_answered = false;
    std::vector<Value> results;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        results.push_back(all_unsent ? Value::object({{"verdict", "retry"}}) : answer_in(outcome, i));
        const std::string verdict = results.back()["verdict"].text_or("");
        any_lost = any_lost || verdict == "unknown";
        any_answered = any_answered || verdict == "delivered" || verdict == "rejected";
    }
    const bool news = any_answered && gate_.succeeded(delivery::Gate::Work::delivery);
    OpenSkus after; // as they are once this is committed, which may run twice
    store_.commit([&](store::UnitOfWork& unit) {
        after.clear();
        for (const PushPart& part : parts) after.emplace(part.due.sku, open.at(part.due.sku));
        for (std::size_t i = 0; i < parts.size(); ++i) {
            Open& sku = after.at(parts[i].due.sku);
            sku.again_at = std::max({sku.again_at, work_.answered(unit, parts[i], results[i]), again_at(results[i], unit.now())});
            if (--sku.parts > 0) continue;
            if (sku.again_at == 0) unit.push_queue().done(sku.due);
            else unit.push_queue().postpone(sku.due, sku.again_at);
        }
        if (!all_unsent) work_.all_answered(unit, parts, results);
        if (news) {
            exceptions_.close_flow_about(unit, settings_.route, settings_.sink, "engine: " + settings_.sink + " answers again");
            note_trouble(unit, "");
        }
    });
    for (auto& [sku, now_open] : after) open.at(sku) = std::move(now_open);
    log_.info("pushed", {{"route", settings_.route}, {"parts", std::to_string(parts.size())}, {"sent", all_unsent ? "no" : "yes"}});
    if (any_lost && !any_answered && !all_unsent) gate_.unanswered(clock_.now());
}

void PushStage::fail(const plugin::Outcome& outcome) {
    const base::Millis since = gate_.failed(clock_.now(), base::pause_of(outcome.document["pause_ms"].int_or(0)));
    exceptions::Found found = outcome.findings.empty() ? exceptions::Found{} : plugin::found(outcome.findings.front());
    if (found.code.empty()) found.code = "STORE_RATE_LIMIT";
    if (found.message.empty()) found.message = "it gave no reason";
    found.subject = settings_.sink;
    log_.warning("sink does not answer", {{"sink", settings_.sink}, {"why", found.message}});
    const bool told = clock_.now() - since >= settings_.outage_ms || exceptions::kind_of(found.code).verdict == exceptions::verdict::after_fix;
    store_.commit([&](store::UnitOfWork& unit) {
        note_trouble(unit, found.message);
        if (told) exceptions_.flow(unit, settings_.route, found);
    });
}

} // namespace ledgerline::states

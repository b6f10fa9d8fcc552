#include "delivery/dispatcher.hpp"

#include "commerce/change.hpp"
#include "commerce/credited.hpp"
#include "commerce/keys.hpp"
#include "delivery/pace_note.hpp"
#include "exceptions/catalogue.hpp"
#include "ledger/history.hpp"
#include "plugin/envelope.hpp"
#include "plugin/found.hpp"

#include <algorithm>

namespace ledgerline::delivery {

using message::Value;
namespace state = store::outbox_state;

namespace {

constexpr std::size_t seen_in_outage = 50; // rows among which one is looked for that was never lost

PaceLimits limits_of(const DispatchSettings& settings, const std::vector<std::unique_ptr<plugin::Component>>& lanes) {
    const auto most = lanes.empty() ? std::size_t{1} : static_cast<std::size_t>(std::max<std::int64_t>(lanes.front()->manifest().batch_max, 1));
    return {lanes.size(), settings.together_max == 0 ? most : std::min(most, settings.together_max)};
}

// What a sink is told of the document that it is to change: {id, number, key, amount, body} with what was sent last; of an order what was credited of it.
Value previous_document(store::UnitOfWork& unit, const store::CrossReferenceRow& reference) {
    Value document = Value::object({{"id", reference.remote_id}, {"number", reference.remote_number}, {"key", reference.idempotency_key}, {"amount", reference.amount}, {"body", commerce::last_sent(unit, reference)}});
    if (reference.type == "order")
        if (const Decimal credited = commerce::credited_with_documents(unit, commerce::connection_of(reference.source), reference.source_key); !credited.is_zero()) document.set("credited", credited.text());
    return document;
}

} // namespace

Dispatcher::Dispatcher(DispatchSettings settings, std::vector<std::unique_ptr<plugin::Component>> lanes, store::Store& store,
                       const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log, std::uint64_t seed) :
    settings_(std::move(settings)), lanes_(std::move(lanes)), store_(store), exceptions_(exceptions), clock_(clock), log_(log),
    random_(seed), gate_(seed + 1), pace_(limits_of(settings_, lanes_)) {}

bool Dispatcher::step(std::size_t lane) {
    if (!gate_.is_open(clock_.now())) return false;
    plugin::Component& component = *lanes_.at(lane);
    // Look-ups first, on one lane: what may exist already matters more than what is new.
    if (lane == 0 && probe(component)) return true;
    return deliver(component);
}

std::string Dispatcher::trouble() const {
    const std::scoped_lock hold(trouble_lock_);
    return trouble_;
}

void Dispatcher::note_trouble(store::UnitOfWork& unit, const std::string& why) {
    unit.notes().set_trouble(settings_.sink, why);
    const std::scoped_lock hold(trouble_lock_);
    trouble_ = why;
}

base::Millis Dispatcher::next_due() const {
    // What is due behind a closed gate is not in the future, but the gate is.
    if (!gate_.is_open(clock_.now())) return gate_.opens_at();
    base::Millis due = 0;
    store_.read([&](store::UnitOfWork& unit) { due = unit.outbox().next_due(settings_.route, settings_.sink, unit.now()); });
    return due;
}

bool Dispatcher::is_idle() const {
    constexpr base::Millis soon_ms = 120'000; // longer than any pause between quick retries
    bool idle = true;
    store_.read([&](store::UnitOfWork& unit) {
        for (const store::OutboxRow& row : unit.outbox().alive(settings_.route, settings_.sink)) {
            if (row.state == state::unconfirmed) idle = false;
            if (row.state == state::ready && (is_failing() || row.due_at <= unit.now() + soon_ms)) idle = false;
        }
        if (unit.outbox().any_in_flight(settings_.route, settings_.sink)) idle = false;
    });
    return idle;
}

std::string Dispatcher::doubtful() const {
    std::string key;
    store_.read([&](store::UnitOfWork& unit) {
        for (const store::OutboxRow& row : unit.outbox().alive(settings_.route, settings_.sink))
            if (row.state == state::unconfirmed && row.probes > 0) key = row.idempotency_key;
    });
    return key;
}

Value Dispatcher::document_of(const Rows& rows) const {
    Value deliveries = Value::array();
    store_.read([&](store::UnitOfWork& unit) {
        for (const store::OutboxRow& row : rows) {
            const auto message = unit.messages().find(row.message_id).value();
            Value delivery = Value::object({{"message", plugin::envelope(message, unit.outbox().body(row.id))}, {"idempotency_key", row.idempotency_key}, {"attempt", Value(row.attempt)}});
            if (commerce::is_change_key(row.idempotency_key, message))
                if (const auto reference = unit.cross_references().by_key(commerce::first_key(message))) delivery.set("previous", previous_document(unit, *reference));
            deliveries.push(std::move(delivery));
        }
    });
    return Value::object({{"deliveries", std::move(deliveries)}});
}

bool Dispatcher::answered(const plugin::Outcome& outcome, const Rows& rows, Gate::Work work) {
    const base::Millis now = clock_.now();
    const base::Millis pause = base::pause_of(outcome.document["pause_ms"].int_or(0));
    if (outcome.verdict != LL_RETRY) {
        if (gate_.succeeded(work))
            store_.commit([&](store::UnitOfWork& unit) {
                exceptions_.close_flow_about(unit, settings_.route, settings_.sink, "engine: " + settings_.sink + " answers again");
                note_trouble(unit, "");
            });
        if (pause > 0) gate_.pause(now, pause);
        return true;
    }
    const base::Millis since = gate_.failed(now, pause);
    exceptions::Found found = outcome.findings.empty() ? exceptions::Found{} : plugin::found(outcome.findings.front());
    found.message = outcome.findings.empty() ? "it gave no reason" : outcome.findings.front().message;
    log_.warning("sink does not answer", {{"sink", settings_.sink}, {"why", found.message}, {"rows", std::to_string(rows.size())}});
    tell_outage(std::move(found), since);
    return false;
}

void Dispatcher::unanswered(const AnswerLoad& load, base::Millis pause) {
    if (pause > 0) gate_.pause(clock_.now(), pause);
    const auto since = gate_.unanswered(clock_.now());
    if (!since) return;
    log_.warning("answers are lost; the flow pauses", {{"sink", settings_.sink}, {"why", load.why}});
    exceptions::Found found;
    found.code = load.code;
    found.message = "Deliveries are answered by nothing usable, again and again. The flow pauses; what was sent is looked up before anything is sent again. The last one: " + load.why;
    tell_outage(std::move(found), *since);
}

void Dispatcher::tell_outage(exceptions::Found found, base::Millis since) {
    if (found.code.empty()) found.code = "ERP_UNAVAILABLE";
    found.subject = settings_.sink;
    // An outage is told when it has lasted; what does not pass without a person, at once.
    const bool told = clock_.now() - since >= settings_.outage_ms || exceptions::kind_of(found.code).verdict == exceptions::verdict::after_fix;
    store_.commit([&](store::UnitOfWork& unit) {
        note_trouble(unit, found.message);
        if (told) exceptions_.flow(unit, settings_.route, found);
    });
}

Dispatcher::Rows Dispatcher::begin(const Rows& due) {
    Rows begun;
    store_.commit([&](store::UnitOfWork& unit) {
        begun.clear();
        for (const store::OutboxRow& row : due) {
            if (const Crossing crossing = crossing_of(unit, row); !crossing.key.empty()) {
                wait_for(unit, row, crossing);
                continue;
            }
            if (!unit.outbox().begin_attempt(row.id)) continue;
            begun.push_back(unit.outbox().find(row.id).value());
            unit.attempts().open(row.id, begun.back().attempt, "deliver", unit.now());
            record(unit, begun.back(), "sending", Value::object({{"attempt", Value(begun.back().attempt)}}));
        }
    });
    return begun;
}

void Dispatcher::wait_for(store::UnitOfWork& unit, const store::OutboxRow& row, const Crossing& crossing) {
    const std::string why = "the outcome of " + crossing.key + ", which is of the same order, is not known yet" + (crossing.stalled.empty() ? "" : ": " + crossing.stalled);
    if (!unit.outbox().move(row.id, state::ready, state::ready, unit.now() + crossing.pause_ms, why)) return; // another lane was faster
    if (row.last_error == why) return;
    record(unit, row, "not sent", Value::object({{"why", why}}));
    if (!crossing.stalled.empty()) tell(unit, row, found_of(unit.messages().find(row.message_id).value(), unit.outbox().body(row.id), crossing));
}

// The oldest of them, and those that may go with it. What was sent without an answer goes alone from then on: it may be the one
// that makes the other system break off, and then its neighbours would be in doubt with it, again and again.
// Where one is enough, to see whether the other system works again, it is best one that is certainly not the reason.
Dispatcher::Departure Dispatcher::together(const Rows& due, bool one_is_enough) const {
    Departure departure;
    store_.read([&](store::UnitOfWork& unit) {
        for (const store::OutboxRow& row : due) {
            const bool alone = unit.attempts().may_have_left(row.id);
            if (alone && one_is_enough) continue;
            if (alone && !departure.rows.empty()) break;
            departure.rows.push_back(row);
            departure.suspect = alone;
            if (alone || one_is_enough) break;
        }
    });
    if (departure.rows.empty() && !due.empty()) departure = {{due.front()}, true};
    return departure;
}

bool Dispatcher::deliver(plugin::Component& component) {
    const auto turn = pace_.begin(clock_.now());
    if (!turn) return false; // another lane rings when its request was answered
    Rows due;
    const bool one_is_enough = is_failing();
    const std::size_t most = one_is_enough ? seen_in_outage : turn->batch;
    store_.read([&](store::UnitOfWork& unit) { due = unit.outbox().due(settings_.route, settings_.sink, state::ready, unit.now(), most); });
    const Departure departure = together(due, one_is_enough);
    const Rows begun = departure.rows.empty() ? Rows{} : begin(departure.rows);
    if (begun.empty()) pace_.nothing_due();
    if (begun.empty()) return !due.empty(); // another lane was faster
    const base::Millis left_at = clock_.now();
    const plugin::Outcome outcome = component.handle(LL_DELIVER, document_of(begun));
    const AnswerLoad load = load_of(outcome, begun.size());
    pace_.end(*turn, load.load, begun.size(), clock_.now() - left_at, clock_.now(), load.why);
    const bool all_unsent = !load.unanswered && !answered(outcome, begun, Gate::Work::delivery);
    store_.commit([&](store::UnitOfWork& unit) {
        if (Pace::Picture pace = pace_.picture(); pace != noted_) {
            note_pace(unit, settings_.route, pace);
            noted_ = std::move(pace);
        }
        for (std::size_t i = 0; i < begun.size(); ++i) {
            if (all_unsent) {
                close_attempt(unit, begun[i], "not sent", outcome.findings.empty() ? "" : outcome.findings.front().message);
                const std::string why = outcome.findings.empty() ? "it gave no reason" : outcome.findings.front().message;
                unit.outbox().move(begun[i].id, state::in_flight, state::ready, gate_.opens_at(), why);
                // Once for each reason, not once for each try.
                if (begun[i].last_error != why) record(unit, begun[i], "not sent", Value::object({{"why", why}}));
                continue;
            }
            const Value* results = outcome.document.find("results");
            const Value* result = results && results->as_array() && i < results->size() ? &(*results->as_array())[i] : nullptr;
            settle_delivery(unit, begun[i], result ? *result : Value(), outcome);
        }
    });
    // One that was lost before tells of itself, not of the other system; unless that is known to be down.
    if (load.unanswered && (!departure.suspect || is_failing())) unanswered(load, base::pause_of(outcome.document["pause_ms"].int_or(0)));
    return true;
}

bool Dispatcher::probe(plugin::Component& component) {
    Rows rows;
    store_.read([&](store::UnitOfWork& unit) {
        const auto most = static_cast<std::size_t>(component.manifest().batch_max);
        rows = unit.outbox().due(settings_.route, settings_.sink, state::unconfirmed, unit.now(), most);
        if (rows.empty()) rows = unit.outbox().due(settings_.route, settings_.sink, state::waiting, unit.now(), most);
    });
    if (rows.empty()) return false;
    const plugin::Outcome outcome = component.handle(LL_PROBE, document_of(rows));
    if (!answered(outcome, rows, Gate::Work::look_up)) return true;
    store_.commit([&](store::UnitOfWork& unit) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Value* results = outcome.document.find("results");
            const Value* result = results && results->as_array() && i < results->size() ? &(*results->as_array())[i] : nullptr;
            settle_probe(unit, rows[i], result ? *result : Value());
        }
    });
    return true;
}

} // namespace ledgerline::delivery

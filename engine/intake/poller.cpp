#include "intake/poller.hpp"

#include "exceptions/catalogue.hpp"
#include "plugin/found.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::intake {

using message::Value;

namespace {

constexpr int stands_still_max = 3; // polls in a row

} // namespace

Poller::Poller(PollSettings settings, std::unique_ptr<plugin::Component> source, store::Store& store, const Receiver& receiver,
               const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log, std::uint64_t seed) :
    settings_(std::move(settings)), source_(std::move(source)), store_(store), receiver_(receiver), exceptions_(exceptions),
    clock_(clock), log_(log), random_(seed), standing_(settings_.arrival, exceptions), rate_(settings_.arrival) {}

bool Poller::step() {
    if (clock_.now() < next_due()) return false;
    woken_ = false; // before the signals are read: one that comes from here on wakes it again
    Value cursor = Value::object();
    Signals given;
    store_.read([&](store::UnitOfWork& unit) {
        if (auto known = unit.cursors().find(settings_.arrival.source)) cursor = std::move(known->value);
        given = unit.signals().of(settings_.arrival.source, static_cast<std::size_t>(settings_.batch));
    });
    Value signals = Value::array();
    for (const auto& signal : given) signals.push(Value::object({{"key", signal.key}}));
    plugin::Outcome outcome = source_->handle(LL_POLL, Value::object({{"cursor", cursor}, {"limit", Value(settings_.batch)}, {"signals", std::move(signals)}}));

    // A source that says that there is more, gives nothing and stands where it stood would be asked for ever.
    // Once or twice it may, such as when it is asked to stop.
    const bool stands_still = outcome.verdict == LL_PASS && outcome.document["more"].bool_or(false) && outcome.emitted.empty() && given.empty() && outcome.document["cursor"] == cursor;
    stood_still_ = stands_still ? stood_still_ + 1 : 0;
    if (stood_still_ >= stands_still_max) {
        outcome.verdict = LL_FAILED;
        outcome.findings.push_back({});
        outcome.findings.back().code = "PLUGIN_FAILED";
        outcome.findings.back().message = settings_.arrival.source + " says that there is more to read, gives nothing and stands where it stood";
    }
    TakeIn take;
    if (outcome.verdict == LL_PASS) {
        try {
            take = take_in(outcome);
        } catch (const std::runtime_error& problem) {
            outcome.verdict = LL_FAILED;
            outcome.findings.insert(outcome.findings.begin(), plugin::Finding{});
            outcome.findings.front().code = "MESSAGE_REFUSED";
            outcome.findings.front().message = fmt::format("What {} gave cannot be used: {}", settings_.arrival.source, problem.what());
        }
    }
    if (outcome.verdict == LL_PASS) succeed(outcome, given, take);
    else fail(outcome);
    if (stands_still) next_at_ = std::max(next_at_, clock_.now() + 1'000);
    return true;
}

// A finding about a message ("order:1047") explains that message; every other stands for the flow.
bool Poller::is_of_message(const std::string& subject) const {
    const auto& types = source_->manifest().emits;
    return std::any_of(types.begin(), types.end(), [&](const std::string& type) { return subject.rfind(type + ":", 0) == 0; });
}

void Poller::keep_standing(store::UnitOfWork& unit, const plugin::Outcome& outcome, std::size_t fresh) const {
    std::vector<exceptions::Found> standing;
    for (const plugin::Finding& finding : outcome.findings)
        if (!is_of_message(finding.subject)) standing.push_back(plugin::found(finding));
    if (settings_.events)
        if (auto silence = rate_.note(unit, fresh, !caught_up_)) standing.push_back(std::move(*silence));
    standing_.update(unit, standing);
}

TakeIn Poller::take_in(const plugin::Outcome& outcome) const {
    if (settings_.take) return settings_.take(outcome);
    return {[this, &outcome](store::UnitOfWork& unit) { return receiver_.receive(unit, settings_.arrival, outcome.emitted, outcome.findings); }};
}

void Poller::succeed(const plugin::Outcome& outcome, const Signals& given, const TakeIn& take) {
    const bool more = outcome.document["more"].bool_or(false);
    Received received;
    bool signals_left = false;
    store_.commit([&](store::UnitOfWork& unit) {
        received = take.work(unit);
        store::CursorTable::Cursor cursor;
        cursor.source = settings_.arrival.source;
        if (auto known = unit.cursors().find(cursor.source)) cursor.completed_at = known->completed_at;
        cursor.value = outcome.document["cursor"];
        cursor.polled_at = unit.now();
        if (!more) cursor.completed_at = unit.now();
        unit.cursors().put(cursor);
        for (const auto& signal : given) unit.signals().remove(signal.id);
        signals_left = unit.signals().count(settings_.arrival.source) > 0;
        keep_standing(unit, outcome, received.fresh);
        if (failures_ > 0 || !answered_) unit.notes().set_trouble(settings_.arrival.source, "");
        if (!answered_) unit.notes().forget_endings(settings_.arrival.source);
        if (failures_ > 0 || !answered_) exceptions_.close_flow_about(unit, route(), settings_.arrival.source, "engine: " + settings_.arrival.source + " answers again");
    });
    take.after();
    if (received.fresh > 0)
        log_.info("received", {{"route", route()}, {"new", std::to_string(received.fresh)},
                               {"known", std::to_string(received.known)}, {"refused", std::to_string(received.refused)}});
    failures_ = 0;
    answered_ = true;
    if (!more) completed_ = caught_up_ = true;
    if (signals_left) woken_ = true;
    const base::Millis pause = base::pause_of(outcome.document["retry_after_ms"].int_or(0));
    paused_until_ = clock_.now() + pause;
    next_at_ = more ? paused_until_ : std::max(paused_until_, settings_.schedule.next(clock_.now(), random_));
}

void Poller::fail(const plugin::Outcome& outcome) {
    const base::Millis now = clock_.now();
    if (failures_++ == 0) failing_since_ = now;
    const std::string why = outcome.findings.empty() ? "it gave no reason" : outcome.findings.front().message;
    log_.warning("poll failed", {{"route", route()}, {"source", settings_.arrival.source}, {"why", why}});
    caught_up_ = false;
    next_at_ = paused_until_ = now + std::max(base::pause_of(outcome.document["retry_after_ms"].int_or(0)),
                              base::backoff(failures_, {.first_ms = 1'000, .most_ms = 60'000}, random_));
    exceptions::Found found;
    if (!outcome.findings.empty()) found = plugin::found(outcome.findings.front());
    else found = {outcome.verdict == LL_RETRY ? "ERP_UNAVAILABLE" : "PLUGIN_FAILED", why, "", "", "", settings_.arrival.source, Value::object()};
    found.subject = settings_.arrival.source;
    // What does not pass without a person is told at once; an outage when it has lasted.
    const bool told = outcome.verdict != LL_RETRY || now - failing_since_ >= settings_.silent_ms || exceptions::kind_of(found.code).verdict == exceptions::verdict::after_fix;
    store_.commit([&](store::UnitOfWork& unit) {
        unit.notes().set_trouble(settings_.arrival.source, why);
        if (told) exceptions_.flow(unit, route(), found);
    });
    const std::scoped_lock hold(trouble_lock_);
    trouble_ = why;
}

std::string Poller::trouble() const {
    const std::scoped_lock hold(trouble_lock_);
    return failures_ > 0 ? trouble_ : std::string();
}

} // namespace ledgerline::intake

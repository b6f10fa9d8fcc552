#include "intake/callback_receiver.hpp"

#include "base/backoff.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace ledgerline::intake {

using message::Value;

namespace {

constexpr base::Millis told_every_ms = 60'000;

// `after_ms` 0: nobody knows when.
CallbackAnswer come_back(base::Millis after_ms = 0) { return {503, "come back later\n", after_ms == 0 ? 30 : (after_ms + 999) / 1'000}; }

Value document_of(const Callback& callback) {
    Value headers = Value::object();
    for (const auto& [name, value] : callback.headers) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        // The first one counts: whoever stands between may add, but not replace.
        if (!headers.find(lower)) headers.set(lower, value);
    }
    return Value::object({{"request", Value::object({{"method", callback.method}, {"path", callback.path}, {"headers", std::move(headers)}, {"text", callback.body}})}});
}

std::set<std::string> signals_in(const Value& document) {
    constexpr std::size_t key_size_max = 200;
    std::set<std::string> keys;
    if (const auto* list = document["signals"].as_array())
        for (const Value& one : *list)
            if (const std::string key = one["key"].text_or(""); !key.empty() && key.size() <= key_size_max) keys.insert(key);
    return keys;
}

CallbackAnswer answer_in(const Value& document) {
    CallbackAnswer answer;
    const std::int64_t status = document["response"]["status"].int_or(200);
    answer.status = status >= 200 && status <= 599 ? static_cast<int>(status) : 500;
    answer.text = document["response"]["text"].text_or("");
    return answer;
}

} // namespace

CallbackReceiver::CallbackReceiver(Arrival arrival, std::unique_ptr<plugin::Component> source, store::Store& store, const Receiver& receiver, const base::Clock& clock,
                                   base::Log& log, std::function<void()> wake) :
    arrival_(std::move(arrival)), source_(std::move(source)), store_(store), receiver_(receiver), clock_(clock), log_(log), wake_(std::move(wake)) {}

std::optional<CallbackAnswer> CallbackReceiver::receive(const Callback& callback) {
    std::unique_lock entrance(entrance_);
    if (!knows_callbacks_) return std::nullopt;
    const plugin::Outcome outcome = source_->handle(LL_RECEIVE, document_of(callback));
    switch (outcome.verdict) {
    case LL_PASS: return keep(outcome, entrance);
    case LL_RETRY: return come_back(base::pause_of(outcome.document["retry_after_ms"].int_or(0)));
    case LL_UNSUPPORTED: knows_callbacks_ = false; return std::nullopt;
    case LL_DROP:
        // Without a reason: whoever tries to forge one learns nothing.
        tell_of_refusal(outcome);
        return CallbackAnswer{401, "", 0};
    default:
        log_.error("a callback could not be read", {{"source", arrival_.source}, {"why", outcome.findings.empty() ? "it gave no reason" : outcome.findings.front().message}});
        return CallbackAnswer{500, "", 0};
    }
}

CallbackAnswer CallbackReceiver::keep(const plugin::Outcome& outcome, std::unique_lock<std::mutex>& entrance) {
    const std::set<std::string> signals = signals_in(outcome.document);
    if (signals.empty() && outcome.emitted.empty()) return answer_in(outcome.document);
    // Signals may be stored in any order, and many callbacks share a sync then; of what was emitted the later one must stay the later.
    if (outcome.emitted.empty()) entrance.unlock();
    bool full = false;
    try {
        store_.commit([&](store::UnitOfWork& unit) {
            full = !signals.empty() && unit.signals().count(arrival_.source) + signals.size() > signals_max;
            if (full) return;
            receiver_.receive(unit, arrival_, outcome.emitted, outcome.findings);
            for (const std::string& key : signals) unit.signals().add(arrival_.source, key, unit.now());
        }, store::IfFull::refuse); // a caller who waited for room would keep a thread of the server from everybody else
    } catch (const store::StoreFull&) {
        full = true;
    }
    if (full) return come_back();
    wake_();
    return answer_in(outcome.document);
}

// Once a minute at most: somebody may call again and again.
void CallbackReceiver::tell_of_refusal(const plugin::Outcome& outcome) {
    ++refused_;
    const base::Millis now = clock_.now();
    if (now - told_at_ < told_every_ms) return;
    log_.warning("callbacks were refused", {{"source", arrival_.source}, {"count", std::to_string(refused_)}, {"why", outcome.findings.empty() ? "" : outcome.findings.front().message}});
    told_at_ = now;
    refused_ = 0;
}

} // namespace ledgerline::intake

// The receiving end of one connection's callbacks: hands each to a source component of its own, puts what it emits through the
// idempotent receiver and what it signals into the store, in one commit, and only then answers.
//
// A death before the commit: the caller got no answer and calls again. After it: the signals wait for the next poll.
// Any thread; the component is entered by one at a time.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "intake/receiver.hpp"
#include "plugin/component.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace ledgerline::intake {

struct Callback {
    std::string method = "POST";
    std::string path;                      // "/hooks/shop"
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;                      // byte for byte as it came
};

struct CallbackAnswer {
    int status = 200;
    std::string text;
    std::int64_t retry_after_s = 0;        // > 0: the caller is to come back then
};

class CallbackReceiver {
public:
    // Signals of one source that wait for a poll; beyond that callers are sent away, and come back later.
    static constexpr std::size_t signals_max = 10'000;

    // `wake`: there is something for the poller of the source. Called after the commit.
    CallbackReceiver(Arrival arrival, std::unique_ptr<plugin::Component> source, store::Store& store, const Receiver& receiver, const base::Clock& clock, base::Log& log,
                     std::function<void()> wake);

    // Nothing: this source knows no callbacks.
    std::optional<CallbackAnswer> receive(const Callback& callback);

private:
    CallbackAnswer keep(const plugin::Outcome& outcome, std::unique_lock<std::mutex>& entrance);
    void tell_of_refusal(const plugin::Outcome& outcome);

    Arrival arrival_;
    std::unique_ptr<plugin::Component> source_;
    store::Store& store_;
    const Receiver& receiver_;
    const base::Clock& clock_;
    base::Log& log_;
    std::function<void()> wake_;
    std::mutex entrance_;         // guards what follows, and the component
    bool knows_callbacks_ = true; // until it says otherwise
    std::int64_t refused_ = 0;    // since it was last told
    base::Millis told_at_ = 0;
};

} // namespace ledgerline::intake

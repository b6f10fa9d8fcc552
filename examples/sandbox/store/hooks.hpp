// The store's webhooks: who wants to be called for what, and the callbacks that are on their way, with the retries and the deactivation
// of the real store. It sends nothing itself: Shop::send_callbacks hands each to a sender.
#pragma once

#include "base/clock.hpp"
#include "base/http.hpp"
#include "message/value.hpp"
#include "store/request.hpp"
#include "store/shop_settings.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::sandbox {

// One attempt at a callback: a POST to `destination`.
struct Callback {
    std::string destination; // URL
    base::Headers headers;
    std::string body;
};

// Answers the HTTP status, 0 if no answer came.
using CallbackSender = std::function<int(const Callback&)>;

// What goes wrong with callbacks on purpose.
struct HookFault {
    enum class Kind {
        lost,         // never sent
        doubled,      // sent twice
        late,         // sent `delay_ms` later
        out_of_order, // sent after the one that comes next (a minute later if none does)
        forged,       // beside the real one, somebody without the secrets sends another
        deactivated,  // the store switches its hooks off; nothing is sent before they are on again
    };
    Kind kind = Kind::lost;
    std::int64_t callbacks = 1; // how many it meets
    std::string scope;          // part of the scope, "" = all
    base::Millis delay_ms = 0;  // late
};

// Reads {"kind": "late", "callbacks": 2, "scope": "order/created", "delay_ms": 60000}. Throws std::invalid_argument.
HookFault hook_fault_from(const message::Value& value);

namespace store {

struct Hook {
    std::int64_t id = 0;
    std::string scope, destination;
    message::Value headers; // object of texts, or null
    bool active = true;
    base::Millis created = 0, updated = 0;
};

class Hooks {
public:
    explicit Hooks(const ShopSettings& settings) : settings_(settings) {}

    // /v3/hooks and /v3/hooks/{id}.
    base::HttpResponse answer(const Call& call, base::Millis now);
    // Whether anybody wants to know anything.
    bool are_wanted() const { return !hooks_.empty(); }
    // Something happened: whoever wants to know is called soon.
    void happened(const std::string& scope, const message::Value& data, base::Millis now);
    void inject(const HookFault& fault);
    void clear_faults() { faults_.clear(); }

    // A callback whose time has come.
    struct Sending {
        std::int64_t hook = 0;
        std::string id;             // webhook-id: the same in every attempt
        std::string body;
        base::Millis due = 0;
        std::size_t attempt = 0;    // attempts before this one
        bool forged = false, waits_for_another = false;
    };
    std::optional<Sending> take(base::Millis now);
    Callback callback(const Sending& sending, base::Millis now) const;
    // What its receiver answered: retried by the store's schedule, and after the last retry the hook is switched off.
    void answered(Sending sending, int status, base::Millis now);

    // {"hooks": [...], "waiting", "sent", "taken", "refused"}
    message::Value report() const;

private:
    base::HttpResponse list(const Call& call) const;
    base::HttpResponse create(const Call& call, base::Millis now);
    base::HttpResponse change(Hook& hook, const Call& call, base::Millis now);
    void check(const Hook& hook) const;
    void queue(Sending sending, const std::string& scope);

    const ShopSettings& settings_;
    std::map<std::int64_t, Hook> hooks_;
    std::deque<Sending> waiting_; // in the order in which they came
    std::vector<HookFault> faults_;
    std::int64_t next_hook_ = 20'172'001, next_message_ = 1;
    std::int64_t sent_ = 0, taken_ = 0;
};

} // namespace store

} // namespace ledgerline::sandbox

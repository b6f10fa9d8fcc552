// Pushes the states of one route: takes what is due from the queue, lets its work say what is to be sent, sends it in as few requests as
// may be, one after the other, and notes the answers. What dies in between is due again: sending a state twice does no harm.
//
// One thread at a time; next_due(), is_idle(), later(), trouble() and failures() on any.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/quiet_hours.hpp"
#include "delivery/gate.hpp"
#include "exceptions/exceptions.hpp"
#include "plugin/component.hpp"
#include "states/bulk_turn.hpp"
#include "states/push_work.hpp"
#include "store/store.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ledgerline::states {

struct PushSettings {
    std::string route, sink;              // "stock", "shop/inventory"
    std::string digest;                   // of the deployment: when it changes, everything is compared anew
    std::size_t together_max = 0;         // parts in one request; 0 = as many as the sink takes
    std::size_t skus_max = 10'000;        // compared in one go
    std::size_t at_once = 500;            // ... in one commit, so that others get their turn in between
    base::QuietHours quiet{};             // of its connection: what is under way when they begin is finished, and nothing more is sent
    base::Millis outage_ms = 120'000;     // an outage shorter than this is nobody's exception
    base::Millis look_again_ms = 5'000;   // while something speaks against pushing
};

class PushStage {
public:
    // `work`, `turn` and all else borrowed.
    PushStage(PushSettings settings, std::unique_ptr<plugin::Component> sink, PushWork& work, BulkTurn& turn, store::Store& store,
              const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log, std::uint64_t seed);

    // True if there was work.
    bool step();
    base::Millis next_due() const; // 0 = not before something changes
    // Nothing is due now.
    bool is_idle() const;
    // What is not due yet: it waits for a round, for the store to have applied something, or for a day.
    struct Later {
        std::size_t skus = 0;
        base::Millis first_at = 0; // 0 = nothing waits
    };
    Later later() const;
    base::Millis later_at() const; // the first of it alone
    bool is_failing() const { return gate_.failures() > 0; }
    // Why nothing is pushed although something is due, "" if nothing speaks against it.
    std::string trouble() const;
    const std::string& sink() const { return settings_.sink; }
    const std::string& route() const { return settings_.route; }

private:
    using Parts = std::vector<PushPart>;
    // A SKU is done when all of its parts are, in whatever requests they left; one part that is not keeps it due.
    struct Open {
        store::PushDueRow due;
        std::size_t parts = 0;
        base::Millis again_at = 0;
    };
    using OpenSkus = std::map<std::string, Open>;

    // Days begin and end buffers and prices without any message; a deployment changes everything. So once a day, and after a change,
    // all that the store has is compared.
    void compare_all_of_a_day();
    // `is_cut`: more is due than was compared.
    Parts prepare(bool& is_cut);
    // In their order, as many together as may be; parts of different groups never share a request.
    std::vector<Parts> requests_of(const Parts& parts) const;
    bool is_time_over() const;
    void take_back(const Parts& parts);
    // One request, or a few where the sink must send several. False: nothing was sent, and nothing more is to be tried now.
    bool send(const Parts& parts, OpenSkus& open);
    void settle(const Parts& parts, const plugin::Outcome& outcome, bool all_unsent, OpenSkus& open);
    void fail(const plugin::Outcome& outcome);
    void note_trouble(store::UnitOfWork& unit, const std::string& why);

    PushSettings settings_;
    std::unique_ptr<plugin::Component> sink_;
    PushWork& work_;
    BulkTurn& turn_;
    store::Store& store_;
    const exceptions::Exceptions& exceptions_;
    const base::Clock& clock_;
    base::Log& log_;
    delivery::Gate gate_;
    std::string day_;
    std::atomic<base::Millis> not_before_{0};
    mutable std::mutex trouble_lock_;
    std::string trouble_;
};

} // namespace ledgerline::states

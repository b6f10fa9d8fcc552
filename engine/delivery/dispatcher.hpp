// Guaranteed delivery to one sink. Four steps, two commits: the attempt is durable before the request leaves, the outcome
// after the answer came. Whatever dies in between leaves an open attempt: unconfirmed, and it is looked up (probe) before
// anything is sent again.
//
// One dispatcher serves all lanes of a sink; each lane is one thread with one component. Claims are compare-and-set in the
// store, so lanes never send the same row.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "delivery/answer_load.hpp"
#include "delivery/crossing.hpp"
#include "delivery/gate.hpp"
#include "delivery/pace.hpp"
#include "exceptions/exceptions.hpp"
#include "plugin/component.hpp"
#include "store/store.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ledgerline::delivery {

struct DispatchSettings {
    std::string route;
    std::string sink;                      // "erp/orders"
    base::Millis probe_after_ms = 30'000;  // a lost answer is looked up no sooner: a slow POST may still commit
    base::Millis outage_ms = 120'000;      // an outage shorter than this is nobody's exception
    std::int64_t retries_max = 8;          // refusals that may pass before a person is told
    base::Millis slow_retry_ms = 600'000;  // and how often it is tried from then on
    std::size_t together_max = 0;          // deliveries in one request; 0 = as many as the sink takes
    std::int64_t probes_max = 5;           // probes without an answer before a person is asked
};

class Dispatcher {
public:
    Dispatcher(DispatchSettings settings, std::vector<std::unique_ptr<plugin::Component>> lanes, store::Store& store,
               const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log, std::uint64_t seed);

    std::size_t lanes() const { return lanes_.size(); }
    // True if there was work.
    bool step(std::size_t lane);
    // When there may be work again if nothing new comes; 0 = not before something new comes.
    base::Millis next_due() const;
    // Nothing is on its way, in doubt, or due soon. What is only tried now and then, or waits for an approval, has its exception.
    bool is_idle() const;
    const std::string& sink() const { return settings_.sink; }
    // The key of a delivery that a look-up could not clear up, "" if none.
    std::string doubtful() const;
    // Why the remote system fails now, "" if it does not.
    std::string trouble() const;
    bool is_failing() const { return gate_.failures() > 0; }
    Pace::Picture pace() const { return pace_.picture(); }

private:
    using Rows = std::vector<store::OutboxRow>;

    bool deliver(plugin::Component& component);
    bool probe(plugin::Component& component);
    struct Departure {
        Rows rows;
        bool suspect = false; // a single one, whose answer was lost before
    };
    Departure together(const Rows& due, bool one_is_enough) const;
    void note_trouble(store::UnitOfWork& unit, const std::string& why);
    Rows begin(const Rows& due);
    message::Value document_of(const Rows& rows) const;
    // True if the answer says something about the single deliveries; else the whole connection is the matter.
    bool answered(const plugin::Outcome& outcome, const Rows& rows, Gate::Work work);
    // Several requests in a row were answered by nothing usable: the flow pauses.
    void unanswered(const AnswerLoad& load, base::Millis pause);
    void tell_outage(exceptions::Found found, base::Millis since);

    void settle_delivery(store::UnitOfWork& unit, const store::OutboxRow& row, const message::Value& result, const plugin::Outcome& outcome);
    void settle_probe(store::UnitOfWork& unit, const store::OutboxRow& row, const message::Value& result);
    void delivered(store::UnitOfWork& unit, const store::OutboxRow& row, const message::Value& receipt, const std::string& from_state);
    void rejected(store::UnitOfWork& unit, const store::OutboxRow& row, const exceptions::Found& why, const std::string& from_state);
    void retry_later(store::UnitOfWork& unit, const store::OutboxRow& row, const message::Value& result, const std::string& reason);
    void tell(store::UnitOfWork& unit, const store::OutboxRow& row, exceptions::Found why);
    void found_after_all(store::UnitOfWork& unit, const store::OutboxRow& row, const message::Value& receipt);
    void absent(store::UnitOfWork& unit, const store::OutboxRow& row, bool hopeless);
    void still_unknown(store::UnitOfWork& unit, const store::OutboxRow& row, const message::Value& result);
    void pass_on(store::UnitOfWork& unit, const store::MessageRow& message);
    void close_attempt(store::UnitOfWork& unit, const store::OutboxRow& row, const std::string& outcome, const std::string& detail);
    void wait_for(store::UnitOfWork& unit, const store::OutboxRow& row, const Crossing& crossing);
    void record(store::UnitOfWork& unit, const store::OutboxRow& row, const std::string& what, message::Value detail);

    DispatchSettings settings_;
    std::vector<std::unique_ptr<plugin::Component>> lanes_;
    store::Store& store_;
    const exceptions::Exceptions& exceptions_;
    const base::Clock& clock_;
    base::Log& log_;
    base::Random random_; // used inside commits only, which are one after the other
    Gate gate_;
    Pace pace_;
    Pace::Picture noted_; // in the store; used inside commits only
    mutable std::mutex trouble_lock_;
    std::string trouble_;
};

// After a start: what was in flight when the engine died becomes unconfirmed. Returns how many.
std::size_t recover_interrupted(store::Store& store, base::Millis probe_after_ms);

} // namespace ledgerline::delivery

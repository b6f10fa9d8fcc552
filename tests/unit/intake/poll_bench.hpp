// A poller over a scripted source, with a store in memory and a clock that the test moves.
#pragma once

#include "support/engine_bench.hpp"

#include "intake/poller.hpp"

namespace ledgerline::test {

using message::Value;

class PollBench : public EngineBench {
public:
    PollBench() { restart(); }
    // As after a start of the engine: the same store, a new poller.
    void restart(base::Schedule schedule = {}) {
        intake::PollSettings settings;
        settings.arrival = {"orders", "shop/orders"};
        settings.schedule = schedule;
        settings.batch = 7;
        settings.silent_ms = 120'000;
        settings.events = true;
        poller = std::make_unique<intake::Poller>(settings, component("shop/orders", "orders", plugin::ComponentKind::source), store, receiver, exceptions, clock, log, 1);
    }
    void source(Script does) { plugin.script("shop/orders", std::move(does)); }
    void fails(ll_verdict verdict, const std::string& code = "STORE_UNAVAILABLE") {
        source([=](const Hand& hand) {
            if (!code.empty()) hand.explain(code, "the store is away");
            return verdict;
        });
    }
    void answers() {
        source([](const Hand&) { return LL_PASS; });
    }
    // Fails for so long, as often as it is due.
    void fail_for(base::Millis ms) {
        const base::Millis end = clock.at + ms;
        while (clock.at < end) {
            poller->step();
            clock.at = std::max(clock.at + 1, std::min(end, poller->next_due()));
        }
        poller->step();
    }
    std::int64_t messages() const {
        std::int64_t count = 0;
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& one : unit.messages().counts()) count += one.messages;
        });
        return count;
    }
    std::optional<store::CursorTable::Cursor> cursor() const {
        std::optional<store::CursorTable::Cursor> out;
        store.read([&](store::UnitOfWork& unit) { out = unit.cursors().find("shop/orders"); });
        return out;
    }

    intake::Receiver receiver{exceptions};
    std::unique_ptr<intake::Poller> poller;
};

} // namespace ledgerline::test

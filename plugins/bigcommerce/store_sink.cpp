#include "store_sink.hpp"

#include "store_batch.hpp"

#include <string_view>

namespace bigcommerce {

using namespace ledgerline;

namespace {

constexpr int outages_before_alone = 3;     // of one delivery: then it may be its order's trouble
constexpr std::size_t failing_max = 1'000;  // an outage of everything: nothing is learned from it
constexpr std::string_view needs = "Writing needs the scope Orders: modify";

} // namespace

template <class Work>
Verdict StoreSink::each(Batch& batch, const Work& work) {
    bool answered = false;
    for (Delivery delivery : batch) {
        if (answered && batch.call().stopping()) {
            batch.set(delivery.index(), retry_after(0, "The engine is stopping; nothing was done"));
            continue;
        }
        const std::string key(delivery.idempotency_key());
        try {
            work(delivery);
            failing_.erase(key);
        } catch (const ShopProblem& problem) {
            const RetryLater later = later_for(batch, problem, needs);
            if (failing_.size() >= failing_max) failing_.clear();
            const bool alone = problem.kind == ShopProblem::Kind::unavailable && ++failing_[key] > outages_before_alone;
            if (!answered && !alone) return later;
            batch.set(delivery.index(), later);
        }
        answered = true;
    }
    return pass();
}

Verdict StoreSink::deliver(Batch& batch) {
    return each(batch, [&](Delivery& delivery) { batch.set(delivery.index(), deliver_one(delivery)); });
}

Verdict StoreSink::probe(Batch& batch) {
    return each(batch, [&](Delivery& delivery) { batch.set(delivery.index(), probe_one(delivery)); });
}

} // namespace bigcommerce

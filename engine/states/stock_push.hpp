// What the stock of a store should be: of each SKU that is due, the number at each location, where it differs from what was sent.
//
// One thread at a time: its push stage's. knows(), checks() and looked_at() belong to the stage that reads back; they are thread-safe.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "commerce/sellable.hpp"
#include "exceptions/exceptions.hpp"
#include "states/push_work.hpp"
#include "states/sku_flows.hpp"
#include "states/stock_push_settings.hpp"
#include "states/unmapped_warehouses.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ledgerline::states {

// Subjects of what is told of a number that the store does not show: "stock:MUG-1 at 2".
constexpr const char* drift_prefix = "stock:";

class StockPush final : public PushWork {
public:
    // `policy` and `exceptions` are borrowed.
    StockPush(StockPushSettings settings, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions, std::uint64_t seed);

    const char* type() const override { return "availability"; }
    std::string mark_all(store::UnitOfWork& unit, const std::string& after, std::size_t limit) override;
    std::string obstacle(store::UnitOfWork& unit) override;
    void begin_step(base::Millis now) override;
    void end_step(base::Millis now, std::size_t sent, bool all) override;
    std::vector<PushPart> prepare(store::UnitOfWork& unit, const std::vector<store::PushDueRow>& due) override;
    void not_sent(store::UnitOfWork& unit, const PushPart& part) override;
    base::Millis answered(store::UnitOfWork& unit, const PushPart& part, const message::Value& result) override;
    void all_answered(store::UnitOfWork& unit, const std::vector<PushPart>& parts, const std::vector<message::Value>& results) override;

    // Once, before the first step: what has no answer since an earlier run is due again, and what was sent shortly before is read back.
    void start(store::UnitOfWork& unit);
    // What is another number now only because time has passed, since this was last asked of the route, is due: at each start, and at full
    // hours. In commits of its own.
    void time_passes(store::Store& store) const;
    // Whether the store itself takes orders off its stock when they are placed; until it has said so, it does not.
    void learn(bool takes_off_when_placed) { takes_off_when_placed_ = takes_off_when_placed; }
    bool takes_off_when_placed() const { return takes_off_when_placed_; }

    // What is to be read back, once the store has had time to apply it.
    struct Check {
        std::string sku, location;
        base::Millis not_before = 0;
        bool operator<(const Check& other) const { return std::tie(sku, location) < std::tie(other.sku, other.location); }
    };
    std::vector<Check> checks_due(base::Millis now, std::size_t limit);
    base::Millis next_check() const; // 0 = none
    std::size_t checks() const;
    void check(Check one);
    // The store does not say what it shows: nothing is read back from it.
    void cannot_check();

    const StockPushSettings& settings() const { return settings_; }
    const commerce::StockPolicy& policy() const { return policy_; }

private:
    // They are read together. Tells what is to be told of each, and ends it in the queue or adds what is to be sent.
    void compare(store::UnitOfWork& unit, std::span<const store::PushDueRow> due, UnmappedWarehouses& unmapped, std::vector<PushPart>& parts);
    // Nothing where the SKU needs nothing now, or only in the next round.
    void add_parts(store::UnitOfWork& unit, const store::PushDueRow& due, const store::ListingRow& listing, const commerce::Terms& terms, std::vector<store::PushedStockRow> sent_before, std::vector<PushPart>& parts);
    void tell(store::UnitOfWork& unit, const store::ListingRow& listing, const commerce::Terms& terms);
    void close_all_about(store::UnitOfWork& unit, const std::string& sku);
    void choose_checks(const std::vector<PushPart>& parts, const std::vector<message::Value>& results, base::Millis now);
    UnmappedWarehouses unmapped(store::UnitOfWork& unit) const;

    StockPushSettings settings_;
    const commerce::StockPolicy& policy_;
    const exceptions::Exceptions& exceptions_;
    SkuFlows told_;
    base::Random random_;
    base::Millis next_round_ = 0, started_at_ = 0;
    bool is_round_ = true;          // changes are sent in this step
    std::size_t sent_in_round_ = 0; // a round may take several steps
    // Of what this step is about to send: as it stood before; nothing = never sent.
    std::map<std::pair<std::string, std::string>, std::optional<store::PushedStockRow>> before_; // by SKU and location
    std::atomic<bool> takes_off_when_placed_{false};
    mutable std::mutex lock_; // of what follows
    std::set<Check> checks_;
    bool can_check_ = true;
};

} // namespace ledgerline::states

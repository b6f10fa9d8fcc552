// Reads back what a store shows of what was pushed: a sample of each request, all that went with a number that was found wrong, and once a
// day everything, since a store may lose what it has accepted: a page now and then, and only while nothing is due to be pushed. What differs is told with
// what speaks for whoever wrote it, and is pushed again. A store that cannot say what it shows is not asked again.
//
// A difference is judged only when a whole reading of the store's orders was begun after it was seen and came to its end: an order that the store has taken off
// already and nobody here knows yet is no drift.
//
// One thread at a time; next_due() on any.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "plugin/component.hpp"
#include "states/stock_push.hpp"
#include "store/store.hpp"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace ledgerline::states {

class ReadBack {
public:
    // All but `sink` are borrowed. Its sink asks the store for its habits too: at the start, and once an hour. What changes with time
    // alone does so at full hours, when days begin and orders come to an age: then it is looked at as well.
    ReadBack(std::unique_ptr<plugin::Component> sink, StockPush& work, store::Store& store, const exceptions::Exceptions& exceptions, const base::Clock& clock, base::Log& log);

    bool step();
    base::Millis next_due() const;

private:
    struct Seen {
        StockPush::Check check;
        std::int64_t shown = 0;
        base::Millis at = 0;             // before the request left
        store::PushedStockRow sent;      // as it stood then
        // By source: the first end of a reading of its orders since then. That one may have begun before; the next one has not.
        std::map<std::string, base::Millis> read_at{};
    };

    bool ask_habits();
    bool look();
    void cannot_look();
    std::vector<StockPush::Check> next_of_all();
    void find_day();
    bool judge();
    // False: the orders were not read again yet. `told`: transactions whose other numbers are looked at already.
    bool judge(store::UnitOfWork& unit, Seen& seen, std::set<std::string>& told);

    std::unique_ptr<plugin::Component> sink_;
    StockPush& work_;
    store::Store& store_;
    const base::Clock& clock_;
    base::Log& log_;
    mutable std::mutex lock_; // of what next_due reads
    base::Millis habits_at_ = 0, not_before_ = 0, judge_at_ = 0, hour_at_; // hour_at_: the next full hour
    base::Millis all_at_ = 0;  // the next page of everything; 0 = all of this day was looked at
    bool can_look_ = true;     // own thread only, as what follows
    std::deque<Seen> seen_;
    SkuFlows drifts_;
    std::string day_, behind_sku_, behind_location_; // the day of which everything is looked at, and how far that has come
};

} // namespace ledgerline::states

// Takes the pages of stock snapshots in: compares each with the levels that are known, writes only what differs, and marks the SKUs
// whose numbers depend on it. An unchanged page changes nothing.
//
// One thread at a time; nobody else writes levels.
#pragma once

#include "commerce/stock_policy.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ledgerline::states {

// A page that is no page: what is wrong with it, in plain words.
struct BadPage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What the newest complete reading contains and is not forgotten yet, in as many commits as it takes: after such a reading, and at a start for an
// earlier run that died over it.
void forget_contained(store::Store& store);

class LevelIntake {
public:
    // `policies`: of every route that pushes stock; borrowed.
    LevelIntake(const store::Store& store, std::vector<const commerce::StockPolicy*> policies);

    // What a page changes.
    struct Changes {
        std::vector<store::LevelRow> put;
        std::vector<std::string> gone;
        std::set<std::string> warehouses; // that its levels stand in, new to this process
        bool is_first = false, is_last = false;
        store::Millis as_of = 0;
    };
    // Outside of any commit. `page`: canonical Stock. Throws BadPage.
    Changes compare(const message::Value& page);
    // Inside the commit that moves the source's cursor. Returns how many items have changed.
    std::size_t apply(store::UnitOfWork& unit, const Changes& changes) const;
    // After that commit.
    void applied(const Changes& changes);

private:
    void load();

    const store::Store& store_;
    std::vector<const commerce::StockPolicy*> policies_;
    // The levels as they stand in the store, in the order of their codes: reading them again for each page would cost more than the page.
    std::map<std::string, std::string> known_;
    std::set<std::string> warehouses_; // that are known to be known
    bool is_loaded_ = false;
};

} // namespace ledgerline::states

// One transaction for many units of work: the heart of the committer. Knows nothing of threads.
#pragma once

#include "base/clock.hpp"
#include "store/store.hpp"

#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace ledgerline::store {

class GroupCommit {
public:
    struct Unit {
        const std::function<void(UnitOfWork&)>* work = nullptr;
        std::exception_ptr error; // what its caller must get; null = it is durable
    };

    // All borrowed; `hook` may be null.
    GroupCommit(Connection& connection, const base::Clock& clock, CommitHook* hook)
        : connection_(connection), clock_(clock), hook_(hook) {}

    // Runs every unit in its own savepoint and commits what succeeded. Never throws: every unit has its answer.
    void run(const std::vector<Unit*>& group) noexcept;
    // Writes the log back into the database file; for idle moments. A failure counts as a failed commit.
    void write_back() noexcept;

    std::int64_t transactions() const { return transactions_; }
    std::int64_t units() const { return units_; }

private:
    bool run_units(const std::vector<Unit*>& group);
    bool run_unit(Unit& unit, UnitOfWork& work, bool alone);
    void commit(const std::vector<Unit*>& group);
    void give_up(const std::vector<Unit*>& group, const std::exception_ptr& why);

    Connection& connection_;
    const base::Clock& clock_;
    CommitHook* hook_;
    std::int64_t number_ = 0; // of the last commit that was tried
    std::int64_t transactions_ = 0;
    std::int64_t units_ = 0;
    std::string failed_; // why nothing may be committed any more
};

} // namespace ledgerline::store

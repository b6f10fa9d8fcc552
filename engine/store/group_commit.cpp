#include "store/group_commit.hpp"

#include <algorithm>

namespace ledgerline::store {

namespace {

bool nothing_failed(const GroupCommit::Unit* unit) { return unit->error == nullptr; }

} // namespace

void GroupCommit::run(const std::vector<Unit*>& group) noexcept {
    try {
        if (!failed_.empty()) throw StoreError("the store failed earlier: " + failed_);
        connection_.begin();
        if (run_units(group)) commit(group);
        else connection_.rollback();
    } catch (...) {
        give_up(group, std::current_exception());
    }
}

// False: there is nothing to commit.
bool GroupCommit::run_units(const std::vector<Unit*>& group) {
    UnitOfWork work(connection_, clock_.now());
    bool any = false;
    for (Unit* unit : group) any = run_unit(*unit, work, group.size() == 1) || any;
    return any;
}

bool GroupCommit::run_unit(Unit& unit, UnitOfWork& work, bool alone) {
    if (alone) { // the whole transaction is its savepoint
        try {
            (*unit.work)(work);
            return true;
        } catch (...) {
            unit.error = std::current_exception();
            return false;
        }
    }
    connection_.begin_part();
    try {
        (*unit.work)(work);
    } catch (...) {
        unit.error = std::current_exception();
        connection_.undo_part(); // throws where the error has ended the transaction: then the whole group ends with it
        return false;
    }
    connection_.end_part();
    return true;
}

void GroupCommit::commit(const std::vector<Unit*>& group) {
    const std::int64_t number = ++number_;
    if (hook_ != nullptr) hook_->before_commit(number);
    try {
        connection_.commit();
    } catch (const StoreFull&) {
        throw; // nothing was written that counts; there may be room later
    } catch (const std::exception& error) {
        // After a failed sync nobody knows what the disk holds, and a second sync may lie: stop, and look at the file again
        // at the next start.
        failed_ = error.what();
        throw;
    }
    ++transactions_;
    units_ += std::count_if(group.begin(), group.end(), nothing_failed);
    if (hook_ != nullptr) hook_->after_commit(number);
}

void GroupCommit::give_up(const std::vector<Unit*>& group, const std::exception_ptr& why) {
    try {
        connection_.rollback();
    } catch (const std::exception& error) {
        if (failed_.empty()) failed_ = error.what();
    }
    for (Unit* unit : group)
        if (nothing_failed(unit)) unit->error = why;
}

void GroupCommit::write_back() noexcept {
    if (!failed_.empty()) return;
    try {
        connection_.query("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (const StoreFull&) {
        // The log stays as it is; there may be room later.
    } catch (const std::exception& error) {
        failed_ = error.what();
    }
}

} // namespace ledgerline::store

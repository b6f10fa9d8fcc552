// The store: one writer with group commit, any number of readers.
//
// Stages hand `commit` a unit of work and wait: what is waiting shares one transaction and one sync. A unit that throws
// is undone alone (savepoint) and the exception reaches its own caller; the others commit. Nothing is visible before
// commit returns. Every commit has a number, and a hook sees it before and after: crash tests stop there.
//
// Thread-safe. `Mode::inline_` commits on the caller's thread, one unit at a time (simulation, command line).
#pragma once

#include "store/connection.hpp"
#include "store/tables.hpp"

#include <functional>
#include <memory>

namespace ledgerline::store {

// What a unit of work may touch. Borrowed; valid inside the unit only.
class UnitOfWork {
public:
    explicit UnitOfWork(Connection& connection, Millis now)
        : connection_(connection), now_(now) {}

    Millis now() const { return now_; }
    MessageTable messages() { return MessageTable(connection_); }
    OutboxTable outbox() { return OutboxTable(connection_); }
    AttemptTable attempts() { return AttemptTable(connection_); }
    CursorTable cursors() { return CursorTable(connection_); }
    CrossReferenceTable cross_references() { return CrossReferenceTable(connection_); }
    HistoryTable history() { return HistoryTable(connection_); }
    ExceptionTable exceptions() { return ExceptionTable(connection_); }
    ItemTable items() { return ItemTable(connection_); }
    NoteTable notes() { return NoteTable(connection_); }
    SignalTable signals() { return SignalTable(connection_); }
    ArrivalTable arrivals() { return ArrivalTable(connection_); }
    LevelTable levels() { return LevelTable(connection_); }
    DemandTable demand() { return DemandTable(connection_); }
    CreditTable credits() { return CreditTable(connection_); }
    ExpectedReturnTable expected_returns() { return ExpectedReturnTable(connection_); }
    ReturnedTable returned() { return ReturnedTable(connection_); }
    ListingTable listings() { return ListingTable(connection_); }
    PushedStockTable pushed_stock() { return PushedStockTable(connection_); }
    PushedListingTable pushed_listings() { return PushedListingTable(connection_); }
    PushQueue push_queue() { return PushQueue(connection_); }

private:
    Connection& connection_;
    Millis now_;
};

// Sees every transaction. Either function may throw: before = nothing was committed, after = it was, but nobody knows.
class CommitHook {
public:
    virtual ~CommitHook() = default;
    virtual void before_commit(std::int64_t /*number*/) {}
    virtual void after_commit(std::int64_t /*number*/) {}
};

// What becomes of a unit that the disk has no room for: it waits as `when_full` says, or its caller hears of it at once (StoreFull).
enum class IfFull { wait, refuse };

class Store {
public:
    // read_only: for a look beside a running engine; changes nothing in the file, and refuses a store that another version made
    // (StoreOlder, if `run` would complete it).
    enum class Mode { committer_thread, inline_, read_only };

    // Opens or creates the database, migrates it, checks its integrity. Throws StoreError: not a Ledgerline store, made
    // by another engine's version, damaged. `clock` and `hook` are borrowed.
    Store(const Location& location, const base::Clock& clock, Mode mode, CommitHook* hook = nullptr);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // What to do when the disk is full, on the thread of whoever commits: wait for a while and answer true to try again. Without it,
    // or when it answers false, commit throws StoreFull. To be set before other threads use the store.
    void when_full(std::function<bool()> wait);
    // Runs the work inside the next transaction and returns when it is durable. It may run again if the disk was full: then
    // nothing of the first time was kept.
    void commit(const std::function<void(UnitOfWork&)>& work, IfFull if_full = IfFull::wait);
    // Reads on a connection of its own (a pool): sees every commit that has returned.
    void read(const std::function<void(UnitOfWork&)>& work) const;

    // Transactions and units so far: units / transactions is how well they share syncs.
    struct Figures { std::int64_t transactions = 0, units = 0; };
    Figures figures() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ledgerline::store

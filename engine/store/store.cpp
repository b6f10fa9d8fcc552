#include "store/store.hpp"

#include "store/group_commit.hpp"
#include "store/reader_pool.hpp"
#include "store/schema.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace ledgerline::store {

namespace {

constexpr std::size_t group_max = 512;                     // units in one transaction
constexpr std::int64_t units_between_write_backs = 2'000; // about 10 to 20 MB of log

const Location& with_file(const Location& location, Store::Mode mode) {
    if (mode != Store::Mode::read_only) make_file(location);
    return location;
}

struct Waiter : GroupCommit::Unit {
    bool done = false;
    std::condition_variable wake;
};

} // namespace

struct Store::Parts {
    Parts(const Location& location, const base::Clock& clock_of_units, Mode chosen, CommitHook* hook)
        : mode(chosen), clock(clock_of_units), one_connection(chosen != Mode::committer_thread || location.in_memory()),
          writer(with_file(location, chosen)), commits(writer, clock_of_units, hook), readers(location) {
        if (mode == Mode::read_only) open_to_look(writer, location);
        else open_for_writing(writer, location);
        if (mode == Mode::committer_thread) committer = std::thread([this] { commit_until_stopped(); });
    }

    ~Parts() {
        if (!committer.joinable()) return;
        {
            const std::lock_guard lock(queue_lock);
            stopping = true;
        }
        queued.notify_one();
        committer.join();
    }

    void commit_inline(const std::function<void(UnitOfWork&)>& work) {
        if (mode == Mode::read_only) throw std::logic_error("a store that was opened for reading takes no work");
        const std::lock_guard lock(writer_lock);
        if (committing) throw std::logic_error("a unit of work may not commit another one");
        committing = true;
        GroupCommit::Unit unit;
        unit.work = &work;
        commits.run({&unit});
        committing = false;
        count();
        if (unit.error) std::rethrow_exception(unit.error);
    }

    void commit_in_group(const std::function<void(UnitOfWork&)>& work) {
        if (std::this_thread::get_id() == committer.get_id())
            throw std::logic_error("a unit of work may not commit another one");
        Waiter waiter;
        waiter.work = &work;
        {
            std::unique_lock lock(queue_lock);
            queue.push_back(&waiter);
            queued.notify_one();
            waiter.wake.wait(lock, [&waiter] { return waiter.done; });
        }
        if (waiter.error) std::rethrow_exception(waiter.error);
    }

    // The committer's thread: takes everything that waits. While it commits, the next group gathers; so groups grow by
    // themselves under load, and a lone unit never waits for company.
    void commit_until_stopped() {
        std::int64_t written_back = 0;
        std::unique_lock lock(queue_lock);
        while (true) {
            if (queue.empty() && commits.units() - written_back >= units_between_write_backs) {
                lock.unlock();
                write_back();
                written_back = commits.units();
                lock.lock();
                continue;
            }
            queued.wait(lock, [this] { return stopping || !queue.empty(); });
            if (queue.empty()) return;
            const auto end = queue.begin() + static_cast<std::ptrdiff_t>(std::min(queue.size(), group_max));
            const std::vector<Waiter*> group(queue.begin(), end);
            queue.erase(queue.begin(), end);
            lock.unlock();
            run(group);
            lock.lock();
            for (Waiter* waiter : group) {
                waiter->done = true;
                waiter->wake.notify_one();
            }
        }
    }

    void run(const std::vector<Waiter*>& group) {
        const std::lock_guard lock(writer_lock);
        commits.run({group.begin(), group.end()});
        count();
    }

    void write_back() {
        const std::lock_guard lock(writer_lock);
        commits.write_back();
    }

    void read(const std::function<void(UnitOfWork&)>& work) {
        if (one_connection) {
            const std::lock_guard lock(writer_lock);
            UnitOfWork unit(writer, clock.now());
            work(unit);
            return;
        }
        readers.read([&](Connection& connection) {
            UnitOfWork unit(connection, clock.now());
            work(unit);
        });
    }

    void count() {
        transactions = commits.transactions();
        units = commits.units();
    }

    const Mode mode;
    const base::Clock& clock;
    const bool one_connection; // a database in memory is one connection's own; inline there is nothing to gain from more
    Connection writer;
    GroupCommit commits;
    ReaderPool readers;
    std::recursive_mutex writer_lock; // recursive: an inline unit may read
    bool committing = false;          // inline: guarded by writer_lock
    std::atomic<std::int64_t> transactions{0}, units{0};
    std::function<bool()> wait_for_room;

    std::mutex queue_lock;
    std::condition_variable queued;
    std::deque<Waiter*> queue;
    bool stopping = false;
    std::thread committer; // last: it uses everything above
};

Store::Store(const Location& location, const base::Clock& clock, Mode mode, CommitHook* hook)
    : parts_(std::make_unique<Parts>(location, clock, mode, hook)) {}

Store::~Store() = default;

void Store::when_full(std::function<bool()> wait) { parts_->wait_for_room = std::move(wait); }

void Store::commit(const std::function<void(UnitOfWork&)>& work, IfFull if_full) {
    for (;;) {
        try {
            if (parts_->mode == Mode::committer_thread) parts_->commit_in_group(work);
            else parts_->commit_inline(work);
            return;
        } catch (const StoreFull&) {
            if (if_full == IfFull::refuse || !parts_->wait_for_room || !parts_->wait_for_room()) throw;
        }
    }
}

void Store::read(const std::function<void(UnitOfWork&)>& work) const { parts_->read(work); }

Store::Figures Store::figures() const { return {parts_->transactions, parts_->units}; }

} // namespace ledgerline::store

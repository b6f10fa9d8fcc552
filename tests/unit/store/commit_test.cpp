// Protects: what commit returns from is durable, what threw left nothing, units share transactions, and after a failed
// commit nobody is told that all is well. By hooks, by commits that are made to fail, and by threads.
#include "sample.hpp"
#include "store/group_commit.hpp"
#include "store/schema.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <csignal>
#include <latch>
#include <semaphore>
#include <sys/resource.h>
#include <thread>

using namespace ledgerline;
using Catch::Matchers::Contains;
using store::CommitHook;
using store::Store;
using store::StoreFull;
using store::UnitOfWork;

namespace {

std::string note(const Store& store, const std::string& name) {
    std::string value;
    store.read([&](UnitOfWork& unit) { value = unit.notes().get(name); });
    return value;
}

auto put(const std::string& name) {
    return [name](UnitOfWork& unit) { unit.notes().put(name, "here"); };
}

struct PulledPlug {}; // no std::exception, like the crash of the simulation

class Hook final : public store::CommitHook {
public:
    void before_commit(std::int64_t number) override {
        numbers.push_back(number);
        if (number == stop_before) throw PulledPlug{};
    }
    void after_commit(std::int64_t number) override {
        if (number == stop_after) throw PulledPlug{};
    }
    std::vector<std::int64_t> numbers;
    std::int64_t stop_before = 0, stop_after = 0;
};

// Holds the first transaction until it is let go, so that others gather behind it.
class Gate final : public store::CommitHook {
public:
    void before_commit(std::int64_t number) override {
        if (number != 1) return;
        reached.release();
        open.acquire();
    }
    std::binary_semaphore reached{0}, open{0};
};

// No file of this process may grow while it lives: every write at an end fails.
class NoRoom {
public:
    explicit NoRoom(rlim_t bytes) : before_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &limit_);
        rlimit none = limit_;
        none.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoRoom() {
        ::setrlimit(RLIMIT_FSIZE, &limit_);
        std::signal(SIGXFSZ, before_);
    }

private:
    void (*before_)(int);
    rlimit limit_{};
};

} // namespace

TEST_CASE("store.commit: a unit is there after commit, also for a new engine") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
        const std::string name = mode == Store::Mode::inline_ ? "inline" : "thread";
        {
            Store store(folder.store(), clock, mode);
            store.commit(put(name));
            CHECK(note(store, name) == "here");
        }
        CHECK(note(Store(folder.store(), clock, mode), name) == "here");
    }
}

TEST_CASE("store.commit: a unit that throws leaves nothing and its exception arrives") {
    const sample::StandingClock clock;
    const sample::Folder folder;
    for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
        Store store(folder.store(), clock, mode);
        CHECK_THROWS_WITH(store.commit([](UnitOfWork& unit) {
            unit.notes().put("half", "done");
            throw std::runtime_error("changed my mind");
        }),
                          "changed my mind");
        CHECK(note(store, "half").empty());
        store.commit(put("next"));
        CHECK(note(store, "next") == "here");
    }
}

TEST_CASE("store.commit: in a group only the unit that throws is undone") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    store::make_file(folder.store());
    store::Connection connection(folder.store());
    store::open_for_writing(connection, folder.store());
    store::GroupCommit commits(connection, clock, nullptr);

    const std::function<void(UnitOfWork&)> first = put("first"), third = put("third");
    const std::function<void(UnitOfWork&)> second = [](UnitOfWork& unit) {
        unit.notes().put("second", "here");
        throw std::runtime_error("not this one");
    };
    store::GroupCommit::Unit one{&first, nullptr}, two{&second, nullptr}, three{&third, nullptr};
    commits.run({&one, &two, &three});

    CHECK_FALSE(one.error);
    CHECK(two.error);
    CHECK_FALSE(three.error);
    store::NoteTable notes(connection);
    CHECK(notes.get("first") == "here");
    CHECK(notes.get("second").empty());
    CHECK(notes.get("third") == "here");
    CHECK(commits.transactions() == 1);
    CHECK(commits.units() == 2);
}

TEST_CASE("store.commit: units that wait share one transaction") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    Gate gate;
    Store store(folder.store(), clock, Store::Mode::committer_thread, &gate);
    std::thread head([&] { store.commit(put("head")); });
    gate.reached.acquire();

    // All of these queue up behind the first transaction. The last thing that each does before it waits is to enter the
    // queue, which cannot be seen from outside; so the group may split in two, but not into forty.
    constexpr int many = 40;
    std::latch started(many);
    std::vector<std::thread> threads;
    for (int number = 0; number < many; ++number)
        threads.emplace_back([&store, &started, number] {
            started.count_down();
            store.commit(put("n" + std::to_string(number)));
        });
    started.wait();
    gate.open.release();
    head.join();
    for (std::thread& thread : threads) thread.join();

    const auto figures = store.figures();
    CHECK(figures.units == many + 1);
    CHECK(figures.transactions <= many / 2);
    for (int number = 0; number < many; ++number) CHECK(note(store, "n" + std::to_string(number)) == "here");
}

TEST_CASE("store.commit: many threads, every unit exactly once") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    Store store(folder.store(), clock, Store::Mode::committer_thread);
    constexpr int threads_count = 8, each = 50;
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < threads_count; ++thread)
        threads.emplace_back([&store, &refused, thread] {
            for (int number = 0; number < each; ++number) try {
                    store.commit([&](UnitOfWork& unit) {
                        unit.messages().add(sample::order(std::to_string(thread * each + number)), message::Value("body"));
                        if (number % 10 == 9) throw std::runtime_error("every tenth");
                    });
                } catch (const std::runtime_error&) {
                    ++refused;
                }
        });
    for (std::thread& thread : threads) thread.join();
    std::size_t messages = 0;
    store.read([&](UnitOfWork& unit) { messages = unit.messages().in_state("ready", 1000).size(); });
    CHECK(messages == threads_count * each * 9 / 10);
    CHECK(refused == threads_count * each / 10);
}

TEST_CASE("store.commit: a hook before the commit undoes it and its exception arrives") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
        Hook hook;
        hook.stop_before = 1;
        Store store(folder.store(), clock, mode, &hook);
        CHECK_THROWS_AS(store.commit(put("never")), PulledPlug);
        CHECK(note(store, "never").empty());
        CHECK(store.figures().transactions == 0);
    }
}

TEST_CASE("store.commit: a hook after the commit leaves it and its exception arrives") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
        Hook hook;
        hook.stop_after = 1;
        Store store(folder.store(), clock, mode, &hook);
        const std::string name = mode == Store::Mode::inline_ ? "inline" : "thread";
        CHECK_THROWS_AS(store.commit(put(name)), PulledPlug);
        CHECK(note(store, name) == "here");
    }
}

TEST_CASE("store.commit: every commit has the next number") {
    const sample::StandingClock clock;
    Hook hook;
    Store store({":memory:"}, clock, Store::Mode::inline_, &hook);
    for (const char* name : {"a", "b", "c"}) store.commit(put(name));
    CHECK(hook.numbers == std::vector<std::int64_t>{1, 2, 3});
}

TEST_CASE("store.commit: a commit that fails reaches every unit of its group and the store stops") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    store::make_file(folder.store());
    store::Connection connection(folder.store());
    store::open_for_writing(connection, folder.store());
    store::GroupCommit commits(connection, clock, nullptr);

    // A foreign key that is only checked at the end makes COMMIT itself fail.
    const std::function<void(UnitOfWork&)> good = put("good"), next = put("next");
    const std::function<void(UnitOfWork&)> bad = [&connection](UnitOfWork&) {
        connection.execute("PRAGMA defer_foreign_keys = ON");
        connection.execute("INSERT INTO message_body (message_id, body) VALUES (77, '{}')");
    };
    store::GroupCommit::Unit one{&good, nullptr}, two{&bad, nullptr}, later{&next, nullptr};
    commits.run({&one, &two});
    REQUIRE(one.error);
    REQUIRE(two.error);
    CHECK_THROWS_AS(std::rethrow_exception(one.error), store::StoreError);
    CHECK(store::NoteTable(connection).get("good").empty());

    commits.run({&later});
    REQUIRE(later.error);
    CHECK_THROWS_WITH(std::rethrow_exception(later.error), Contains("the store failed earlier"));
}

TEST_CASE("store.commit: a disk that refuses to write is an error and not a commit") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    Store store(folder.store(), clock, Store::Mode::committer_thread);
    store.commit(put("before"));
    {
        const NoRoom no_room(4096);
        CHECK_THROWS_AS(store.commit([](UnitOfWork& unit) { unit.notes().put("lost", std::string(100'000, 'x')); }),
                        store::StoreError);
    }
    CHECK_THROWS_WITH(store.commit(put("after")), Contains("the store failed earlier"));
    CHECK(note(store, "before") == "here");
    CHECK(note(store, "lost").empty());
    CHECK(note(Store(folder.store(), clock, Store::Mode::inline_), "before") == "here");
}

TEST_CASE("store.commit: a unit may not commit another one") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
        Store store(folder.store(), clock, mode);
        CHECK_THROWS_AS(store.commit([&](UnitOfWork&) { store.commit(put("inner")); }), std::logic_error);
        store.commit(put("afterwards"));
    }
}

TEST_CASE("store.commit: a database in memory serves both modes") {
    const sample::StandingClock clock;
    for (const char* path : {":memory:", "file:commit_test?mode=memory&cache=shared"})
        for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
            Store store({path}, clock, mode);
            store.commit(put("name"));
            CHECK(note(store, "name") == "here");
        }
}

TEST_CASE("store.read: a reading sees one moment, whatever is committed meanwhile") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    Store store(folder.store(), clock, Store::Mode::committer_thread);
    store.read([&](UnitOfWork& unit) {
        CHECK(unit.notes().get("new").empty());
        store.commit(put("new"));
        CHECK(unit.notes().get("new").empty());
    });
    CHECK(note(store, "new") == "here");
}

TEST_CASE("store.read: a reader cannot write") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    const Store store(folder.store(), clock, Store::Mode::committer_thread);
    CHECK_THROWS_AS(store.read(put("sneaked in")), store::StoreError);
    CHECK(note(store, "sneaked in").empty());
}

TEST_CASE("store.commit: two processes may write in turn") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    Store engine(folder.store(), clock, Store::Mode::committer_thread);
    Store verb(folder.store(), clock, Store::Mode::inline_);
    for (int number = 0; number < 20; ++number) {
        engine.commit(put("engine" + std::to_string(number)));
        verb.commit(put("verb" + std::to_string(number)));
    }
    CHECK(note(engine, "verb19") == "here");
    CHECK(note(verb, "engine19") == "here");
}

namespace {

// A disk that is full for the first so many commits.
struct FullDisk final : CommitHook {
    void before_commit(std::int64_t) override {
        if (left > 0 && left-- > 0) throw StoreFull("the disk of the store is full");
    }
    int left = 0;
};

} // namespace

TEST_CASE("store.commit: a full disk is waited for, and the work is done once it has room") {
    for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
        const sample::Folder folder;
        const sample::StandingClock clock;
        FullDisk disk;
        Store store(folder.store(), clock, mode, &disk);
        int waited = 0;
        store.when_full([&] { return ++waited > 0; });
        disk.left = 3;
        store.commit([](UnitOfWork& unit) { unit.notes().put("a", unit.notes().get("a") + "x"); });
        CHECK(waited == 3);
        std::string found;
        store.read([&](UnitOfWork& unit) { found = unit.notes().get("a"); });
        CHECK(found == "x"); // nothing of the tries before was kept
    }
}

TEST_CASE("store.commit: whoever does not want to wait for a full disk is told") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    FullDisk disk;
    Store store(folder.store(), clock, Store::Mode::committer_thread, &disk);
    disk.left = 2;
    CHECK_THROWS_AS(store.commit([](UnitOfWork&) {}), StoreFull);
    int waited = 0;
    store.when_full([&] { return ++waited > 5; });
    CHECK_THROWS_AS(store.commit([](UnitOfWork&) {}), StoreFull);
    CHECK(waited == 1);
    CHECK_NOTHROW(store.commit([](UnitOfWork& unit) { unit.notes().put("a", "1"); }));
}

TEST_CASE("store.commit: whoever asks for an answer at once does not wait for room, whatever others do") {
    for (const auto mode : {Store::Mode::inline_, Store::Mode::committer_thread}) {
        const sample::Folder folder;
        const sample::StandingClock clock;
        FullDisk disk;
        Store store(folder.store(), clock, mode, &disk);
        int waited = 0;
        store.when_full([&] { return ++waited > 0; });
        disk.left = 1;
        CHECK_THROWS_AS(store.commit([](UnitOfWork&) {}, store::IfFull::refuse), StoreFull);
        CHECK(waited == 0);
    }
}

// Protects: what commit has returned from survives the sudden end of the process. By a child that tells each commit
// through a pipe and is killed in the middle of its work, again and again on the same file.
#include "sample.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace ledgerline;
using store::Store;

namespace {

// Commits numbered messages from several threads for as long as it lives; writes each number after its commit.
[[noreturn]] void work_until_killed(const store::Location& location, int round, int acknowledged) {
    const sample::StandingClock clock;
    Store store(location, clock, Store::Mode::committer_thread);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 3; ++thread)
        threads.emplace_back([&, thread] {
            for (int number = 0;; ++number) {
                const int key = round * 1'000'000 + thread * 100'000 + number;
                store.commit([&](store::UnitOfWork& unit) { unit.messages().add(sample::order(std::to_string(key)), message::Value("body")); });
                if (::write(acknowledged, &key, sizeof key) != sizeof key) std::_Exit(1);
            }
        });
    for (std::thread& thread : threads) thread.join();
    std::_Exit(0);
}

// The numbers that were acknowledged before the child was killed.
std::vector<int> run_and_kill(const store::Location& location, int round, std::size_t kill_after) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        work_until_killed(location, round, ends[1]);
    }
    ::close(ends[1]);
    std::vector<int> keys;
    int key = 0;
    while (::read(ends[0], &key, sizeof key) == sizeof key) {
        keys.push_back(key);
        if (keys.size() == kill_after) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    return keys;
}

} // namespace

TEST_CASE("store.kill: every acknowledged commit is there after kill -9, each once") {
    const sample::Folder folder;
    std::size_t acknowledged = 0;
    for (int round = 0; round < 5; ++round) {
        const auto keys = run_and_kill(folder.store(), round, 20 + 37 * static_cast<std::size_t>(round));
        acknowledged += keys.size();
        const sample::StandingClock clock;
        const Store store(folder.store(), clock, Store::Mode::inline_);
        store.read([&](store::UnitOfWork& unit) {
            for (const int key : keys) {
                const auto revisions = unit.messages().revisions("shop/orders", "order", std::to_string(key));
                REQUIRE(revisions.size() == 1);
                CHECK(unit.messages().body(revisions.front().id) == message::Value("body"));
            }
        });
    }
    CHECK(acknowledged >= 470);
}

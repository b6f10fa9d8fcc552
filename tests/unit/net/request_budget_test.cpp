// Protects a system from the number of routes and lanes of a deployment: never more requests at once than its connection allows, and
// everybody who waits gets a turn.
#include "net/request_budget.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace ledgerline;
using net::RequestBudget;

namespace {

// Waits without threads: whoever is asked does what the test has planned for the time of waiting, and asks again.
class ScriptedWaiting final : public base::Waiting {
public:
    bool wait(std::unique_lock<std::mutex>& lock, base::Millis most, const std::function<bool()>& ready) override {
        ++waits;
        longest = std::max(longest, most);
        lock.unlock();
        if (meanwhile) meanwhile();
        lock.lock();
        return ready();
    }
    void wake() override {}
    std::function<void()> meanwhile;
    int waits = 0;
    base::Millis longest = 0;
};

struct CountingTransport final : base::Transport {
    base::Exchange send(const base::Endpoint&, const base::HttpRequest&) override {
        const int now = ++under_way;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {}
        std::this_thread::yield();
        --under_way;
        ++sent;
        return {base::Reach::answered, {200, {}, ""}, ""};
    }
    std::atomic<int> under_way{0}, most{0}, sent{0};
};

} // namespace

TEST_CASE("net.budget: nobody waits while there is room") {
    ScriptedWaiting waiting;
    RequestBudget budget(2, waiting);
    CHECK(budget.enter("erp/orders", 1'000));
    CHECK(budget.enter("erp/orders", 1'000));
    CHECK(waiting.waits == 0);
}

TEST_CASE("net.budget: who gets no turn in time has none, and takes none from others") {
    ScriptedWaiting waiting;
    RequestBudget budget(1, waiting);
    REQUIRE(budget.enter("erp/orders", 1'000));
    CHECK_FALSE(budget.enter("erp/items", 700));
    CHECK(waiting.longest == 700);
    budget.leave();
    CHECK(budget.enter("erp/orders", 1'000));
    CHECK(waiting.waits == 1);
}

TEST_CASE("net.budget: flows take turns, however many of one of them wait") {
    base::RealWaiting waiting;
    RequestBudget budget(1, waiting);
    REQUIRE(budget.enter("first", 1'000));
    std::vector<std::string> served; // by whoever has the only turn
    std::vector<std::thread> threads;
    std::atomic<int> begun{0};
    for (const char* flow : {"orders", "orders", "orders", "items"})
        threads.emplace_back([&, flow] {
            ++begun;
            if (!budget.enter(flow, 60'000)) return;
            served.push_back(flow);
            budget.leave();
        });
    while (begun < 4 || budget.waiting() < 4) std::this_thread::yield();
    budget.leave();
    for (auto& thread : threads) thread.join();
    REQUIRE(served.size() == 4);
    const auto items = std::find(served.begin(), served.end(), "items") - served.begin();
    CHECK(items <= 1);
}

TEST_CASE("net.budget: a transport never has more under way than the budget, from any number of threads") {
    base::RealWaiting waiting;
    RequestBudget budget(3, waiting);
    CountingTransport inner;
    net::BudgetedTransport orders(inner, budget, "erp/orders"), items(inner, budget, "erp/items");
    const base::Endpoint endpoint;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < 200; ++n) (i % 2 ? orders : items).send(endpoint, {});
        });
    for (auto& thread : threads) thread.join();
    CHECK(inner.sent == 1'600);
    CHECK(inner.most <= 3);
}

TEST_CASE("net.budget: a request without a turn was certainly not sent, and says which key limits it") {
    ScriptedWaiting waiting;
    RequestBudget budget(1, waiting);
    REQUIRE(budget.enter("erp/orders", 1'000));
    CountingTransport inner;
    base::Endpoint endpoint;
    endpoint.timeout_ms = 5'000;
    const auto exchange = net::BudgetedTransport(inner, budget, "erp/items").send(endpoint, {});
    CHECK(exchange.reach == base::Reach::not_sent);
    CHECK(exchange.error.find("requests_at_once") != std::string::npos);
    CHECK(waiting.longest == 5'000);
    CHECK(inner.sent == 0);
}

TEST_CASE("net.budget: a turn is given back also when the transport throws") {
    struct Throwing final : base::Transport {
        base::Exchange send(const base::Endpoint&, const base::HttpRequest&) override { throw std::runtime_error("no"); }
    } inner;
    ScriptedWaiting waiting;
    RequestBudget budget(1, waiting);
    net::BudgetedTransport transport(inner, budget, "erp/items");
    CHECK_THROWS(transport.send({}, {}));
    CHECK(budget.enter("erp/orders", 0));
}

// How many requests one system gets at the same time from all flows of its connection together: what it is asked for must not
// depend on how many routes and lanes a deployment happens to have. Whoever has to wait is served flow by flow in turn, so that
// neither many deliveries keep a poll waiting nor the reverse.
#pragma once

#include "base/http.hpp"
#include "base/waiting.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace ledgerline::net {

// Thread-safe.
class RequestBudget {
public:
    // `waiting` is borrowed and used by this budget alone.
    RequestBudget(std::size_t at_once, base::Waiting& waiting) : at_once_(at_once), waiting_(waiting) {}

    // Waits for a turn, so long at most; false: there was none. A turn is given back by `leave`.
    bool enter(const std::string& flow, base::Millis most);
    void leave();
    std::size_t at_once() const { return at_once_; }
    std::size_t waiting() const; // how many wait for a turn

private:
    void serve();

    const std::size_t at_once_;
    base::Waiting& waiting_;
    mutable std::mutex lock_;
    std::size_t under_way_ = 0;
    std::uint64_t tickets_ = 0;
    std::map<std::string, std::deque<std::uint64_t>> queues_; // tickets that wait, by flow
    std::set<std::uint64_t> served_;                          // tickets that have a turn and do not know it yet
    std::string last_;                                        // the flow that was served last
};

// A transport that keeps to the budget: one for each flow. A request that gets no turn within its own time limit is not sent.
class BudgetedTransport final : public base::Transport {
public:
    // Both are borrowed.
    BudgetedTransport(base::Transport& inner, RequestBudget& budget, std::string flow) : inner_(inner), budget_(budget), flow_(std::move(flow)) {}

    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;

private:
    base::Transport& inner_;
    RequestBudget& budget_;
    std::string flow_;
};

} // namespace ledgerline::net

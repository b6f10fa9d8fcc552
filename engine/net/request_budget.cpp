#include "net/request_budget.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::net {

bool RequestBudget::enter(const std::string& flow, base::Millis most) {
    std::unique_lock hold(lock_);
    if (under_way_ < at_once_ && queues_.empty()) {
        ++under_way_;
        last_ = flow;
        return true;
    }
    const std::uint64_t ticket = ++tickets_;
    queues_[flow].push_back(ticket);
    waiting_.wait(hold, most, [&] { return served_.count(ticket) != 0; });
    if (served_.erase(ticket) != 0) return true;
    auto& queue = queues_[flow];
    queue.erase(std::find(queue.begin(), queue.end(), ticket));
    if (queue.empty()) queues_.erase(flow);
    return false;
}

void RequestBudget::leave() {
    {
        const std::scoped_lock hold(lock_);
        --under_way_;
        serve();
    }
    waiting_.wake();
}

std::size_t RequestBudget::waiting() const {
    const std::scoped_lock hold(lock_);
    std::size_t count = 0;
    for (const auto& [flow, tickets] : queues_) count += tickets.size();
    return count;
}

// The flow that comes after the one served last, round and round.
void RequestBudget::serve() {
    while (under_way_ < at_once_ && !queues_.empty()) {
        auto next = queues_.upper_bound(last_);
        if (next == queues_.end()) next = queues_.begin();
        last_ = next->first;
        served_.insert(next->second.front());
        next->second.pop_front();
        if (next->second.empty()) queues_.erase(next);
        ++under_way_;
    }
}

base::Exchange BudgetedTransport::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    if (!budget_.enter(flow_, endpoint.timeout_ms))
        return {base::Reach::not_sent, {}, fmt::format("the {} requests that the connection has at once (requests_at_once) were used by others all the time that the request may take", budget_.at_once())};
    struct Turn {
        RequestBudget& budget;
        ~Turn() { budget.leave(); }
    } turn{budget_};
    return inner_.send(endpoint, request);
}

} // namespace ledgerline::net

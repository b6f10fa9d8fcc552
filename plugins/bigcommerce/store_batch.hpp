// Whole batches to the store in few requests, one after the other. The store's trouble is the flow's, as with the other sinks; where
// a request is refused, it is found out which deliveries are at fault, and the others are sent again without them.
#pragma once

#include "shop_api.hpp"

#include <ledgerline/sink.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace bigcommerce {

// What trouble with the store means for deliveries of which nothing was sent. After a 429 nothing at all goes over the connection
// before the store's wait is over. `needs` says which scope the account may lack.
ledgerline::RetryLater later_for(const ledgerline::Batch& batch, const ShopProblem& problem, std::string_view needs);

// Answers what has no answer yet.
void answer_rest(ledgerline::Batch& batch, const ledgerline::RetryLater& later);
bool is_any_answered(const ledgerline::Batch& batch);
// The window of requests is nearly used up: the other clients share it.
void leave_quota(const ledgerline::Batch& batch, const ShopApi& api);

// Runs what delivers or looks up a batch and answers what it left without an answer when it threw. Whoever sends answers Unanswered
// for what was in that request, and throws it on: no other request leaves while it may still be working in the store.
template <class Work>
ledgerline::Verdict over_store(ledgerline::Batch& batch, ShopApi& api, std::string_view needs, const Work& work) {
    constexpr std::int64_t after_silence_ms = 5'000;
    try {
        work();
    } catch (const Unanswered& problem) {
        answer_rest(batch, ledgerline::retry_after(after_silence_ms, "STORE_UNCONFIRMED", "Nothing was sent of this one, since an earlier request had no answer: {}", problem.what()));
    } catch (const ShopProblem& problem) {
        const ledgerline::RetryLater later = later_for(batch, problem, needs);
        if (!is_any_answered(batch)) return later;
        answer_rest(batch, later);
    }
    leave_quota(batch, api);
    return ledgerline::pass();
}

// Positions in a list of what is to be sent.
using Group = std::vector<std::size_t>;

// Sends groups, and parts of those that were refused. A refused request did nothing, and to send again does no harm.
class SplitSending {
public:
    explicit SplitSending(ledgerline::Call& call) : call_(call) {}

    // send(group) throws ResourceProblem where the store refuses it. named(group, problem) are those of the group that its words
    // name; none: halves find out. refuse(one, problem) answers what is at fault; leave(one, later) what no request was left for.
    template <class Send, class Named, class Refuse, class Leave>
    void run(Group all, const Send& send, const Named& named, const Refuse& refuse, const Leave& leave) {
        std::vector<Group> waiting;
        waiting.push_back(std::move(all));
        for (bool is_first = true; !waiting.empty(); is_first = false) {
            Group group = std::move(waiting.back());
            waiting.pop_back();
            const bool stopping = call_.stopping();
            if (stopping || (!is_first && parts_left_-- <= 0)) {
                const ledgerline::RetryLater later = stopping ? ledgerline::retry_after(0, "The engine is stopping; nothing was done") : too_many_parts();
                for (const std::size_t one : group) leave(one, later);
                continue;
            }
            try {
                send(group);
            } catch (const ResourceProblem& problem) {
                Group bad = group.size() == 1 ? group : named(group, problem);
                for (const std::size_t one : bad) refuse(one, problem);
                if (bad.empty()) {
                    const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
                    waiting.emplace_back(middle, group.end());
                    waiting.emplace_back(group.begin(), middle);
                } else if (bad.size() < group.size()) {
                    std::erase_if(group, [&](std::size_t one) { return std::find(bad.begin(), bad.end(), one) != bad.end(); });
                    waiting.push_back(std::move(group));
                }
            }
        }
    }

private:
    static ledgerline::RetryLater too_many_parts();

    static constexpr int parts_max = 40; // a quarter of what the smallest plan may ask for in its window of half a minute
    ledgerline::Call& call_;
    int parts_left_ = parts_max;
};

} // namespace bigcommerce

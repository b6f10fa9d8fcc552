// A store, a company that serves people while it is posted to, and the network between the engine and both, in virtual time.
#pragma once

#include "scheduler.hpp"
#include "systems.hpp"

#include "b1/load.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::bench {

struct Sale {
    std::int64_t orders = 20'000;
    base::Millis lasts_ms = 600'000; // the orders arrive in this time, evenly
    std::uint64_t seed = 1;
    base::Millis store_ms = 40;      // an answer of the store
    base::Millis people_at_work_ms = 3'600'000; // how long they are watched while nothing else runs
};

struct Requests {
    std::int64_t store = 0, items = 0, batches = 0, other = 0; // other: logins, settings, look-ups of documents and partners
};

class Market final : public base::Transport {
public:
    explicit Market(Sale sale);

    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;

    Scheduler& scheduler() { return scheduler_; }
    sandbox::Shop& shop() { return systems_.shop(); }
    sandbox::b1::Company& company() { return systems_.company(); }
    const Requests& requests() const { return requests_; }
    // The sale begins now.
    void open();
    bool all_placed() const { return systems_.placed() == sale_.orders; }
    // How long the postings of the people took since this was asked last, the shortest first.
    std::vector<base::Millis> take_user_times();
    std::int64_t locked() const { return locked_; } // change sets that were refused with -2039

private:
    base::Millis next() const;
    void happen();
    base::HttpResponse posted(const base::HttpRequest& request, std::optional<std::size_t> locked_part);

    const Sale sale_;
    Scheduler scheduler_;
    Systems systems_;
    sandbox::b1::Load load_;
    base::Millis opened_at_ = 0;
    struct Call {
        std::optional<Scheduler::Task> waits; // none: nobody waits for the answer any more
        base::HttpRequest request;
        std::optional<base::HttpResponse> response;
    };
    std::map<sandbox::b1::Load::Id, Call> calls_;
    Requests requests_;
    std::int64_t locked_ = 0;
};

// The time that so many per cent of the sorted times do not exceed.
base::Millis percentile(const std::vector<base::Millis>& sorted, std::size_t percent);

} // namespace ledgerline::bench

// The network between the engine and the two sandboxes, in process: refuses, loses requests, loses answers, doubles requests,
// cuts answers, and dies. It also watches the promise that nothing unconfirmed is repeated before a look-up.
#pragma once

#include "base/http.hpp"
#include "base/random.hpp"
#include "fate.hpp"
#include "trace.hpp"

#include "b1/company.hpp"
#include "store/shop.hpp"

#include <map>
#include <string>
#include <vector>

namespace ledgerline::simulation {

class SandboxTransport final : public base::Transport {
public:
    SandboxTransport(sandbox::Shop& shop, sandbox::b1::Company& company, base::Random& chance, Fate& fate, Trace& trace) :
        shop_(shop), company_(company), chance_(chance), fate_(fate), trace_(trace) {}

    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;

    // One in so many requests goes wrong; 0 = none.
    void trouble(std::uint64_t one_in) { one_in_ = one_in; }
    std::int64_t requests() const { return requests_; }
    std::int64_t postings() const { return postings_; } // batches that reached the company
    const std::vector<std::string>& violations() const { return violations_; }
    // Writes whose answer did not come, or not whole, or with an error of the server: to the store, and payments, refunds and returns to the company.
    std::int64_t lost_in_store() const { return lost_in_store_; }
    std::int64_t lost_payments() const { return lost_payments_; }
    std::int64_t lost_refunds() const { return lost_refunds_; }
    // A new life of the engine: what it had in flight is unconfirmed.
    void engine_died();

private:
    base::HttpResponse handle(const base::Endpoint& endpoint, const base::HttpRequest& request);
    void count_lost(const base::Endpoint& endpoint, const base::HttpRequest& request);
    // `lost`: what came of the request cannot be known from the answer.
    void watch(const base::HttpRequest& request, const base::Exchange& exchange, bool lost);

    sandbox::Shop& shop_;
    sandbox::b1::Company& company_;
    base::Random& chance_;
    Fate& fate_;
    Trace& trace_;
    std::uint64_t one_in_ = 0;
    std::int64_t requests_ = 0, postings_ = 0, lost_in_store_ = 0, lost_payments_ = 0, lost_refunds_ = 0;
    std::map<std::string, bool> unconfirmed_; // keys whose posting has no known end
    std::vector<std::string> posted_keys_;    // of the request that is on its way
    std::vector<std::string> violations_;
};

} // namespace ledgerline::simulation

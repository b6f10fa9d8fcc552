// Both systems as far as stock needs them, compact, so that the memory and time of a run are the engine's: a company that hands out its
// snapshot, and a store that keeps the numbers that it is sent and counts who asked for what.
#pragma once

#include "base/http.hpp"
#include "message/value.hpp"
#include "snapshot.hpp"
#include "time_spent.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::bench {

// What the store sells: each item as a product without options, one location for each warehouse.
struct Stall {
    static std::int64_t product_id(std::size_t item) { return 1'000'000 + static_cast<std::int64_t>(item); }
    static std::int64_t variant_id(std::size_t item) { return 2'000'000 + static_cast<std::int64_t>(item); }
    static const char* location(std::size_t warehouse) { return warehouse == 0 ? "main" : warehouse == 1 ? "east" : "west"; }
    static message::Value listing(std::size_t item); // canonical
};

// One thread at a time.
class StockNetwork final : public base::Transport {
public:
    explicit StockNetwork(const Snapshot& snapshot);

    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;

    // "pages", "adjustments", "read back", "other"; since the last forget().
    std::int64_t requests(const std::string& kind) const;
    std::int64_t numbers() const { return numbers_; } // in the adjustments
    std::size_t most_at_once() const { return most_at_once_; }
    // Spent in here: it is not the engine's.
    TimeSpent own_time() const { return own_time_; }
    void forget();
    // How many numbers the store shows that are not what may be sold.
    std::int64_t wrong() const;

private:
    base::HttpResponse answer(const base::Endpoint& endpoint, const base::HttpRequest& request);
    base::HttpResponse company(const std::string& path, const std::string& query, const base::HttpRequest& request);
    base::HttpResponse store(const std::string& path, const std::string& query, const base::HttpRequest& request);
    base::HttpResponse adjust(const std::string& body);
    base::HttpResponse items(const std::string& query) const;
    base::HttpResponse products(const std::string& query) const;
    void count(const std::string& kind) { ++requests_[kind]; }

    const Snapshot& snapshot_;
    std::vector<std::int32_t> shown_; // as the snapshot's levels; -1 = never set
    std::map<std::string, std::int64_t> requests_;
    std::int64_t numbers_ = 0, transactions_ = 0;
    std::size_t most_at_once_ = 0;
    TimeSpent own_time_;
};

} // namespace ledgerline::bench

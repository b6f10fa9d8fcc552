// One run of the stock bench: the engine between a company and a store, phase after phase, on one thread.
#pragma once

#include "stock_network.hpp"
#include "time_spent.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::bench {

struct Phase {
    std::string name;
    TimeSpent took;               // of the engine; what the systems take is not in it
    std::int64_t pages = 0;       // of the ERP
    std::int64_t adjustments = 0; // requests with numbers for the store
    std::int64_t numbers = 0;     // ... and how many
    std::int64_t read_back = 0;   // requests that look at what the store shows
    std::int64_t rows = 0;        // of states and messages that were written: levels, what is due, what was pushed, messages, history
    std::int64_t commits = 0;
    double peak_mb = 0;           // of the process until then
};

struct StockRun {
    TimeSpent parsing; // of all pages, once
    std::size_t snapshot_bytes = 0;
    std::size_t changed_levels = 0;
    std::vector<Phase> phases; // first snapshot, unchanged, changed
    std::int64_t wrong = 0;    // numbers in the store that are not what may be sold
};

StockRun run_stock(std::size_t items, std::size_t changed_percent, const std::string& read);

} // namespace ledgerline::bench

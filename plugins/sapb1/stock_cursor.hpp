// Where the reading of a snapshot of the stock stands.
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <string>

namespace sapb1 {

// How the company sorts item codes. HANA sorts them by bytes, as snapshots are told: each page goes on at once. SQL Server has rules of
// its own (capitals do not count, hyphens hardly), so that a page says nothing of a range of codes: all pages are held until the last.
enum class CodeOrder { unknown, bytes, own };

struct StockCursor {
    CodeOrder order = CodeOrder::unknown;
    bool telling = false;         // everything is held, and pages of it are told
    std::string after;            // the last code that was read, or told
    std::int64_t started_ms = 0;  // of the snapshot that is held
    std::int64_t size = 0;        // rows that fit into an answer; 0 = as many as configured

    static StockCursor read(const ledgerline::Node& node); // an empty one where nothing stands
    void write(const ledgerline::Node& node) const;
    // The snapshot ended, or begins anew: what was learned of the company stays.
    void begin_anew();
};

} // namespace sapb1

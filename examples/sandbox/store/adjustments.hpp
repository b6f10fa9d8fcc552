// Adjustments that the store has accepted and does at its own time: what it does between the answer 200 and the number that is seen.
#pragma once

#include "base/random.hpp"
#include "store/stock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::sandbox {

// What goes wrong with accepted adjustments on purpose.
struct StockFault {
    enum class Kind {
        late,          // applied `delay_ms` later
        out_of_order,  // applied after the one that is accepted next (a minute later if none is)
        lost,          // never applied
        partial,       // only some of its lines are applied
        not_saved,     // a product or variant is written and its inventory_level is not: 207
    };
    Kind kind = Kind::lost;
    std::int64_t adjustments = 1; // how many it meets; 0 = all from now on
    std::int64_t one_in = 1;      // it meets one in so many, by chance
    base::Millis delay_ms = 0;    // late
};

// Reads {"kind": "late", "adjustments": 2, "one_in": 3, "delay_ms": 60000}. Throws std::invalid_argument.
StockFault stock_fault_from(const message::Value& value);

// What became of an accepted adjustment.
struct AdjustmentFate {
    std::string transaction_id;
    std::string reason;
    bool relative = false;
    base::Millis accepted = 0, applied = 0; // 0 = it waits, or was lost
    std::int64_t lines = 0, lines_applied = 0;
    bool lost = false;
};

namespace store {

struct AdjustmentLine {
    std::int64_t product_id = 0;
    std::int64_t variant_id = 0; // 0 = the product as a whole
    std::int64_t location_id = 0;
    std::int64_t quantity = 0;
};

class Adjustments {
public:
    Adjustments(const StockSettings& settings, const Catalogue& catalogue, const Locations& locations, StockBook& stock, base::Random& random)
        : settings_(settings), catalogue_(catalogue), locations_(locations), stock_(stock), random_(random) {}

    // The answer is its transaction id.
    std::string accept(bool relative, const std::string& reason, std::vector<AdjustmentLine> lines, base::Millis now);
    // Does what is due. Each counts as applied when it was due: nobody has looked at the store since.
    void apply_due(base::Millis now);
    // A batch of the catalogue runs: adjustments that wait, and those that come while it runs, may come out wrong.
    void catalogue_job(base::Millis now);
    std::string new_transaction_id();

    void inject(const StockFault& fault) { faults_.push_back(fault); }
    void clear_faults() { faults_.clear(); }
    // Whether the store fails to save the stock of a product that it saves.
    bool loses_catalogue_stock() { return meets(StockFault::Kind::not_saved) != nullptr; }

    std::size_t waiting() const { return waiting_.size(); }
    // When the last one that waits is due; 0 if none waits.
    base::Millis quiet_at() const;
    const std::vector<AdjustmentFate>& fates() const { return fates_; }

private:
    struct Waiting {
        std::size_t fate = 0; // its place in fates_
        base::Millis due = 0;
        std::vector<AdjustmentLine> lines;
        bool partial = false, waits_for_another = false, corrupted = false;
    };
    const StockFault* meets(StockFault::Kind kind);
    void apply(const Waiting& one);
    bool apply(const AdjustmentLine& line, const Waiting& one);

    const StockSettings& settings_;
    const Catalogue& catalogue_;
    const Locations& locations_;
    StockBook& stock_;
    base::Random& random_;
    std::vector<Waiting> waiting_; // in the order in which they were accepted
    std::vector<AdjustmentFate> fates_;
    std::vector<StockFault> faults_;
    StockFault met_; // the one that meets() told of
    base::Millis catalogue_job_until_ = 0;
};

} // namespace store

} // namespace ledgerline::sandbox

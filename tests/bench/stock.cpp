// Stock of a large company through the engine's real stages: its own reader of SAP Business One's pages, its comparison, its push. Times
// are ratios to parsing the same snapshot once with the engine's own JSON reader: README.md.
//
//   stock [--items 200000] [--changed-percent 1] [--read items|query] [--strict]
#include "stock_run.hpp"

#include <fmt/format.h>

#include <cstring>
#include <string>

namespace {

using namespace ledgerline::bench;

struct Wish {
    std::size_t items = 200'000;
    std::size_t changed_percent = 1;
    std::string read = "items";
    bool strict = false;
};

double ratio(const Phase& phase, const StockRun& run) { return phase.took.processor / run.parsing.processor; }

void print(const Phase& phase, const StockRun& run) {
    fmt::print("  {:<20} {:>7.2f} {:>7.2f} {:>6.2f} {:>6} {:>9} {:>8} {:>6} {:>8} {:>8} {:>8.0f}\n", phase.name, phase.took.wall, phase.took.processor, ratio(phase, run), phase.pages, phase.adjustments,
               phase.numbers, phase.read_back, phase.rows, phase.commits, phase.peak_mb);
}

// What must hold; "" = it does.
std::string complaint(const Wish& wish, const StockRun& run) {
    const Phase &unchanged = run.phases.at(1), &changed = run.phases.at(2);
    if (run.wrong != 0) return fmt::format("{} numbers in the store are not what may be sold", run.wrong);
    if (unchanged.adjustments + unchanged.rows > 0) return fmt::format("an unchanged snapshot made {} rows and {} requests", unchanged.rows, unchanged.adjustments);
    if (changed.numbers != static_cast<std::int64_t>(run.changed_levels)) return fmt::format("{} numbers were sent for {} changed levels", changed.numbers, run.changed_levels);
    if (changed.adjustments > 25) return fmt::format("{} requests for the changed numbers, 25 at most", changed.adjustments);
    if (!wish.strict) return "";
    if (ratio(changed, run) > 3) return fmt::format("comparing and pushing took {:.2f} times as long as parsing, 3 at most", ratio(changed, run));
    if (run.phases.back().peak_mb >= 400) return fmt::format("{:.0f} MB of memory at the peak, 400 at most", run.phases.back().peak_mb);
    return "";
}

int measure(const Wish& wish) {
    const StockRun run = run_stock(wish.items, wish.changed_percent, wish.read);
    fmt::print("stock: {} items in {} warehouses, read by {}, {} MB of JSON in {} pages; parsed once in {:.2f} s = 1.00\n", wish.items, Snapshot::warehouses, wish.read, run.snapshot_bytes / 1'000'000,
               run.phases.at(1).pages, run.parsing.processor);
    fmt::print("  {:<20} {:>7} {:>7} {:>6} {:>6} {:>9} {:>8} {:>6} {:>8} {:>8} {:>8}\n", "", "s", "cpu s", "ratio", "pages", "requests", "numbers", "looks", "rows", "commits", "peak MB");
    for (const Phase& phase : run.phases) print(phase, run);
    const std::string problem = complaint(wish, run);
    fmt::print("  {}\n", problem.empty() ? "every number in the store is what may be sold" : problem);
    return problem.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    Wish wish;
    bool good = true;
    for (int i = 1; i < argc; ++i) {
        const auto value = [&]() -> std::string { return i + 1 < argc ? argv[++i] : ""; };
        if (std::strcmp(argv[i], "--items") == 0) wish.items = std::strtoull(value().c_str(), nullptr, 10);
        else if (std::strcmp(argv[i], "--changed-percent") == 0) wish.changed_percent = std::strtoull(value().c_str(), nullptr, 10);
        else if (std::strcmp(argv[i], "--read") == 0) wish.read = value();
        else if (std::strcmp(argv[i], "--strict") == 0) wish.strict = true;
        else good = false;
    }
    if (!good || wish.items < 100 || wish.items > 999'999 || wish.changed_percent < 1 || wish.changed_percent > 100 || (wish.read != "items" && wish.read != "query")) {
        fmt::print(stderr, "usage: stock [--items N] [--changed-percent N] [--read items|query] [--strict]\n");
        return 2;
    }
    try {
        return measure(wish);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "stock: {}\n", problem.what());
        return 1;
    }
}

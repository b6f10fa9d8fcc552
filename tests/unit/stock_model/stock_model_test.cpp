// Protects promise 4, a stock push never undoes a sale: random histories of sales, order readings, postings with lost and late answers, holds,
// edits, cancellations, deliveries, refunds, restocking, pages of snapshots and pushes that are applied late and in any order. In each:
//
//   no number is sent that is higher than what the company had when it was read, less what was ordered by what is known and is not in it, less the
//   buffer; so the shop shows more only by sales that nobody here could know yet;
//   when nothing happens any more, nothing is due and the shop shows exactly the number, without anybody having asked for it.
//
// By production's own functions over tables that are maps. A failure prints its seed: run_history(seed) is the same history again.
#include "unit/stock_model/history.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using stock_model::Mistake;
using stock_model::run_history;

namespace {

void check_histories(std::uint64_t from, std::uint64_t until) {
    for (std::uint64_t seed = from; seed < until; ++seed)
        if (!run_history(seed).empty()) FAIL("seed " << seed << ": " << run_history(seed, Mistake::none, true));
}

} // namespace

TEST_CASE("stock_model: 100000 histories, first quarter") { check_histories(0, 25'000); }
TEST_CASE("stock_model: 100000 histories, second quarter") { check_histories(25'000, 50'000); }
TEST_CASE("stock_model: 100000 histories, third quarter") { check_histories(50'000, 75'000); }
TEST_CASE("stock_model: 100000 histories, fourth quarter") { check_histories(75'000, 100'000); }

TEST_CASE("stock_model: every planted error is found") {
    const auto [name, mistake] = GENERATE(table<const char*, Mistake>({{"the watermark is dropped", Mistake::watermark_dropped},
                                                                       {"held orders are not counted", Mistake::held_not_counted},
                                                                       {"an order counts as booked when it is sent", Mistake::booked_when_sent},
                                                                       {"levels are dated when they arrive", Mistake::levels_dated_late},
                                                                       {"a reading is dated when it ends", Mistake::contained_dated_late},
                                                                       {"doubts are forgotten", Mistake::doubt_forgotten},
                                                                       {"pushes shortly after one another are not noticed", Mistake::overlap_unnoticed},
                                                                       {"what the shop took off is counted twice", Mistake::sold_counted_twice}}));
    std::uint64_t seed = 0;
    while (seed < 20'000 && run_history(seed, mistake).empty()) ++seed;
    INFO(name);
    CHECK(seed < 20'000);
}

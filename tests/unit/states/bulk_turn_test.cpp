// Protects: stock and catalogue never change a store at the same time, and neither keeps the other waiting for hours.
#include "states/bulk_turn.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;

TEST_CASE("states.turn: one at a time, others some time later") {
    states::BulkTurn turn(5'000);
    CHECK(turn.take("stock", 1'000));
    CHECK_FALSE(turn.take("stock", 1'000));
    turn.release(2'000);
    CHECK(turn.take("stock", 2'000));
    turn.release(3'000);
    CHECK_FALSE(turn.take("catalogue", 7'999));
    CHECK(turn.take("catalogue", 8'000));
}

TEST_CASE("states.turn: whoever has much to do gives way to another that waits") {
    states::BulkTurn turn(5'000);
    CHECK(turn.take("catalogue", 1'000));
    CHECK_FALSE(turn.is_over(100'000));
    CHECK_FALSE(turn.take("stock", 100'000));
    CHECK(turn.is_over(100'001));
    turn.release(100'001);
    CHECK_FALSE(turn.take("catalogue", 100'002));
    CHECK_FALSE(turn.take("stock", 101'000));
    CHECK(turn.take("stock", 105'001));
    turn.release(106'000);
    CHECK(turn.take("stock", 106'000));
    turn.release(107'000);
    CHECK_FALSE(turn.take("catalogue", 107'000));
    CHECK_FALSE(turn.take("stock", 107'000));
    CHECK(turn.take("stock", 122'000)); // the other does not ask any more
}

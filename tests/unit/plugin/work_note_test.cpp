// Protects: every thread that is inside a component is watched, however many have come and gone before it.
#include "plugin/work_note.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace ledgerline;
using plugin::WorkNote;

TEST_CASE("order.containment: threads that have ended keep no place from those that come") {
    WorkNote note("");
    for (int n = 0; n < 300; ++n) std::thread([&] { const WorkNote::Work work(&note, "shop/orders", LL_RECEIVE, {}); }).join();
    const WorkNote::Work work(&note, "orders/first", LL_APPLY, {17});
    const auto inside = note.hanging(0, 0); // all of them
    REQUIRE(inside.size() == 1);
    CHECK(inside.front().component == "orders/first");
    CHECK(inside.front().messages == std::vector<std::int64_t>{17});
}

TEST_CASE("order.containment: two threads that are inside at the same time are told apart") {
    WorkNote note("");
    const WorkNote::Work work(&note, "orders/first", LL_APPLY, {17});
    std::size_t inside = 0;
    std::thread([&] {
        const WorkNote::Work other(&note, "shop/orders", LL_POLL, {});
        inside = note.hanging(0, 0).size();
    }).join();
    CHECK(inside == 2);
}

// Protects what an order that was cancelled with its document comes to when its status changes again: a part of its money that goes back makes no order of it,
// but whoever takes it up again must be told, since nothing of it stands in the ERP.
#include "pipe_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;

namespace {

// Order 1 is booked, and cancelled with its document.
struct RevivalBench : PipeBench {
    explicit RevivalBench(const std::string& payment_before = "captured") {
        apply_changes();
        const auto first = add(in("11", "open", "captured"));
        REQUIRE(orders->step());
        post(first);
        if (payment_before != "captured") come("14", "open", payment_before);
        const auto last = add(in("5", "cancelled", payment_before));
        REQUIRE(orders->step());
        post(last);
    }
    static Value in(const std::string& code, const std::string& phase, const std::string& payment) {
        Value body = order("1");
        body.member("status").set("code", code);
        body.member("status").set("phase", phase);
        body.member("payment").set("state", payment);
        return body;
    }
    // What is told of the order when the store says this of it.
    Words come(const std::string& code, const std::string& phase, const std::string& payment) {
        Value body = in(code, phase, payment);
        body.member("notes").set("staff", std::to_string(++looks)); // no two revisions are the same
        const auto row = add(body);
        REQUIRE(orders->step());
        return findings(row.id);
    }
    int looks = 0;
};

const Words nothing, told{"ORDER_CHANGED_AFTER_POST"};

} // namespace

TEST_CASE("order.revival: a part of the money of a cancelled order goes back, by which the store changes its status") {
    RevivalBench bench;
    CHECK(bench.come("14", "open", "partially_refunded") == nothing);
    CHECK(bench.come("4", "refunded", "refunded") == nothing);
}

TEST_CASE("order.revival: another part goes back after the cancellation than before") {
    RevivalBench bench("partially_refunded");
    CHECK(bench.come("14", "open", "partially_refunded") == nothing);
}

TEST_CASE("order.revival: an order that is taken up again is told, also after a part of its money went back") {
    SECTION("all of its money is there") {
        RevivalBench bench;
        CHECK(bench.come("11", "open", "captured") == told);
    }
    SECTION("a part went back before its cancellation") {
        RevivalBench bench("partially_refunded");
        CHECK(bench.come("11", "open", "partially_refunded") == told);
    }
    SECTION("a part went back after it") {
        RevivalBench bench;
        REQUIRE(bench.come("14", "open", "partially_refunded") == nothing);
        CHECK(bench.come("9", "open", "partially_refunded") == told);
    }
    SECTION("a part went back since the store was read last") {
        RevivalBench bench;
        CHECK(bench.come("11", "open", "partially_refunded") == told);
    }
}

TEST_CASE("order.revival: an order that was taken up again stays told when a part of its money goes back then") {
    RevivalBench bench;
    REQUIRE(bench.come("11", "open", "captured") == told);
    CHECK(bench.come("14", "open", "partially_refunded") == told);
}

TEST_CASE("order.revival: what a person settled as cancelled is told again only if somebody takes it up") {
    PipeBench bench;
    bench.plugin.script("orders/first", holds("SKU_NOT_FOUND"));
    const auto held = bench.add(RevivalBench::in("5", "cancelled", "captured"));
    REQUIRE(bench.orders->step());
    bench.settle(held.id, "never shipped");
    const auto come = [&](const std::string& code, const std::string& payment) {
        const auto row = bench.add(RevivalBench::in(code, "open", payment));
        REQUIRE(bench.orders->step());
        return bench.findings(row.id);
    };
    CHECK(come("14", "partially_refunded") == nothing);
    CHECK(come("11", "partially_refunded") == told);
}

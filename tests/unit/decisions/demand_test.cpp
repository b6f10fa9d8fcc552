// Protects: what people settle about an order is what becomes of the stock that it holds.
#include "support/engine_bench.hpp"
#include "support/open_demand.hpp"

#include "decisions/decisions.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::test;

TEST_CASE("order.decisions: what is settled without a document holds no stock, with one it does until the ERP was read, and reopened it does again") {
    for (const std::string document : {"", "26000090"}) {
        INFO("document \"" << document << "\"");
        EngineBench bench;
        const auto row = bench.add(order("1"));
        store::Id id = 0;
        bench.store.commit([&](store::UnitOfWork& unit) {
            commerce::captured(unit, row, order("1"));
            REQUIRE(unit.messages().move(row.id, row.version, store::message_state::held));
            exceptions::Found found;
            found.code = "SKU_NOT_FOUND";
            found.message = "no such thing";
            id = bench.exceptions.hold(unit, row, {found});
        });
        const std::int64_t all = open_now(bench.store, "1", bench.clock.at);
        REQUIRE(all > 0);
        bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, id, {"by hand", document, "erp/orders"}, "ada"); });
        CHECK(open_now(bench.store, "1", bench.clock.at) == (document.empty() ? -1 : 0));
        CHECK(open_now(bench.store, "1", bench.clock.at - 1) == (document.empty() ? -1 : all));
        bench.store.commit([&](store::UnitOfWork& unit) { decisions::reopen(unit, id, "not after all", "ada"); });
        CHECK(open_now(bench.store, "1", bench.clock.at) == all);
    }
}

TEST_CASE("order.decisions: what is settled in doubt leaves open what a newer revision of it wants") {
    EngineBench bench;
    const auto row = bench.add(order("1"));
    store::Id id = 0;
    bench.store.commit([&](store::UnitOfWork& unit) {
        commerce::captured(unit, row, order("1"));
        EngineBench::put_in_outbox(unit, row, order("1"), store::outbox_state::unconfirmed);
        REQUIRE(unit.messages().move(row.id, row.version, store::message_state::routed));
        exceptions::Found found;
        found.code = "ORDER_UNCONFIRMED";
        found.message = "nobody knows";
        id = bench.exceptions.hold(unit, unit.messages().find(row.id).value(), {found});
    });
    const auto newer = bench.add(order("1", "50.00"));
    bench.store.commit([&](store::UnitOfWork& unit) { commerce::captured(unit, newer, order("1", "50.00")); });
    const std::int64_t all = open_now(bench.store, "1", bench.clock.at);
    REQUIRE(all > 0);
    bench.store.commit([&](store::UnitOfWork& unit) { decisions::resolve(unit, id, {"never came", "", ""}, "ada"); });
    CHECK(open_now(bench.store, "1", bench.clock.at) == all);
}

// Protects: one delivery for an idempotency key for ever, attempts that are counted, and no delivery in flight that is
// forgotten by a crash. By a store in memory.
#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::store;

namespace {

Id a_message(UnitOfWork& unit, const std::string& key) { return unit.messages().add(sample::order(key), message::Value()); }

Id deliver(UnitOfWork& unit, const std::string& key) {
    return unit.outbox().add(sample::delivery(a_message(unit, key), "order:shop:" + key), message::Value(key));
}

std::vector<Id> ids(const std::vector<OutboxRow>& rows) {
    std::vector<Id> all;
    for (const OutboxRow& row : rows) all.push_back(row.id);
    return all;
}

void move(UnitOfWork& unit, Id id, const std::string& state, Millis due_at = 0) {
    REQUIRE(unit.outbox().move(id, unit.outbox().find(id)->state, state, due_at, ""));
}

} // namespace

TEST_CASE("store.outbox: every field comes back, by every way to find it") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        OutboxRow row = sample::delivery(a_message(unit, "1"), "order:shop:1");
        row.due_at = 5;
        const Id id = unit.outbox().add(row, message::Value("document"));
        for (const auto& found : {unit.outbox().find(id), unit.outbox().by_key("order:shop:1"), unit.outbox().of_message(row.message_id)}) {
            REQUIRE(found);
            CHECK(found->id == id);
            CHECK(found->message_id == row.message_id);
            CHECK(found->route == row.route);
            CHECK(found->sink == row.sink);
            CHECK(found->idempotency_key == row.idempotency_key);
            CHECK(found->group_key == row.group_key);
            CHECK(found->state == outbox_state::ready);
            CHECK(found->due_at == 5);
            CHECK(found->attempt == 0);
            CHECK(found->probes == 0);
        }
        CHECK(unit.outbox().body(id) == message::Value("document"));
    });
}

TEST_CASE("store.outbox: a key that is under way or delivered is not added again") {
    for (const char* state : {outbox_state::ready, outbox_state::in_flight, outbox_state::unconfirmed, outbox_state::waiting, outbox_state::delivered}) {
        sample::Memory memory;
        memory.store.commit([&](UnitOfWork& unit) {
            const Id id = deliver(unit, "1");
            move(unit, id, state);
            const Id again = a_message(unit, "1b");
            CHECK(unit.outbox().add(sample::delivery(again, "order:shop:1"), message::Value("new")) == 0);
            CHECK(unit.outbox().body(id) == message::Value("1"));
            CHECK(unit.outbox().find(id)->state == state);
        });
    }
}

TEST_CASE("store.outbox: a withdrawn, rejected or settled key becomes ready again with the new document") {
    for (const char* state : {outbox_state::withdrawn, outbox_state::rejected, outbox_state::settled}) {
        sample::Memory memory;
        memory.store.commit([&](UnitOfWork& unit) {
            const Id id = deliver(unit, "1");
            REQUIRE(unit.outbox().begin_attempt(id));
            unit.outbox().count_probe(id);
            REQUIRE(unit.outbox().move(id, outbox_state::in_flight, state, 9, "no such item"));
            const Id again = a_message(unit, "1b");
            CHECK(unit.outbox().add(sample::delivery(again, "order:shop:1"), message::Value("new")) == id);
            const auto row = unit.outbox().find(id);
            CHECK(row->state == outbox_state::ready);
            CHECK(row->message_id == again);
            CHECK(row->attempt == 1);
            CHECK(row->probes == 0);
            CHECK(row->due_at == 0);
            CHECK(row->last_error.empty());
            CHECK(unit.outbox().body(id) == message::Value("new"));
        });
    }
}

TEST_CASE("store.outbox: due are those of a route, sink and state whose time has come, oldest first") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id first = deliver(unit, "1"), later = deliver(unit, "2"), doubtful = deliver(unit, "3"), last = deliver(unit, "4");
        move(unit, later, outbox_state::ready, 500);
        move(unit, doubtful, outbox_state::unconfirmed, 300);
        CHECK(ids(unit.outbox().due("orders", "erp/orders", "ready", 499, 10)) == std::vector<Id>{first, last});
        CHECK(ids(unit.outbox().due("orders", "erp/orders", "ready", 500, 10)) == std::vector<Id>{first, later, last});
        CHECK(ids(unit.outbox().due("orders", "erp/orders", "ready", 500, 1)) == std::vector<Id>{first});
        CHECK(ids(unit.outbox().due("orders", "erp/orders", "unconfirmed", 300, 10)) == std::vector<Id>{doubtful});
        CHECK(unit.outbox().due("orders", "shop/stock", "ready", 500, 10).empty());
        CHECK(unit.outbox().due("others", "erp/orders", "ready", 500, 10).empty());
        CHECK(unit.outbox().next_due("orders", "erp/orders") == 300);
        CHECK(unit.outbox().next_due("orders", "erp/orders", 300) == 500);
        CHECK(unit.outbox().next_due("orders", "erp/orders", 500) == 0);
        CHECK(unit.outbox().next_due("orders", "shop/stock") == 0);
    });
}

TEST_CASE("store.outbox: a move needs the state that was seen") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id id = deliver(unit, "1");
        CHECK_FALSE(unit.outbox().move(id, outbox_state::in_flight, outbox_state::delivered, 0, ""));
        CHECK(unit.outbox().move(id, outbox_state::ready, outbox_state::ready, 50, "try later"));
        CHECK(unit.outbox().find(id)->last_error == "try later");
    });
}

TEST_CASE("store.outbox: an attempt begins once and is counted") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id id = deliver(unit, "1");
        CHECK(unit.outbox().begin_attempt(id));
        CHECK_FALSE(unit.outbox().begin_attempt(id));
        CHECK(unit.outbox().find(id)->attempt == 1);
        CHECK(unit.outbox().find(id)->state == outbox_state::in_flight);
        unit.outbox().count_probe(id);
        unit.outbox().count_probe(id);
        CHECK(unit.outbox().find(id)->probes == 2);
    });
}

TEST_CASE("store.outbox: after a start every delivery in flight is unconfirmed") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id idle = deliver(unit, "1"), flying = deliver(unit, "2");
        REQUIRE(unit.outbox().begin_attempt(flying));
        const auto interrupted = unit.outbox().interrupted();
        REQUIRE(ids(interrupted) == std::vector<Id>{flying});
        CHECK(interrupted[0].state == outbox_state::in_flight);
        CHECK(unit.outbox().find(flying)->state == outbox_state::unconfirmed);
        CHECK(unit.outbox().find(idle)->state == outbox_state::ready);
        CHECK(unit.outbox().interrupted().empty());
    });
}

TEST_CASE("store.outbox: counts by sink and state") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        move(unit, deliver(unit, "1"), outbox_state::ready, 40);
        move(unit, deliver(unit, "2"), outbox_state::ready, 30);
        move(unit, deliver(unit, "3"), outbox_state::delivered);
        const auto counts = unit.outbox().counts();
        REQUIRE(counts.size() == 2);
        CHECK(counts[0].state == "delivered");
        CHECK(counts[1].rows == 2);
        CHECK(counts[1].oldest_due == 30);
        CHECK(counts[1].sink == "erp/orders");
    });
}

TEST_CASE("store.attempts: an attempt opens, ends once, and is interrupted only while open") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id delivery = deliver(unit, "1");
        const Id first = unit.attempts().open(delivery, 1, "deliver", 100);
        unit.attempts().close(first, 150, "unknown", "no answer");
        CHECK_THROWS_AS(unit.attempts().close(first, 160, "delivered", ""), StoreError);
        unit.attempts().open(delivery, 1, "probe", 200);
        unit.attempts().interrupt(delivery, 300);
        const auto attempts = unit.attempts().of(delivery);
        REQUIRE(attempts.size() == 2);
        CHECK(attempts[0].outcome == "unknown");
        CHECK(attempts[0].detail == "no answer");
        CHECK(attempts[0].ended_at == 150);
        CHECK(attempts[1].kind == "probe");
        CHECK(attempts[1].started_at == 200);
        CHECK(attempts[1].outcome == "interrupted");
        CHECK(attempts[1].ended_at == 300);
    });
}

TEST_CASE("store.attempts: a request may have left until a refusal says that it did not count") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id id = deliver(unit, "1");
        const auto attempt = [&](const char* kind, const char* outcome) {
            const Id one = unit.attempts().open(id, 1, kind, 1);
            if (*outcome != 0) unit.attempts().close(one, 2, outcome, "");
        };
        CHECK_FALSE(unit.attempts().may_have_left(id));
        attempt("deliver", "not sent");
        attempt("deliver", "retry");
        CHECK_FALSE(unit.attempts().may_have_left(id));
        attempt("deliver", "unknown");
        attempt("probe", "absent");
        CHECK(unit.attempts().may_have_left(id));
        attempt("deliver", "rejected");
        CHECK_FALSE(unit.attempts().may_have_left(id));
        attempt("deliver", "interrupted");
        CHECK(unit.attempts().may_have_left(id));
        attempt("deliver", "rejected");
        attempt("deliver", "");
        CHECK(unit.attempts().may_have_left(id));
    });
}

TEST_CASE("store.outbox: after the clock was set back nothing is due later than the longest pause") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id far = deliver(unit, "1"), near = deliver(unit, "2"), done = deliver(unit, "3");
        move(unit, far, outbox_state::unconfirmed, 9'000);
        move(unit, near, outbox_state::ready, 400);
        move(unit, done, outbox_state::delivered, 9'000);
        CHECK(unit.outbox().due_no_later_than(500) == 1);
        CHECK(unit.outbox().find(far)->due_at == 500);
        CHECK(unit.outbox().find(near)->due_at == 400);
        CHECK(unit.outbox().find(done)->due_at == 9'000);
    });
}

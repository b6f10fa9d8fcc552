// Protects the idempotent receiver: each revision of a document becomes one message, a newer one takes the place of an older one
// that has not been sent, and what is on its way is left alone.
#include "exceptions/exceptions.hpp"
#include "intake/receiver.hpp"
#include "store/store.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace ledgerline;
using message::Value;
namespace state = store::message_state;

class StillClock final : public base::Clock {
public:
    base::Millis now() const override { return 1'767'225'600'000; }
};

class Bench {
public:
    intake::Received receive(const std::vector<plugin::Emitted>& emitted, const std::vector<plugin::Finding>& findings = {}) {
        intake::Received received;
        store.commit([&](store::UnitOfWork& unit) { received = receiver.receive(unit, {"orders", "shop/orders"}, emitted, findings); });
        return received;
    }
    static plugin::Emitted order(const std::string& key, const std::string& total, const std::string& refusal = "") {
        return {"order", key, "2026-01-01T00:00:00Z", Value::object({{"number", "N" + key}, {"currency", "GBP"}, {"totals", Value::object({{"inc_tax", total}})}}), refusal};
    }
    std::vector<store::MessageRow> revisions(const std::string& key) {
        std::vector<store::MessageRow> rows;
        store.read([&](store::UnitOfWork& unit) { rows = unit.messages().revisions("shop/orders", "order", key); });
        return rows;
    }
    // Its request left and no answer came; a look-up found nothing, so that it is to be sent again.
    void lose_the_answer(const store::MessageRow& row) {
        store.commit([&](store::UnitOfWork& unit) {
            const auto out = unit.outbox().of_message(row.id).value();
            const auto attempt = unit.attempts().open(out.id, 1, "deliver", unit.now());
            unit.attempts().close(attempt, unit.now(), "unknown", "");
            REQUIRE(unit.outbox().move(out.id, store::outbox_state::in_flight, store::outbox_state::ready, 0, ""));
        });
    }
    // The pipeline has routed it, and with `begun` an attempt is open.
    void route(const store::MessageRow& row, bool begun) {
        store.commit([&](store::UnitOfWork& unit) {
            REQUIRE(unit.messages().move(row.id, row.version, state::routed));
            store::OutboxRow out;
            out.message_id = row.id;
            out.route = "orders";
            out.sink = "erp/orders";
            out.idempotency_key = "order:shop:" + row.source_key;
            out.group_key = row.group_key;
            out.state = store::outbox_state::ready;
            const store::Id id = unit.outbox().add(out, Value::object());
            if (begun) REQUIRE(unit.outbox().begin_attempt(id));
        });
    }

    StillClock clock;
    store::Store store{store::Location{":memory:"}, clock, store::Store::Mode::inline_};
    config::OwnerSettings owners;
    exceptions::Exceptions exceptions{owners};
    intake::Receiver receiver{exceptions};
};

} // namespace

TEST_CASE("order.receiver: the same body twice is one message") {
    Bench bench;
    CHECK(bench.receive({Bench::order("1", "5.00")}).fresh == 1);
    const auto again = bench.receive({Bench::order("1", "5.00"), Bench::order("1", "5.00")});
    CHECK(again.fresh == 0);
    CHECK(again.known == 2);
    CHECK(bench.revisions("1").size() == 1);
}

TEST_CASE("order.receiver: a message carries what people call it and the money that waits") {
    Bench bench;
    bench.receive({Bench::order("1", "5.00")});
    const auto row = bench.revisions("1").at(0);
    CHECK(row.number == "N1");
    CHECK(row.amount == "5.00");
    CHECK(row.currency == "GBP");
    CHECK(row.state == state::ready);
}

TEST_CASE("order.receiver: what the ERP says of an order belongs to that order's story") {
    Bench bench;
    bench.receive({{"shipment", "812", "2026-01-01T00:00:00Z", Value::object({{"number", "36000001"}, {"order_id", "1047"}}), ""}});
    bench.store.read([](store::UnitOfWork& unit) {
        const auto found = unit.messages().search("order-1047", 10);
        REQUIRE(found.size() == 1);
        CHECK(found[0].source_key == "812");
    });
}

TEST_CASE("order.receiver: a newer revision takes the place of one that waits for its rules") {
    Bench bench;
    bench.receive({Bench::order("1", "5.00")});
    bench.receive({Bench::order("1", "6.00")});
    const auto rows = bench.revisions("1");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].state == state::superseded);
    CHECK(rows[1].state == state::ready);
}

TEST_CASE("order.receiver: going back to an earlier content is a revision of its own") {
    Bench bench;
    bench.receive({Bench::order("1", "5.00")});
    bench.receive({Bench::order("1", "6.00")});
    CHECK(bench.receive({Bench::order("1", "5.00")}).fresh == 1);
    const auto rows = bench.revisions("1");
    REQUIRE(rows.size() == 3);
    CHECK(rows[2].state == state::ready);
    CHECK(rows[2].revision == rows[0].revision + "~3");
    // And it is known from now on.
    CHECK(bench.receive({Bench::order("1", "5.00")}).known == 1);
}

TEST_CASE("order.receiver: a revision that was routed but not sent is taken back") {
    Bench bench;
    bench.receive({Bench::order("1", "5.00")});
    bench.route(bench.revisions("1").at(0), false);
    bench.receive({Bench::order("1", "6.00")});
    CHECK(bench.revisions("1").at(0).state == state::superseded);
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.outbox().by_key("order:shop:1")->state == store::outbox_state::withdrawn); });
}

TEST_CASE("order.receiver: a revision that is being sent is left alone, and the newer one waits behind it") {
    Bench bench;
    bench.receive({Bench::order("1", "5.00")});
    bench.route(bench.revisions("1").at(0), true);
    bench.receive({Bench::order("1", "6.00")});
    CHECK(bench.revisions("1").at(0).state == state::routed);
    bench.store.read([&](store::UnitOfWork& unit) {
        CHECK(unit.outbox().by_key("order:shop:1")->state == store::outbox_state::in_flight);
        CHECK(unit.messages().ready("orders", unit.now(), 10).empty());
    });
}

TEST_CASE("order.receiver: a body that does not fit is held with the source's own reason") {
    Bench bench;
    plugin::Finding finding;
    finding.code = "MESSAGE_REFUSED";
    finding.message = "Order 1 cannot be read from the store: /products is no list";
    finding.subject = "order:1";
    finding.facts = Value::object();
    const auto received = bench.receive({Bench::order("1", "5.00", "/lines: is missing"), Bench::order("2", "7.00")}, {finding});
    CHECK(received.refused == 1);
    CHECK(bench.revisions("1").at(0).state == state::held);
    CHECK(bench.revisions("2").at(0).state == state::ready);
    bench.store.read([&](store::UnitOfWork& unit) {
        const auto open = unit.exceptions().open_of_message(bench.revisions("1").at(0).id);
        REQUIRE(open);
        CHECK(unit.exceptions().findings(open->id).at(0).message == finding.message);
    });
}

TEST_CASE("order.receiver: a good revision closes the exception of one that could not be read") {
    Bench bench;
    bench.receive({Bench::order("1", "5.00", "/lines: is missing")});
    bench.receive({Bench::order("1", "6.00")});
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.exceptions().list({}).empty()); });
    CHECK(bench.revisions("1").at(0).state == state::superseded);
}

TEST_CASE("order.receiver: what was sent without an answer is not taken back though a look-up found nothing") {
    Bench bench;
    bench.receive({Bench::order("1", "10.00")});
    const auto first = bench.revisions("1").at(0);
    bench.route(first, true);
    bench.lose_the_answer(first);
    bench.receive({Bench::order("1", "12.00")});
    const auto rows = bench.revisions("1");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].state == state::routed); // it may still be booked late, under the key that the second would have
    CHECK(rows[1].state == state::ready);
    bench.store.read([&](store::UnitOfWork& unit) { CHECK(unit.messages().ready("orders", unit.now(), 10).empty()); }); // behind it
}

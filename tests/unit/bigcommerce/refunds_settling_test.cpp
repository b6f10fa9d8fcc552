// Protects the judgement whether the money went back: never sooner than the store says it, each transaction for one refund, and what never
// settles is told instead of being looked at for ever.
#include "refund_room.hpp"

using namespace bigcommerce_room;

namespace {

std::string transaction(const std::string& members, const std::string& id = "900") {
    return R"({"id":)" + id + R"(,"order_id":"1047","event":"refund","method":"credit_card","amount":5.00,"currency":"GBP","gateway":"braintree","status":"ok","test":false,"gateway_transaction_id":"g)" + id + "\"" +
           (members.empty() ? "" : "," + members) + "}";
}
// A member of the transaction that has another value.
Value with(const char* member, const char* value) {
    Value row = json(transaction(""));
    row.set(member, json(value));
    return row;
}

} // namespace

TEST_CASE("refund.bigcommerce settling: a pending refund is read again until the store names the transaction, and comes as a new revision") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at);
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "pending");
    CHECK(world.reader->cursor["open"].size() == 1);
    world.wait(59);
    CHECK(world.reader->read_all());
    CHECK(world.reader->emitted.size() == 1); // not yet again
    world.store.settle(1);
    world.wait(1);
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "settled");
    CHECK(world.reader->cursor["open"].size() == 0);
    world.wait(600);
    CHECK(world.reader->read_all());
    CHECK(world.reader->emitted.size() == 2);
}

TEST_CASE("refund.bigcommerce settling: nothing of an unchanged refund changes when it is read again") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at);
    CHECK(world.reader->read_all());
    world.wait(60);
    CHECK(world.reader->read_all());
    REQUIRE(world.reader->emitted.size() == 2);
    CHECK(message::write_json(world.reader->emitted[0].body) == message::write_json(world.reader->emitted[1].body));
    CHECK(world.reader->emitted[0].source_time == world.reader->emitted[1].source_time);
}

TEST_CASE("refund.bigcommerce settling: an old one is looked at more rarely") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at);
    std::vector<std::size_t> looks;
    for (int day = 0; day < 4; ++day) {
        const std::size_t before = world.reader->emitted.size();
        for (int minute = 0; minute < 24 * 60; ++minute, world.wait(60)) REQUIRE(world.reader->read_all());
        looks.push_back(world.reader->emitted.size() - before);
    }
    CHECK(looks.front() < 80);
    CHECK(looks.back() <= 5);
    CHECK(looks.back() >= 3);
}

TEST_CASE("refund.bigcommerce settling: a refund that is declined later, or in part") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at);
    CHECK(world.reader->read_all());
    world.store.payment(1).set("is_declined", true);
    world.store.payment(1).set("declined_message", "card closed");
    world.wait(60);
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "declined");
    CHECK(world.reader->cursor["open"].size() == 0);
}

TEST_CASE("refund.bigcommerce settling: a transaction of the order that fits settles it, any other does not") {
    const std::vector<std::pair<Value, bool>> cases{{with("amount", "5.0"), true},     {with("amount", "-5.00"), true},       {with("amount", "\"5.0000\""), true}, {with("amount", "4.99"), false},  {with("amount", "null"), false},
                                                    {with("status", "\"error\""), false}, {with("event", "\"void\""), false},   {with("event", "\"purchase\""), false}, {with("test", "true"), false},
                                                    {with("gateway", "\"stripe\""), false}, {with("gateway", "\"checkout_braintree\""), true}, {with("date_created", "\"2026-03-01T10:00:05+00:00\""), true},
                                                    {with("date_created", "\"2026-02-28T10:00:00+00:00\""), false}};
    for (const auto& [row, settles] : cases) {
        RefundWorld world;
        world.store.add_pending(1, world.clock.at);
        world.store.transactions["1047"] = Value::array({row});
        INFO(message::write_json(row));
        CHECK(world.reader->read_all());
        CHECK(world.state("1") == (settles ? "settled" : "pending"));
    }
}

TEST_CASE("refund.bigcommerce settling: a transaction settles one refund only, and the one that is named first") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at);
    world.store.add_pending(2, world.clock.at);
    world.store.transactions["1047"] = json("[" + transaction("") + "]");
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "settled");
    CHECK(world.state("2") == "pending");
    // The store says whose it was: not the first one's.
    RefundWorld named;
    named.store.add_pending(1, named.clock.at);
    named.store.add(2, named.clock.at);
    named.store.payment(2).set("transaction_id", "900");
    named.store.transactions["1047"] = json("[" + transaction("") + "]");
    CHECK(named.reader->read_all());
    CHECK(named.state("1") == "pending");
    CHECK(named.state("2") == "settled");
    named.store.transactions["1047"] = json("[" + transaction("") + "," + transaction("", "901") + "]");
    named.wait(60);
    CHECK(named.reader->read_all());
    CHECK(named.state("1") == "settled");
}

TEST_CASE("refund.bigcommerce settling: the transactions are not asked for where the refund itself says it") {
    RefundWorld world;
    world.store.add(1, world.clock.at);
    CHECK(world.reader->read_all());
    CHECK(world.store.times_asked("/v3/orders/1047/transactions") == 0);
}

TEST_CASE("refund.bigcommerce settling: what has not settled in thirty days is told, and looked at no more by itself") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at);
    plugin::Outcome last;
    for (int day = 0; day < 32; ++day, world.wait(86'400)) {
        last = world.reader->poll();
        if (day < 29) CHECK(last.findings.empty());
    }
    CHECK(world.reader->cursor["open"].size() == 0);
    REQUIRE(last.findings.size() == 1);
    CHECK(last.findings.front().code == "REFUND_UNSETTLED");
    CHECK_THAT(last.findings.front().message, Catch::Contains("1 refund") && Catch::Contains("30 days") && Catch::Contains("1 of order 1047"));
    // Another one makes it another exception; one that settles after all is not told any more.
    const std::string first = last.findings.front().subject;
    world.store.add_pending(2, world.clock.at - std::int64_t{40} * 86'400'000, "1048");
    last = world.reader->poll();
    REQUIRE(last.findings.size() == 1);
    CHECK(last.findings.front().subject != first);
    world.store.settle(1);
    world.store.settle(2);
    world.reader->signals = {"transaction:1047", "1048"};
    CHECK(world.reader->poll().findings.empty());
    CHECK(world.state("1") == "settled");
    CHECK(world.state("2") == "settled");
}

TEST_CASE("refund.bigcommerce settling: a history without transactions is told once, and is not looked at again and again") {
    RefundWorld world;
    for (int id = 1; id <= 700; ++id) world.store.add_pending(id, world.clock.at - std::int64_t{90} * 86'400'000 + id * 1'000);
    for (bool more = true; more;) {
        const auto outcome = world.reader->poll(250);
        more = outcome.document["more"].bool_or(false);
        CHECK(outcome.findings.size() == (world.reader->cursor["caught_up"].bool_or(false) ? 1u : 0u));
        if (!more) CHECK_THAT(outcome.findings.front().message, Catch::Contains("more than 500 refunds") && Catch::Contains("700 of order 1047, 699 of order 1047") && Catch::Contains("older ones"));
    }
    CHECK(world.reader->cursor["open"].size() == 0);
    CHECK(world.reader->cursor["unsettled"].size() == 500);
    CHECK(world.reader->emitted.size() == 700);
}

TEST_CASE("refund.bigcommerce settling: a store whose provider names no transactions settles at once, also when that is set later") {
    RefundWorld world;
    world.store.add_pending(1, world.clock.at - std::int64_t{90} * 86'400'000);
    world.store.add_pending(2, world.clock.at);
    world.store.add_pending(3, world.clock.at);
    world.store.payment(3).set("is_declined", true);
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "pending");
    world.settings.set("settles", "at-once");
    world.restart();
    CHECK(world.reader->read_all());
    CHECK(world.state("1") == "settled");
    CHECK(world.state("2") == "settled");
    CHECK(world.state("3") == "declined");
    CHECK(world.reader->cursor["open"].size() == 1); // the second may still be declined; the first was made too long ago
    CHECK(world.reader->cursor["open"].find("2") != nullptr);
    CHECK(world.reader->poll().findings.empty());
}

TEST_CASE("refund.bigcommerce settling: what settles at once and is declined later comes as a new revision, found by polling or by a callback") {
    Value settings = refund_settings();
    settings.set("settles", "at-once");
    for (const bool is_called : {false, true}) {
        RefundWorld world(settings);
        world.store.add_pending(1, world.clock.at);
        CHECK(world.reader->read_all());
        CHECK(world.state("1") == "settled");
        world.store.payment(1).set("is_declined", true);
        if (is_called) world.reader->signals = {"transaction:1047"};
        else world.wait(60);
        CHECK(world.reader->read_all());
        CHECK(world.state("1") == "declined");
        CHECK(world.reader->cursor["open"].size() == 0);
    }
}

TEST_CASE("refund.bigcommerce settling: what settles at once is looked at until its time is over or the store names its transaction, and nothing is told") {
    Value settings = refund_settings();
    settings.set("settles", "at-once");
    RefundWorld world(settings);
    world.store.add_pending(1, world.clock.at);
    world.store.add_pending(2, world.clock.at);
    CHECK(world.reader->poll().findings.empty());
    CHECK(world.reader->cursor["open"].size() == 2);
    world.store.settle(2);
    for (int day = 0; day < 30; ++day) {
        world.wait(86'400);
        CHECK(world.reader->cursor["open"].size() == (day == 0 ? 2u : 1u));
        CHECK(world.reader->poll().findings.empty());
    }
    CHECK(world.reader->cursor["open"].size() == 0);
    CHECK(world.reader->cursor["unsettled"].size() == 0);
    CHECK(world.state("1") == "settled");
}

TEST_CASE("refund.bigcommerce settling: more than two thousand that wait push the oldest out, and say so") {
    RefundWorld world;
    for (int id = 1; id <= 2'003; ++id) world.store.add_pending(id, world.clock.at - (3'000 - id) * 1'000);
    CHECK(world.reader->read_all(250));
    CHECK(world.reader->cursor["open"].size() == 2'000);
    CHECK(world.reader->cursor["unsettled"].size() == 3);
}

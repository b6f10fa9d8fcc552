// Protects the work on exceptions: what may be retried, resolved and assigned, what is refused because it may have been booked, and
// that a dry run changes nothing and promises nothing that the real run would refuse. And the story of an order.
#include "command_bench.hpp"

using namespace ledgerline;
using namespace ledgerline::test;
using Catch::Contains;
using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;

namespace {

std::string text(store::Id id) { return std::to_string(id); }

} // namespace

TEST_CASE("order.exceptions: the list ends with 1 while there are any, and can be narrowed") {
    CommandBench bench;
    bench.add("9", state::ready);
    CHECK(bench.run({"exceptions", "list"}).code == 0);
    bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND", "sku:mug");
    bench.hold(bench.add("2", state::held), "PERIOD_CLOSED");
    CHECK(bench.run({"exceptions", "list"}).code == 1);
    CHECK(bench.json({"exceptions", "list"}).size() == 2);
    CHECK(bench.json({"exceptions", "list", "--code", "PERIOD_CLOSED"}).size() == 1);
    CHECK(bench.json({"exceptions", "list", "--team", "merchandising"}).size() == 1);
    CHECK(bench.json({"exceptions", "list", "--subject", "sku:mug"}).size() == 1);
    CHECK(bench.json({"exceptions", "list", "--closed"}).size() == 0);
    CHECK(bench.run({"exceptions", "list", "--code", "OVERSOLD"}).code == 0);
}

TEST_CASE("order.exceptions: the causes can be narrowed as the exceptions can, and are those of open ones") {
    CommandBench bench;
    bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND", "sku:mug");
    bench.hold(bench.add("2", state::held), "SKU_NOT_FOUND", "sku:hat");
    bench.hold(bench.add("3", state::held), "PERIOD_CLOSED");
    const auto groups = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"exceptions", "list", "--groups"});
        return bench.json(words);
    };
    CHECK(groups({}).size() == 3);
    CHECK(groups({"--code", "SKU_NOT_FOUND"}).size() == 2);
    CHECK(groups({"--subject", "sku:hat"}).size() == 1);
    CHECK(groups({"--team", "finance"}).as_array()->at(0)["code"].text_or("") == "PERIOD_CLOSED");
    CHECK(groups({"--team", "merchandising", "--subject", "sku:mug"}).size() == 1);
    CHECK(groups({"--team", "nobody"}).size() == 0);
    CHECK(bench.run({"exceptions", "list", "--groups", "--team", "nobody"}).code == 0);
    const Ran closed = bench.run({"exceptions", "list", "--groups", "--closed"});
    CHECK(closed.code == 2);
    CHECK_THAT(closed.err, Contains("--groups") && Contains("--closed"));
}

TEST_CASE("order.exceptions: a cause has a title also where its messages say different things") {
    CommandBench bench;
    for (const char* id : {"1", "2"})
        for (const char* code : {"ACME_LIMIT", "PERIOD_CLOSED"}) {
            const auto message = bench.add(std::string(id) + code, state::held);
            bench.commit([&](store::UnitOfWork& unit) {
                exceptions::Found found;
                found.code = code;
                found.message = std::string("of order ") + id;
                bench.exceptions.hold(unit, unit.messages().find(message).value(), {found});
            });
        }
    CHECK_THAT(bench.run({"exceptions", "list", "--groups", "--code", "ACME_LIMIT"}).out, Contains("for example: of order 1"));
    CHECK_THAT(bench.run({"exceptions", "list", "--groups", "--code", "PERIOD_CLOSED"}).out, Contains("The posting period of the document's date is closed"));
}

TEST_CASE("order.exceptions: what a team was given is found under it and counted as its own") {
    CommandBench bench;
    bench.folder.write("owners.yaml", "teams:\n  warehouse: {contact: hall-3@acme.example}\n");
    const auto one = bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND"), two = bench.hold(bench.add("2", state::held), "SKU_NOT_FOUND"),
               three = bench.hold(bench.add("3", state::held), "SKU_NOT_FOUND");
    REQUIRE(bench.run({"exceptions", "assign", text(one), "operations"}).code == 0);
    REQUIRE(bench.run({"exceptions", "assign", text(two), "grace"}).code == 0);
    CHECK(bench.json({"exceptions", "list", "--team", "operations"}).as_array()->at(0)["id"].int_or(0) == one);
    CHECK(bench.json({"exceptions", "list", "--team", "operations"}).size() == 1);
    CHECK(bench.json({"exceptions", "list", "--team", "merchandising"}).size() == 3);
    CHECK(bench.json({"exceptions", "list", "--team", "grace"}).size() == 1);
    CHECK(bench.json({"exceptions", "list", "--groups", "--team", "operations"}).size() == 1);

    const auto counted = [&] {
        std::string out;
        const Value status = bench.json({"status"});
        for (const Value& count : *status["open_exceptions"].as_array())
            out += count["team"].text_or("") + " " + std::to_string(count["exceptions"].int_or(0)) + "; ";
        return out;
    };
    CHECK(counted() == "merchandising 2; operations 1; "); // grace is a person
    REQUIRE(bench.run({"exceptions", "assign", text(three), "warehouse"}).code == 0);
    CHECK(counted() == "merchandising 1; operations 1; warehouse 1; ");
    CHECK(bench.json({"exceptions", "retry", "--team", "operations"})["judged_anew"].int_or(0) == 1);
}

TEST_CASE("order.exceptions: a number that no exception has is never all of them") {
    CommandBench bench;
    const auto message = bench.add("1", state::held);
    const auto id = bench.hold(message, "SKU_NOT_FOUND");
    for (const char* number : {"-3", "0", "-1", "99"})
        for (const bool dry : {true, false}) {
            std::vector<std::string> words{"exceptions", "retry", number};
            if (dry) words.push_back("--dry-run");
            const Ran ran = bench.run(words);
            INFO(number << ": " << ran.out << ran.err);
            CHECK(ran.code == 2);
            CHECK_THAT(ran.err, Contains(std::string("there is no exception ") + number));
        }
    for (const char* option : {"--code", "--team", "--subject"}) {
        const Ran ran = bench.run({"exceptions", "retry", text(id), option, "SKU_NOT_FOUND"});
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, Contains("either an exception's number, or --code, --team or --subject"));
    }
    CHECK(bench.state_of(message) == state::held);
}

TEST_CASE("order.exceptions: show says what was found, what it means and what to do") {
    CommandBench bench;
    const auto id = bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND");
    const Ran ran = bench.run({"exceptions", "show", text(id)});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("because of SKU_NOT_FOUND") && Contains("meaning") && Contains("to do") && Contains("/lines/0/sku") && Contains("merchandising"));
}

TEST_CASE("order.exceptions: a retry judges the message anew and says who asked") {
    CommandBench bench;
    const auto message = bench.add("1", state::held);
    const auto id = bench.hold(message, "SKU_NOT_FOUND");
    CHECK(bench.run({"exceptions", "retry", text(id)}).code == 0);
    CHECK(bench.state_of(message) == state::ready);
    CHECK(bench.last_entry(message) == "retry asked by ada: ");
}

TEST_CASE("order.exceptions: many are retried by their cause, and what was sent is left alone") {
    CommandBench bench;
    const auto one = bench.add("1", state::held), two = bench.add("2", state::held), other = bench.add("3", state::held), sent = bench.add("4", state::delivered, outbox_state::delivered);
    bench.hold(one, "SKU_NOT_FOUND", "sku:mug");
    bench.hold(two, "SKU_NOT_FOUND", "sku:mug");
    bench.hold(other, "SKU_NOT_FOUND", "sku:hat");
    bench.hold(sent, "TOTAL_MISMATCH", "sku:mug");
    const Value answer = bench.json({"exceptions", "retry", "--subject", "sku:mug"});
    CHECK(answer["judged_anew"].int_or(0) == 2);
    CHECK(answer["left_alone"].int_or(0) == 1);
    CHECK(bench.state_of(two) == state::ready);
    CHECK(bench.state_of(other) == state::held);
    CHECK(bench.state_of(sent) == state::delivered);
}

TEST_CASE("order.exceptions: what may have been booked is not retried, and not in a dry run either") {
    CommandBench bench;
    const auto message = bench.add("1", state::routed, outbox_state::unconfirmed);
    const auto id = bench.hold(message, "ORDER_UNCONFIRMED");
    for (const bool dry : {true, false}) {
        std::vector<std::string> words{"exceptions", "retry", text(id)};
        if (dry) words.push_back("--dry-run");
        const Ran ran = bench.run(words);
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, Contains("not known whether order:shop:1 was booked"));
    }
    CHECK(bench.state_of(message) == state::routed);
}

TEST_CASE("order.exceptions: what may have been booked is not resolved before that is known") {
    CommandBench bench;
    const auto id = bench.hold(bench.add("1", state::routed, outbox_state::unconfirmed), "SKU_NOT_FOUND"); // of a line that waits
    const Ran ran = bench.run({"exceptions", "resolve", text(id), "--note", "I think so"});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, Contains("still being looked up"));
    CHECK(bench.exception(id).state == "open");
}

TEST_CASE("order.exceptions: a document that was booked with another total is corrected there, not sent again") {
    CommandBench bench;
    const auto message = bench.add("1", state::delivered, outbox_state::delivered);
    const auto id = bench.hold(message, "TOTAL_MISMATCH");
    const Ran ran = bench.run({"exceptions", "retry", text(id)});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, Contains("already delivered") && Contains("exceptions resolve " + text(id)));
    CHECK(bench.run({"exceptions", "resolve", text(id), "--note", "corrected"}).code == 0);
    CHECK(bench.state_of(message) == state::delivered);
}

TEST_CASE("order.exceptions: one about a flow is not retried by hand") {
    CommandBench bench;
    store::Id id = 0;
    bench.commit([&](store::UnitOfWork& unit) { id = bench.exceptions.flow(unit, "orders", {"STORE_AUTH", "refused", "", "shop/orders", "", "", Value::object()}); });
    const Ran ran = bench.run({"exceptions", "retry", text(id)});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, Contains("about the flow orders"));
}

TEST_CASE("order.exceptions: resolving says what is true afterwards") {
    CommandBench bench;
    const auto told = [&](store::Id id, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"exceptions", "resolve", text(id), "--note", "settled"};
        words.insert(words.end(), more.begin(), more.end());
        return bench.run(words).out;
    };
    CHECK(told(bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND")) == "Exception 1 is closed; its message is not sent by the engine.\n");
    CHECK(told(bench.hold(bench.add("2", state::held), "SKU_NOT_FOUND"), {"--document", "4711"}) ==
          "Exception 2 is closed; document 4711 stands for it, and its message is not sent by the engine.\n");
    const auto delivered = bench.add("3", state::delivered, outbox_state::delivered);
    bench.post(delivered);
    CHECK(told(bench.hold(delivered, "BOOKED_TOTAL_DIFFERS")) == "Exception 3 is closed; document 26000017 stands for it as it was posted.\n");
    CHECK(told(bench.hold(bench.add("4", state::routed, outbox_state::unconfirmed), "ORDER_UNCONFIRMED")) ==
          "Exception 4 is closed; its message is neither looked up nor sent again.\n");
    CHECK(told(bench.hold(bench.add("5", state::routed, outbox_state::ready), "ERP_LOCKED")) == "Exception 5 is closed; its message is not sent by the engine.\n");
    CHECK(told(bench.hold(bench.add("6", state::dropped), "SKU_NOT_FOUND")) == "Exception 6 is closed; nothing of its message was left to be sent.\n");
    store::Id flow = 0;
    bench.commit([&](store::UnitOfWork& unit) { flow = bench.exceptions.flow(unit, "orders", {"STORE_AUTH", "refused", "", "shop/orders", "", "", Value::object()}); });
    CHECK(told(flow, {"--dry-run"}) == "Exception 7 would be closed; if its cause is still there, the flow orders opens another one.\n");
    CHECK(told(flow) == "Exception 7 is closed; if its cause is still there, the flow orders opens another one.\n");
    CHECK(bench.last_entry(0) == "resolved by ada: settled");
}

TEST_CASE("order.exceptions: resolving ends the message with the note in its history") {
    CommandBench bench;
    const auto message = bench.add("1", state::held);
    const auto id = bench.hold(message, "SKU_NOT_FOUND");
    CHECK(bench.run({"exceptions", "resolve", text(id), "--note", "booked by hand as 4711"}).code == 0);
    CHECK(bench.state_of(message) == state::settled);
    CHECK(bench.last_entry(message) == "resolved by ada: booked by hand as 4711");
    CHECK(bench.exception(id).closed_by == "ada");
    CHECK(bench.exception(id).resolution == "booked by hand as 4711");
    const Ran again = bench.run({"exceptions", "resolve", text(id), "--note", "again"});
    CHECK(again.code == 2);
    CHECK_THAT(again.err, Contains("was closed at") && Contains("by ada"));
}

TEST_CASE("order.exceptions: resolving after a retry was asked for keeps the message from being sent") {
    CommandBench bench;
    const auto message = bench.add("1", state::held);
    const auto id = bench.hold(message, "SKU_NOT_FOUND");
    REQUIRE(bench.run({"exceptions", "retry", text(id)}).code == 0);
    CHECK(bench.run({"exceptions", "resolve", text(id), "--note", "booked by hand"}).code == 0);
    CHECK(bench.state_of(message) == state::settled);
}

TEST_CASE("order.exceptions: a change that a person carried over is what later changes are compared with") {
    CommandBench bench;
    bench.post(bench.add("1", state::delivered, outbox_state::delivered));
    store::Id changed = 0;
    bench.commit([&](store::UnitOfWork& unit) {
        auto row = unit.messages().newest("shop/orders", "order", "1").value();
        row.revision = "second";
        row.state = state::held;
        changed = unit.messages().add(row, order("1", "70.00"));
    });
    const auto id = bench.hold(changed, "ORDER_CHANGED_AFTER_POST");
    CHECK(bench.run({"exceptions", "resolve", text(id), "--note", "amended in B1"}).code == 0);
    bench.commit([&](store::UnitOfWork& unit) { CHECK(unit.cross_references().by_key("order:shop:1")->message_id == changed); });
}

TEST_CASE("order.exceptions: a note is needed to resolve") {
    CommandBench bench;
    const auto id = bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND");
    CHECK(bench.run({"exceptions", "resolve", text(id), "--note", ""}).code == 2);
    CHECK(bench.exception(id).state == "open");
}

TEST_CASE("order.exceptions: an assignment is kept with who made it") {
    CommandBench bench;
    const auto message = bench.add("1", state::held);
    const auto id = bench.hold(message, "SKU_NOT_FOUND");
    CHECK(bench.run({"exceptions", "assign", text(id), "grace"}).code == 0);
    CHECK(bench.exception(id).assigned_to == "grace");
    CHECK(bench.last_entry(message) == "assigned by ada: grace");
}

TEST_CASE("order.exceptions: a dry run changes nothing") {
    CommandBench bench;
    const auto message = bench.add("1", state::held);
    const auto id = bench.hold(message, "SKU_NOT_FOUND");
    for (const auto& words : std::vector<std::vector<std::string>>{{"exceptions", "retry", text(id), "--dry-run"}, {"exceptions", "retry", "--code", "SKU_NOT_FOUND", "--dry-run"},
                                                                   {"exceptions", "resolve", text(id), "--note", "x", "--dry-run"}, {"exceptions", "assign", text(id), "grace", "--dry-run"}}) {
        const Ran ran = bench.run(words);
        CHECK(ran.code == 0);
        CHECK_THAT(ran.out, Contains("would"));
    }
    CHECK(bench.state_of(message) == state::held);
    CHECK(bench.exception(id).state == "open");
    CHECK(bench.exception(id).assigned_to.empty());
    CHECK(bench.last_entry(message) == "received by shop/orders: ");
}

TEST_CASE("order.trace: a posted order is found by every name that it has") {
    CommandBench bench;
    bench.post(bench.add("1", state::delivered, outbox_state::delivered));
    for (const char* name : {"1", "N1", "order-1", "17", "26000017"}) {
        const Ran ran = bench.run({"order", "trace", name});
        INFO(name << ": " << ran.out << ran.err);
        CHECK(ran.code == 0);
        CHECK_THAT(ran.out, Contains("posted as document 26000017 with 62.77 GBP") && Contains("received from shop/orders"));
    }
}

TEST_CASE("order.trace: an order is found by its key and by that of a part, sent or not") {
    CommandBench bench;
    bench.add("1", state::held);
    const auto sent = bench.add("2", state::routed, outbox_state::ready);
    bench.commit([&](store::UnitOfWork& unit) {
        store::OutboxRow part;
        part.message_id = sent;
        part.route = "orders";
        part.sink = "erp/orders";
        part.idempotency_key = "order:shop:2+2";
        part.group_key = "order:shop/orders:2";
        part.state = outbox_state::ready;
        unit.outbox().add(part, order("2"));
    });
    for (const auto& [key, number] : std::vector<std::pair<std::string, std::string>>{{"order:shop:1", "N1"}, {"order:shop:2", "N2"}, {"order:shop:2+2", "N2"}}) {
        const Value found = bench.json({"order", "trace", key});
        INFO(key);
        REQUIRE(found.size() == 1);
        CHECK(found.as_array()->at(0)["number"].text_or("") == number);
    }
    for (const char* stranger : {"order:shop:3", "order:shop:2+3", "order:other:1", "item:shop:1", "order:", "order:shop:", "order"}) CHECK(bench.run({"order", "trace", stranger}).code == 1);
}

TEST_CASE("order.trace: a held order says why and what to do") {
    CommandBench bench;
    bench.hold(bench.add("1", state::held), "SKU_NOT_FOUND");
    const Ran ran = bench.run({"order", "trace", "1"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("held: because of SKU_NOT_FOUND") && Contains("What to do:") && Contains("owner merchandising"));
}

TEST_CASE("order.trace: each step between the rules and the document has its words") {
    struct Case {
        const char* outbox;
        const char* words;
    };
    for (const Case& one : {Case{outbox_state::ready, "waits to be sent"}, Case{outbox_state::in_flight, "is being sent to erp/orders"},
                            Case{outbox_state::unconfirmed, "unconfirmed: it was sent to erp/orders"}, Case{outbox_state::waiting, "erp/orders holds it"}}) {
        CommandBench bench;
        bench.add("1", state::routed, one.outbox);
        CHECK_THAT(bench.run({"order", "trace", "1"}).out, Contains(one.words));
    }
}

TEST_CASE("order.trace: an order that nobody knows ends with 1 and says where to look") {
    CommandBench bench;
    bench.add("1", state::ready);
    const Ran ran = bench.run({"order", "trace", "4711"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Contains("4711") && Contains("ledgerline status"));
}

TEST_CASE("order.trace: what waits for the outcome of something else says for which") {
    CommandBench bench;
    const store::Id message = bench.add("1", state::routed, outbox_state::ready);
    bench.commit([&](store::UnitOfWork& unit) {
        const store::Id row = unit.outbox().of_message(message)->id;
        REQUIRE(unit.outbox().move(row, outbox_state::ready, outbox_state::ready, 0, "the outcome of refund:shop:12, which is of the same order, is not known yet"));
    });
    CHECK_THAT(bench.run({"order", "trace", "1"}).out, Contains("waits to be sent; the outcome of refund:shop:12, which is of the same order, is not known yet"));
}

// Protects: a message is taken in once, waits its turn, and moves only for whoever saw its present state. By a store in
// memory.
#include "sample.hpp"

#include "message/json.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline;
using namespace ledgerline::store;

namespace {

Id add(UnitOfWork& unit, const MessageRow& row) { return unit.messages().add(row, message::Value("body of " + row.source_key)); }

std::vector<Id> ids(const std::vector<MessageRow>& rows) {
    std::vector<Id> all;
    for (const MessageRow& row : rows) all.push_back(row.id);
    return all;
}

void move(UnitOfWork& unit, Id id, const std::string& state, Millis due_at = 0) {
    REQUIRE(unit.messages().move(id, unit.messages().find(id)->version, state, due_at));
}

} // namespace

TEST_CASE("store.messages: every field comes back") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        MessageRow row = sample::order("1047");
        row.due_at = 12;
        row.version = 3;
        row.id = add(unit, row);
        const auto found = unit.messages().find(row.id);
        REQUIRE(found);
        CHECK(found->route == row.route);
        CHECK(found->source == row.source);
        CHECK(found->type == row.type);
        CHECK(found->source_key == row.source_key);
        CHECK(found->revision == row.revision);
        CHECK(found->source_time == row.source_time);
        CHECK(found->group_key == row.group_key);
        CHECK(found->correlation == row.correlation);
        CHECK(found->state == row.state);
        CHECK(found->received_at == row.received_at);
        CHECK(found->due_at == row.due_at);
        CHECK(found->version == row.version);
        CHECK(found->number == row.number);
        CHECK(found->amount == row.amount);
        CHECK(found->currency == row.currency);
    });
}

TEST_CASE("store.messages: the idempotent receiver takes a revision once") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id first = add(unit, sample::order("1", "a"));
        CHECK(first > 0);
        CHECK(add(unit, sample::order("1", "a")) == 0);
        CHECK(add(unit, sample::order("1", "b")) > first);
        MessageRow refund = sample::order("1", "a");
        refund.type = "refund";
        CHECK(add(unit, refund) > 0);
        MessageRow other_shop = sample::order("1", "a");
        other_shop.source = "shop2/orders";
        CHECK(add(unit, other_shop) > 0);
    });
}

TEST_CASE("store.messages: a body comes back without loss") {
    sample::Memory memory;
    const message::Value body = message::parse_json(
        R"({"z":1,"a":[true,null,"\u0001\u00e9\"\\"],"price":24.90,"big":92233720368547758070,"deep":{"e":1e999}})");
    memory.store.commit([&](UnitOfWork& unit) {
        const Id id = unit.messages().add(sample::order("1"), body);
        CHECK(unit.messages().body(id) == body);
        CHECK_THROWS_WITH(unit.messages().body(id + 1), "the store has no body of message " + std::to_string(id + 1));
    });
}

TEST_CASE("store.messages: the newest revision is the one that came last") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        CHECK_FALSE(unit.messages().newest("shop/orders", "order", "1"));
        const Id first = add(unit, sample::order("1", "z"));
        const Id second = add(unit, sample::order("1", "a"));
        add(unit, sample::order("2", "m"));
        CHECK(unit.messages().newest("shop/orders", "order", "1")->id == second);
        CHECK(ids(unit.messages().revisions("shop/orders", "order", "1")) == std::vector<Id>{first, second});
    });
}

TEST_CASE("store.messages: ready are those of the route that are due, oldest first") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id first = add(unit, sample::order("1"));
        const Id later = add(unit, sample::order("2"));
        const Id held = add(unit, sample::order("3"));
        MessageRow other = sample::order("4");
        other.route = "items";
        add(unit, other);
        const Id last = add(unit, sample::order("5"));
        move(unit, later, message_state::ready, 5'000);
        move(unit, held, message_state::held);
        CHECK(ids(unit.messages().ready("orders", 4'999, 10)) == std::vector<Id>{first, last});
        CHECK(ids(unit.messages().ready("orders", 5'000, 10)) == std::vector<Id>{first, later, last});
        CHECK(ids(unit.messages().ready("orders", 5'000, 2)) == std::vector<Id>{first, later});
    });
}

TEST_CASE("store.messages: a message waits for an older one of its group that is on its way") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id older = add(unit, sample::order("1", "a"));
        const Id newer = add(unit, sample::order("1", "b"));
        const Id stranger = add(unit, sample::order("2"));
        move(unit, older, message_state::routed);
        CHECK(ids(unit.messages().ready("orders", 0, 10)) == std::vector<Id>{stranger});
        move(unit, older, message_state::delivered);
        CHECK(ids(unit.messages().ready("orders", 0, 10)) == std::vector<Id>{newer, stranger});
        // The other way round nobody waits: the newer one on its way does not hold up what came before it.
        move(unit, older, message_state::ready);
        move(unit, newer, message_state::routed);
        CHECK(ids(unit.messages().ready("orders", 0, 10)) == std::vector<Id>{older, stranger});
    });
}

TEST_CASE("store.messages: a move needs the version that was seen") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id id = add(unit, sample::order("1"));
        CHECK(unit.messages().move(id, 0, message_state::held, 77));
        CHECK_FALSE(unit.messages().move(id, 0, message_state::routed));
        const auto row = unit.messages().find(id);
        CHECK(row->state == message_state::held);
        CHECK(row->due_at == 77);
        CHECK(row->version == 1);
    });
}

TEST_CASE("store.messages: what waits for a cause is released when it goes away, and nothing else") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        std::vector<Id> all;
        for (const char* key : {"1", "2", "3", "4"}) all.push_back(add(unit, sample::order(key)));
        for (const Id id : all) move(unit, id, message_state::held);
        unit.exceptions().open(sample::exception(all[0]), {sample::finding("sku:a", "item:A")});
        unit.exceptions().open(sample::exception(all[1]), {sample::finding("sku:b", "item:B"), sample::finding("sku:a", "item:A")});
        unit.exceptions().open(sample::exception(all[2]), {sample::finding("sku:b", "item:B")});
        const Id closed = unit.exceptions().open(sample::exception(all[3]), {sample::finding("sku:a", "item:A")});
        unit.exceptions().close(closed, 1, "somebody", "");

        CHECK(unit.messages().release_waiting("") == 0);
        CHECK(unit.messages().release_waiting("item:a") == 0);
        CHECK(unit.messages().release_waiting("item:A") == 2);
        CHECK(unit.messages().find(all[0])->state == message_state::ready);
        CHECK(unit.messages().find(all[1])->state == message_state::ready);
        CHECK(unit.messages().find(all[2])->state == message_state::held);
        CHECK(unit.messages().find(all[3])->state == message_state::held);
        CHECK(unit.messages().release_waiting("item:A") == 0);
        CHECK(unit.messages().find(all[0])->version == 2);
    });
}

TEST_CASE("store.messages: held ones are released by route, by id, or all") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        MessageRow refund = sample::order("9");
        refund.route = "refunds";
        const std::vector<Id> all{add(unit, sample::order("1")), add(unit, sample::order("2")), add(unit, refund)};
        const auto hold_all = [&] {
            for (const Id id : all) move(unit, id, message_state::held);
        };
        hold_all();
        CHECK(unit.messages().release_held("orders") == 2);
        hold_all();
        CHECK(unit.messages().release_held("") == 3);
        hold_all();
        CHECK(unit.messages().release(all[1]));
        CHECK_FALSE(unit.messages().release(all[1]));
        CHECK(ids(unit.messages().in_state("held", 10)) == std::vector<Id>{all[0], all[2]});
        CHECK(ids(unit.messages().in_state("held", 1)) == std::vector<Id>{all[0]});
    });
}

TEST_CASE("store.messages: a person finds one by key, number or correlation, and nothing by an empty word") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const Id one = add(unit, sample::order("1047"));
        MessageRow refund = sample::order("77");
        refund.correlation = "order:shop:1047";
        refund.number = "";
        const Id two = add(unit, refund);
        CHECK(ids(unit.messages().search("1047", 10)) == std::vector<Id>{one});
        CHECK(ids(unit.messages().search("N1047", 10)) == std::vector<Id>{one});
        CHECK(ids(unit.messages().search("order:shop:1047", 10)) == std::vector<Id>{one, two});
        CHECK(ids(unit.messages().search("order:shop:1047", 1)) == std::vector<Id>{one});
        CHECK(unit.messages().search("", 10).empty());
    });
}

TEST_CASE("store.messages: counts by route, type and state with the oldest") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        MessageRow old = sample::order("1");
        old.received_at = 500;
        add(unit, old);
        add(unit, sample::order("2"));
        move(unit, add(unit, sample::order("3")), message_state::held);
        const auto counts = unit.messages().counts();
        REQUIRE(counts.size() == 2);
        CHECK(counts[0].state == "held");
        CHECK(counts[1].state == "ready");
        CHECK(counts[1].messages == 2);
        CHECK(counts[1].oldest == 500);
        CHECK(counts[1].route == "orders");
        CHECK(counts[1].type == "order");
    });
}

TEST_CASE("store.messages: the next due time is that of the route's ready messages after a moment") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        CHECK(unit.messages().next_due("orders") == 0);
        add(unit, sample::order("1"));
        CHECK(unit.messages().next_due("orders") == 0); // due at once
        move(unit, add(unit, sample::order("2")), message_state::ready, 900);
        move(unit, add(unit, sample::order("3")), message_state::ready, 800);
        move(unit, add(unit, sample::order("4")), message_state::held, 700);
        CHECK(unit.messages().next_due("orders") == 800);
        CHECK(unit.messages().next_due("orders", 800) == 900);
        CHECK(unit.messages().next_due("items") == 0);
    });
}

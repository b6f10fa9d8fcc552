// Protects that what a callback names is read at once, and that lost, late or forged callbacks cost time and nothing else.
#include "hook_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce signals: a new order and a change are read by their callbacks alone") {
    HookWorld world;
    world.place();
    settle(world);
    world.call_back();
    world.read_all();
    const std::size_t before = world.reader->emitted.size();
    const std::int64_t id = world.place();
    world.call_back();
    CHECK(world.reader->signals == std::vector<std::string>{std::to_string(id)});
    world.read_all();
    REQUIRE(world.reader->emitted.size() > before);
    CHECK(world.reader->emitted[before].source_key == std::to_string(id));
    CHECK(world.reader->signals.empty());
}

TEST_CASE("order.bigcommerce signals: they are read first, whatever is waiting in the list") {
    HookWorld world;
    for (int n = 0; n < 6; ++n) world.place(), world.wait(60);
    world.reader->signals = {"1005"};
    REQUIRE(world.reader->poll(1).verdict == LL_PASS);
    REQUIRE(!world.reader->emitted.empty());
    CHECK(world.reader->emitted.front().source_key == "1005");
    world.read_all();
    CHECK(world.reader->times().size() == 6);
    CHECK(world.reader->times()["1005"] == 1);
}

TEST_CASE("order.bigcommerce signals: an incomplete order is left alone, one that is not there is fine, nonsense is forgotten") {
    HookWorld world;
    world.place();
    settle(world);
    const std::size_t before = world.reader->emitted.size();
    const std::int64_t cart = world.place(R"("status_id":0)");
    world.reader->signals = {std::to_string(cart), "99999", "no id", "../store"};
    world.read_all();
    CHECK(world.reader->emitted.size() == before);
    CHECK(world.reader->cursor["signalled"].size() == 0);
    CHECK(world.wire.times("/orders/no") == 0);
    world.wait(60);
    world.shop.set_status(cart, 11);
    world.reader->signals = {std::to_string(cart)};
    world.read_all();
    CHECK(world.reader->times()[std::to_string(cart)] >= 1);
}

TEST_CASE("order.bigcommerce signals: what could not be read in one poll is read in the next") {
    HookWorld world;
    world.place();
    settle(world);
    std::vector<std::string> ids;
    for (int n = 0; n < 5; ++n) ids.push_back(std::to_string(world.place()));
    world.reader->signals = ids;
    REQUIRE(world.reader->poll(2).verdict == LL_PASS);
    CHECK(world.reader->cursor["signalled"].size() == 3);
    world.read_all();
    CHECK(world.reader->cursor["signalled"].size() == 0);
    for (const std::string& id : ids) CHECK(world.reader->times()[id] == 1);
}

TEST_CASE("order.bigcommerce signals: while the store fails they stay with the engine") {
    HookWorld world;
    world.place();
    settle(world);
    const std::int64_t id = world.place();
    world.reader->signals = {std::to_string(id)};
    world.wire.failing = "/v2/orders";
    world.wire.status = 503;
    CHECK(world.reader->poll().verdict == LL_RETRY);
    CHECK(world.reader->signals.size() == 1);
    world.wire.status = 0;
    world.read_all();
    CHECK(world.reader->times()[std::to_string(id)] == 1);
}

TEST_CASE("order.bigcommerce callbacks of the store: lost, doubled, late, out of order and forged ones change nothing but the time") {
    HookWorld world;
    world.place();
    settle(world);
    world.call_back();
    world.read_all();
    for (const auto kind : {sandbox::HookFault::Kind::lost, sandbox::HookFault::Kind::doubled, sandbox::HookFault::Kind::late, sandbox::HookFault::Kind::out_of_order,
                            sandbox::HookFault::Kind::forged}) {
        sandbox::HookFault fault;
        fault.kind = kind;
        fault.callbacks = 3;
        fault.delay_ms = 7'200'000;
        world.shop.inject(fault);
        const std::int64_t id = world.place();
        world.shop.edit_order(id, json(R"({"staff_notes":"wrap it"})"));
        world.call_back();
        world.read_all();
        world.wait(120);
        world.call_back();
        world.read_all();
        INFO(static_cast<int>(kind));
        CHECK(world.reader->times()[std::to_string(id)] >= 1);
        CHECK(world.reader->emitted.back().body["notes"]["staff"].text_or("") == "wrap it");
        world.shop.clear_hook_faults();
    }
    const Value report = world.shop.hooks();
    CHECK(report["refused"].int_or(0) == 2); // the forged ones: of the order and of its change
}

TEST_CASE("order.bigcommerce callbacks of the store: two days without an answer switch its hooks off, and the poll brings them back") {
    HookWorld world;
    world.place();
    settle(world);
    world.call_back();
    world.read_all();
    world.unreachable = true;
    world.place();
    for (int hours = 0; hours < 80; ++hours) world.wait(3'600), world.call_back();
    CHECK(world.active_hooks() < hooks_wanted);
    world.unreachable = false;
    world.read_all();
    CHECK_FALSE(world.explained().empty());
    CHECK(world.active_hooks() == hooks_wanted);
}

// Protects that numbers of orders that the list passed over are looked for, and told if the store does not have them.
#include "hook_room.hpp"

using namespace bigcommerce_room;

TEST_CASE("order.bigcommerce gaps: an order that the list passed over is looked for after some minutes, and read") {
    HookWorld world("");
    world.place();
    settle(world);
    world.place(R"("id":1003)");
    settle(world);
    CHECK(world.reader->cursor["missing"]["1002"].int_or(0) > 0);
    world.place(R"("id":1002)"); // it was there, only late
    world.wait(180);
    CHECK(world.explained().empty());
    CHECK(world.reader->times()["1002"] == 1);
    CHECK(world.reader->cursor["missing"].size() == 0);
}

TEST_CASE("order.bigcommerce gaps: numbers that the store does not have are told until they come or are forgotten") {
    HookWorld world("");
    world.place();
    settle(world);
    world.place(R"("id":1005)");
    settle(world);
    CHECK(world.explained().empty());
    world.wait(180);
    CHECK(world.explained() == std::vector<std::string>{"ORDER_GAP missing:1002-1004"});
    world.wait(60);
    CHECK(world.explained() == std::vector<std::string>{"ORDER_GAP missing:1002-1004"});
    world.place(R"("id":1003)");
    world.wait(3'600);
    CHECK(world.explained() == std::vector<std::string>{"ORDER_GAP missing:1002-1002", "ORDER_GAP missing:1004-1004"});
    CHECK(world.reader->times()["1003"] == 1);
    world.wait(4 * 86'400);
    world.explained();
    CHECK(world.explained().empty());
    CHECK(world.reader->cursor["missing"].size() == 0);
}

TEST_CASE("order.bigcommerce gaps: what was there before the first reading, and a great leap, are no gaps to look into") {
    HookWorld world("");
    world.place();
    world.place(R"("id":1100)");
    settle(world);
    CHECK(world.reader->cursor["missing"].size() == 0);
    world.place(R"("id":5000)");
    settle(world);
    CHECK(world.reader->cursor["missing"].size() == 100);
}

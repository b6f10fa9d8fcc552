// Protects the reading of refunds: each comes, in whatever pages, order and delay the store shows them, and a death between any two polls
// loses none.
#include "refund_room.hpp"

using namespace bigcommerce_room;

namespace {

std::map<std::string, int> once(int first, int last) {
    std::map<std::string, int> out;
    for (int id = first; id <= last; ++id) out[std::to_string(id)] = 1;
    return out;
}

// Of many orders, a minute apart, the newest a minute ago.
void fill(RefundWorld& world, int count) {
    for (int id = 1; id <= count; ++id) world.store.add(id, world.clock.at - (count - id + 1) * 60'000, std::to_string(1'000 + id / 7));
}

} // namespace

TEST_CASE("refund.bigcommerce polling: all pages, whatever the store's limit is and whatever it says of its pages") {
    for (const std::size_t cap : {std::size_t{10}, std::size_t{50}, std::size_t{100}, std::size_t{250}})
        for (const int count : {0, 1, 49, 50, 250, 260})
            for (const bool repeats : {false, true}) {
                RefundWorld world;
                world.store.page_cap = cap;
                world.store.repeats_last_page = repeats;
                world.store.meta = json(R"({"pagination":{"total":1,"count":1,"per_page":250,"current_page":1,"total_pages":1}})");
                fill(world, count);
                INFO(cap << " " << count << " " << repeats);
                CHECK(world.reader->read_all());
                CHECK(world.reader->times() == once(1, count));
                world.store.add(count + 1, world.clock.at);
                CHECK(world.reader->read_all());
                CHECK(world.reader->times() == once(1, count + 1));
                CHECK(world.reader->read_all());
                CHECK(world.reader->times() == once(1, count + 1));
            }
}

TEST_CASE("refund.bigcommerce polling: the cursor stands between any two polls, and each refund comes once") {
    RefundWorld world;
    world.store.page_cap = 50;
    fill(world, 230);
    int polls = 0;
    bool more = true;
    while (more && ++polls < 100) {
        world.restart();
        more = world.reader->poll(20).document["more"].bool_or(false);
    }
    CHECK(polls > 10);
    CHECK(world.reader->times() == once(1, 230));
}

TEST_CASE("refund.bigcommerce polling: a poll that finds nothing costs two requests") {
    RefundWorld world;
    fill(world, 3);
    CHECK(world.reader->read_all());
    world.wait(60);
    world.store.asked.clear();
    CHECK(world.reader->read_all());
    CHECK(world.store.asked == std::vector<std::string>{RefundStore::list, RefundStore::list});
}

TEST_CASE("refund.bigcommerce polling: the window begins two hours before the newest refund") {
    RefundWorld world;
    world.store.add(1, world.clock.at - 3'600'000);
    CHECK(world.reader->read_all());
    CHECK(world.reader->read_all());
    CHECK(world.store.queries.back()["created:min"].text_or("") == base::iso_time(world.clock.at - 3 * 3'600'000).substr(0, 19) + "Z");
}

TEST_CASE("refund.bigcommerce polling: what the store shows late is found by its date, and by its number where it has none") {
    for (const bool has_date : {true, false}) {
        RefundWorld world;
        fill(world, 4);
        CHECK(world.reader->read_all());
        world.store.add(5, has_date ? world.clock.at : 0);
        world.store.hidden = {5};
        world.store.add(6, world.clock.at);
        CHECK(world.reader->read_all());
        CHECK(world.reader->times() == std::map<std::string, int>{{"1", 1}, {"2", 1}, {"3", 1}, {"4", 1}, {"6", 1}});
        world.store.hidden.clear();
        world.wait(has_date ? 30 : 180);
        CHECK(world.reader->read_all());
        CHECK(world.reader->times() == once(1, 6));
        CHECK(world.reader->cursor["missing"].size() == 0);
    }
}

TEST_CASE("refund.bigcommerce polling: a number that never comes is looked for a day, for fewer and fewer requests, and forgotten") {
    RefundWorld world;
    fill(world, 2);
    CHECK(world.reader->read_all());
    world.store.add(5, world.clock.at);
    CHECK(world.reader->read_all());
    CHECK(world.reader->cursor["missing"].size() == 2);
    world.store.asked.clear();
    int polls = 0;
    for (; polls < 1'500; ++polls) {
        world.wait(60);
        REQUIRE(world.reader->read_all());
    }
    CHECK(world.reader->cursor["missing"].size() == 0);
    CHECK(world.store.asked.size() < 2u * 1'500 + 80);
    CHECK(world.reader->times() == std::map<std::string, int>{{"1", 1}, {"2", 1}, {"5", 1}});
}

TEST_CASE("refund.bigcommerce polling: a great leap of the numbers is bounded") {
    RefundWorld world;
    fill(world, 2);
    CHECK(world.reader->read_all());
    world.store.add(500'000'000'000, world.clock.at);
    CHECK(world.reader->read_all());
    CHECK(world.reader->cursor["missing"].size() == 100);
    CHECK(world.state("500000000000") == "settled");
}

TEST_CASE("refund.bigcommerce polling: refunds without a date all come, and only once") {
    RefundWorld world;
    for (int id = 1; id <= 60; ++id) world.store.add(id, 0);
    CHECK(world.reader->read_all());
    world.store.add(61, 0);
    CHECK(world.reader->read_all());
    CHECK(world.reader->read_all());
    CHECK(world.reader->times() == once(1, 61));
}

TEST_CASE("refund.bigcommerce polling: a store that ignores the filters is not read anew with every poll") {
    RefundWorld world;
    world.store.ignores_filters = true;
    fill(world, 600); // ten hours
    CHECK(world.reader->read_all());
    world.store.asked.clear();
    CHECK(world.reader->read_all());
    CHECK(world.store.asked.size() <= 3);
    CHECK(world.reader->times() == once(1, 600));
}

TEST_CASE("refund.bigcommerce polling: a date from a far future does not hide the others") {
    RefundWorld world;
    world.store.add(1, world.clock.at + std::int64_t{40'000} * 86'400'000);
    world.store.add(2, world.clock.at - 60'000);
    CHECK(world.reader->read_all());
    world.store.add(4, world.clock.at);
    CHECK(world.reader->read_all());
    world.store.add(3, world.clock.at); // late
    CHECK(world.reader->read_all());
    CHECK(world.reader->times() == once(1, 4));
}

TEST_CASE("refund.bigcommerce polling: a list that became shorter is followed again") {
    RefundWorld world;
    world.store.page_cap = 10;
    fill(world, 35);
    CHECK(world.reader->read_all());
    for (int id = 1; id <= 20; ++id) world.store.refunds.erase(id); // which no store is known to do
    for (int id = 36; id <= 40; ++id) world.store.add(id, 0);
    for (int i = 0; i < 5; ++i) CHECK(world.reader->read_all());
    CHECK(world.reader->times() == once(1, 40));
}

TEST_CASE("refund.bigcommerce polling: many refunds within the window, and a crash among them") {
    RefundWorld world;
    world.store.page_cap = 50;
    fill(world, 5);
    CHECK(world.reader->read_all());
    for (int id = 6; id <= 300; ++id) {
        world.store.add(id, world.clock.at);
        if (id % 2 == 0) world.store.hidden.insert(id);
    }
    CHECK(world.reader->read_all(20));
    world.store.hidden.clear();
    bool more = true;
    while (more) {
        world.restart();
        more = world.reader->poll(20).document["more"].bool_or(false);
    }
    CHECK(world.reader->times() == once(1, 300));
    world.wait(4 * 3'600);
    world.store.add(301, world.clock.at);
    CHECK(world.reader->read_all());
    CHECK(world.reader->read_all());
    CHECK(world.reader->cursor["seen"].size() == 1);
}

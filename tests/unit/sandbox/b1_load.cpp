// Protects the load model of the company: what was measured of Service Layer, waiting for rows, -2039, the people who work, and that a
// seed takes the same way twice.
#include "b1/load.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace ledgerline;
using sandbox::b1::Load;
using sandbox::b1::LoadSettings;

namespace {

base::HttpRequest order(int lines, const std::string& items, const std::string& partner) {
    std::string body = "{\"CardCode\":\"" + partner + "\",\"DocumentLines\":[";
    for (int i = 0; i < lines; ++i) body += std::string(i ? "," : "") + "{\"ItemCode\":\"" + items + std::to_string(i) + "\"}";
    return {"POST", "/b1s/v2/Orders", {}, body + "]}"};
}

base::HttpRequest batch(int change_sets, const std::string& items) {
    std::string body;
    for (int i = 0; i < change_sets; ++i)
        body += "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 1\r\n\r\n"
                "POST /b1s/v2/Orders HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\"CardCode\":\"C\",\"DocumentLines\":[{\"ItemCode\":\"" + items + "\"}]}\r\n--c--\r\n";
    return {"POST", "/b1s/v2/$batch", {{"Content-Type", "multipart/mixed; boundary=b"}}, body + "--b--\r\n"};
}

LoadSettings nobody_works() {
    LoadSettings settings;
    settings.user_every_ms = 0;
    settings.loser_one_in = 0;
    return settings;
}

struct Measured {
    double per_second = 0, seconds_each = 0;
};

// So many clients, each with one order of 20 lines after the other, on partners and items of their own.
Measured measure(int clients) {
    Load load(nobody_works(), 1, 0);
    std::map<Load::Id, std::pair<int, base::Millis>> running;
    base::Millis now = 0, took = 0;
    constexpr base::Millis long_ms = 600'000;
    int done = 0;
    const auto begin = [&](int client) { running[load.begin(order(20, "I" + std::to_string(client) + "-", "C" + std::to_string(client)), now)] = {client, now}; };
    for (int client = 0; client < clients; ++client) begin(client);
    while (now < long_ms) {
        now = load.next_event();
        load.advance(now);
        for (const auto& one : load.take_done()) {
            const auto [client, since] = running.at(one.id);
            running.erase(one.id);
            ++done;
            took += now - since;
            begin(client);
        }
    }
    return {done * 1'000.0 / static_cast<double>(long_ms), static_cast<double>(took) / 1'000 / done};
}

// Lets time pass until all have ended: what became of each.
std::map<Load::Id, std::pair<base::Millis, std::optional<std::size_t>>> finish(Load& load, std::size_t count) {
    std::map<Load::Id, std::pair<base::Millis, std::optional<std::size_t>>> out;
    while (out.size() < count) {
        const base::Millis now = load.next_event();
        REQUIRE(now > 0);
        load.advance(now);
        for (const auto& done : load.take_done()) out[done.id] = {now, done.locked_part};
    }
    return out;
}

} // namespace

TEST_CASE("sandbox.b1 load: as measured of Service Layer, it posts 2.6 documents a second at least and 6.7 at most, growing until 40 at once") {
    const Measured few = measure(3), some = measure(8), many = measure(40);
    CHECK(few.per_second == Approx(2.6).epsilon(0.15));
    CHECK(few.seconds_each == Approx(1.3).epsilon(0.15));
    CHECK(some.per_second > few.per_second);
    CHECK(many.per_second > some.per_second);
    CHECK(many.per_second == Approx(6.7).epsilon(0.15));
    CHECK((many.seconds_each > 4.5 && many.seconds_each < 7.8));
}

TEST_CASE("sandbox.b1 load: a batch takes as long as its change sets one after the other, and reading takes little") {
    Load load(nobody_works(), 1, 0);
    const auto one = load.begin(batch(1, "A"), 0);
    const base::Millis single = finish(load, 1).at(one).first;
    const auto eight = load.begin(batch(8, "A"), 10'000);
    CHECK(finish(load, 1).at(eight).first - 10'000 == Approx(8 * single).epsilon(0.02));
    const auto read = load.begin({"GET", "/b1s/v2/Items", {}, ""}, 100'000);
    CHECK(finish(load, 1).at(read).first - 100'000 == 30);
}

TEST_CASE("sandbox.b1 load: who waits too long for a row gets -2039, and nothing after it is tried") {
    LoadSettings settings = nobody_works();
    settings.lock_wait_ms = 10;
    settings.locked_percent = 90;
    Load load(settings, 1, 0);
    const auto first = load.begin(batch(1, "A"), 0);
    const auto second = load.begin(batch(3, "A"), 0);
    const auto ends = finish(load, 2);
    CHECK_FALSE(ends.at(first).second);
    CHECK(ends.at(second).second == std::size_t{0});
}

TEST_CASE("sandbox.b1 load: some of those who waited for an item find it changed, for the head of the table alone nobody is refused") {
    LoadSettings settings = nobody_works();
    settings.loser_one_in = 1;
    for (const bool same_item : {true, false}) {
        Load load(settings, 1, 0);
        load.begin(order(1, "A", "C1"), 0);
        const auto second = load.begin(order(1, same_item ? "A" : "B", "C2"), 0);
        CHECK(finish(load, 2).at(second).second.has_value() == same_item);
    }
}

TEST_CASE("sandbox.b1 load: people wait for rows that a posting holds, and their times are told") {
    LoadSettings settings = nobody_works();
    settings.items = {"A"};
    settings.user_every_ms = 1'000;
    const auto times = [&](bool posting) {
        Load load(settings, 7, 1);
        std::map<Load::Id, bool> running;
        for (base::Millis now = 1; now < 600'000; now = load.next_event()) {
            load.advance(now);
            for (const auto& done : load.take_done()) running.erase(done.id);
            while (posting && running.size() < 6) running[load.begin(batch(8, "A"), now)] = true;
        }
        auto all = load.take_user_times();
        std::sort(all.begin(), all.end());
        return all;
    };
    const auto idle = times(false), busy = times(true);
    REQUIRE(idle.size() > 300);
    REQUIRE(busy.size() > 300);
    CHECK(busy[busy.size() * 95 / 100] * 10 > idle[idle.size() * 95 / 100] * 14);
    CHECK(times(true) == busy); // the same seed, the same way
}

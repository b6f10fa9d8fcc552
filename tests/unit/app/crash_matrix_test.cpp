// Protects the first promise at every instruction that can tell: the engine dies before and after each single commit, and before and
// after each single request, of a day with ten orders; then it is started again. Every time both systems and the books must be as they
// are after a day without a death: no document twice, none missing, nothing left undecided.
//
// One thread, both sandboxes in process, time that moves only when everything is quiet: the same point is the same moment every time.
#include "crash_bench.hpp"

#include "message/json.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <map>
#include <set>

namespace {

using namespace ledgerline;
using namespace ledgerline::test;
using message::Value;

class World {
public:
    explicit World(BothSystems& systems) : systems_(systems) {
        for (int n = 0; n < 10; ++n) ids_.push_back(place(n));
    }

    // What happens when the morning's orders are through.
    void afternoon() {
        systems_.add_item("GHOST");
        systems_.shop.pay(ids_[5]);
        systems_.shop.set_status(ids_[0], 5);                                                            // cancelled after it was posted
        systems_.shop.edit_order(ids_[2], message::parse_json(R"({"products":[{"sku":"SKU-9","name":"Goods","quantity":2,"price":"2.50"}]})")); // a line more
        systems_.shop.edit_order(ids_[1], Value::object({{"staff_notes", "fragile"}}));                  // no matter for the document
        ids_.push_back(place(10));
    }

    // Document by key, with everything that money depends on. A key that two documents carry shows as two.
    std::map<std::string, std::string> documents() const {
        std::map<std::string, std::string> out;
        systems_.company.each_order([&](const Value& document) { out[document["U_LL_Key"].text_or("no key")] += text_of_document(document); });
        return out;
    }

private:
    std::int64_t place(int n) {
        Value lines = Value::array();
        for (int line = 0; line <= n % 3; ++line)
            lines.push(Value::object({{"sku", n == 4 ? "GHOST" : fmt::format("SKU-{}", n + line)}, {"name", "Goods"}, {"quantity", Value(1 + line)}, {"price", fmt::format("{}.{:02}", 3 + n, 7 * n)}}));
        return systems_.place(n, lines, n % 2 == 0 ? "4.99" : "0.00", Value::object({{"status_id", Value(n == 5 ? 7 : n == 6 ? 5 : 11)}, {"payment", Value::object({{"state", n == 5 ? "pending" : "captured"}})}}));
    }

    BothSystems& systems_;
    std::vector<std::int64_t> ids_;
};

// Read once: a plugin is never unloaded.
const Program& program() {
    static const Program one("changes");
    return one;
}

struct Ending : EndOfDay {
    std::map<std::string, std::string> orders;    // state of the newest revision, and the code of its exception
    std::map<std::string, std::string> references;
};

class Day {
public:
    Day(Point point, int at) : fate_(point, at) {}

    Ending live() {
        until_quiet();
        if (lives_.trouble.empty()) {
            world_.afternoon();
            until_quiet();
        }
        static_cast<EndOfDay&>(ending_) = lives_.end_of_day();
        ending_.documents = world_.documents();
        return ending_;
    }

private:
    void until_quiet() {
        lives_.until_quiet([](store::Store&) {}, [this](store::Store& store) { read_books(store); });
    }
    void read_books(const store::Store& store) {
        ending_.orders.clear();
        ending_.references.clear();
        store.read([&](store::UnitOfWork& unit) {
            std::set<std::string> ids;
            for (const char* state : {"ready", "routed", "held", "delivered", "applied", "dropped", "superseded"})
                for (const auto& message : unit.messages().in_state(state, 1'000))
                    if (message.type == "order") ids.insert(message.source_key);
            for (const std::string& id : ids) {
                const auto newest = unit.messages().newest("shop/orders", "order", id).value();
                const auto open = unit.exceptions().open_of_message(newest.id);
                ending_.orders[id] = newest.state + (open ? " " + open->code : "");
                if (const auto reference = unit.cross_references().by_key("order:shop:" + id)) ending_.references[id] = reference->amount;
            }
        });
    }

    HandClock clock_;
    Fate fate_;
    BothSystems systems_{clock_, fate_};
    World world_{systems_};
    Lives lives_{program(), clock_, systems_};
    Ending ending_;
};

const Ending& day_without_death() {
    static const Ending ending = Day(Point::never, 0).live();
    return ending;
}

// Each of the point, or every other one.
void die_at_each(Point point, int first = 1, int step = 1) {
    const Ending& expected = day_without_death();
    test::die_at_each(expected, point, first, step, [](Point where, int at) { return Day(where, at).live(); }, [&](const Ending& ending) {
        REQUIRE(ending.orders == expected.orders);
        REQUIRE(ending.references == expected.references);
    });
}

} // namespace

TEST_CASE("order.crash: a day without a death is as it should be") {
    const Ending& day = day_without_death();
    CHECK(day.trouble == "");
    CHECK(day.documents.size() == 10); // eleven orders, one cancelled before it was read
    CHECK(day.keys == 12); // one document was cancelled afterwards, and one changed
    for (const auto& [key, text] : day.documents) {
        INFO(key << ": " << text);
        CHECK(std::count(text.begin(), text.end(), ':') == 1); // one document
    }
    std::map<std::string, int> states;
    for (const auto& [id, state] : day.orders) ++states[state];
    CHECK(states == std::map<std::string, int>{{"applied", 1}, {"delivered", 9}, {"dropped", 1}});
    CHECK(day.commits > 10);
    CHECK(day.requests > 50);
    CHECK(day.callbacks > 3); // of the afternoon: the morning's orders were there before the webhooks
}

TEST_CASE("order.crash: dying before any commit loses and doubles nothing") { die_at_each(Point::before_commit); }
TEST_CASE("order.crash: dying after any commit loses and doubles nothing") { die_at_each(Point::after_commit); }
// In halves, because requests are many: two cores share them.
TEST_CASE("order.crash: dying before any odd request loses and doubles nothing") { die_at_each(Point::before_request, 1, 2); }
TEST_CASE("order.crash: dying before any even request loses and doubles nothing") { die_at_each(Point::before_request, 2, 2); }
TEST_CASE("order.crash: dying after any odd request loses and doubles nothing") { die_at_each(Point::after_request, 1, 2); }
TEST_CASE("order.crash: dying after any even request loses and doubles nothing") { die_at_each(Point::after_request, 2, 2); }

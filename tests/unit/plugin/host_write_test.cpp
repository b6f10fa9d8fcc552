// Protects what a component writes: where it may, what it may, and that history tells each change of a rule once, with before and
// after.
#include "scripted.hpp"

using namespace scripted;

namespace {

const Value& booking(const Outcome& outcome) { return outcome.document["body"]["booking"]; }

} // namespace

TEST_CASE("plugin.host: each kind of write puts its value and makes missing objects on its way") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        CHECK(hand.write("/body/booking/partner/code", "C1") == LL_OK);
        CHECK(hand.host->write_int(hand.call, hand.at("/body/booking/number"), -7) == LL_OK);
        CHECK(hand.host->write_bool(hand.call, hand.at("/body/booking/gross"), 5) == LL_OK);
        CHECK(hand.host->write_number(hand.call, hand.at("/body/booking/rate"), text("24.90")) == LL_OK);
        CHECK(hand.host->write_null(hand.call, hand.at("/body/booking/nothing")) == LL_OK);
        CHECK(hand.host->write_json(hand.call, hand.at("/body/booking/tree"), text(R"({"a":[1,"2"]})")) == LL_OK);
        CHECK(hand.host->copy(hand.call, hand.at("/body/lines"), hand.at("/body/booking/lines")) == LL_OK);
    });
    CHECK(booking(outcome) == Value::object({{"partner", Value::object({{"code", "C1"}})},
                                             {"number", -7},
                                             {"gross", true},
                                             {"rate", Value::number("24.90")},
                                             {"nothing", nullptr},
                                             {"tree", Value::object({{"a", Value::array({1, "2"})}})},
                                             {"lines", Value::array({Value::object({{"sku", "A-1"}}), Value::object({{"sku", "B-2"}})})}}));
}

TEST_CASE("plugin.host: a write never turns text into an object nor pads an array") {
    Bench bench(Bench::rule(R"(["/body"])"));
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        const std::uint64_t second = 1, far = 2;
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*/sku/code", second), text("x")) == LL_WRONG_KIND);
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*/sku", far), text("x")) == LL_ABSENT);
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*", far), text("x")) == LL_ABSENT);
        std::uint64_t index = 0;
        CHECK(hand.host->append(hand.call, hand.at("/body/number"), &index) == LL_WRONG_KIND);
    });
    CHECK(outcome.document == Bench::order());
    CHECK(outcome.changes.empty());
}

TEST_CASE("plugin.host: what is not a number or not JSON is refused with the reason") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        CHECK(hand.host->write_number(hand.call, hand.at("/body/booking/rate"), text("7,50")) == LL_ERROR);
        CHECK_THAT(hand.error(), Catch::Contains("/body/booking/rate") && Catch::Contains("7,50"));
        CHECK(hand.host->write_json(hand.call, hand.at("/body/booking"), text("{\"a\":")) == LL_ERROR);
        CHECK_THAT(hand.error(), Catch::Contains("not JSON"));
        CHECK(hand.host->write_json(hand.call, hand.at("/body/booking"), text(std::string(100, '[') + std::string(100, ']'))) == LL_ERROR);
        CHECK(hand.host->copy(hand.call, hand.at("/body/absent"), hand.at("/body/booking")) == LL_ABSENT);
    });
    CHECK(outcome.document == Bench::order());
}

TEST_CASE("plugin.host: append makes the array, tells the index, and is one change together with what is written into the element") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        for (std::uint64_t expected = 0; expected < 2; ++expected) {
            std::uint64_t index = 99;
            CHECK(hand.host->append(hand.call, hand.at("/body/booking/charges"), &index) == LL_OK);
            CHECK(index == expected);
            CHECK(hand.host->write_text(hand.call, hand.at("/body/booking/charges/*/amount", index), text("4.90")) == LL_OK);
            CHECK(hand.host->write_text(hand.call, hand.at("/body/booking/charges/*/tax", index), text("S1")) == LL_OK);
        }
    });
    const Value charge = Value::object({{"amount", "4.90"}, {"tax", "S1"}});
    REQUIRE(outcome.changes.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(outcome.changes[i].path == "/body/booking/charges/" + std::to_string(i));
        CHECK(outcome.changes[i].before.is_null());
        CHECK(outcome.changes[i].after == charge);
        CHECK(outcome.changes[i].component == "orders/scripted");
    }
}

TEST_CASE("plugin.host: consecutive writes to one path are one change, from the first before to the last after") {
    Bench bench(Bench::rule());
    Value order = Bench::order();
    order.member("body").set("booking", Value::object({{"code", "old"}}));
    const auto outcome = bench.apply(order, [](const Hand& hand) {
        for (const auto* code : {"a", "b", "new"}) CHECK(hand.write("/body/booking/code", code) == LL_OK);
        CHECK(hand.write("/body/booking/other", "1") == LL_OK);
        CHECK(hand.write("/body/booking/code", "newest") == LL_OK);
    });
    REQUIRE(outcome.changes.size() == 3);
    CHECK(outcome.changes[0].path == "/body/booking/code");
    CHECK(outcome.changes[0].before == Value("old"));
    CHECK(outcome.changes[0].after == Value("new"));
    CHECK(outcome.changes[1].path == "/body/booking/other");
    CHECK(outcome.changes[2].before == Value("new"));
    CHECK(outcome.changes[2].after == Value("newest"));
}

TEST_CASE("plugin.host: a write that leaves the value as it was is no change") {
    Bench bench(Bench::rule(R"(["/body"])"));
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        const std::uint64_t first = 0;
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*/sku", first), text("A-1")) == LL_OK);
        CHECK(hand.write("/body/number", "x") == LL_OK);
        CHECK(hand.host->write_int(hand.call, hand.at("/body/number"), 1047) == LL_OK);
    });
    CHECK(outcome.changes.empty());
}

TEST_CASE("plugin.host: an erased element is a change of its own, and its neighbour is not mistaken for it") {
    Bench bench(Bench::rule(R"(["/body/lines"])"));
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        const std::uint64_t first = 0;
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*/sku", first), text("C-3")) == LL_OK);
        CHECK(hand.host->erase(hand.call, hand.at("/body/lines/*", first)) == LL_OK);
        CHECK(hand.host->erase(hand.call, hand.at("/body/lines/*", std::uint64_t{7})) == LL_ABSENT);
    });
    CHECK(outcome.document["body"]["lines"] == Value::array({Value::object({{"sku", "B-2"}})}));
    REQUIRE(outcome.changes.size() == 2);
    CHECK(outcome.changes[0].path == "/body/lines/0/sku");
    CHECK(outcome.changes[0].after == Value("C-3"));
    CHECK(outcome.changes[1].path == "/body/lines/0");
    CHECK(outcome.changes[1].before == Value::object({{"sku", "C-3"}}));
    CHECK(outcome.changes[1].after.is_null());
}

TEST_CASE("plugin.host: a declared `*` lets a rule write in every element, and append nothing") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        const std::uint64_t second = 1;
        std::uint64_t index = 0;
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*/booking/code", second), text("B2")) == LL_OK);
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*/sku", second), text("B2")) == LL_REFUSED);
        CHECK_THAT(hand.error(), Catch::Contains("/body/lines/1/sku") && Catch::Contains("\"writes\""));
        CHECK(hand.host->append(hand.call, hand.at("/body/lines"), &index) == LL_REFUSED);
    });
    REQUIRE(outcome.changes.size() == 1);
    CHECK(outcome.changes[0].path == "/body/lines/1/booking/code");
}

TEST_CASE("plugin.host: scratch space is free to write, is not recorded and is gone afterwards") {
    Bench bench(Bench::rule("[]"));
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        std::uint64_t index = 0;
        CHECK(hand.write("/scratch/notes/one", "x") == LL_OK);
        CHECK(hand.host->append(hand.call, hand.at("/scratch/list"), &index) == LL_OK);
        CHECK(hand.read("/scratch/notes/one") == "x");
        CHECK(hand.write("/scratches", "x") == LL_REFUSED);
    });
    CHECK(outcome.document == Bench::order());
    CHECK(outcome.changes.empty());
}

TEST_CASE("plugin.host: a source and a sink write anywhere in their own document, and nothing of it is history") {
    Bench bench(Bench::source());
    const auto outcome = bench.poll(Value::object({{"cursor", nullptr}}), [](const Hand& hand) {
        CHECK(hand.write("/cursor/since", "2026-11-23") == LL_OK);
        CHECK(hand.host->write_bool(hand.call, hand.at("/more"), 1) == LL_OK);
    });
    CHECK(outcome.document == Value::object({{"cursor", Value::object({{"since", "2026-11-23"}})}, {"more", true}}));
    CHECK(outcome.changes.empty());
}

TEST_CASE("plugin.host: a document that grows without end is stopped, and what is erased gives room back") {
    Bench bench(Bench::source());
    bench.poll(Value::object(), [](const Hand& hand) {
        const std::string piece(4 * 1024 * 1024, 'x');
        int written = 0;
        ll_status status = LL_OK;
        while (written < 100) {
            std::uint64_t index = 0;
            REQUIRE(hand.host->append(hand.call, hand.at("/scratch/all"), &index) == LL_OK);
            status = hand.host->write_text(hand.call, hand.at("/scratch/all/*/piece", index), text(piece));
            if (status != LL_OK) break;
            ++written;
        }
        CHECK(status == LL_REFUSED);
        CHECK(written == 15);
        CHECK(hand.host->erase(hand.call, hand.at("/scratch/all")) == LL_OK);
        CHECK(hand.write("/scratch/again", piece) == LL_OK);
        for (int i = 0; i < 50; ++i) CHECK(hand.write("/scratch/again", piece) == LL_OK);
    });
}

TEST_CASE("plugin.host: text above 8 MiB is refused") {
    Bench bench(Bench::source());
    bench.poll(Value::object(), [](const Hand& hand) {
        CHECK(hand.write("/a", std::string(8 * 1024 * 1024, 'x')) == LL_OK);
        CHECK(hand.write("/b", std::string(8 * 1024 * 1024 + 1, 'x')) == LL_REFUSED);
        CHECK_THAT(hand.error(), Catch::Contains("the limit is 8388608"));
    });
}

TEST_CASE("plugin.host: a rule cannot nest a document deeper than the parser reads it back") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        CHECK(hand.host->write_json(hand.call, hand.at("/body/booking"), text(std::string(60, '[') + std::string(60, ']'))) == LL_OK);
        CHECK(hand.host->write_json(hand.call, hand.at("/body/booking/deeper"), text("[]")) == LL_WRONG_KIND);
        CHECK(hand.host->write_json(hand.call, hand.at("/body/booking"), text(std::string(63, '[') + std::string(63, ']'))) == LL_REFUSED);
    });
    CHECK(outcome.verdict == LL_PASS);
}

TEST_CASE("plugin.host: a value can be copied into itself") {
    Bench bench(Bench::rule(R"(["/body"])"));
    const auto outcome = bench.apply(Value::object({{"body", Value::object({{"a", "1"}})}}),
                                     [](const Hand& hand) { CHECK(hand.host->copy(hand.call, hand.at("/body"), hand.at("/body/inner")) == LL_OK); });
    CHECK(outcome.document == Value::object({{"body", Value::object({{"a", "1"}, {"inner", Value::object({{"a", "1"}})}})}}));
}

TEST_CASE("plugin.host: a rule cannot put a secret of the deployment into a message") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        CHECK(hand.write("/body/booking/comments", "tok ${secret:1:abc}") == LL_REFUSED);
        CHECK(hand.host->write_json(hand.call, hand.at("/body/booking/tree"), text(R"({"a":["${secret:1:abc}"]})")) == LL_REFUSED);
        CHECK(hand.write("/scratch/note", "${secret:1:abc}") == LL_OK); // seen by nobody
    });
    CHECK(booking(outcome).is_null());
}

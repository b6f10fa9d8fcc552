// Protects what a component reads: by kind, lossless, with the statuses of the contract, and stable until it returns. Each case
// calls the host's functions directly, as a plugin in C would.
#include "scripted.hpp"

using namespace scripted;

TEST_CASE("plugin.host: kind names what stands at a place, and nothing where nothing stands") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        const auto kind = [&](std::string_view path) { return hand.host->kind(hand.call, hand.at(path)); };
        CHECK(kind("") == LL_OBJECT);
        CHECK(kind("/held") == LL_BOOL);
        CHECK(kind("/body/number") == LL_INT);
        CHECK(kind("/body/rate") == LL_NUMBER);
        CHECK(kind("/body/note") == LL_NULL);
        CHECK(kind("/body/lines") == LL_ARRAY);
        CHECK(kind("/id") == LL_TEXT);
        CHECK(kind("/body/absent") == LL_NOTHING);
        CHECK(kind("/id/below") == LL_NOTHING);
    });
}

TEST_CASE("plugin.host: read_text gives text, integers and numbers as they were written") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        CHECK(hand.read("/id") == "7");
        CHECK(hand.read("/body/number") == "1047");
        CHECK(hand.read("/body/rate") == "1.10");
        const std::uint64_t second = 1;
        ll_text sku{};
        CHECK(hand.host->read_text(hand.call, hand.at("/body/lines/*/sku", second), &sku) == LL_OK);
        CHECK(std::string(sku.data, sku.size) == "B-2");
    });
}

TEST_CASE("plugin.host: a read of another kind answers LL_WRONG_KIND and says what is wrong where") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        ll_text text_out{};
        std::int64_t number = -1;
        std::int32_t truth = -1;
        CHECK(hand.host->read_text(hand.call, hand.at("/body/lines"), &text_out) == LL_WRONG_KIND);
        CHECK(hand.error() == "/body/lines: neither text nor a number is there");
        CHECK(hand.host->read_text(hand.call, hand.at("/body/note"), &text_out) == LL_WRONG_KIND);
        CHECK(hand.host->read_int(hand.call, hand.at("/body/rate"), &number) == LL_WRONG_KIND);
        CHECK(hand.host->read_int(hand.call, hand.at("/id"), &number) == LL_WRONG_KIND);
        CHECK(hand.host->read_bool(hand.call, hand.at("/body/number"), &truth) == LL_WRONG_KIND);
        CHECK(number == -1);
        CHECK(truth == -1);
    });
}

TEST_CASE("plugin.host: what is absent answers LL_ABSENT with its place, and the next success clears the reason") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        const std::uint64_t ninth = 9;
        ll_text out{};
        CHECK(hand.host->read_text(hand.call, hand.at("/body/lines/*/sku", ninth), &out) == LL_ABSENT);
        CHECK(hand.error() == "/body/lines/9/sku: nothing is there");
        CHECK(hand.host->read_text(hand.call, hand.at("/id"), &out) == LL_OK);
        CHECK(hand.error().empty());
    });
}

TEST_CASE("plugin.host: a wrong number of indices or an unknown path answers LL_BAD_PATH") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        ll_text out{};
        CHECK(hand.host->read_text(hand.call, hand.at("/body/lines/*/sku"), &out) == LL_BAD_PATH);
        CHECK_THAT(hand.error(), Catch::Contains("the path has 1 places for an index, 0 were given"));
        CHECK(hand.host->read_text(hand.call, {123456789, 0, nullptr}, &out) == LL_BAD_PATH);
        CHECK(hand.host->read_text(hand.call, no_place, &out) == LL_BAD_PATH);
        CHECK(hand.host->path(text("body")) == LL_NO_PATH);
        CHECK(hand.host->path(text("/a~9")) == LL_NO_PATH);
    });
}

TEST_CASE("plugin.host: path, child and each agree on one number for one path") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        const ll_path lines = hand.host->path(text("/body/lines"));
        CHECK(hand.host->child(hand.host->each(lines), text("sku")) == hand.host->path(text("/body/lines/*/sku")));
        CHECK(hand.host->path(text("")) == LL_ROOT);
        CHECK(hand.host->child(LL_ROOT, text("a/b")) == hand.host->path(text("/a~1b")));
        CHECK(hand.host->child(LL_ROOT, text("*")) == hand.host->path(text("/~2")));
    });
}

TEST_CASE("plugin.host: count and key go through arrays and objects") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        std::uint64_t count = 0;
        CHECK(hand.host->count(hand.call, hand.at("/body/lines"), &count) == LL_OK);
        CHECK(count == 2);
        CHECK(hand.host->count(hand.call, hand.at("/body"), &count) == LL_OK);
        CHECK(count == 5);
        CHECK(hand.host->count(hand.call, hand.at("/id"), &count) == LL_WRONG_KIND);
        ll_text name{};
        CHECK(hand.host->key(hand.call, hand.at("/body"), 1, &name) == LL_OK);
        CHECK(std::string(name.data, name.size) == "rate");
        CHECK(hand.host->key(hand.call, hand.at("/body"), 5, &name) == LL_ABSENT);
        CHECK(hand.host->key(hand.call, hand.at("/body/lines"), 0, &name) == LL_WRONG_KIND);
    });
}

TEST_CASE("plugin.host: read_json gives the subtree") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        ll_text json{};
        CHECK(hand.host->read_json(hand.call, hand.at("/body/lines"), &json) == LL_OK);
        CHECK(std::string(json.data, json.size) == R"([{"sku":"A-1"},{"sku":"B-2"}])");
    });
}

TEST_CASE("plugin.host: text that was read stays as it was after its place is overwritten and erased and thousands are read") {
    Bench bench(Bench::rule(R"(["/body"])"));
    bench.apply(Bench::order(), [](const Hand& hand) {
        ll_text early{};
        const std::uint64_t first = 0;
        REQUIRE(hand.host->read_text(hand.call, hand.at("/body/lines/*/sku", first), &early) == LL_OK);
        CHECK(hand.host->write_text(hand.call, hand.at("/body/lines/*/sku", first), text("overwritten")) == LL_OK);
        CHECK(hand.host->erase(hand.call, hand.at("/body/lines")) == LL_OK);
        const std::string large(100'000, 'x');
        CHECK(hand.write("/body/large", large) == LL_OK);
        for (int i = 0; i < 100; ++i) CHECK(hand.read("/body/large").size() == large.size());
        for (int i = 0; i < 5000; ++i) CHECK(hand.read("/id") == "7");
        CHECK(std::string(early.data, early.size) == "A-1");
    });
}

TEST_CASE("plugin.host: a call that reads without end is stopped at its limit of text") {
    Bench bench(Bench::rule(R"(["/body"])"));
    bench.apply(Bench::order(), [](const Hand& hand) {
        REQUIRE(hand.write("/body/large", std::string(1024 * 1024, 'x')) == LL_OK);
        ll_text out{};
        int read = 0;
        while (read < 1000 && hand.host->read_text(hand.call, hand.at("/body/large"), &out) == LL_OK) ++read;
        CHECK(read == 64);
        CHECK(hand.host->read_text(hand.call, hand.at("/body/large"), &out) == LL_REFUSED);
    });
    // The next call starts afresh.
    bench.apply(Bench::order(), [](const Hand& hand) { CHECK(hand.read("/id") == "7"); });
}

TEST_CASE("plugin.host: time stands still during an APPLY and moves in every other operation") {
    Bench rule(Bench::rule());
    rule.apply(Bench::order(), [&](const Hand& hand) {
        const auto before = hand.host->now_ms(hand.call);
        rule.clock.at += 5000;
        CHECK(hand.host->now_ms(hand.call) == before);
    });
    Bench source(Bench::source());
    source.poll(Value::object(), [&](const Hand& hand) {
        const auto before = hand.host->now_ms(hand.call);
        source.clock.at += 5000;
        CHECK(hand.host->now_ms(hand.call) == before + 5000);
    });
}

TEST_CASE("plugin.host: stopping tells the engine's wish") {
    Bench bench(Bench::source());
    bench.poll(Value::object(), [&](const Hand& hand) {
        CHECK(hand.host->stopping(hand.call) == 0);
        bench.stopping = true;
        CHECK(hand.host->stopping(hand.call) == 1);
    });
}

TEST_CASE("plugin.host: the table tells its size and version") {
    Bench bench(Bench::rule());
    bench.apply(Bench::order(), [](const Hand& hand) {
        CHECK(hand.host->size == sizeof(ll_host));
        CHECK(hand.host->abi_minor == LL_ABI_MINOR);
    });
}

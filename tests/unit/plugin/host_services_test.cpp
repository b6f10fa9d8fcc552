// Protects what a component asks of the engine and tells people: messages, look-ups, requests, reasons, log lines; which operation
// may do which, and every limit on the way.
#include "scripted.hpp"

#include <cstdio>

using namespace scripted;

namespace {

Value polled() { return Value::object({{"cursor", nullptr}, {"made", Value::object({{"number", "1047"}})}}); }

ll_status emit(const Hand& hand, std::string_view type, std::string_view key, std::string_view time, std::string_view body) {
    return hand.host->emit(hand.call, text(type), text(key), text(time), hand.at(body));
}

} // namespace

TEST_CASE("plugin.emit: a message is handed over with a copy of its body") {
    Bench bench(Bench::source());
    const auto outcome = bench.poll(polled(), [](const Hand& hand) {
        CHECK(emit(hand, "order", "1047", "2026-11-23T08:15:30Z", "/made") == LL_OK);
        CHECK(hand.write("/made/number", "changed later") == LL_OK);
    });
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].type == "order");
    CHECK(outcome.emitted[0].source_key == "1047");
    CHECK(outcome.emitted[0].source_time == "2026-11-23T08:15:30Z");
    CHECK(outcome.emitted[0].body == Value::object({{"number", "1047"}}));
    CHECK(outcome.emitted[0].refusal.empty());
}

TEST_CASE("plugin.emit: what becomes of the body afterwards does not change what was handed over") {
    const Value whole = Value::object({{"number", "1047"}});
    const auto emitted_before = [](auto write) {
        Bench bench(Bench::source());
        const auto outcome = bench.poll(polled(), [&](const Hand& hand) {
            CHECK(emit(hand, "order", "1047", "", "/made") == LL_OK);
            CHECK(write(hand) == LL_OK);
        });
        REQUIRE(outcome.emitted.size() == 1);
        return outcome.emitted[0].body;
    };
    const auto null_at = [](const char* place) { return [place](const Hand& hand) { return hand.host->write_null(hand.call, hand.at(place)); }; };
    CHECK(emitted_before(null_at("/made")) == whole);
    CHECK(emitted_before(null_at("/made/number")) == whole);
    CHECK(emitted_before(null_at("")) == whole);
    CHECK(emitted_before(null_at("/cursor")) == whole);
    CHECK(emitted_before([](const Hand& hand) { return hand.host->erase(hand.call, hand.at("/made")); }) == whole);
    CHECK(emitted_before([](const Hand& hand) { return hand.host->copy(hand.call, hand.at("/cursor"), hand.at("/made")); }) == whole);
    std::uint64_t index = 0;
    CHECK(emitted_before([&](const Hand& hand) { return hand.host->append(hand.call, hand.at("/made/lines"), &index); }) == whole);
}

TEST_CASE("plugin.emit: one body handed over twice is there twice, and taken away it is gone") {
    Bench bench(Bench::source());
    const auto outcome = bench.poll(polled(), [](const Hand& hand) {
        CHECK(emit(hand, "order", "1", "", "/made") == LL_OK);
        CHECK(emit(hand, "order", "2", "", "/made") == LL_OK);
        CHECK(hand.host->write_null(hand.call, hand.at("/made")) == LL_OK);
        CHECK(hand.host->kind(hand.call, hand.at("/made")) == LL_NULL);
    });
    REQUIRE(outcome.emitted.size() == 2);
    CHECK(outcome.emitted[0].body == Value::object({{"number", "1047"}}));
    CHECK(outcome.emitted[1].body == outcome.emitted[0].body);
}

TEST_CASE("plugin.emit: a body that does not fit its schema is kept with the reason, and the others flow on") {
    Bench bench(Bench::source());
    bench.schema = [](const std::string& type, const Value& body) { return body["number"].is_text() ? "" : type + ": /number is missing"; };
    const auto outcome = bench.poll(polled(), [](const Hand& hand) {
        CHECK(emit(hand, "order", "1", "", "/cursor") == LL_ERROR);
        CHECK_THAT(hand.error(), Catch::Contains("the body is null, not an object"));
        CHECK(hand.host->write_json(hand.call, hand.at("/bad"), text("{}")) == LL_OK);
        CHECK(emit(hand, "order", "2", "", "/bad") == LL_ERROR);
        CHECK(hand.error() == "order: /number is missing");
        CHECK(emit(hand, "order", "3", "", "/made") == LL_OK);
    });
    REQUIRE(outcome.emitted.size() == 3);
    CHECK(outcome.emitted[1].refusal == "order: /number is missing");
    CHECK(outcome.emitted[2].refusal.empty());
}

TEST_CASE("plugin.emit: a time that is none is told with the message") {
    Bench bench(Bench::source());
    const auto outcome = bench.poll(polled(), [](const Hand& hand) { CHECK(emit(hand, "order", "1", "yesterday", "/made") == LL_ERROR); });
    REQUIRE(outcome.emitted.size() == 1);
    CHECK_THAT(outcome.emitted[0].refusal, Catch::Contains("its time \"yesterday\" is not ISO 8601"));
}

TEST_CASE("plugin.emit: a type that was not declared, an empty key and an absent body are refused") {
    Bench bench(Bench::source());
    const auto outcome = bench.poll(polled(), [](const Hand& hand) {
        CHECK(emit(hand, "refund", "1", "", "/made") == LL_REFUSED);
        CHECK_THAT(hand.error(), Catch::Contains("\"refund\"") && Catch::Contains("\"emits\""));
        CHECK(emit(hand, "order", "", "", "/made") == LL_REFUSED);
        CHECK(emit(hand, "order", std::string(201, 'k'), "", "/made") == LL_REFUSED);
        CHECK(emit(hand, "order", "1", "", "/absent") == LL_ABSENT);
    });
    CHECK(outcome.emitted.empty());
}

TEST_CASE("plugin.emit: text from outside that looks like a secret's placeholder is made harmless and refused") {
    Bench bench(Bench::source());
    const auto outcome = bench.poll(polled(), [](const Hand& hand) {
        CHECK(hand.write("/made/note", "please print ${secret:1} here, ${secret:2}") == LL_OK);
        CHECK(emit(hand, "order", "1", "", "/made") == LL_ERROR);
    });
    REQUIRE(outcome.emitted.size() == 1);
    CHECK(outcome.emitted[0].body["note"] == Value("please print $ {secret:1} here, $ {secret:2}"));
    CHECK_FALSE(outcome.emitted[0].refusal.empty());
}

TEST_CASE("plugin.emit: more messages than the limit are refused, those before are kept") {
    Bench bench(Bench::source());
    const auto outcome = bench.poll(polled(), [](const Hand& hand) {
        for (int i = 0; i < 10'000; ++i) REQUIRE(emit(hand, "order", std::to_string(i), "", "/made") == LL_OK);
        CHECK(emit(hand, "order", "one more", "", "/made") == LL_REFUSED);
        CHECK_THAT(hand.error(), Catch::Contains("set /more"));
    });
    CHECK(outcome.emitted.size() == 10'000);
}

TEST_CASE("plugin.emit: rules and sinks emit nothing, a listing emits summaries that no schema knows") {
    Bench rule(Bench::rule());
    rule.apply(Bench::order(), [](const Hand& hand) { CHECK(emit(hand, "order", "1", "", "/body") == LL_REFUSED); });
    Bench sink(Bench::sink());
    sink.schema = [](const std::string&, const Value&) { return std::string("not a whole order"); };
    sink.run(LL_DELIVER, polled(), [](const Hand& hand) {
        CHECK(emit(hand, "order", "1", "", "/made") == LL_REFUSED);
        return LL_PASS;
    });
    const auto outcome = sink.run(LL_LIST, polled(), [](const Hand& hand) {
        CHECK(emit(hand, "order", "1", "", "/made") == LL_OK);
        return LL_PASS;
    });
    CHECK(outcome.emitted.size() == 1);
}

TEST_CASE("plugin.lookup: a row is put below /scratch, an unknown key is absent, an unknown table refused") {
    Bench bench(Bench::rule());
    bench.items.rows["A-1"] = Value::object({{"code", "A-1"}, {"active", true}});
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        const auto lookup = [&](std::string_view table, std::string_view key, std::string_view into) {
            return hand.host->lookup(hand.call, text(table), text(key), hand.at(into));
        };
        CHECK(lookup("items", "A-1", "/scratch/item") == LL_OK);
        CHECK(hand.read("/scratch/item/code") == "A-1");
        CHECK(lookup("items", "a-1", "/scratch/item") == LL_ABSENT);
        CHECK_THAT(hand.error(), Catch::Contains("\"items\" has no key \"a-1\""));
        CHECK(lookup("prices", "A-1", "/scratch/item") == LL_REFUSED);
        CHECK(lookup("items", "A-1", "/body/booking") == LL_REFUSED);
    });
    CHECK(outcome.document == Bench::order());
    CHECK(outcome.changes.empty());
}

TEST_CASE("plugin.http: a request of the document is sent and its answer put into the document") {
    Bench bench(Bench::source());
    bench.http.answer = Value::object({{"outcome", "answered"}, {"status", 200}, {"json", Value::array({1})}});
    const auto outcome = bench.poll(Value::object(), [](const Hand& hand) {
        CHECK(hand.host->write_json(hand.call, hand.at("/scratch/request"), text(R"({"method":"GET","path":"/orders"})")) == LL_OK);
        CHECK(hand.host->http(hand.call, hand.at("/scratch/request"), hand.at("/scratch/response")) == LL_OK);
        CHECK(hand.read("/scratch/response/status") == "200");
    });
    REQUIRE(bench.http.requests.size() == 1);
    CHECK(bench.http.requests[0] == Value::object({{"method", "GET"}, {"path", "/orders"}}));
    CHECK(outcome.document == Value::object());
}

TEST_CASE("plugin.http: an answer that would have no place to go is noticed before the request leaves") {
    Bench bench(Bench::source());
    bench.poll(Value::object({{"request", Value::object()}, {"word", "x"}}), [](const Hand& hand) {
        CHECK(hand.host->http(hand.call, hand.at("/request"), hand.at("/word/response")) == LL_WRONG_KIND);
        CHECK(hand.host->http(hand.call, hand.at("/absent"), hand.at("/response")) == LL_ABSENT);
    });
    CHECK(bench.http.requests.empty());
}

TEST_CASE("plugin.http: an answer that is too large after the request left is no answer, not a refusal") {
    Bench bench(Bench::source());
    const std::vector<Value> large(9, Value(std::string(8 * 1024 * 1024, 'x')));
    bench.http.answer = Value::object({{"outcome", "answered"}, {"status", 200}, {"json", Value::array(large)}});
    bench.poll(Value::object({{"request", Value::object()}}), [](const Hand& hand) {
        CHECK(hand.host->http(hand.call, hand.at("/request"), hand.at("/response")) == LL_OK);
        CHECK(hand.read("/response/outcome") == "no-answer");
    });
    CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("plugin.http: rules send nothing, also when somebody gives them a connection by mistake, a sink does in every operation") {
    Bench rule(Bench::rule());
    rule.apply(Bench::order(), [](const Hand& hand) {
        CHECK(hand.host->http(hand.call, hand.at("/body"), hand.at("/scratch/x")) == LL_REFUSED);
        CHECK_THAT(hand.error(), Catch::Contains("a rule sends no requests in APPLY"));
    });
    Bench sink(Bench::sink());
    for (const ll_operation operation : {LL_DELIVER, LL_PROBE, LL_LIST, LL_PREPARE})
        sink.run(operation, Value::object({{"request", Value::object()}}), [](const Hand& hand) {
            CHECK(hand.host->http(hand.call, hand.at("/request"), hand.at("/response")) == LL_OK);
            return LL_PASS;
        });
    CHECK(sink.http.requests.size() == 4);
}

TEST_CASE("plugin.http: a service that throws ends as LL_ERROR and not in the plugin") {
    Bench bench(Bench::source());
    bench.http.throws = true;
    const auto outcome = bench.poll(Value::object({{"request", Value::object()}}), [](const Hand& hand) {
        CHECK(hand.host->http(hand.call, hand.at("/request"), hand.at("/response")) == LL_ERROR);
        CHECK_THAT(hand.error(), Catch::Contains("no route"));
    });
    CHECK(outcome.verdict == LL_PASS);
}

TEST_CASE("plugin.explain: a reason has its place, its facts, its shared cause and what it waits for") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        const std::uint64_t second = 1;
        CHECK(hand.host->write_json(hand.call, hand.at("/scratch/facts"), text(R"({"subject":"sku:b-2","waits_for":"item:B-2","sku":"B-2"})")) == LL_OK);
        hand.host->explain(hand.call, text("SKU_NOT_FOUND"), text("No item B-2 in the ERP."), hand.at("/body/lines/*/sku", second), hand.at("/scratch/facts"));
        CHECK(hand.write("/scratch/facts/sku", "changed later") == LL_OK);
    });
    REQUIRE(outcome.findings.size() == 1);
    const Finding& finding = outcome.findings[0];
    CHECK(finding.code == "SKU_NOT_FOUND");
    CHECK(finding.message == "No item B-2 in the ERP.");
    CHECK(finding.where == "/body/lines/1/sku");
    CHECK(finding.subject == "sku:b-2");
    CHECK(finding.waits_for == "item:B-2");
    CHECK(finding.facts == Value::object({{"sku", "B-2"}}));
    CHECK(finding.component == "orders/scripted");
}

TEST_CASE("plugin.explain: a reason without places has no facts and is about the whole") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) { hand.explain("CODE", "text"); });
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].where.empty());
    CHECK(outcome.findings[0].facts == Value::object());
}

TEST_CASE("plugin.explain: after a thousand reasons one says how many were left out") {
    Bench bench(Bench::rule());
    const auto outcome = bench.apply(Bench::order(), [](const Hand& hand) {
        for (int i = 0; i < 1390; ++i) hand.explain("SKU_NOT_FOUND", "no item " + std::to_string(i));
    });
    REQUIRE(outcome.findings.size() == 1001);
    CHECK(outcome.findings.back().code == "MORE_FINDINGS");
    CHECK_THAT(outcome.findings.back().message, Catch::Contains("390 more reasons"));
}

TEST_CASE("plugin.explain: a long reason is cut between two characters") {
    Bench bench(Bench::rule());
    std::string long_reason;
    for (int i = 0; i < 3000; ++i) long_reason += "\xc3\xbc";
    const auto outcome = bench.apply(Bench::order(), [&](const Hand& hand) { hand.explain("CODE", "x" + long_reason); });
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].message.size() == 4095);
}

TEST_CASE("plugin.log: a line names its component, and a flood is cut once") {
    std::FILE* file = std::tmpfile();
    REQUIRE(file);
    {
        SetClock clock;
        base::Log log(file, base::Log::Form::json, base::Level::debug, clock);
        Bench bench(Bench::rule());
        bench.services.log = &log;
        bench.recreate();
        bench.apply(Bench::order(), [](const Hand& hand) {
            for (int i = 0; i < 1500; ++i) hand.host->log(hand.call, LL_LOG_WARNING, text("line " + std::to_string(i)));
        });
    }
    std::rewind(file);
    int lines = 0, named = 0;
    std::string last;
    char buffer[4096];
    while (std::fgets(buffer, sizeof buffer, file)) {
        last = buffer;
        ++lines;
        named += last.find("orders/scripted") != std::string::npos;
    }
    std::fclose(file);
    CHECK(lines == 1001);
    CHECK(named == 1001);
    CHECK_THAT(last, Catch::Contains("too many log lines"));
}

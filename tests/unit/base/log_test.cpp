// Protects the log from what stands in it: no text from outside may end a line, forge another, or move a terminal's cursor.
#include "base/log.hpp"
#include "base/log_text.hpp"

#include <catch2/catch.hpp>

#include <cstdio>

using namespace ledgerline::base;
using Catch::Contains;

namespace {

struct StandingClock : Clock {
    Millis now() const override { return 1551822011000; }
};

std::string written(Log::Form form, Level level, std::string_view what, std::initializer_list<Log::Field> fields = {}, Level from = Level::debug) {
    char* data = nullptr;
    std::size_t size = 0;
    std::FILE* out = open_memstream(&data, &size);
    const StandingClock clock;
    Log(out, form, from, clock).write(level, what, fields);
    std::fclose(out);
    std::string text(data, size);
    std::free(data);
    return text;
}

} // namespace

TEST_CASE("base.log a line is one JSON object", "[base]") {
    CHECK(written(Log::Form::json, Level::warning, "poll failed", {{"route", "orders"}, {"why", "no answer"}}) ==
          "{\"time\":\"2019-03-05T21:40:11Z\",\"level\":\"warning\",\"what\":\"poll failed\",\"route\":\"orders\",\"why\":\"no answer\"}\n");
}

TEST_CASE("base.log the form for people quotes where it must", "[base]") {
    CHECK(written(Log::Form::human, Level::info, "started", {{"route", "orders"}, {"why", "no answer"}, {"empty", ""}}) ==
          "2019-03-05T21:40:11Z info     started  route=orders  why=\"no answer\"  empty=\"\"\n");
}

TEST_CASE("base.log levels below the threshold are not written", "[base]") {
    CHECK(written(Log::Form::json, Level::info, "x", {}, Level::warning).empty());
    CHECK_FALSE(written(Log::Form::json, Level::warning, "x", {}, Level::warning).empty());
}

TEST_CASE("base.log without a file nothing happens", "[base]") {
    const StandingClock clock;
    CHECK_NOTHROW(Log(nullptr, Log::Form::json, Level::debug, clock).error("x"));
}

TEST_CASE("base.log control characters are escaped in both forms", "[base]") {
    for (const auto form : {Log::Form::json, Log::Form::human}) {
        const std::string line = written(form, Level::info, "a\nb\r\x1b[2J\x7f\xC2\x9B\xE2\x80\xAE", {{"k\n", "\"\\"}});
        CHECK_THAT(line, Contains("a\\nb\\u000d\\u001b[2J\\u007f\\u009b\\u202e") && Contains("\\\"\\\\"));
        CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    }
}

TEST_CASE("base.log bytes that are not UTF-8 become the replacement character", "[base]") {
    CHECK_THAT(written(Log::Form::json, Level::info, "a\xFF\xC3(\xC3\xA9"), Contains("a\xEF\xBF\xBD\xEF\xBF\xBD(\xC3\xA9"));
}

TEST_CASE("base.log a line is at most 16 KiB and stays whole JSON", "[base]") {
    const std::string huge(100'000, 'x');
    for (const std::string& line : {written(Log::Form::json, Level::info, huge, {{"a", "b"}}), written(Log::Form::json, Level::info, "x", {{"a", huge}, {"b", "c"}}),
                                    written(Log::Form::json, Level::info, "x", {{huge, "c"}})}) {
        CHECK(line.size() <= 16 * 1024);
        CHECK_THAT(line, Catch::EndsWith(",\"cut\":true}\n"));
    }
    CHECK(written(Log::Form::human, Level::info, huge, {{huge, huge}}).size() <= 16 * 1024);
}

TEST_CASE("base.log a field cannot pose as one of the log's own", "[base]") {
    CHECK_THAT(written(Log::Form::json, Level::info, "x", {{"level", "error"}}), Contains("\"level_\":\"error\""));
}

TEST_CASE("base.log what is shown at a terminal cannot steer it, and what is harmless stays as it is", "[base]") {
    CHECK(visible("a \"quote\", a \\, M\xC3\xBCller, \xE6\x97\xA5") == "a \"quote\", a \\, M\xC3\xBCller, \xE6\x97\xA5");
    CHECK(visible("\x1B[2J\r\n\t\x07\x7F") == "\\x1b[2J\\x0d\\n\\t\\x07\\x7f");
    CHECK(visible("\xC2\x9B" "31m") == "\\u009b31m");
    CHECK(visible("\xE2\x80\xAE" "abc") == "\\u202eabc");
    CHECK(visible("f\xFCr \x9B") == "f\\xfcr \\x9b");
    CHECK(visible(std::string_view("a\0b", 3)) == "a\\x00b");
    CHECK(visible(visible("\x1B\n")) == visible("\x1B\n"));
}

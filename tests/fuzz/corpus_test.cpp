// Protects what a fuzzer once found, or could have: every file of the corpus is tried, and also every beginning of it and
// itself with each byte damaged, so that the neighbourhood of each is looked at in every run.
#include "fuzz/targets.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

int replay(const char* folder, void (*attempt)(std::string_view)) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(LEDGERLINE_SOURCE_DIR) / "tests/fuzz/corpus" / folder)) {
        const std::string input = content(entry.path());
        INFO(entry.path().filename());
        CHECK_NOTHROW(attempt(input));
        const std::size_t near = std::min<std::size_t>(input.size(), 400);
        for (std::size_t size = 0; size < near; ++size) {
            INFO("the first " << size << " bytes");
            CHECK_NOTHROW(attempt(std::string_view(input).substr(0, size)));
        }
        for (std::size_t at = 0; at < near; ++at)
            for (const char damage : {'\x00', '"', '\\', '\xFF'}) {
                std::string damaged = input;
                damaged[at] = damage;
                INFO("byte " << at << " damaged");
                CHECK_NOTHROW(attempt(damaged));
            }
        ++files;
    }
    return files;
}

} // namespace

TEST_CASE("message.fuzz corpus of JSON keeps every promise", "[fuzz]") { CHECK(replay("json", fuzz::try_json) > 10); }

TEST_CASE("message.fuzz corpus of times keeps every promise", "[fuzz]") { CHECK(replay("time", fuzz::try_time) > 5); }

TEST_CASE("message.fuzz corpus of HTTP answers keeps every promise", "[fuzz]") { CHECK(replay("answer", fuzz::try_answer) > 5); }

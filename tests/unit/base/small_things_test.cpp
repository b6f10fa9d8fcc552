// Protects the small tools that everything stands on: digests against published vectors, UTF-8 against its forbidden forms,
// pauses against their limits.
#include "base/backoff.hpp"
#include "base/digest.hpp"
#include "base/http.hpp"
#include "base/utf8.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::base;

TEST_CASE("base.digest SHA-256 gives the published values", "[base]") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("base.digest HMAC gives the value of RFC 4231, case 2", "[base]") {
    CHECK(hmac_sha256_hex("Jefe", "what do ya want for nothing?") == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("base.digest signatures are compared whole", "[base]") {
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "abcd"));
    CHECK(equal_in_constant_time("", ""));
}

TEST_CASE("base.utf8 the first byte that is wrong is told", "[base]") {
    CHECK(find_invalid_utf8("plain, \xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x98\x80 and more plain text") == std::string_view::npos);
    for (const auto* text : {"12345678\x80", "12345678\xC0\x80", "12345678\xE0\x80\x80", "12345678\xED\xA0\x80", "12345678\xF4\x90\x80\x80", "12345678\xF8", "12345678\xE2\x82", "12345678\xC3"}) {
        INFO(text);
        CHECK(find_invalid_utf8(text) == 8);
    }
}

TEST_CASE("base.http a header is found without case", "[base]") {
    const Headers headers{{"Retry-After", "5"}, {"retry-after", "6"}};
    CHECK(header(headers, "RETRY-AFTER") == "5");
    CHECK(header(headers, "Retry") == "");
}

TEST_CASE("base.backoff the pause doubles up to its limit, and chance takes at most half", "[base]") {
    Random random(1);
    const std::vector<Millis> full{1'000, 2'000, 4'000, 8'000, 10'000, 10'000};
    for (std::size_t failures = 1; failures <= full.size(); ++failures)
        for (int i = 0; i < 200; ++i) {
            const Millis pause = backoff(static_cast<std::int64_t>(failures), {.first_ms = 1'000, .most_ms = 10'000}, random);
            CHECK((pause >= full[failures - 1] / 2 && pause <= full[failures - 1]));
        }
}

TEST_CASE("base.backoff absurd numbers end in the limit, never in an overflow", "[base]") {
    Random random(1);
    CHECK(backoff(9'000'000'000'000'000'000, {.first_ms = 1, .most_ms = 60'000}, random) <= 60'000);
    CHECK(backoff(1'000, {.first_ms = 1, .most_ms = 9'000'000'000'000'000'000}, random) > 0);
    CHECK(backoff(0, {.first_ms = 0, .most_ms = 0}, random) == 1);
}

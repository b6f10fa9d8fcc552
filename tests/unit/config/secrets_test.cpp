// Protects: that a secret leaves the engine only inside the request that needs it, and that nobody can ask for one.
// How: values kept under a known mark, then filled, described and redacted.
#include "config/secrets.hpp"

#include <catch2/catch.hpp>

using ledgerline::config::Secrets;

TEST_CASE("config. a placeholder is filled with its value, once") {
    Secrets secrets("m");
    const std::string token = secrets.keep("s3cret-token");
    CHECK(token == "${secret:1:m}");
    CHECK(secrets.fill("Bearer " + token + "!") == "Bearer s3cret-token!");
    const std::string nested = secrets.keep("value with " + token);
    CHECK(secrets.fill(nested) == "value with " + token);
}

TEST_CASE("config. the same value gives the same placeholder") {
    Secrets secrets("m");
    CHECK(secrets.keep("one-value") == secrets.keep("one-value"));
    CHECK(secrets.keep("one-value") != secrets.keep("another"));
}

TEST_CASE("config. a stranger's text never names a secret") {
    Secrets secrets;
    const std::string real = secrets.keep("s3cret-token");
    for (const char* guess : {"${secret:1}", "${secret:1:}", "${secret:1:0}", "${secret:1:m}", "${secret:"})
        CHECK(secrets.fill(guess) == guess);
    Secrets other;
    CHECK(other.keep("s3cret-token") != real);
    CHECK(secrets.fill("${secret:" + real) == "${secret:s3cret-token");
}

TEST_CASE("config. messages show where a value came from instead of the value") {
    Secrets secrets("m");
    const std::string token = secrets.keep("s3cret-token", "${env:TOKEN}");
    CHECK(secrets.describe("a " + token + " b") == "a ${env:TOKEN} b");
}

TEST_CASE("config. a secret is redacted in every form that it takes on its way") {
    Secrets secrets("m");
    const std::string value = "p\"a/s\\s +\xC3\xA9\n%\xF0\x9F\x98\x80";
    secrets.protect(secrets.keep(value));
    CHECK(secrets.redact("<" + value + ">") == "<***>");
    CHECK(secrets.redact(R"(<p\"a/s\\s +)" "\xC3\xA9" R"(\n%)" "\xF0\x9F\x98\x80>") == "<***>");
    CHECK(secrets.redact(R"(<p\u0022a\/s\\s +\u00E9\u000a%\ud83d\ude00>)") == "<***>");
    CHECK(secrets.redact("<p%22a%2Fs%5Cs%20%2B%C3%A9%0A%25%F0%9F%98%80>") == "<***>");
    CHECK(secrets.redact("<p%22a/s%5cs+%2b%c3%a9%0a%25%f0%9f%98%80>") == "<***>");
}

TEST_CASE("config. overlapping and repeated secrets leave no rest") {
    Secrets secrets("m");
    for (const char* value : {"abcdef", "defghi", "cdef"}) secrets.protect(secrets.keep(value));
    CHECK(secrets.redact("x abcdefghi y abcdef z") == "x *** y *** z");
}

TEST_CASE("config. text without a secret stays as it is") {
    Secrets secrets("m");
    secrets.protect(secrets.keep("s3cret-token"));
    CHECK(secrets.redact("s3cret-toke \\u12 %4 \\") == "s3cret-toke \\u12 %4 \\");
    CHECK(secrets.redact("") == "");
}

TEST_CASE("config. a value is redacted until its field is known to be plain, and always if another field is secret") {
    Secrets secrets("m");
    const std::string address = secrets.keep("http://shop.example");
    CHECK(secrets.redact("to http://shop.example/x") == "to ***/x");
    secrets.reveal(address);
    CHECK(secrets.redact("to http://shop.example/x") == "to http://shop.example/x");
    secrets.protect(address);
    secrets.reveal(address);
    CHECK(secrets.redact("to http://shop.example/x") == "to ***/x");
}

TEST_CASE("config. only a whole placeholder of this deployment is one") {
    Secrets secrets("m");
    const std::string token = secrets.keep("s3cret-token");
    CHECK(secrets.is_placeholder(token));
    CHECK_FALSE(secrets.is_placeholder(token + " "));
    CHECK_FALSE(secrets.is_placeholder("${secret:2:m}"));
    CHECK_FALSE(secrets.is_placeholder("s3cret-token"));
}

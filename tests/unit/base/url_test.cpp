// Protects requests from the data in them: a value can never end its place in a URL, and a base URL that is wrong is told
// before anything is sent.
#include "base/url.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::base;
using Catch::Contains;

TEST_CASE("base.url everything but unreserved characters is encoded", "[base]") {
    CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
    CHECK(percent_encode("a b/c?d#e%f+g&h=i'j") == "a%20b%2Fc%3Fd%23e%25f%2Bg%26h%3Di%27j");
    CHECK(percent_encode("\xC3\xA9\n") == "%C3%A9%0A");
}

TEST_CASE("base.url decoding gives back every byte", "[base]") {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    CHECK(percent_decode(percent_encode(all)) == all);
    CHECK(percent_decode("a+b%2f") == "a+b/");
}

TEST_CASE("base.url malformed escapes are nothing", "[base]") {
    for (const auto* text : {"%", "%2", "a%zz", "%%20", "%2G"}) CHECK_FALSE(percent_decode(text));
}

TEST_CASE("base.url a query is built and read", "[base]") {
    const Query query{{"$filter", "CardCode eq 'a&b'"}, {"empty", ""}, {"x", "1"}, {"x", "2"}};
    CHECK(build_query(query) == "%24filter=CardCode%20eq%20%27a%26b%27&empty=&x=1&x=2");
    CHECK(parse_query(build_query(query)) == query);
    CHECK(parse_query("a=b+c&&d") == Query{{"a", "b c"}, {"d", ""}});
    CHECK_FALSE(parse_query("a=%"));
}

TEST_CASE("base.url an endpoint is read from a URL", "[base]") {
    const Endpoint b1 = parse_endpoint("https://b1.example.com:50000/b1s/v2/");
    CHECK(b1.scheme == "https");
    CHECK(b1.host == "b1.example.com");
    CHECK(b1.port == 50000);
    CHECK(b1.base_path == "/b1s/v2");
    CHECK(parse_endpoint("https://shop.example.com").port == 443);
    CHECK(parse_endpoint("http://127.0.0.1").port == 80);
    CHECK(parse_endpoint("http://[::1]:8080/x").host == "::1");
}

TEST_CASE("base.url a wrong URL is refused in plain words, without repeating it", "[base]") {
    const std::vector<std::pair<std::string, std::string>> cases{{"", "must begin with https://"}, {"ftp://x", "must begin with"}, {"example.com", "must begin with"},
        {"https://", "no host"}, {"https://:443", "no host"}, {"https://user:secret@x/", "user or a password"}, {"https://x:0", "port"}, {"https://x:65536", "port"},
        {"https://x:", "port"}, {"https://x:12a", "port"}, {"https://x/?a=secret", "query"}, {"https://x/#a", "fragment"}, {"https://x y", "blank"}, {"https://[::1", "]"}, {"https://x%41", "host"}, {"https://x/%zz", "%"}};
    for (const auto& [url, why] : cases) {
        INFO(url);
        CHECK_THROWS_WITH(parse_endpoint(url), Contains(why) && !Contains("secret"));
    }
}

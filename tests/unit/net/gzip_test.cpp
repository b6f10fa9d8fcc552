// Protects against cut, damaged and exploding gzip: unpacked whole, or no answer.
#include "net/answer_reader.hpp"
#include "net/gzip.hpp"

#include <catch2/catch.hpp>

#include <Poco/DeflatingStream.h>

#include <sstream>

using namespace ledgerline;
using Catch::Contains;

namespace {

std::string packed(const std::string& text) {
    std::ostringstream out;
    Poco::DeflatingOutputStream deflater(out, Poco::DeflatingStreamBuf::STREAM_GZIP);
    deflater << text;
    deflater.close();
    return out.str();
}

base::HttpResponse read(std::string bytes, std::size_t bytes_max = 1'000'000) {
    net::AnswerReader reader(
        [&](char* buffer, std::size_t size) {
            const std::size_t part = bytes.copy(buffer, std::min<std::size_t>(size, 7)); // in small pieces
            bytes.erase(0, part);
            return part;
        },
        bytes_max);
    return reader.read("GET");
}

std::string answer(const std::string& body, const std::string& encoding = "gzip") {
    return "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace

TEST_CASE("net.gzip a packed answer is unpacked and no longer says that it is packed", "[net]") {
    const std::string text(100'000, 'a');
    const auto response = read(answer(packed(text)));
    CHECK(response.body == text);
    CHECK(response.headers.empty());
}

TEST_CASE("net.gzip several members are one text", "[net]") {
    CHECK(net::gunzip(packed("one ") + packed("two"), 100) == "one two");
}

TEST_CASE("net.gzip cut anywhere it is refused", "[net]") {
    const std::string whole = packed("a text that is long enough to be cut");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(size);
        CHECK_THROWS_AS(net::gunzip(whole.substr(0, size), 1'000), net::GzipError);
    }
}

TEST_CASE("net.gzip damaged data is refused", "[net]") {
    std::string damaged = packed("a text that is long enough to be damaged");
    damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1); // its checksum
    CHECK_THROWS_WITH(net::gunzip(damaged, 1'000), Contains("damaged"));
    CHECK_THROWS_WITH(net::gunzip("no gzip at all", 1'000), Contains("damaged"));
}

TEST_CASE("net.gzip a bomb is refused at the limit", "[net]") {
    const std::string bomb = packed(std::string(10'000'000, '\0'));
    REQUIRE(bomb.size() < 20'000);
    CHECK_THROWS_WITH(read(answer(bomb)), Contains("larger than 1000000 bytes when unpacked"));
}

TEST_CASE("net.gzip an encoding that nobody asked for is no answer", "[net]") {
    CHECK_THROWS_WITH(read(answer("abc", "br")), Contains("unknown encoding br"));
    CHECK(read(answer("abc", "identity")).body == "abc");
}

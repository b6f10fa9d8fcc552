// Protects the compiled paths that plugins hold for ever: one place has one number, malformed and endless ones have none, and
// many threads may ask at once.
#include "message/path.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace ledgerline::message;

TEST_CASE("message.path one place has one number, however it was made", "[message]") {
    PathTable paths;
    const PathId sku = paths.intern("/body/lines/*/sku");
    CHECK(paths.intern("/body/lines/*/sku") == sku);
    CHECK(paths.child(paths.each(paths.child(paths.child(root_path, "body"), "lines")), "sku") == sku);
    CHECK(paths.intern("") == root_path);
    CHECK(paths.pattern(sku) == "/body/lines/*/sku");
    CHECK(paths.step(sku)->each_count == 1);
    CHECK(paths.step(sku)->depth == 4);
}

TEST_CASE("message.path escapes name members that look like syntax", "[message]") {
    PathTable paths;
    CHECK(paths.intern("/a~1b") == paths.child(root_path, "a/b"));
    CHECK(paths.intern("/~0") == paths.child(root_path, "~"));
    CHECK(paths.intern("/~2") == paths.child(root_path, "*"));
    CHECK(paths.intern("/~2") != paths.intern("/*"));
    CHECK(paths.intern("/") == paths.child(root_path, ""));
    CHECK(paths.pattern(paths.intern("/~0~1/~2/*")) == "/~0~1/~2/*");
}

TEST_CASE("message.path malformed patterns have no number", "[message]") {
    PathTable paths;
    const std::size_t before = paths.size();
    for (const auto* pattern : {"a", "a/b", "/~", "/~3", "/~x"}) {
        INFO(pattern);
        CHECK(paths.intern(pattern) == no_path);
    }
    CHECK(paths.intern("/\xFF") == no_path);
    CHECK(paths.intern("/" + std::string(1'025, 'x')) == no_path);
    CHECK(paths.child(no_path, "x") == no_path);
    CHECK(paths.each(12'345) == no_path);
    CHECK(paths.size() == before);
}

TEST_CASE("message.path a path is at most 64 steps deep", "[message]") {
    PathTable paths;
    PathId path = root_path;
    for (int i = 0; i < 64; ++i) path = paths.child(path, "x");
    REQUIRE(path != no_path);
    CHECK(paths.child(path, "x") == no_path);
    CHECK(paths.each(path) == no_path);
}

TEST_CASE("message.path a full table answers no_path and still knows what it has", "[message]") {
    PathTable paths(3);
    const PathId a = paths.intern("/a");
    const PathId b = paths.intern("/a/b");
    CHECK(paths.intern("/a/c") == no_path);
    CHECK(paths.intern("/a") == a);
    CHECK(paths.intern("/a/b") == b);
    CHECK(paths.size() == 3);
}

TEST_CASE("message.path a declared path covers itself and all below", "[message]") {
    PathTable paths;
    const auto covers = [&](const char* declared, const char* path) { return paths.covers(paths.intern(declared), paths.intern(path)); };
    CHECK(covers("/body/booking", "/body/booking"));
    CHECK(covers("/body/booking", "/body/booking/lines/*/price"));
    CHECK(covers("/body/lines/*/booking", "/body/lines/*/booking/price"));
    CHECK(covers("/body/*", "/body/booking"));
    CHECK(covers("", "/anything"));
    CHECK_FALSE(covers("/body/booking", "/body"));
    CHECK_FALSE(covers("/body/booking", "/body/bookings"));
    CHECK_FALSE(covers("/body/booking", "/body/*")); // a `*` could reach every member
    CHECK_FALSE(covers("/body/lines/*/booking", "/body/lines/*/sku"));
    CHECK_FALSE(paths.covers(no_path, root_path));
    CHECK_FALSE(paths.covers(root_path, no_path));
}

TEST_CASE("message.path many threads that ask for the same get the same", "[message]") {
    PathTable paths;
    constexpr int count = 3'000; // more than one block
    std::vector<std::vector<PathId>> found(4);
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < found.size(); ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < count; ++i) {
                const std::string pattern = "/m" + std::to_string(i) + "/*";
                found[thread].push_back(paths.intern(pattern));
                if (paths.pattern(found[thread].back()) != pattern) found[thread].back() = no_path;
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(found[0].size() == count);
    CHECK(std::count(found[0].begin(), found[0].end(), no_path) == 0);
    for (const auto& other : found) CHECK(other == found[0]);
    CHECK(paths.size() == 1 + 2 * count);
}

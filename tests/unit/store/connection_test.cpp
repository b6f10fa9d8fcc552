// Protects: what goes into the database comes out again, prepared statements can be used any number of times, also after
// an error, and errors have words. By a connection to a database in memory.
#include "store/connection.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::store;
using Catch::Matchers::Contains;

namespace {

struct Table {
    Connection connection{Location{":memory:"}};
    Table() { connection.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT"); }
    std::int64_t count() { return connection.query("SELECT COUNT(*) FROM thing").at(0).integer(0); }
};

} // namespace

TEST_CASE("store.connection: integers keep all 64 bits") {
    Table table;
    table.connection.execute("INSERT INTO thing (id, name) VALUES ($1, $2)", {INT64_MIN, "least"});
    table.connection.execute("INSERT INTO thing (id, name) VALUES ($1, $2)", {INT64_MAX, "most"});
    const auto rows = table.connection.query("SELECT id, name FROM thing ORDER BY id");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].integer(0) == INT64_MIN);
    CHECK(rows[1].integer(0) == INT64_MAX);
}

TEST_CASE("store.connection: text keeps its bytes, quotes and all") {
    Table table;
    const std::string text = "O'Brien \"£\" \xF0\x9F\x93\xA6 ; DROP TABLE thing -- $1 ? %s";
    table.connection.execute("INSERT INTO thing (id, name) VALUES ($1, $2)", {std::int64_t{1}, text});
    CHECK(table.connection.query("SELECT name FROM thing").at(0).text(0) == text);
}

TEST_CASE("store.connection: text with a NUL is refused and not cut") {
    Table table;
    CHECK_THROWS_WITH(table.connection.execute("INSERT INTO thing (name) VALUES ($1)", {std::string("a\0b", 3)}), Contains("NUL"));
    CHECK(table.count() == 0);
}

TEST_CASE("store.connection: a text is prepared once and answers anew each time") {
    Table table;
    for (std::int64_t id = 1; id <= 300; ++id)
        CHECK(table.connection.execute("INSERT INTO thing (id, name) VALUES ($1, $2)", {id, std::to_string(id)}) == 1);
    for (const std::int64_t limit : {300, 7, 0, 20})
        CHECK(table.connection.query("SELECT id FROM thing WHERE id <= $1", {limit}).size() == static_cast<std::size_t>(limit));
    CHECK(table.connection.statements().size() == 3);
}

TEST_CASE("store.connection: affected rows are those of this execution") {
    Table table;
    for (std::int64_t id = 1; id <= 5; ++id)
        table.connection.execute("INSERT INTO thing (id, name) VALUES ($1, $2)", {id, std::to_string(id)});
    const auto rename = [&](std::int64_t up_to) {
        return table.connection.execute("UPDATE thing SET name = name || 'x' WHERE id <= $1", {up_to});
    };
    CHECK(rename(3) == 3);
    CHECK(rename(0) == 0);
    CHECK(rename(5) == 5);
    CHECK(table.connection.execute("INSERT INTO thing (id, name) VALUES ($1, 'again') ON CONFLICT DO NOTHING", {std::int64_t{1}}) == 0);
}

TEST_CASE("store.connection: a statement that failed works the next time") {
    Table table;
    const auto insert = [&](const std::string& name) { table.connection.execute("INSERT INTO thing (name) VALUES ($1)", {name}); };
    insert("a");
    CHECK_THROWS_AS(insert("a"), StoreError);
    insert("b");
    CHECK_THROWS_AS(insert("b"), StoreError);
    insert("c");
    CHECK(table.count() == 3);
}

TEST_CASE("store.connection: an error has the database's words") {
    Table table;
    CHECK_THROWS_WITH(table.connection.query("SELECT colour FROM thing"), Contains("no such column: colour"));
}

TEST_CASE("store.connection: the argument count must stay") {
    Table table;
    table.connection.query("SELECT id FROM thing WHERE id = $1", {std::int64_t{1}});
    CHECK_THROWS_WITH(table.connection.query("SELECT id FROM thing WHERE id = $1"), Contains("0 arguments"));
}

TEST_CASE("store.connection: nothing found by an aggregate reads as zero") {
    Table table;
    CHECK(table.connection.query("SELECT MIN(id), MIN(name) FROM thing").at(0).integer(0) == 0);
    CHECK(table.connection.query("SELECT MIN(id), MIN(name) FROM thing").at(0).text(1).empty());
}

TEST_CASE("store.connection: a part is undone alone") {
    Table table;
    const auto insert = [&](const std::string& name) { table.connection.execute("INSERT INTO thing (name) VALUES ($1)", {name}); };
    table.connection.begin();
    insert("kept");
    table.connection.begin_part();
    insert("undone");
    table.connection.undo_part();
    table.connection.begin_part();
    insert("kept too");
    table.connection.end_part();
    table.connection.commit();
    CHECK(table.count() == 2);
}

TEST_CASE("store.connection: a transaction that the database ended takes nothing more") {
    Table table;
    table.connection.begin();
    table.connection.execute("INSERT INTO thing (name) VALUES ('a')");
    // OR ROLLBACK is the way to have what a full disk does: the error ends the whole transaction.
    CHECK_THROWS_AS(table.connection.execute("INSERT OR ROLLBACK INTO thing (name) VALUES ('a')"), StoreError);
    CHECK_THROWS_WITH(table.connection.execute("INSERT INTO thing (name) VALUES ('b')"), Contains("ended with an earlier error"));
    table.connection.rollback();
    CHECK(table.count() == 0);
}

// Protects: nobody can change, remove, add or reorder what happened without being found out. By honest histories, by each
// kind of tampering, and by a thousand random ones.
#include "ledger/history.hpp"
#include "store/schema.hpp"
#include "unit/store/sample.hpp"

#include "base/random.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace ledgerline;
using Catch::Matchers::Contains;
using message::Value;
using store::UnitOfWork;

namespace {

constexpr store::Id entries = 30;

// A history on one connection, whose every change can be undone.
struct Book {
    store::Location location{":memory:"};
    store::Connection connection{location};
    UnitOfWork unit{connection, 1'000};

    Book() {
        store::open_for_writing(connection, location);
        for (store::Id number = 1; number <= entries; ++number)
            ledger::record(unit, {number % 4, "order:shop:" + std::to_string(number % 4), number % 2 ? "received" : "routed",
                                  "engine", Value::object({{"total", "24.9" + std::to_string(number % 10)}})});
    }
    // The finding after a change of the table by `sql`, which is then undone.
    ledger::Verification after(const std::string& sql, const std::vector<store::Argument>& arguments = {}) {
        connection.begin();
        REQUIRE(connection.execute(sql, arguments) > 0);
        const ledger::Verification result = ledger::verify(unit);
        connection.rollback();
        return result;
    }
};

} // namespace

TEST_CASE("ledger.history: an empty and an honest history are fine") {
    sample::Memory memory;
    CHECK(ledger::verify(memory.store).ok);
    CHECK(ledger::verify(memory.store).entries == 0);
    for (int number = 0; number < 600; ++number)
        memory.store.commit([&](UnitOfWork& unit) {
            ledger::record(unit, {number, "c", "received", "engine", {}});
            ledger::record(unit, {number, "c", "routed", "rules/x", Value::object({{"n", number}})});
        });
    const auto result = ledger::verify(memory.store);
    CHECK(result.ok);
    CHECK(result.entries == 1'200);
    CHECK(result.problem.empty());
    CHECK(result.bad_seq == 0);
}

TEST_CASE("ledger.history: an entry keeps what it was given") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        ledger::record(unit, {7, "order:shop:1047", "held", "rules/sku-match", Value::object({{"code", "SKU_NOT_FOUND"}})});
        ledger::record(unit, {7, "order:shop:1047", "seen", "jo", {}});
        const auto rows = unit.history().of_message(7);
        REQUIRE(rows.size() == 2);
        CHECK(rows[0].seq == 1);
        CHECK(rows[0].at == unit.now());
        CHECK(rows[0].correlation == "order:shop:1047");
        CHECK(rows[0].what == "held");
        CHECK(rows[0].who == "rules/sku-match");
        CHECK(rows[0].detail == R"({"code":"SKU_NOT_FOUND"})");
        CHECK(rows[0].hash.size() == 64);
        CHECK(rows[1].detail == "{}");
    });
}

TEST_CASE("ledger.history: a unit that is undone leaves the chain whole") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) { ledger::record(unit, {1, "c", "received", "engine", {}}); });
    CHECK_THROWS(memory.store.commit([](UnitOfWork& unit) {
        ledger::record(unit, {1, "c", "routed", "engine", {}});
        throw std::runtime_error("undone");
    }));
    memory.store.commit([](UnitOfWork& unit) { ledger::record(unit, {1, "c", "held", "engine", {}}); });
    const auto result = ledger::verify(memory.store);
    CHECK(result.ok);
    CHECK(result.entries == 2);
}

TEST_CASE("ledger.history: several writers make one chain") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    store::Store engine(folder.store(), clock, store::Store::Mode::committer_thread);
    store::Store verb(folder.store(), clock, store::Store::Mode::inline_);
    const auto write = [](store::Store& store, int count) {
        for (int number = 0; number < count; ++number)
            store.commit([&](UnitOfWork& unit) { ledger::record(unit, {number, "c", "received", "engine", {}}); });
    };
    std::thread one([&] { write(engine, 40); }), two([&] { write(engine, 40); }), three([&] { write(verb, 20); });
    one.join();
    two.join();
    three.join();
    const auto result = ledger::verify(engine);
    CHECK(result.ok);
    CHECK(result.entries == 100);
}

TEST_CASE("ledger.history: a changed entry is found by its number") {
    Book book;
    const auto result = book.after("UPDATE history SET detail = '{\"total\":\"0.01\"}' WHERE seq = 12");
    CHECK_FALSE(result.ok);
    CHECK(result.bad_seq == 12);
    CHECK_THAT(result.problem, Contains("12") && Contains("changed"));
}

TEST_CASE("ledger.history: a removed entry is found by its number") {
    Book book;
    const auto result = book.after("DELETE FROM history WHERE seq = 12");
    CHECK_FALSE(result.ok);
    CHECK(result.bad_seq == 12);
    CHECK_THAT(result.problem, Contains("missing"));
}

TEST_CASE("ledger.history: a missing beginning is found") {
    Book book;
    CHECK(book.after("DELETE FROM history WHERE seq <= 5").bad_seq == 1);
}

TEST_CASE("ledger.history: a missing end is found") {
    Book book;
    const auto result = book.after("DELETE FROM history WHERE seq > 25");
    CHECK_FALSE(result.ok);
    CHECK(result.bad_seq == 26);
    CHECK_THAT(result.problem, Contains("cut off"));
    CHECK_FALSE(book.after("DELETE FROM history").ok);
}

TEST_CASE("ledger.history: an added entry is found") {
    Book book;
    const auto result = book.after("INSERT INTO history SELECT seq + 1, at, message_id, correlation, what, who, detail, hash"
                                   " FROM history ORDER BY seq DESC LIMIT 1");
    CHECK_FALSE(result.ok);
    CHECK(result.bad_seq == entries + 1);
}

TEST_CASE("ledger.history: a lost or changed note of the newest entry is found") {
    Book book;
    CHECK_FALSE(book.after("DELETE FROM note WHERE name = 'history.head'").ok);
    CHECK_FALSE(book.after("UPDATE note SET value = 'x' WHERE name = 'history.head'").ok);
    CHECK_FALSE(book.after("UPDATE note SET value = '29:' || (SELECT hash FROM history WHERE seq = 29) WHERE name = 'history.head'").ok);
}

TEST_CASE("ledger.history: that all of it was deleted is told by the messages") {
    Book book;
    const store::Id message = book.unit.messages().add(sample::order("1"), Value());
    ledger::record(book.unit, {message, "c", "received", "engine", {}});
    REQUIRE(ledger::verify(book.unit).ok);
    book.connection.execute("DELETE FROM history");
    book.connection.execute("DELETE FROM note WHERE name = 'history.head'");
    auto result = ledger::verify(book.unit);
    CHECK_FALSE(result.ok);
    CHECK(result.entries == 0);
    CHECK(result.bad_seq == 1);
    CHECK_THAT(result.problem, Contains("deleted"));
    ledger::record(book.unit, {0, "", "deployment changed", "engine", {}}); // a chain that is whole in itself
    result = ledger::verify(book.unit);
    CHECK_FALSE(result.ok);
    CHECK_THAT(result.problem, Contains("message " + std::to_string(message)) && Contains("begun anew"));
}

TEST_CASE("ledger.history: nothing is written after a note that cannot be read") {
    Book book;
    book.connection.execute("UPDATE note SET value = 'x' WHERE name = 'history.head'");
    CHECK_THROWS_WITH(ledger::record(book.unit, {1, "c", "received", "engine", {}}), Contains("verify-history"));
}

TEST_CASE("ledger.history: what two fields say cannot move between them") {
    Book book;
    book.connection.begin();
    ledger::record(book.unit, {1, "a", "bc", "d", {}});
    REQUIRE(ledger::verify(book.unit).ok);
    book.connection.execute("UPDATE history SET what = 'b', who = 'cd' WHERE seq = $1", {entries + 1});
    CHECK_FALSE(ledger::verify(book.unit).ok);
    book.connection.rollback();
}

TEST_CASE("ledger.history: a thousand random tamperings are all found") {
    Book book;
    base::Random random(20'261'123);
    const std::vector<std::string> texts{"correlation", "what", "who", "detail", "hash"};
    const std::vector<std::string> integers{"at", "message_id"};
    for (int round = 0; round < 1'000; ++round) {
        const auto seq = static_cast<std::int64_t>(1 + random.below(entries));
        const auto other = static_cast<std::int64_t>(1 + random.below(entries));
        ledger::Verification result;
        std::string what;
        switch (random.below(6)) {
        case 0: // one character of a text
            what = "UPDATE history SET " + texts[random.below(texts.size())];
            what = what + " = 'x' || " + what.substr(what.rfind(' ') + 1) + " WHERE seq = $1";
            result = book.after(what, {seq});
            break;
        case 1: // an integer by a little
            what = integers[random.below(integers.size())];
            result = book.after("UPDATE history SET " + what + " = " + what + " + $1 WHERE seq = $2",
                                {static_cast<std::int64_t>(1 + random.below(1'000)), seq});
            break;
        case 2:
            what = "removed";
            result = book.after("DELETE FROM history WHERE seq = $1", {seq});
            break;
        case 3:
            what = "end cut off";
            result = book.after("DELETE FROM history WHERE seq >= $1", {seq});
            break;
        case 4: { // two change places
            const auto first = std::min(seq, other), second = first == std::max(seq, other) ? first % entries + 1 : std::max(seq, other);
            what = "swapped";
            book.connection.begin();
            book.connection.execute("UPDATE history SET seq = 0 WHERE seq = $1", {first});
            book.connection.execute("UPDATE history SET seq = $1 WHERE seq = $2", {first, second});
            book.connection.execute("UPDATE history SET seq = $1 WHERE seq = 0", {second});
            result = ledger::verify(book.unit);
            book.connection.rollback();
            break;
        }
        default: // removed, and the rest moved up
            what = "closed ranks";
            book.connection.begin();
            book.connection.execute("DELETE FROM history WHERE seq = $1", {seq});
            book.connection.execute("UPDATE history SET seq = seq - 1000 WHERE seq > $1", {seq});
            book.connection.execute("UPDATE history SET seq = seq + 999 WHERE seq < 0");
            result = ledger::verify(book.unit);
            book.connection.rollback();
        }
        INFO("round " << round << ": " << what << " at " << seq);
        REQUIRE_FALSE(result.ok);
        REQUIRE_FALSE(result.problem.empty());
        REQUIRE(result.bad_seq > 0);
    }
    CHECK(ledger::verify(book.unit).ok);
}

TEST_CASE("ledger.story: everything about one thing, in order, over all its messages") {
    sample::Memory memory;
    memory.store.commit([](UnitOfWork& unit) {
        const auto first = unit.messages().add(sample::order("1", "a"), Value());
        const auto second = unit.messages().add(sample::order("1", "b"), Value());
        const auto other = unit.messages().add(sample::order("2"), Value());
        for (const auto id : {first, second, other, first}) ledger::record(unit, {id, "", "step", "engine", {}});
        const auto rows = ledger::story(unit, "order:shop:1");
        REQUIRE(rows.size() == 3);
        CHECK(rows[0].seq == 1);
        CHECK(rows[1].seq == 2);
        CHECK(rows[2].seq == 4);
        CHECK(ledger::story(unit, "N1").empty());
    });
}

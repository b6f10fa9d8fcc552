// Protects: the engine never works on a file that is not its own, is newer than itself, or is damaged, and says which
// file it is and what to do. By files made for each case.
#include "sample.hpp"
#include "store/schema.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sys/stat.h>

using namespace ledgerline;
using Catch::Matchers::Contains;

namespace {

void open(const store::Location& location) {
    const sample::StandingClock clock;
    const store::Store store(location, clock, store::Store::Mode::inline_);
}

// With the message, for it must name the file.
std::string refusal(const store::Location& location) {
    try {
        open(location);
    } catch (const store::StoreError& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("store.opening: a new file gets the newest schema and opens again") {
    const sample::Folder folder;
    open(folder.store());
    const sample::StandingClock clock;
    const store::Store store(folder.store(), clock, store::Store::Mode::inline_);
    std::string schema;
    store.read([&](store::UnitOfWork& unit) { schema = unit.notes().get("schema"); });
    CHECK(schema == std::to_string(store::schema_steps().size()));
}

TEST_CASE("store.opening: only the owner may read the file") {
    const sample::Folder folder;
    open(folder.store());
    struct stat facts = {};
    REQUIRE(::stat(folder.store().path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("store.opening: a missing folder is named") {
    const sample::Folder folder;
    const store::Location location{(folder.path() / "absent" / "store.db").string()};
    CHECK_THAT(refusal(location), Contains(location.path) && Contains("No such file or directory"));
}

TEST_CASE("store.opening: a file that is no database is refused and left alone") {
    const sample::Folder folder;
    const std::string words(5000, 'x');
    std::ofstream(folder.store().path) << words;
    CHECK_THAT(refusal(folder.store()), Contains(folder.store().path) && Contains("is not a Ledgerline store"));
    CHECK(std::filesystem::file_size(folder.store().path) == words.size());
}

TEST_CASE("store.opening: a database of something else is refused and left alone") {
    const sample::Folder folder;
    {
        store::Connection other(folder.store());
        other.execute("CREATE TABLE note (text TEXT)"); // the same name as one of ours
        other.execute("CREATE TABLE recipe (name TEXT)");
    }
    CHECK_THAT(refusal(folder.store()), Contains(folder.store().path) && Contains("is not a Ledgerline store"));
    store::Connection other(folder.store());
    CHECK(other.query("SELECT COUNT(*) FROM sqlite_master").at(0).integer(0) == 2);
    CHECK(other.query("PRAGMA journal_mode").at(0).text(0) == "delete");
}

TEST_CASE("store.opening: a store of a newer engine is refused") {
    const sample::Folder folder;
    open(folder.store());
    {
        store::Connection later(folder.store());
        later.execute("UPDATE note SET value = '99' WHERE name = 'schema'");
    }
    CHECK_THAT(refusal(folder.store()), Contains(folder.store().path) && Contains("newer engine") && Contains("99"));
}

TEST_CASE("store.opening: a damaged store is refused by name") {
    const sample::Folder folder;
    {
        const sample::StandingClock clock;
        store::Store store(folder.store(), clock, store::Store::Mode::inline_);
        store.commit([](store::UnitOfWork& unit) {
            for (int number = 0; number < 400; ++number)
                unit.messages().add(sample::order(std::to_string(number)), message::Value(std::string(500, 'b')));
        });
    }
    {
        // Every page from the tenth on loses its header.
        std::fstream file(folder.store().path, std::ios::in | std::ios::out | std::ios::binary);
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(folder.store().path));
        for (std::streamoff page = 10 * 4096; page < size; page += 4096) file.seekp(page).write("\xDE\xAD\xBE\xEF\xDE\xAD\xBE\xEF", 8);
    }
    CHECK_THAT(refusal(folder.store()), Contains(folder.store().path) && Contains("damaged") && Contains("backup"));
}

TEST_CASE("store.opening: a migration that was interrupted is done again as a whole") {
    const sample::Folder folder;
    {
        store::Connection first(folder.store());
        first.execute("PRAGMA journal_mode = WAL");
        first.begin();
        first.execute("CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
        // The process ends here: the connection closes without a commit.
    }
    CHECK(refusal(folder.store()).empty());
}

TEST_CASE("store.opening: a look changes nothing and sees what an engine does meanwhile") {
    const sample::Folder folder;
    const sample::StandingClock clock;
    store::Store engine(folder.store(), clock, store::Store::Mode::committer_thread);
    store::Store look(folder.store(), clock, store::Store::Mode::read_only);
    engine.commit([](store::UnitOfWork& unit) { unit.notes().put("a", "1"); });
    std::string seen;
    look.read([&](store::UnitOfWork& unit) { seen = unit.notes().get("a"); });
    CHECK(seen == "1");
    CHECK_THROWS_AS(look.read([](store::UnitOfWork& unit) { unit.notes().put("a", "2"); }), store::StoreError);
    CHECK_THROWS_AS(look.commit([](store::UnitOfWork&) {}), std::logic_error);
}

TEST_CASE("store.opening: a look at a store that is empty or older does not complete it") {
    const sample::Folder folder;
    std::ofstream(folder.store().path).close();
    const sample::StandingClock clock;
    CHECK_THROWS_WITH(store::Store(folder.store(), clock, store::Store::Mode::read_only), Contains(folder.store().path) && Contains("ledgerline run"));
    CHECK(std::filesystem::file_size(folder.store().path) == 0);
}

TEST_CASE("store.opening: a look at a file that is no store is refused by name") {
    const sample::Folder folder;
    std::ofstream(folder.store().path) << std::string(4'096, 'x');
    const sample::StandingClock clock;
    CHECK_THROWS_WITH(store::Store(folder.store(), clock, store::Store::Mode::read_only), Contains(folder.store().path) && Contains("not a Ledgerline store"));
}

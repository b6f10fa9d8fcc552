// What happens to a database file before anything trusts it.
#include "store/note_table.hpp"
#include "store/schema.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace ledgerline::store {

namespace {

constexpr int busy_timeout_ms = 10'000;

bool is_empty(Connection& connection) {
    return connection.query("SELECT COUNT(*) FROM sqlite_master").at(0).integer(0) == 0;
}

// 0 = no schema of ours.
std::int64_t schema_of(Connection& connection) {
    if (connection.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'note'").empty()) return 0;
    const auto rows = connection.query("SELECT value FROM note WHERE name = 'schema'");
    return rows.empty() ? 0 : rows.front().integer(0);
}

void refuse_foreign(Connection& connection, const Location& location) {
    if (is_empty(connection)) return;
    std::int64_t schema = 0;
    try {
        schema = schema_of(connection);
    } catch (const StoreError&) {
        schema = 0; // its table `note` is not ours
    }
    if (schema == 0)
        throw StoreError(fmt::format("{} is not a Ledgerline store: it is a database of something else. Name another file "
                                     "in the deployment's `store`.",
                                     location.path));
    const auto known = static_cast<std::int64_t>(schema_steps().size());
    if (schema > known)
        throw StoreError(fmt::format("the store {} was made by a newer engine (schema {}, this engine knows up to {}). Run "
                                     "the newer engine, or restore a backup that was made before the upgrade.",
                                     location.path, schema, known));
}

void refuse_damaged(Connection& connection, const Location& location) {
    const std::string answer = connection.query("PRAGMA quick_check(1)").at(0).text(0);
    if (answer != "ok")
        throw StoreError(fmt::format("the store {} is damaged: {}. Restore a backup.", location.path, answer));
}

void do_missing_steps(Connection& connection) {
    connection.begin();
    try {
        // Read inside the transaction: another process may have done the steps while we waited.
        const auto done = static_cast<std::size_t>(schema_of(connection));
        for (std::size_t at = done; at < schema_steps().size(); ++at)
            for (const std::string_view statement : schema_steps()[at]) connection.execute(statement);
        if (done < schema_steps().size()) NoteTable(connection).put("schema", std::to_string(schema_steps().size()));
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

// The database's words, with the file and what they mean.
[[noreturn]] void name_the_trouble(const Location& location, const StoreError& error) {
    const std::string words = error.what();
    if (words.find(location.path) != std::string::npos) throw StoreError(words);
    if (words.find("not a database") != std::string::npos) throw StoreError(fmt::format("{} is not a Ledgerline store: {}", location.path, words));
    if (words.find("malformed") != std::string::npos || words.find("corrupt") != std::string::npos)
        throw StoreError(fmt::format("the store {} is damaged: {}. Restore a backup.", location.path, words));
    throw StoreError(fmt::format("the store {} cannot be used: {}", location.path, words));
}

void set_up(Connection& connection) {
    connection.execute("PRAGMA foreign_keys = ON");
    connection.execute("PRAGMA temp_store = MEMORY");
    connection.execute("PRAGMA cache_size = -16000"); // KiB
}

} // namespace

// Our own first touch gives a plain reason where the folder is missing or read-only, and the file is for its owner only:
// it holds orders and addresses. SQLite gives the files beside it the same permissions.
void make_file(const Location& location) {
    if (location.in_memory()) return;
    const int file = ::open(location.path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        throw StoreError(fmt::format("the store {} cannot be opened: {}", location.path, std::strerror(errno)));
    ::close(file);
}

void open_for_writing(Connection& connection, const Location& location) {
    connection.execute(fmt::format("PRAGMA busy_timeout = {}", busy_timeout_ms));
    try {
        refuse_foreign(connection, location);
        refuse_damaged(connection, location);
        const std::string journal = connection.query("PRAGMA journal_mode = WAL").at(0).text(0);
        if (journal != "wal" && !location.in_memory())
            throw StoreError(fmt::format("the store {} cannot keep a write-ahead log (its journal is \"{}\"): put it on a "
                                         "local disk",
                                         location.path, journal));
        connection.execute("PRAGMA synchronous = FULL");
        // The committer writes the log back when it is idle; this is the limit for when it never is. Pages of 4 KiB.
        connection.execute("PRAGMA wal_autocheckpoint = 8000");
        set_up(connection);
        do_missing_steps(connection);
    } catch (const StoreError& error) {
        name_the_trouble(location, error);
    }
}

void open_to_look(Connection& connection, const Location& location) {
    try {
        open_for_reading(connection);
        refuse_foreign(connection, location);
        if (schema_of(connection) < static_cast<std::int64_t>(schema_steps().size()))
            throw StoreOlder(fmt::format("the store {} is empty or was made by an older engine; the next `ledgerline run` completes it", location.path));
    } catch (const StoreOlder&) {
        throw;
    } catch (const StoreError& error) {
        name_the_trouble(location, error);
    }
}

void open_for_reading(Connection& connection) {
    connection.execute(fmt::format("PRAGMA busy_timeout = {}", busy_timeout_ms));
    set_up(connection);
    connection.execute("PRAGMA query_only = ON");
}

} // namespace ledgerline::store

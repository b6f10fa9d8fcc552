// One connection to the database; the only place with Poco::Data. Not thread-safe: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ledgerline::store {

struct StoreError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The disk (or a quota) is full: nothing of the transaction was kept, and it may be tried again when there is room.
struct StoreFull : StoreError {
    using StoreError::StoreError;
};

// A look at a store that an older engine made, or that nothing was written into yet: the next opening for writing completes it.
struct StoreOlder : StoreError {
    using StoreError::StoreError;
};

using Argument = std::variant<std::int64_t, std::string>;

// One row of a result; cells by position. NULL reads as "" or 0.
class Row {
public:
    explicit Row(std::vector<std::string> cells) : cells_(std::move(cells)) {}
    const std::string& text(std::size_t at) const { return cells_.at(at); }
    std::int64_t integer(std::size_t at) const;

private:
    std::vector<std::string> cells_;
};

// Where the database lives: a file path (":memory:" and "file:...?mode=memory&cache=shared" for tests and the simulation).
struct Location {
    std::string path;
    bool in_memory() const; // lives only as long as its connections
};

class Connection {
public:
    explicit Connection(const Location& location);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Placeholders are $1 ... $n, numbered in order of first appearance, each used once. Returns the affected rows.
    // Prepared once per text and kept. Throws StoreError with the database's words.
    std::size_t execute(std::string_view sql, const std::vector<Argument>& arguments = {});
    std::vector<Row> query(std::string_view sql, const std::vector<Argument>& arguments = {});

    // The texts that are prepared at the moment: a test asks the planner about each.
    std::vector<std::string> statements() const;

    // The transaction text belongs to us: BEGIN IMMEDIATE, savepoints, COMMIT. Some errors (a full disk) end a
    // transaction behind our back; then every statement is refused until `rollback`, so that nothing is written outside.
    void begin();
    void begin_reading(); // one snapshot for several queries
    void commit();
    void rollback();      // harmless where the transaction has ended already
    // A part of the transaction that can be undone alone. Not nested.
    void begin_part();
    void end_part();
    void undo_part();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ledgerline::store

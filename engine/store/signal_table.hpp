// What callbacks have named and no poll has read yet, each key of a source once.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace ledgerline::store {

class SignalTable {
public:
    explicit SignalTable(Connection& connection) : connection_(connection) {}

    struct Signal {
        Id id = 0;
        std::string key;
    };
    // A key that is there already gets a new number, so that a poll which is under way does not take it along.
    void add(const std::string& source, const std::string& key, Millis at);
    // Oldest first.
    std::vector<Signal> of(const std::string& source, std::size_t limit);
    void remove(Id id);
    std::size_t count(const std::string& source);

private:
    Connection& connection_;
};

} // namespace ledgerline::store

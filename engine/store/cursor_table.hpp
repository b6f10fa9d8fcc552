// How far each source has been read. Written in the same commit as the messages that it covers.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class CursorTable {
public:
    explicit CursorTable(Connection& connection) : connection_(connection) {}

    struct Cursor {
        std::string source;
        message::Value value;   // the source's own business
        Millis polled_at = 0;   // last successful poll
        Millis completed_at = 0;// last time the source said that there is no more; 0 = never
    };
    std::optional<Cursor> find(const std::string& source);
    void put(const Cursor& cursor);
    std::vector<Cursor> all();

private:
    Connection& connection_;
};

} // namespace ledgerline::store

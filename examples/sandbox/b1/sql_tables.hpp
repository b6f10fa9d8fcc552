// The tables of the database that stored queries may read, made of what the company keeps.
#pragma once

#include "b1/state.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::b1 {

// One row: an object, a row of one of its collections, a stock level. What a table has not is nullptr.
struct SqlRow {
    const Record* head = nullptr;
    const Record* part = nullptr;
    const StockLevel* level = nullptr;
};

struct SqlColumn {
    enum class From { head, part, in_stock, committed, ordered, total_in_stock, total_committed, total_ordered };
    std::string name; // "OnHand"
    From from = From::head;
    const Property* property = nullptr;
    bool is_key = false;    // rows stand in its order
    bool is_second = false; // ... and those of one key in this one's
};

struct SqlTable {
    std::string name; // "OITW"
    Table State::*objects = nullptr;
    std::string collection; // of the object, "" = the object itself is the row
    bool levels = false;    // each row of the collection is a stock level
    std::vector<SqlColumn> columns;
};

class SqlTables {
public:
    explicit SqlTables(const State& state);

    // Throws Refusal 702: it is not there, or not on the list that stored queries may read.
    const SqlTable& table(std::string_view name) const;
    // Throws Refusal 703.
    const SqlColumn& column(const SqlTable& table, std::string_view name) const;
    // As the database has it: enumerations by their stored code, dates as "20260131".
    Cell value(const SqlColumn& column, const SqlRow& row) const;
    // In the order of the key, from this key on, until `visit` says that it is enough.
    void each_row(const SqlTable& table, const std::string& from_key, const std::function<bool(const SqlRow&)>& visit) const;

private:
    const State& state_;
    std::vector<SqlTable> tables_;
};

} // namespace ledgerline::sandbox::b1

// Runs a select statement over the company's tables.
#pragma once

#include "b1/sql_tables.hpp"
#include "b1/sql_text.hpp"

#include <map>
#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

// By name in lower case.
using SqlParameters = std::map<std::string, Cell>;

struct SqlResult {
    std::vector<std::vector<Cell>> rows; // in the order of select.columns
    bool more = false;
};

class SqlRun {
public:
    // Binds names to tables and columns. Throws Refusal 702, 703.
    SqlRun(SqlSelect& select, const SqlTables& tables, bool ignores_case);

    // The rows from `skip` on, at most `size` (0 = all). Throws Refusal 704 where a parameter has no value.
    SqlResult page(const SqlParameters& parameters, std::size_t skip, std::size_t size) const;

private:
    using Tuple = std::vector<SqlRow>;      // a row of each table
    using Group = std::vector<Tuple>;       // one where nothing is grouped

    void bind(SqlNode& node) const;
    Cell value(const SqlNode& node, const Group& group) const;
    Cell call(const SqlNode& node, const Group& group) const;
    Cell aggregate(const SqlNode& node, const Group& group) const;
    bool holds(const SqlNode& node, const Group& group) const;
    bool compares(const SqlNode& node, const Group& group) const;
    int compare(const Cell& a, const Cell& b) const;
    std::string first_key() const;
    bool stands_in_order() const;
    bool groups() const;
    void each_tuple(const std::function<bool(const Tuple&)>& visit) const;
    void join(std::size_t source, Tuple& tuple, const std::vector<std::vector<SqlRow>>& rows, const std::function<bool(const Tuple&)>& visit, bool& go_on) const;
    std::vector<Cell> cells(const Group& group) const;

    SqlSelect& select_;
    const SqlTables& tables_;
    const bool ignores_case_;
    std::vector<const SqlTable*> from_;
    mutable const SqlParameters* parameters_ = nullptr;
};

} // namespace ledgerline::sandbox::b1

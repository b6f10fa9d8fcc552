// The select statements that stored queries may hold, as far as the sandbox understands them: columns and aggregates of one table or
// of joined ones, where, group by, having, order by, top, distinct, parameters.
#pragma once

#include "b1/record.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct SqlColumn;

// A piece of an expression.
struct SqlNode {
    enum class Kind { column, literal, parameter, call, compare, logic, negation, like, in, is_null };
    Kind kind = Kind::literal;
    std::string text;             // column or parameter name, function, operator
    std::string table;            // alias before the column, "" = none
    Cell value;                   // of a literal
    std::vector<SqlNode> inside;
    std::size_t source = 0;       // of a column, once it is bound: which table of the statement
    const SqlColumn* column = nullptr;
};

struct SqlSource {
    std::string table, alias;
    std::optional<SqlNode> on; // of a joined table
    bool left = false;
};

struct SqlSelect {
    std::vector<std::pair<SqlNode, std::string>> columns; // with the names of the members
    std::vector<SqlSource> from;
    std::optional<SqlNode> where, having;
    std::vector<SqlNode> group_by;
    std::vector<std::pair<SqlNode, bool>> order_by;       // descending
    std::optional<std::size_t> top;
    bool distinct = false;
};

// Throws Refusal 701 for what is no such statement, and says so where the sandbox knows less than the Service Layer.
SqlSelect parse_sql(std::string_view text);
// Names of the parameters, each once, in their order.
std::vector<std::string> parameters_of(const SqlSelect& select);
bool is_aggregate(std::string_view function);
// Calls `visit` with every node of the statement.
template <class Node, class Visit>
void each_node(Node& node, const Visit& visit) {
    visit(node);
    for (auto& inside : node.inside) each_node(inside, visit);
}
template <class Select, class Visit>
void each_node_of(Select& select, const Visit& visit) {
    for (auto& column : select.columns) each_node(column.first, visit);
    for (auto& source : select.from)
        if (source.on) each_node(*source.on, visit);
    if (select.where) each_node(*select.where, visit);
    for (auto& node : select.group_by) each_node(node, visit);
    if (select.having) each_node(*select.having, visit);
    for (auto& order : select.order_by) each_node(order.first, visit);
}

} // namespace ledgerline::sandbox::b1

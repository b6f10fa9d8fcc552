#include "b1/sql_run.hpp"

#include "b1/refusal.hpp"
#include "b1/words.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr std::size_t joined_rows_max = 5'000'000;

std::string text_of(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* number = std::get_if<Decimal>(&cell)) return number->normalized().text();
    return {};
}

std::optional<Decimal> number_of(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return Decimal(*number);
    if (const auto* number = std::get_if<Decimal>(&cell)) return *number;
    if (const auto* text = std::get_if<std::string>(&cell)) return Decimal::try_parse(*text);
    return std::nullopt;
}

bool is_text(const Cell& cell) { return std::holds_alternative<std::string>(cell); }

// "%" any text, "_" one character.
bool is_like(std::string_view text, std::string_view pattern) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '%') {
        for (std::size_t at = 0; at <= text.size(); ++at)
            if (is_like(text.substr(at), pattern.substr(1))) return true;
        return false;
    }
    return !text.empty() && (pattern[0] == '_' || pattern[0] == text[0]) && is_like(text.substr(1), pattern.substr(1));
}

} // namespace

SqlRun::SqlRun(SqlSelect& select, const SqlTables& tables, bool ignores_case) : select_(select), tables_(tables), ignores_case_(ignores_case) {
    for (const SqlSource& source : select.from) from_.push_back(&tables.table(source.table));
    each_node_of(select_, [this](SqlNode& node) { bind(node); });
}

void SqlRun::bind(SqlNode& node) const {
    if (node.kind != SqlNode::Kind::column) return;
    for (std::size_t at = 0; at < from_.size(); ++at) {
        const SqlSource& source = select_.from[at];
        if (!node.table.empty() && !same_word(node.table, source.alias) && !same_word(node.table, source.table)) continue;
        const bool is_here = std::any_of(from_[at]->columns.begin(), from_[at]->columns.end(), [&](const SqlColumn& column) { return same_word(column.name, node.text); });
        if (!is_here && node.table.empty() && at + 1 < from_.size()) continue;
        node.source = at;
        node.column = &tables_.column(*from_[at], node.text);
        return;
    }
    // Sorting by the name that a column was given.
    for (const auto& [column, name] : select_.columns)
        if (same_word(name, node.text) && column.column) {
            node.source = column.source;
            node.column = column.column;
            return;
        }
    throw Refusal(400, "703", "Column '" + node.text + "' from table '" + node.table + "' not accessible");
}

int SqlRun::compare(const Cell& a, const Cell& b) const {
    if (is_text(a) && is_text(b)) {
        const std::string& left = std::get<std::string>(a);
        const std::string& right = std::get<std::string>(b);
        return ignores_case_ ? upper(left).compare(upper(right)) : left.compare(right);
    }
    const auto left = number_of(a), right = number_of(b);
    if (left && right) return left->compare(*right);
    return text_of(a).compare(text_of(b));
}

Cell SqlRun::value(const SqlNode& node, const Group& group) const {
    switch (node.kind) {
    case SqlNode::Kind::literal: return node.value;
    case SqlNode::Kind::parameter: {
        const auto found = parameters_->find(lower(node.text));
        if (found == parameters_->end()) throw Refusal(400, "704", "Parameter error: '" + node.text + "' is missing"); // text: our choice
        return found->second;
    }
    case SqlNode::Kind::column: return group.empty() ? Cell() : tables_.value(*node.column, group.front()[node.source]);
    case SqlNode::Kind::call: return is_aggregate(node.text) ? aggregate(node, group) : call(node, group);
    default: return std::int64_t{holds(node, group) ? 1 : 0};
    }
}

Cell SqlRun::call(const SqlNode& node, const Group& group) const {
    const Cell first = value(node.inside[0], group);
    if (node.text == "isnull" || node.text == "ifnull") return is_null(first) ? value(node.inside[1], group) : first;
    if (is_null(first)) return {};
    const std::string text = text_of(first);
    if (node.text == "lower") return lower(text);
    if (node.text == "upper") return upper(text);
    const auto wanted = number_of(value(node.inside[1], group));
    const std::size_t count = wanted && wanted->is_whole() && !wanted->is_negative() ? std::min(static_cast<std::size_t>(wanted->normalized().units()), text.size()) : 0;
    return node.text == "left" ? text.substr(0, count) : text.substr(text.size() - count);
}

Cell SqlRun::aggregate(const SqlNode& node, const Group& group) const {
    if (node.inside.empty()) return static_cast<std::int64_t>(group.size());
    std::vector<Cell> cells;
    for (const Tuple& tuple : group)
        if (Cell cell = value(node.inside[0], {tuple}); !is_null(cell)) cells.push_back(std::move(cell));
    if (node.text == "count") return static_cast<std::int64_t>(cells.size());
    if (cells.empty()) return {};
    const auto less = [this](const Cell& a, const Cell& b) { return compare(a, b) < 0; };
    if (node.text == "min") return *std::min_element(cells.begin(), cells.end(), less);
    if (node.text == "max") return *std::max_element(cells.begin(), cells.end(), less);
    Decimal sum;
    for (const Cell& cell : cells) {
        const auto number = number_of(cell);
        if (!number) throw Refusal(400, "701", "Invalid SQL syntax: " + node.text + " of a text"); // text: our choice
        sum = (sum + *number).normalized();
    }
    return node.text == "sum" ? sum : sum.divided(Decimal(static_cast<std::int64_t>(cells.size())), 6, Round::half_up).normalized();
}

bool SqlRun::compares(const SqlNode& node, const Group& group) const {
    const Cell left = value(node.inside[0], group), right = value(node.inside[1], group);
    if (is_null(left) || is_null(right)) return false;
    const int order = compare(left, right);
    if (node.text == "=") return order == 0;
    if (node.text == "<>") return order != 0;
    if (node.text == "<") return order < 0;
    if (node.text == "<=") return order <= 0;
    if (node.text == ">") return order > 0;
    return order >= 0;
}

bool SqlRun::holds(const SqlNode& node, const Group& group) const {
    switch (node.kind) {
    case SqlNode::Kind::logic: return node.text == "and" ? holds(node.inside[0], group) && holds(node.inside[1], group) : holds(node.inside[0], group) || holds(node.inside[1], group);
    case SqlNode::Kind::negation: return !holds(node.inside[0], group);
    case SqlNode::Kind::is_null: return is_null(value(node.inside[0], group));
    case SqlNode::Kind::compare: return compares(node, group);
    case SqlNode::Kind::in: {
        const Cell left = value(node.inside[0], group);
        return !is_null(left) && std::any_of(node.inside.begin() + 1, node.inside.end(), [&](const SqlNode& one) { return compare(left, value(one, group)) == 0; });
    }
    case SqlNode::Kind::like: {
        const std::string text = text_of(value(node.inside[0], group)), pattern = text_of(value(node.inside[1], group));
        return ignores_case_ ? is_like(upper(text), upper(pattern)) : is_like(text, pattern);
    }
    default: return text_of(value(node, group)) == "1";
    }
}

bool SqlRun::groups() const {
    bool found = !select_.group_by.empty();
    for (const auto& [column, name] : select_.columns)
        each_node(column, [&](const SqlNode& node) { found = found || (node.kind == SqlNode::Kind::call && is_aggregate(node.text)); });
    return found;
}

// Where the rows begin that the condition can hold for, in the order of the first table's key; "" = at the first.
std::string SqlRun::first_key() const {
    std::string key;
    const auto look = [&](const SqlNode& node, const auto& self) -> void {
        if (node.kind == SqlNode::Kind::logic && node.text == "and") {
            for (const SqlNode& inside : node.inside) self(inside, self);
            return;
        }
        if (node.kind != SqlNode::Kind::compare || (node.text != ">" && node.text != ">=" && node.text != "=")) return;
        const SqlNode& left = node.inside[0];
        const bool on_key = left.kind == SqlNode::Kind::column && left.source == 0 && left.column->is_key && left.column->property->kind == Kind::text;
        const SqlNode& right = node.inside[1];
        if (!on_key || (right.kind != SqlNode::Kind::literal && right.kind != SqlNode::Kind::parameter)) return;
        key = std::max(key, key_part(text_of(value(right, {})), ignores_case_));
    };
    if (select_.where) look(*select_.where, look);
    return key;
}

// The rows come in the order that is asked for: nothing has to be kept to sort it.
bool SqlRun::stands_in_order() const {
    if (from_.size() != 1 || groups() || select_.distinct) return false;
    for (std::size_t at = 0; at < select_.order_by.size(); ++at) {
        const auto& [node, descending] = select_.order_by[at];
        if (descending || node.kind != SqlNode::Kind::column) return false;
        if (at == 0 ? !node.column->is_key : at == 1 ? !node.column->is_second : true) return false;
    }
    return true;
}

void SqlRun::join(std::size_t source, Tuple& tuple, const std::vector<std::vector<SqlRow>>& rows, const std::function<bool(const Tuple&)>& visit, bool& go_on) const {
    if (source == from_.size()) {
        go_on = !(select_.where && !holds(*select_.where, {tuple})) ? visit(tuple) : true;
        return;
    }
    bool any = false;
    for (const SqlRow& row : rows[source]) {
        if (!go_on) return;
        tuple[source] = row;
        if (!holds(*select_.from[source].on, {tuple})) continue;
        any = true;
        join(source + 1, tuple, rows, visit, go_on);
    }
    if (any || !select_.from[source].left) return;
    tuple[source] = {};
    join(source + 1, tuple, rows, visit, go_on);
}

void SqlRun::each_tuple(const std::function<bool(const Tuple&)>& visit) const {
    std::vector<std::vector<SqlRow>> rows(from_.size());
    std::size_t combinations = 1;
    for (std::size_t at = 1; at < from_.size(); ++at) {
        tables_.each_row(*from_[at], "", [&](const SqlRow& row) {
            rows[at].push_back(row);
            return true;
        });
        combinations *= std::max<std::size_t>(1, rows[at].size());
    }
    std::size_t looked_at = 0;
    Tuple tuple(from_.size());
    bool go_on = true;
    tables_.each_row(*from_[0], first_key(), [&](const SqlRow& row) {
        if (from_.size() > 1 && (looked_at += combinations) > joined_rows_max) throw malformed("The sandbox does not simulate joins of so many rows");
        tuple[0] = row;
        join(1, tuple, rows, visit, go_on);
        return go_on;
    });
}

std::vector<Cell> SqlRun::cells(const Group& group) const {
    std::vector<Cell> out;
    out.reserve(select_.columns.size());
    for (const auto& [column, name] : select_.columns) out.push_back(value(column, group));
    return out;
}

SqlResult SqlRun::page(const SqlParameters& parameters, std::size_t skip, std::size_t size) const {
    parameters_ = &parameters;
    // Also where no row asks for it.
    for (const std::string& name : parameters_of(select_))
        if (parameters.count(lower(name)) == 0) throw Refusal(400, "704", "Parameter error: '" + name + "' is missing"); // text: our choice
    SqlResult out;
    const std::size_t end = size == 0 ? static_cast<std::size_t>(-1) : skip + size;
    std::size_t number = 0;
    const auto take = [&](const Group& group) {
        if (select_.top && number >= *select_.top) return false;
        if (number >= end) {
            out.more = true;
            return false;
        }
        if (number++ >= skip) out.rows.push_back(cells(group));
        return true;
    };
    if (stands_in_order()) {
        each_tuple([&](const Tuple& tuple) { return take({tuple}); });
        return out;
    }
    std::vector<Group> all;
    std::map<std::string, std::size_t> by_key;
    const bool grouped = groups();
    each_tuple([&](const Tuple& tuple) {
        if (!grouped && !select_.distinct) {
            all.push_back({tuple});
            return true;
        }
        std::string key;
        if (grouped) for (const SqlNode& node : select_.group_by) key += text_of(value(node, {tuple})) + '\x1f';
        else for (const Cell& cell : cells({tuple})) key += text_of(cell) + '\x1f';
        const auto [place, is_new] = by_key.emplace(key, all.size());
        if (is_new) all.emplace_back();
        if (is_new || grouped) all[place->second].push_back(tuple);
        return true;
    });
    if (grouped && select_.group_by.empty() && all.empty()) all.emplace_back(); // an aggregate of nothing is one row
    if (select_.having) std::erase_if(all, [&](const Group& group) { return !holds(*select_.having, group); });
    std::stable_sort(all.begin(), all.end(), [&](const Group& a, const Group& b) {
        for (const auto& [node, descending] : select_.order_by) {
            const Cell left = value(node, a), right = value(node, b);
            const int order = is_null(left) || is_null(right) ? static_cast<int>(is_null(right)) - static_cast<int>(is_null(left)) : compare(left, right);
            if (order != 0) return descending ? order > 0 : order < 0;
        }
        return false;
    });
    for (const Group& group : all)
        if (!take(group)) break;
    return out;
}

} // namespace ledgerline::sandbox::b1

// A component's configuration, already checked by the engine against the fields of its manifest: types are right,
// defaults are filled in. Valid in the component's constructor only; what is read is a copy and may be kept.
#ifndef LEDGERLINE_CONFIG_HPP
#define LEDGERLINE_CONFIG_HPP

#include "ledgerline/call.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline {

// One row of a map file or of an inline table.
class ConfigRow {
public:
    explicit ConfigRow(Node row) : row_(row) {}
    // The cell; ShapeError if the column is missing.
    std::string text(std::string_view column) const { return std::string(row_[column].text()); }
    std::string text_or(std::string_view column, std::string_view otherwise) const { return std::string(row_[column].text_or(otherwise)); }
    Decimal decimal(std::string_view column) const { return row_[column].decimal(); }
    // The column is there and the cell is not empty.
    bool has(std::string_view column) const { return !row_[column].is_missing() && !(row_[column].is_text() && row_[column].text().empty()); }
    // Line in the file, 0 where there is none.
    std::int64_t line() const { return row_["@line"].integer_or(0); }
    // config.refuse(row.problem("country", "\"{}\" is not a country (write GB)", code)): the engine says in which file and line.
    template <class... Arguments>
    ConfigurationError problem(std::string_view column, std::string_view pattern, const Arguments&... arguments) const {
        const Node where = row_[column];
        return {format(pattern, arguments...), where.place(), where.pointer()};
    }
    const Node& node() const { return row_; }

private:
    Node row_;
};

// The rows of a map file or of an inline table, one made at a time: a large table is not held twice.
class ConfigRows {
public:
    class Iterator {
    public:
        Iterator(const ConfigRows* rows, std::uint64_t index) : rows_(rows), index_(index) {}
        ConfigRow operator*() const { return (*rows_)[index_]; }
        Iterator& operator++() { ++index_; return *this; }
        friend bool operator!=(const Iterator& a, const Iterator& b) { return a.index_ != b.index_; }

    private:
        const ConfigRows* rows_;
        std::uint64_t index_;
    };

    explicit ConfigRows(Node array) : array_(array), count_(array.count_or_none()) {}
    ConfigRow operator[](std::uint64_t index) const { return ConfigRow(array_[index]); }
    std::uint64_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, count_}; }

private:
    Node array_;
    std::uint64_t count_;
};

class Config {
public:
    // The document that a component is created with: {name, connection, settings}.
    explicit Config(Call& call) : call_(&call), part_(call.root()["settings"]) {}

    // Name of the component in the deployment, e.g. "orders/sku-match".
    std::string name() const { return std::string(root()["name"].text_or("")); }
    // The fields of the connection that the component works over.
    Config connection() const { return Config(*call_, root()["connection"]); }

    // Something is configured: a field without a value and without a default is not.
    bool has(std::string_view field) const { return !part_[field].is_missing(); }

    std::string text(std::string_view field) const { return std::string(part_[field].text()); }
    Decimal decimal(std::string_view field) const { return part_[field].decimal(); }
    std::int64_t integer(std::string_view field) const { return part_[field].integer(); }
    bool boolean(std::string_view field) const { return part_[field].boolean(); }
    // A field of type duration: "30s" in the file is 30000 here.
    std::int64_t duration_ms(std::string_view field) const { return part_[field].integer(); }
    // One of the declared choices.
    std::string choice(std::string_view field) const { return text(field); }
    // A placeholder such as "${secret:1}": the engine puts the value into requests. It can be sent, not looked at.
    std::string secret(std::string_view field) const { return text(field); }
    std::vector<std::string> list(std::string_view field) const {
        std::vector<std::string> out;
        for (const Node entry : part_[field].elements_or_none()) out.emplace_back(entry.text());
        return out;
    }
    // A map file or an inline table, in its order.
    ConfigRows rows(std::string_view field) const { return ConfigRows(part_[field]); }

    // What is wrong with a field, without its name: the engine says where it stands in the deployment.
    template <class... Arguments>
    ConfigurationError problem(std::string_view field, std::string_view pattern, const Arguments&... arguments) const {
        return problem(part_[field], pattern, arguments...);
    }
    // ... with an element of a list: config.problem(config.node()["accept"][1], ...).
    template <class... Arguments>
    ConfigurationError problem(const Node& where, std::string_view pattern, const Arguments&... arguments) const {
        return {format(pattern, arguments...), where.place(), where.pointer()};
    }
    // Tells a problem and goes on, so that people get all of them at once; the component is not created. Where the constructor
    // cannot go on without the value, it throws the problem instead.
    void refuse(const ConfigurationError& problem) const { call_->refuse_configuration(problem.what(), problem.place()); }

    Node node() const { return part_; }
    Call& call() const { return *call_; }

private:
    Config(Call& call, Node part) : call_(&call), part_(part) {}
    Node root() const { return call_->root(); }

    Call* call_;
    Node part_;
};

} // namespace ledgerline

#endif

// One business object, or one row inside it, as the company stores it: cells by property, only those that were ever set.
// A property without a cell has the default that its type gives it. Copies deeply.
#pragma once

#include "b1/metadata.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ledgerline::sandbox::b1 {

class Record;
using Rows = std::vector<Record>;
// Dates are "2026-01-31", times "09:15:07", members of enumerations their names; a complex value is one row.
using Cell = std::variant<std::monostate, std::int64_t, Decimal, std::string, Rows>;

bool is_null(const Cell& cell);

class Record {
public:
    explicit Record(const Type& type) : type_(&type) {}

    const Type& type() const { return *type_; }

    // The stored cell or nullptr.
    const Cell* stored(const Property& property) const;
    const Cell* stored(std::string_view name) const { return stored(type_->at(name)); }
    // The stored cell, else the property's default.
    Cell value(const Property& property) const;

    std::string text(std::string_view name) const;             // "" for null
    std::int64_t integer(std::string_view name, std::int64_t otherwise = 0) const;
    Decimal number(std::string_view name) const;               // 0 for null
    bool yes(std::string_view name) const { return text(name) == "tYES"; }
    bool has(std::string_view name) const;                     // stored and not null
    const Rows& rows(std::string_view name) const;             // empty if never set

    void set(const Property& property, Cell cell);
    void set(std::string_view name, Cell cell) { set(type_->at(name), std::move(cell)); }
    void erase(std::string_view name);
    Rows& rows_to_change(std::string_view name);               // made if absent

    const std::vector<std::pair<const Property*, Cell>>& cells() const { return cells_; }
    // Takes every cell of `changes`, nulls too.
    void take(const Record& changes);

    friend bool operator==(const Record& a, const Record& b) { return a.type_ == b.type_ && a.cells_ == b.cells_; }

private:
    const Type* type_;
    std::vector<std::pair<const Property*, Cell>> cells_; // by position
};

} // namespace ledgerline::sandbox::b1

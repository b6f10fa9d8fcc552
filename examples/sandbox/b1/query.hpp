// One read of an entity set: $filter, $orderby, $select, $top, $skip, counting and paging.
#pragma once

#include "b1/filter.hpp"
#include "b1/table.hpp"
#include "b1/target.hpp"

#include "base/http.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct Query {
    std::optional<Filter> filter;
    std::vector<std::pair<const Property*, bool>> order; // property, descending
    std::optional<std::vector<const Property*>> select;  // nothing = all
    std::optional<std::size_t> top;
    std::size_t skip = 0;
    bool count = false;
    bool filter_ignores_case = false;
};

struct Page {
    std::vector<Table::Row> rows;
    std::optional<std::size_t> count;     // all rows that match, when asked for
    std::optional<std::size_t> next_skip; // when rows are left
};

// Throws Refusal for what the type does not have.
Query read_query(const Target& target, const Type& type, FilterMode mode);
Page run_query(const Table& table, const Query& query, std::size_t page_size, const Computed& computed);
std::size_t count_rows(const Table& table, const Query& query);

struct PageSize {
    std::size_t rows = 20;       // 0 = all
    std::string preference;      // what to answer as Preference-Applied; "" = nothing
};
PageSize page_size_of(const base::Headers& headers, std::size_t configured);

} // namespace ledgerline::sandbox::b1

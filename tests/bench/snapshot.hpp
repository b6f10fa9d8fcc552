// A company's stock, compact: many items in three warehouses, and the pages in which SAP Business One hands it out.
#pragma once

#include "base/random.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::bench {

class Snapshot {
public:
    static constexpr std::size_t warehouses = 3;
    static const char* warehouse(std::size_t n) { return n == 0 ? "01" : n == 1 ? "02" : "03"; }

    Snapshot(std::size_t items, std::uint64_t seed);

    std::size_t items() const { return levels_.size() / warehouses; }
    // "ITEM-000017": in the order of their numbers by bytes too.
    static std::string code(std::size_t item);
    static std::optional<std::size_t> item_of(std::string_view code);
    // What may be sold of it there: the formula, reckoned a second time.
    std::int64_t sellable(std::size_t item, std::size_t warehouse) const;
    // So many levels, each once, become others, and so does what may be sold of each.
    void change(std::size_t levels, base::Random& chance);

    struct Page {
        std::string body;
        std::string last; // code of the last item in it, "" if it is the last page
    };
    // The answer to GET Items?$select=ItemCode,ItemWarehouseInfoCollection behind that code: whole rows of 65 members.
    Page items_page(std::string_view after, std::size_t items) const;
    // The answer of a stored query on OITW, a row for each level.
    Page query_page(std::string_view after, std::size_t levels) const;

private:
    struct Level {
        std::int32_t in_stock = 0, committed = 0;
    };
    std::size_t first_behind(std::string_view after) const;

    std::vector<Level> levels_; // warehouse by warehouse, item by item
};

} // namespace ledgerline::bench

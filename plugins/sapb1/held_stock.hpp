// A whole snapshot in memory, for companies that do not sort item codes by bytes: about 100 bytes for each level.
#pragma once

#include "stock_reading.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

class HeldStock {
public:
    static constexpr std::size_t bytes_max = std::size_t{256} * 1024 * 1024;

    void begin(std::int64_t started_ms);
    // Whether this is the snapshot of that time, read as far as `after`.
    bool is(std::int64_t started_ms, std::string_view after) const { return started_ms == started_ms_ && after == last_; }
    bool is_complete(std::int64_t started_ms) const { return complete_ && started_ms == started_ms_; }
    std::int64_t started_ms() const { return started_ms_; }

    // The rows [0, count) of a page, that is whole items. False: there is no room for more.
    bool add(const ledgerline::Node& rows, std::uint64_t count, const StockColumns& columns, std::string_view last);
    // Everything is there. The first code that stands twice; "" if none does.
    std::string finish();

    struct Told {
        std::string rows; // JSON
        std::string until; // "" = the last
    };
    // The items behind `after` by bytes: at most so many.
    Told page(std::string_view after, std::size_t items_max) const;
    static StockColumns columns();

private:
    struct Item {
        std::string code, rows;
    };
    void add_level(const ledgerline::Node& level, std::string_view code, const StockColumns& columns);

    std::vector<Item> items_;
    std::int64_t started_ms_ = 0;
    std::string last_;
    std::size_t bytes_ = 0;
    bool complete_ = false;
};

} // namespace sapb1

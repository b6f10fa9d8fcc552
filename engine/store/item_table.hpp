// The item master as the engine knows it.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class ItemTable {
public:
    explicit ItemTable(Connection& connection) : connection_(connection) {}

    void put(const ItemRow& row);
    std::optional<ItemRow> find(const std::string& code); // exact bytes
    // Codes with the same folded form, at most `limit`.
    std::vector<std::string> near(const std::string& folded, std::size_t limit);
    std::int64_t count();

private:
    Connection& connection_;
};

} // namespace ledgerline::store

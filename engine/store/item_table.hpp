// The item master as the engine knows it.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ledgerline::store {

class ItemTable {
public:
    explicit ItemTable(Connection& connection) : connection_(connection) {}

    void put(const ItemRow& row);
    std::optional<ItemRow> find(const std::string& code); // exact bytes
    std::vector<ItemRow> find(const std::vector<std::string>& codes);
    // Codes with the same folded form, at most `limit`.
    std::vector<std::string> near(const std::string& folded, std::size_t limit);
    // Every put has the next number. What was decided with the item master as it stood at a number may be out of date if the
    // item in question has a higher one now.
    std::int64_t last_change();
    bool changed_after(std::int64_t change, const std::string& code);
    bool near_changed_after(std::int64_t change, const std::string& folded);
    std::int64_t count();
    // Ascending, behind `after`.
    std::vector<std::string> codes(const std::string& after, std::size_t limit);
    // The items that this one is made of, instead of those that were known before.
    void set_parts(const std::string& whole, const std::vector<std::string>& parts);
    // The items that it is a part of.
    std::vector<std::string> wholes_of(const std::string& part);
    std::vector<std::pair<std::string, std::string>> wholes_of(const std::vector<std::string>& parts); // part and whole, ascending

private:
    Connection& connection_;
};

} // namespace ledgerline::store

// What each store has on sale, by variant.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class ListingTable {
public:
    explicit ListingTable(Connection& connection) : connection_(connection) {}

    std::optional<ListingRow> find(const std::string& store, const std::string& variant_id);
    // Usually one; several where the store has a SKU twice.
    std::vector<ListingRow> of_sku(const std::string& store, const std::string& sku);
    std::vector<ListingRow> of_skus(const std::string& store, const std::vector<std::string>& skus); // by SKU, each in the same order
    // Ascending by SKU, behind `after`; SKUs that are "" are left out.
    std::vector<std::string> skus(const std::string& store, const std::string& after, std::size_t limit);
    void put(const ListingRow& row);
    // Only that a full reading has seen it.
    void seen(const std::string& store, const std::string& variant_id, std::int64_t pass);
    // Those that a complete full reading has not seen are gone. Returns their SKUs.
    std::vector<std::string> forget_unseen(const std::string& store, std::int64_t pass);
    std::int64_t count(const std::string& store);
    // SKUs that more than one variant has, ascending.
    std::vector<std::string> duplicates(const std::string& store, std::size_t limit);
    std::int64_t count_duplicates(const std::string& store);

private:
    Connection& connection_;
};

} // namespace ledgerline::store

// What was last sent to the stores: stock and catalogue.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class PushedStockTable {
public:
    explicit PushedStockTable(Connection& connection) : connection_(connection) {}

    std::optional<PushedStockRow> find(const std::string& route, const std::string& sku, const std::string& location);
    std::vector<PushedStockRow> of_sku(const std::string& sku); // of every route
    std::vector<PushedStockRow> of_skus(const std::string& route, const std::vector<std::string>& skus); // ascending by SKU and location
    void put(const PushedStockRow& row);
    // Rows that an attempt has left without an answer: the process died in between.
    std::vector<PushedStockRow> unanswered(const std::string& route, std::size_t limit);
    std::vector<PushedStockRow> answered_since(const std::string& route, Millis at, std::size_t limit);
    // Those that went with one transaction of the store, answered then.
    std::vector<PushedStockRow> of_transaction(const std::string& route, const std::string& transaction_id, Millis answered_at);
    // Ascending by SKU and location, behind these.
    std::vector<PushedStockRow> behind(const std::string& route, const std::string& sku, const std::string& location, std::size_t limit);

private:
    Connection& connection_;
};

class PushedListingTable {
public:
    explicit PushedListingTable(Connection& connection) : connection_(connection) {}

    std::optional<PushedListingRow> find(const std::string& route, const std::string& sku);
    void put(const PushedListingRow& row);
    std::int64_t count_in_trouble(const std::string& route, const std::string& trouble);

private:
    Connection& connection_;
};

} // namespace ledgerline::store

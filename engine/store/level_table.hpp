// The stock levels of the ERP as they were read last.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::store {

class LevelTable {
public:
    explicit LevelTable(Connection& connection) : connection_(connection) {}

    // Items behind `after` up to and with `until` ("" = from the first, to the last), in ascending order by bytes.
    std::vector<LevelRow> range(const std::string& after, const std::string& until);
    std::optional<LevelRow> find(const std::string& item_code);
    std::vector<LevelRow> find(const std::vector<std::string>& item_codes);
    void put(const LevelRow& row);
    void erase(const std::string& item_code);

private:
    Connection& connection_;
};

} // namespace ledgerline::store

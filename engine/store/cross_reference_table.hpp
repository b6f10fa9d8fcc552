// Which document of the store is which document of the ERP.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class CrossReferenceTable {
public:
    explicit CrossReferenceTable(Connection& connection) : connection_(connection) {}

    void put(const CrossReferenceRow& row); // one row for an idempotency key; a second put replaces it
    void remove(const std::string& idempotency_key);
    std::optional<CrossReferenceRow> by_key(const std::string& idempotency_key);
    std::optional<CrossReferenceRow> of_source(const std::string& source, const std::string& type, const std::string& source_key);
    std::vector<CrossReferenceRow> of_remote(const std::string& remote_id_or_number);
    std::int64_t count();

private:
    Connection& connection_;
};

} // namespace ledgerline::store

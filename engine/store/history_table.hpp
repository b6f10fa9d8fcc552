// The append-only history. The hash chain itself is made by the ledger room.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <functional>
#include <optional>

namespace ledgerline::store {

class HistoryTable {
public:
    explicit HistoryTable(Connection& connection) : connection_(connection) {}

    std::optional<HistoryRow> last();
    void append(const HistoryRow& row); // seq and hash are given by the caller
    std::vector<HistoryRow> of_message(Id message_id);
    // In order of seq; stops when `visit` answers false. Memory does not grow with the history.
    void each(const std::function<bool(const HistoryRow&)>& visit);
    std::int64_t count();

private:
    Connection& connection_;
};

} // namespace ledgerline::store

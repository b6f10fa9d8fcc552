// How many new messages came from a source in each hour in which somebody listened: what is usual is learned from it.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace ledgerline::store {

class ArrivalTable {
public:
    explicit ArrivalTable(Connection& connection) : connection_(connection) {}

    struct Hour {
        std::int64_t hour = 0;     // since 1970 UTC
        std::int64_t messages = 0; // 0: nothing came although the source was read
        Millis last_at = 0;        // when the last of them came; 0 = none
    };
    // `last_at` 0: nothing came.
    void add(const std::string& source, std::int64_t hour, std::int64_t messages, Millis last_at);
    // Oldest first.
    std::vector<Hour> of(const std::string& source);
    void forget_before(const std::string& source, std::int64_t hour);

private:
    Connection& connection_;
};

} // namespace ledgerline::store

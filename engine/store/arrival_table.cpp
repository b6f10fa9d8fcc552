#include "store/arrival_table.hpp"

namespace ledgerline::store {

void ArrivalTable::add(const std::string& source, std::int64_t hour, std::int64_t messages, Millis last_at) {
    connection_.execute("INSERT INTO arrival (source, hour, messages, last_at) VALUES ($1, $2, $3, $4)"
                        " ON CONFLICT (source, hour) DO UPDATE SET messages = messages + excluded.messages, last_at = MAX(last_at, excluded.last_at)",
                        {source, hour, messages, last_at});
}

std::vector<ArrivalTable::Hour> ArrivalTable::of(const std::string& source) {
    std::vector<Hour> hours;
    for (const Row& row : connection_.query("SELECT hour, messages, last_at FROM arrival WHERE source = $1 ORDER BY hour", {source}))
        hours.push_back({row.integer(0), row.integer(1), row.integer(2)});
    return hours;
}

void ArrivalTable::forget_before(const std::string& source, std::int64_t hour) {
    connection_.execute("DELETE FROM arrival WHERE source = $1 AND hour < $2", {source, hour});
}

} // namespace ledgerline::store

#include "store/signal_table.hpp"

namespace ledgerline::store {

void SignalTable::add(const std::string& source, const std::string& key, Millis at) {
    connection_.execute("INSERT OR REPLACE INTO signal (source, key, at) VALUES ($1, $2, $3)", {source, key, at});
}

std::vector<SignalTable::Signal> SignalTable::of(const std::string& source, std::size_t limit) {
    std::vector<Signal> signals;
    for (const Row& row : connection_.query("SELECT id, key FROM signal WHERE source = $1 ORDER BY id LIMIT $2", {source, static_cast<std::int64_t>(limit)}))
        signals.push_back({row.integer(0), row.text(1)});
    return signals;
}

void SignalTable::remove(Id id) { connection_.execute("DELETE FROM signal WHERE id = $1", {id}); }

std::size_t SignalTable::count(const std::string& source) {
    return static_cast<std::size_t>(connection_.query("SELECT COUNT(id) FROM signal WHERE source = $1", {source}).at(0).integer(0));
}

} // namespace ledgerline::store

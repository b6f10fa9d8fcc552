#include "store/attempt_table.hpp"

#include <fmt/format.h>

namespace ledgerline::store {

Id AttemptTable::open(Id outbox_id, std::int64_t number, const std::string& kind, Millis at) {
    return connection_
        .query("INSERT INTO attempt (outbox_id, number, kind, started_at, ended_at, outcome, detail)"
               " VALUES ($1, $2, $3, $4, 0, '', '') RETURNING id",
               {outbox_id, number, kind, at})
        .at(0)
        .integer(0);
}

void AttemptTable::close(Id id, Millis at, const std::string& outcome, const std::string& detail) {
    // An attempt ends once; a second ending would rewrite what was known when the next step was chosen.
    if (connection_.execute("UPDATE attempt SET ended_at = $1, outcome = $2, detail = $3 WHERE id = $4 AND outcome = ''",
                            {at, outcome, detail, id}) != 1)
        throw StoreError(fmt::format("attempt {} is not open", id));
}

void AttemptTable::interrupt(Id outbox_id, Millis at) {
    connection_.execute("UPDATE attempt SET ended_at = $1, outcome = 'interrupted' WHERE outbox_id = $2 AND outcome = ''",
                        {at, outbox_id});
}

std::vector<AttemptRow> AttemptTable::of(Id outbox_id) {
    std::vector<AttemptRow> attempts;
    for (const Row& row : connection_.query("SELECT id, outbox_id, number, kind, started_at, ended_at, outcome, detail"
                                            " FROM attempt WHERE outbox_id = $1 ORDER BY id",
                                            {outbox_id}))
        attempts.push_back({row.integer(0), row.integer(1), row.integer(2), row.text(3), row.integer(4), row.integer(5),
                            row.text(6), row.text(7)});
    return attempts;
}

bool AttemptTable::may_have_left(Id outbox_id) {
    bool left = false;
    for (const AttemptRow& attempt : of(outbox_id)) {
        if (attempt.kind != "deliver") continue;
        if (attempt.outcome == "unknown" || attempt.outcome == "interrupted" || attempt.outcome.empty()) left = true;
        else if (attempt.outcome == "rejected") left = false;
    }
    return left;
}

} // namespace ledgerline::store

#include "store/cross_reference_table.hpp"

namespace ledgerline::store {

namespace {

#define CROSS_REFERENCE_COLUMNS                                                                                        \
    "source, type, source_key, sink, idempotency_key, remote_id, remote_number, amount, currency, revision, message_id, at"

CrossReferenceRow reference_of(const Row& row) {
    CrossReferenceRow reference;
    reference.source = row.text(0);
    reference.type = row.text(1);
    reference.source_key = row.text(2);
    reference.sink = row.text(3);
    reference.idempotency_key = row.text(4);
    reference.remote_id = row.text(5);
    reference.remote_number = row.text(6);
    reference.amount = row.text(7);
    reference.currency = row.text(8);
    reference.revision = row.text(9);
    reference.message_id = row.integer(10);
    reference.at = row.integer(11);
    return reference;
}

std::optional<CrossReferenceRow> first_of(const std::vector<Row>& rows) {
    if (rows.empty()) return std::nullopt;
    return reference_of(rows.front());
}

} // namespace

void CrossReferenceTable::put(const CrossReferenceRow& row) {
    connection_.execute(
        "INSERT INTO cross_reference (" CROSS_REFERENCE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        " ON CONFLICT (idempotency_key) DO UPDATE SET source = excluded.source, type = excluded.type,"
        " source_key = excluded.source_key, sink = excluded.sink, remote_id = excluded.remote_id,"
        " remote_number = excluded.remote_number, amount = excluded.amount, currency = excluded.currency,"
        " revision = excluded.revision, message_id = excluded.message_id, at = excluded.at",
        {row.source, row.type, row.source_key, row.sink, row.idempotency_key, row.remote_id, row.remote_number, row.amount,
         row.currency, row.revision, row.message_id, row.at});
}

void CrossReferenceTable::remove(const std::string& idempotency_key) {
    connection_.execute("DELETE FROM cross_reference WHERE idempotency_key = $1", {idempotency_key});
}

std::optional<CrossReferenceRow> CrossReferenceTable::by_key(const std::string& idempotency_key) {
    return first_of(connection_.query("SELECT " CROSS_REFERENCE_COLUMNS " FROM cross_reference WHERE idempotency_key = $1",
                                      {idempotency_key}));
}

std::optional<CrossReferenceRow> CrossReferenceTable::of_source(const std::string& source, const std::string& type,
                                                                const std::string& source_key) {
    return first_of(connection_.query("SELECT " CROSS_REFERENCE_COLUMNS " FROM cross_reference"
                                      " WHERE source = $1 AND type = $2 AND source_key = $3 ORDER BY at DESC LIMIT 1",
                                      {source, type, source_key}));
}

std::vector<CrossReferenceRow> CrossReferenceTable::of_remote(const std::string& remote_id_or_number) {
    std::vector<CrossReferenceRow> references;
    if (remote_id_or_number.empty()) return references;
    for (const Row& row : connection_.query("SELECT " CROSS_REFERENCE_COLUMNS " FROM cross_reference WHERE idempotency_key IN ("
                                            "SELECT idempotency_key FROM cross_reference WHERE remote_id = $1 AND remote_id <> ''"
                                            " UNION SELECT idempotency_key FROM cross_reference"
                                            " WHERE remote_number = $2 AND remote_number <> '') ORDER BY idempotency_key",
                                            {remote_id_or_number, remote_id_or_number}))
        references.push_back(reference_of(row));
    return references;
}

std::int64_t CrossReferenceTable::count() {
    return connection_.query("SELECT COUNT(*) FROM cross_reference").at(0).integer(0);
}

} // namespace ledgerline::store

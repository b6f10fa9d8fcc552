#include "store/exception_table.hpp"

#include <fmt/format.h>

namespace ledgerline::store {

namespace {

#define EXCEPTION_COLUMNS                                                                                              \
    "id, message_id, route, code, team, assigned_to, severity, verdict, state, title, subject, type, source_key, "     \
    "number, amount, currency, opened_at, closed_at, closed_by, resolution"

ExceptionRow exception_of(const Row& row) {
    ExceptionRow exception;
    exception.id = row.integer(0);
    exception.message_id = row.integer(1);
    exception.route = row.text(2);
    exception.code = row.text(3);
    exception.team = row.text(4);
    exception.assigned_to = row.text(5);
    exception.severity = row.text(6);
    exception.verdict = row.text(7);
    exception.state = row.text(8);
    exception.title = row.text(9);
    exception.subject = row.text(10);
    exception.type = row.text(11);
    exception.source_key = row.text(12);
    exception.number = row.text(13);
    exception.amount = row.text(14);
    exception.currency = row.text(15);
    exception.opened_at = row.integer(16);
    exception.closed_at = row.integer(17);
    exception.closed_by = row.text(18);
    exception.resolution = row.text(19);
    return exception;
}

std::optional<ExceptionRow> first_of(const std::vector<Row>& rows) {
    if (rows.empty()) return std::nullopt;
    return exception_of(rows.front());
}

std::vector<ExceptionRow> exceptions_of(const std::vector<Row>& rows) {
    std::vector<ExceptionRow> exceptions;
    exceptions.reserve(rows.size());
    for (const Row& row : rows) exceptions.push_back(exception_of(row));
    return exceptions;
}

void add_findings(Connection& connection, Id id, const std::vector<FindingRow>& findings) {
    for (const FindingRow& finding : findings)
        connection.execute("INSERT INTO finding (exception_id, code, subject, waits_for, component, message, place, facts)"
                           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           {id, finding.code, finding.subject, finding.waits_for, finding.component, finding.message,
                            finding.where, finding.facts});
}

// Grows with the text of a query: takes a value, answers its placeholder.
struct Arguments {
    std::vector<Argument> all;
    template <typename Value> std::string next(const Value& value) {
        all.emplace_back(value);
        return fmt::format("${}", all.size());
    }
};

// What a list and its groups have in common.
std::string conditions(const ExceptionTable::Filter& filter, Arguments& arguments) {
    std::string sql;
    if (!filter.state.empty()) sql += " AND e.state = " + arguments.next(filter.state);
    if (!filter.team.empty()) {
        const std::string owner = arguments.next(filter.team), assigned = arguments.next(filter.team);
        sql += fmt::format(" AND (e.team = {} OR e.assigned_to = {})", owner, assigned);
    }
    if (!filter.route.empty()) sql += " AND e.route = " + arguments.next(filter.route);
    return sql;
}

} // namespace

Id ExceptionTable::open(const ExceptionRow& row, const std::vector<FindingRow>& findings) {
    const Id id = connection_
                      .query("INSERT INTO exception (message_id, route, code, team, assigned_to, severity, verdict, state, title,"
                             " subject, type, source_key, number, amount, currency, opened_at, closed_at, closed_by, resolution)"
                             " VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10, $11, $12, $13, $14, $15, 0, '', '')"
                             " RETURNING id",
                             {row.message_id, row.route, row.code, row.team, row.assigned_to, row.severity, row.verdict, row.title,
                              row.subject, row.type, row.source_key, row.number, row.amount, row.currency, row.opened_at})
                      .at(0)
                      .integer(0);
    add_findings(connection_, id, findings);
    return id;
}

void ExceptionTable::update(Id id, const ExceptionRow& row, const std::vector<FindingRow>& findings) {
    // Who works on it and since when it is open stay: the same person goes on with it.
    if (connection_.execute("UPDATE exception SET code = $1, team = $2, severity = $3, verdict = $4, title = $5, subject = $6,"
                            " number = $7, amount = $8, currency = $9 WHERE id = $10 AND state = 'open'",
                            {row.code, row.team, row.severity, row.verdict, row.title, row.subject, row.number, row.amount,
                             row.currency, id}) != 1)
        throw StoreError(fmt::format("exception {} is not open", id));
    connection_.execute("DELETE FROM finding WHERE exception_id = $1", {id});
    add_findings(connection_, id, findings);
}

std::optional<ExceptionRow> ExceptionTable::find(Id id) {
    return first_of(connection_.query("SELECT " EXCEPTION_COLUMNS " FROM exception WHERE id = $1", {id}));
}

std::optional<ExceptionRow> ExceptionTable::open_of_message(Id message_id) {
    return first_of(connection_.query("SELECT " EXCEPTION_COLUMNS
                                      " FROM exception WHERE state = 'open' AND message_id = $1 AND message_id <> 0",
                                      {message_id}));
}

std::optional<ExceptionRow> ExceptionTable::open_of_flow(const std::string& route, const std::string& code,
                                                         const std::string& subject) {
    return first_of(connection_.query(
        "SELECT " EXCEPTION_COLUMNS
        " FROM exception WHERE state = 'open' AND message_id = 0 AND route = $1 AND code = $2 AND subject = $3",
        {route, code, subject}));
}

std::vector<ExceptionRow> ExceptionTable::open_of_flow(const std::string& route, const std::string& code) {
    return exceptions_of(connection_.query(
        "SELECT " EXCEPTION_COLUMNS
        " FROM exception WHERE state = 'open' AND message_id = 0 AND route = $1 AND code = $2 ORDER BY id",
        {route, code}));
}

std::int64_t ExceptionTable::count_of_flow(const std::string& route, const std::string& code) {
    return connection_.query("SELECT COUNT(*) FROM exception WHERE state = 'open' AND message_id = 0 AND route = $1 AND code = $2", {route, code}).at(0).integer(0);
}

std::vector<ExceptionRow> ExceptionTable::open_of_flow_about(const std::string& route, const std::string& subject) {
    return exceptions_of(connection_.query(
        "SELECT " EXCEPTION_COLUMNS
        " FROM exception WHERE state = 'open' AND message_id = 0 AND route = $1 AND subject = $2 ORDER BY id",
        {route, subject}));
}

std::vector<FindingRow> ExceptionTable::findings(Id id) {
    std::vector<FindingRow> findings;
    for (const Row& row : connection_.query("SELECT code, subject, waits_for, component, message, place, facts FROM finding"
                                            " WHERE exception_id = $1 ORDER BY id",
                                            {id}))
        findings.push_back(
            {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)});
    return findings;
}

bool ExceptionTable::close(Id id, Millis at, const std::string& by, const std::string& resolution) {
    return connection_.execute("UPDATE exception SET state = 'closed', closed_at = $1, closed_by = $2, resolution = $3"
                               " WHERE id = $4 AND state = 'open'",
                               {at, by, resolution, id}) == 1;
}

bool ExceptionTable::assign(Id id, const std::string& to) {
    return connection_.execute("UPDATE exception SET assigned_to = $1 WHERE id = $2 AND state = 'open'", {to, id}) == 1;
}

std::vector<ExceptionRow> ExceptionTable::list(const Filter& filter) {
    Arguments arguments;
    std::string sql = "SELECT " EXCEPTION_COLUMNS " FROM exception AS e WHERE 1 = 1" + conditions(filter, arguments);
    // By code and subject of any finding: an order with two bad lines is found by either.
    for (const auto& [column, value] : {std::pair("code", filter.code), std::pair("subject", filter.subject)}) {
        if (value.empty()) continue;
        const std::string own = arguments.next(value), of_finding = arguments.next(value);
        sql += fmt::format(" AND (e.{0} = {1} OR EXISTS (SELECT 1 FROM finding AS f WHERE f.exception_id = e.id AND f.{0} = {2}))", column, own, of_finding);
    }
    sql += fmt::format(" ORDER BY id {} LIMIT {}", filter.state == "open" ? "" : "DESC", arguments.next(static_cast<std::int64_t>(filter.limit)));
    return exceptions_of(connection_.query(sql, arguments.all));
}

std::vector<ExceptionTable::Group> ExceptionTable::groups(const Filter& filter) {
    Arguments arguments;
    // The team of a code is that of an exception which is headed by it; where the code is only a further finding, that of
    // the exception it is in. A group without a shared subject has a title only if all its findings say the same.
    std::string sql = "SELECT f.code, f.subject, COALESCE(MAX(CASE WHEN e.code = f.code THEN e.team END), MAX(e.team)),"
                      " CASE WHEN f.subject <> '' OR MIN(f.message) = MAX(f.message) THEN MIN(f.message) ELSE '' END, MIN(f.message),"
                      " COUNT(DISTINCT e.message_id), COUNT(*), MIN(e.opened_at)"
                      " FROM exception AS e JOIN finding AS f ON f.exception_id = e.id WHERE 1 = 1" + conditions(filter, arguments);
    if (!filter.code.empty()) sql += " AND f.code = " + arguments.next(filter.code);
    if (!filter.subject.empty()) sql += " AND f.subject = " + arguments.next(filter.subject);
    sql += " GROUP BY f.code, f.subject ORDER BY COUNT(DISTINCT e.message_id) DESC, f.code, f.subject LIMIT " + arguments.next(static_cast<std::int64_t>(filter.limit));
    std::vector<Group> groups;
    for (const Row& row : connection_.query(sql, arguments.all))
        groups.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5), row.integer(6), row.integer(7)});
    return groups;
}

std::vector<ExceptionTable::Count> ExceptionTable::counts() {
    std::vector<Count> counts;
    for (const Row& row : connection_.query("SELECT team, assigned_to, code, COUNT(*), MIN(opened_at) FROM exception WHERE state = 'open'"
                                            " GROUP BY team, assigned_to, code ORDER BY team, assigned_to, code"))
        counts.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4)});
    return counts;
}

} // namespace ledgerline::store

// Exceptions and their findings.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

#include <optional>

namespace ledgerline::store {

class ExceptionTable {
public:
    explicit ExceptionTable(Connection& connection) : connection_(connection) {}

    Id open(const ExceptionRow& row, const std::vector<FindingRow>& findings);
    // New findings and title for an exception that is still open (a retry found something else).
    void update(Id id, const ExceptionRow& row, const std::vector<FindingRow>& findings);
    std::optional<ExceptionRow> find(Id id);
    std::optional<ExceptionRow> open_of_message(Id message_id);
    // An open exception about a flow (message_id 0) with this route, code and subject.
    std::optional<ExceptionRow> open_of_flow(const std::string& route, const std::string& code, const std::string& subject);
    // Those of every subject.
    std::vector<ExceptionRow> open_of_flow(const std::string& route, const std::string& code);
    std::int64_t count_of_flow(const std::string& route, const std::string& code);
    // ... of one subject, whatever the code.
    std::vector<ExceptionRow> open_of_flow_about(const std::string& route, const std::string& subject);
    std::vector<FindingRow> findings(Id id);
    bool close(Id id, Millis at, const std::string& by, const std::string& resolution); // false: not open
    bool assign(Id id, const std::string& to);

    // "" = any. `code` and `subject` match any finding of an exception, `team` its owner or whom it was assigned to. Open ones oldest
    // first, otherwise newest first.
    struct Filter { std::string state = "open"; std::string code, team, subject, route; std::size_t limit = 1000; };
    std::vector<ExceptionRow> list(const Filter& filter);

    // One cause, many messages: "14 orders wait for sku:X". Most messages first. Amounts are summed by the caller. `title` is what all
    // of them say, "" if each says something else; `example` what one of them says.
    struct Group { std::string code, subject, team, title, example; std::int64_t messages = 0, findings = 0; Millis oldest = 0; };
    std::vector<Group> groups(const Filter& filter);
    struct Count { std::string team, assigned_to, code; std::int64_t exceptions = 0; Millis oldest = 0; };
    std::vector<Count> counts();

private:
    Connection& connection_;
};

} // namespace ledgerline::store

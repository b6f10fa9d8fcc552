#include "exceptions/exceptions.hpp"

#include "exceptions/catalogue.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace ledgerline::exceptions {

namespace {

constexpr std::size_t title_bytes_max = 240;

// One line of bounded length: a remote system's error text may be a page of HTML.
std::string one_line(std::string_view text) {
    std::string line;
    bool whole = true;
    for (const char letter : text) {
        const bool blank = static_cast<unsigned char>(letter) <= ' ' || letter == '\x7F';
        if (blank && (line.empty() || line.back() == ' ')) continue;
        line += blank ? ' ' : letter;
        whole = line.size() <= title_bytes_max;
        if (!whole) break;
    }
    if (whole) {
        while (!line.empty() && line.back() == ' ') line.pop_back();
        return line;
    }
    std::size_t end = title_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end; // not inside a UTF-8 character
    return line.substr(0, end) + "...";
}

std::vector<store::FindingRow> rows_of(const std::vector<Found>& found) {
    std::vector<store::FindingRow> rows;
    rows.reserve(found.size());
    for (const Found& one : found)
        rows.push_back({one.code, one.subject, one.waits_for, one.component, one.message, one.where,
                        one.facts.is_null() ? "{}" : message::write_json(one.facts)});
    return rows;
}

// A flow is looked at again and again: what lasts is written once.
bool says_the_same(const store::ExceptionRow& open, const std::vector<store::FindingRow>& known, const store::ExceptionRow& row, const std::vector<store::FindingRow>& now) {
    const auto is_same = [](const store::FindingRow& a, const store::FindingRow& b) {
        return std::tie(a.code, a.subject, a.waits_for, a.component, a.message, a.where, a.facts) == std::tie(b.code, b.subject, b.waits_for, b.component, b.message, b.where, b.facts);
    };
    return std::tie(open.team, open.severity, open.verdict, open.title) == std::tie(row.team, row.severity, row.verdict, row.title) &&
           std::equal(known.begin(), known.end(), now.begin(), now.end(), is_same);
}

} // namespace

std::vector<Found> standing(store::UnitOfWork& unit, store::Id message) {
    std::vector<Found> found;
    if (const auto open = unit.exceptions().open_of_message(message))
        for (const store::FindingRow& row : unit.exceptions().findings(open->id))
            found.push_back({row.code, row.message, row.where, row.subject, row.waits_for, row.component, message::parse_json(row.facts)});
    return found;
}

std::string title(const std::vector<Found>& found) {
    if (found.empty()) return "";
    const Found& first = found.front();
    std::string line = one_line(first.message.empty() ? kind_of(first.code).meaning : std::string_view(first.message));
    if (found.size() > 1) line += fmt::format(" and {} more", found.size() - 1);
    return line;
}

std::string Exceptions::owner(const std::string& code) const {
    const auto overridden = owners_.team_of_code.find(code);
    return overridden != owners_.team_of_code.end() ? overridden->second : std::string(kind_of(code).team);
}

bool Exceptions::is_team(const std::string& name) const {
    const auto& kinds = catalogue();
    return owners_.contact_of_team.count(name) == 1 || std::any_of(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.team == name; });
}

store::Id Exceptions::hold(store::UnitOfWork& unit, const store::MessageRow& message, const std::vector<Found>& found) const {
    if (found.empty()) throw std::logic_error(fmt::format("message {} is held without a finding", message.id));
    const Found& first = found.front();
    const Kind& kind = kind_of(first.code);
    store::ExceptionRow row;
    row.message_id = message.id;
    row.route = message.route;
    row.code = first.code;
    row.team = owner(first.code);
    row.severity = kind.severity;
    row.verdict = kind.verdict;
    row.title = title(found);
    row.subject = first.subject;
    row.type = message.type;
    row.source_key = message.source_key;
    row.number = message.number;
    row.amount = message.amount;
    row.currency = message.currency;
    row.opened_at = unit.now();
    if (const auto open = unit.exceptions().open_of_message(message.id)) {
        unit.exceptions().update(open->id, row, rows_of(found));
        return open->id;
    }
    return unit.exceptions().open(row, rows_of(found));
}

store::Id Exceptions::flow(store::UnitOfWork& unit, const std::string& route, const Found& found) const {
    const Kind& kind = kind_of(found.code);
    store::ExceptionRow row;
    row.route = route;
    row.code = found.code;
    row.team = owner(found.code);
    row.severity = kind.severity;
    row.verdict = kind.verdict;
    row.title = title({found});
    row.subject = found.subject;
    row.opened_at = unit.now();
    const std::vector<store::FindingRow> findings = rows_of({found});
    if (const auto open = unit.exceptions().open_of_flow(route, found.code, found.subject)) {
        if (!says_the_same(*open, unit.exceptions().findings(open->id), row, findings)) unit.exceptions().update(open->id, row, findings);
        return open->id;
    }
    return unit.exceptions().open(row, findings);
}

void Exceptions::close(store::UnitOfWork& unit, const store::MessageRow& message, const std::string& by,
                       const std::string& resolution) const {
    if (const auto open = unit.exceptions().open_of_message(message.id))
        unit.exceptions().close(open->id, unit.now(), by, resolution);
}

void Exceptions::close_flow(store::UnitOfWork& unit, const std::string& route, const std::string& code, const std::string& by) const {
    for (const store::ExceptionRow& open : unit.exceptions().open_of_flow(route, code))
        unit.exceptions().close(open.id, unit.now(), by, "");
}

void Exceptions::close_flow_about(store::UnitOfWork& unit, const std::string& route, const std::string& subject, const std::string& by) const {
    for (const store::ExceptionRow& open : unit.exceptions().open_of_flow_about(route, subject)) unit.exceptions().close(open.id, unit.now(), by, "");
}

} // namespace ledgerline::exceptions

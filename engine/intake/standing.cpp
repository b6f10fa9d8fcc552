#include "intake/standing.hpp"

#include "message/json.hpp"

#include <map>
#include <string>
#include <utility>

namespace ledgerline::intake {

using message::Value;

namespace {

using Key = std::pair<std::string, std::string>; // code, subject
using Told = std::map<Key, store::Id>;           // → the exception that was opened for it

Told read(const std::string& text) {
    Told told;
    if (text.empty()) return told;
    const Value list = message::parse_json(text);
    for (const Value& one : *list.as_array()) told[{one["code"].text_or(""), one["subject"].text_or("")}] = one["exception"].int_or(0);
    return told;
}

std::string write(const Told& told) {
    if (told.empty()) return "";
    Value list = Value::array();
    for (const auto& [key, exception] : told) list.push(Value::object({{"code", key.first}, {"subject", key.second}, {"exception", Value(exception)}}));
    return message::write_json(list);
}

// By a person; what the engine closed, such as with a route that was away for a while, is told again.
bool is_settled(store::UnitOfWork& unit, store::Id exception) {
    const auto row = unit.exceptions().find(exception);
    return row && row->state == "closed" && row->closed_by.rfind("engine:", 0) != 0;
}

// Findings of the open exception already say the same: nothing to write with every poll.
bool is_told(store::UnitOfWork& unit, store::Id exception, const exceptions::Found& found) {
    const auto findings = unit.exceptions().findings(exception);
    return findings.size() == 1 && findings.front().message == found.message;
}

} // namespace

void Standing::update(store::UnitOfWork& unit, const std::vector<exceptions::Found>& found) const {
    const std::string note = "standing: " + arrival_.route + " " + arrival_.source, text = unit.notes().get(note);
    const Told before = read(text);
    Told now;
    for (const exceptions::Found& one : found) {
        const Key key{one.code, one.subject};
        if (now.count(key) > 0) continue;
        const auto known = before.find(key);
        const auto open = unit.exceptions().open_of_flow(arrival_.route, one.code, one.subject);
        if (open && is_told(unit, open->id, one)) now[key] = open->id;
        else if (!open && known != before.end() && is_settled(unit, known->second)) now[key] = known->second;
        else now[key] = exceptions_.flow(unit, arrival_.route, one);
    }
    for (const auto& [key, exception] : before)
        if (now.count(key) == 0)
            if (const auto open = unit.exceptions().open_of_flow(arrival_.route, key.first, key.second))
                unit.exceptions().close(open->id, unit.now(), "engine: " + arrival_.source + " no longer says so", "");
    if (const std::string after = write(now); after != text) unit.notes().put(note, after);
}

} // namespace ledgerline::intake

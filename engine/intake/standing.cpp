#include "intake/standing.hpp"

#include "message/json.hpp"

#include <set>
#include <string>
#include <utility>

namespace ledgerline::intake {

using message::Value;

namespace {

using Key = std::pair<std::string, std::string>; // code, subject

std::set<Key> read(const std::string& text) {
    std::set<Key> keys;
    if (text.empty()) return keys;
    const Value list = message::parse_json(text);
    for (const Value& one : *list.as_array()) keys.emplace(one["code"].text_or(""), one["subject"].text_or(""));
    return keys;
}

std::string write(const std::set<Key>& keys) {
    if (keys.empty()) return "";
    Value list = Value::array();
    for (const auto& [code, subject] : keys) list.push(Value::object({{"code", code}, {"subject", subject}}));
    return message::write_json(list);
}

// Findings of the open exception already say the same: nothing to write with every poll.
bool is_told(store::UnitOfWork& unit, store::Id exception, const exceptions::Found& found) {
    const auto findings = unit.exceptions().findings(exception);
    return findings.size() == 1 && findings.front().message == found.message;
}

} // namespace

void Standing::update(store::UnitOfWork& unit, const std::vector<exceptions::Found>& found) const {
    const std::string note = "standing: " + arrival_.route + " " + arrival_.source, text = unit.notes().get(note);
    const std::set<Key> before = read(text);
    std::set<Key> now;
    for (const exceptions::Found& one : found) {
        if (!now.emplace(one.code, one.subject).second) continue;
        const auto open = unit.exceptions().open_of_flow(arrival_.route, one.code, one.subject);
        const bool settled = !open && before.count({one.code, one.subject}) > 0;
        if (settled || (open && is_told(unit, open->id, one))) continue;
        exceptions_.flow(unit, arrival_.route, one);
    }
    for (const Key& key : before)
        if (now.count(key) == 0)
            if (const auto open = unit.exceptions().open_of_flow(arrival_.route, key.first, key.second))
                unit.exceptions().close(open->id, unit.now(), "engine: " + arrival_.source + " no longer says so", "");
    if (const std::string after = write(now); after != text) unit.notes().put(note, after);
}

} // namespace ledgerline::intake

#include "intake/entry.hpp"

#include "commerce/keys.hpp"
#include "ledger/history.hpp"
#include "message/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace ledgerline::intake {

using message::Value;

namespace {

constexpr std::size_t by_bytes_max = 100;
constexpr std::size_t orders_searched = 1'000;
constexpr base::Millis day_ms = 86'400'000;

} // namespace

void refuse_entry(const std::string& text, EntryRefused::Why why) { throw EntryRefused(why, text); }

void check_length(const std::string& field, const std::string& value, std::size_t bytes_max) {
    if (value.size() > bytes_max) refuse_entry(fmt::format("{}: has {} bytes; at most {} are kept, shorten it", field, value.size(), bytes_max));
}

bool is_entry_id(const std::string& text, std::size_t length_max) {
    const auto fits = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || std::string_view("-_./#").find(c) != std::string_view::npos; };
    return !text.empty() && text.size() <= length_max && std::all_of(text.begin(), text.end(), fits);
}

void check_day(const std::string& field, const std::string& day, base::Millis now, const std::string& what) {
    const auto at = day.size() == 10 ? base::parse_time(day + "T00:00:00Z") : std::nullopt;
    if (!at || base::iso_time(*at).substr(0, 10) != day) refuse_entry(fmt::format("{}: \"{}\" is no day; write YYYY-MM-DD, such as 2026-01-31", field, day));
    if (*at > now + day_ms) refuse_entry(fmt::format("{}: {} is still to come; write {}", field, day, what));
}

void check_reason(const std::string& reason, const std::string& by, const std::string& example) {
    if (reason.find_first_not_of(' ') == std::string::npos) refuse_entry("reason: is missing; write " + example);
    check_length("reason", reason, entered_reason_bytes_max);
    check_length("by", by, by_bytes_max);
}

Value withdrawal(const EnteredWithdrawal& entry, const EnteredBy& by, base::Millis now) {
    return Value::object({{"at", base::iso_time(now)}, {"by", entry.by.empty() ? by.who : entry.by}, {"why", entry.reason}});
}

store::MessageRow keep_entry(store::UnitOfWork& unit, const Receiver& receiver, const Arrival& arrival, const std::string& type, const Value& body, const char* what, const EnteredBy& by, Value detail) {
    const std::string key = body["id"].text_or("");
    if (const std::string problem = message::schema_problem(type, body); !problem.empty()) refuse_entry("the " + type + " cannot be kept: " + problem);
    receiver.receive(unit, arrival, {{type, key, base::iso_time(unit.now()), body, ""}}, {});
    store::MessageRow made = unit.messages().newest(arrival.source, type, key).value();
    detail.set("origin", by.origin);
    ledger::record(unit, {made.id, made.correlation, what, by.who, std::move(detail)});
    return made;
}

store::MessageRow entered_order(store::UnitOfWork& unit, const std::string& order, const std::string& store) {
    std::vector<store::MessageRow> by_id, by_number;
    for (const store::MessageRow& row : unit.messages().search(order, orders_searched)) {
        if (row.type != "order" || (!store.empty() && commerce::connection_of(row.source) != store)) continue;
        auto& found = row.source_key == order ? by_id : by_number;
        if (row.source_key != order && row.number != order) continue;
        const auto same = std::find_if(found.begin(), found.end(), [&](const store::MessageRow& one) { return one.source == row.source && one.source_key == row.source_key; });
        if (same == found.end()) found.push_back(row);
        else *same = row; // the newest revision
    }
    std::vector<store::MessageRow> found = by_id;
    const auto is_found = [&](const store::MessageRow& row) {
        return std::any_of(by_id.begin(), by_id.end(), [&](const store::MessageRow& one) { return commerce::connection_of(one.source) == commerce::connection_of(row.source); });
    };
    std::copy_if(by_number.begin(), by_number.end(), std::back_inserter(found), [&](const store::MessageRow& row) { return !is_found(row); });
    if (found.empty())
        refuse_entry(fmt::format("order: nothing is known of order \"{}\"{}; look up its id or number in the store, or wait until the engine has read it", order, store.empty() ? "" : " of " + store),
               EntryRefused::Why::no_order);
    if (found.size() == 1) return found.front();
    std::string which;
    for (const store::MessageRow& row : found) which += (which.empty() ? "" : ", ") + fmt::format("{} of {}", row.source_key, commerce::connection_of(row.source));
    refuse_entry(fmt::format("order: \"{}\" may be {}; name the store", order, which));
}

} // namespace ledgerline::intake

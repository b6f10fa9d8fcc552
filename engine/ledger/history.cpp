#include "ledger/history.hpp"

#include "base/digest.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace ledgerline::ledger {

namespace {

using message::Value;

constexpr const char* head_note = "history.head"; // "<seq>:<hash>" of the newest entry

struct Head {
    store::Id seq = 0;
    std::string hash; // "" before the first entry
};

std::string hash_of(const std::string& previous, const store::HistoryRow& row) {
    const Value fields = Value::object({{"seq", row.seq},
                                        {"at", row.at},
                                        {"message_id", row.message_id},
                                        {"correlation", row.correlation},
                                        {"what", row.what},
                                        {"who", row.who},
                                        {"detail", row.detail}});
    return base::sha256_hex(previous + "\n" + message::write_json_canonical(fields));
}

// Nothing if the note is not one of ours.
std::optional<Head> parse_head(const std::string& text) {
    Head head;
    if (text.empty()) return head;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), head.seq);
    const auto at = static_cast<std::size_t>(end - text.data());
    if (problem != std::errc() || head.seq <= 0 || at >= text.size() || text[at] != ':') return std::nullopt;
    head.hash = text.substr(at + 1);
    if (head.hash.size() != 64) return std::nullopt;
    return head;
}

Verification wrong(std::int64_t entries, store::Id seq, std::string problem) {
    return {false, entries, std::move(problem), seq};
}

} // namespace

void record(store::UnitOfWork& unit, const Entry& entry) {
    const auto head = parse_head(unit.notes().get(head_note));
    if (!head)
        throw store::StoreError("the head of the history is not readable: somebody changed the store. `ledgerline verify-history` "
                                "shows what is wrong; restore a backup.");
    store::HistoryRow row;
    row.seq = head->seq + 1;
    row.at = unit.now();
    row.message_id = entry.message_id;
    row.correlation = entry.correlation;
    row.what = entry.what;
    row.who = entry.who;
    row.detail = entry.detail.is_null() ? "{}" : message::write_json(entry.detail);
    row.hash = hash_of(head->hash, row);
    unit.history().append(row);
    unit.notes().put(head_note, fmt::format("{}:{}", row.seq, row.hash));
}

Verification verify(store::UnitOfWork& unit) {
    const auto head = parse_head(unit.notes().get(head_note));
    Verification result{true, 0, "", 0};
    Head last;
    unit.history().each([&](const store::HistoryRow& row) {
        ++result.entries;
        const store::Id expected = last.seq + 1;
        if (row.seq != expected)
            result = wrong(result.entries, expected, fmt::format("entry {} is missing (the next one is {})", expected, row.seq));
        else if (row.hash != hash_of(last.hash, row))
            result = wrong(result.entries, row.seq,
                           fmt::format("entry {} (\"{}\" by {}) was changed: its hash does not fit", row.seq, row.what, row.who));
        else last = {row.seq, row.hash};
        return result.ok;
    });
    if (!result.ok) return result;
    if (!head) return wrong(result.entries, last.seq, "the note of the newest entry is not readable");
    if (head->seq > last.seq)
        return wrong(result.entries, last.seq + 1,
                     fmt::format("the history ends at entry {}, but entry {} was the newest: its end was cut off", last.seq, head->seq));
    if (head->seq < last.seq || head->hash != last.hash)
        return wrong(result.entries, head->seq < last.seq ? head->seq + 1 : last.seq,
                     fmt::format("the newest entry is {}, but {} was noted as the newest with another hash", last.seq, head->seq));
    // Every message begins with an entry. When all of them were deleted together with their note, nothing is left that does not fit, and a
    // chain that was begun anew is whole in itself: only the messages tell.
    if (const store::Id message = unit.messages().first_without_history(); message != 0)
        return wrong(result.entries, 1,
                     result.entries == 0 ? fmt::format("there are messages (the first is number {}), but no entry is left: all of the history was deleted", message)
                                         : fmt::format("message {} has no entry: what was there was deleted, and the history begun anew", message));
    return result;
}

Verification verify(const store::Store& store) {
    Verification result;
    store.read([&](store::UnitOfWork& unit) { result = verify(unit); });
    return result;
}

std::vector<store::HistoryRow> story(store::UnitOfWork& unit, const std::string& correlation) {
    constexpr std::size_t messages_max = 1'000; // an order and all that follows from it
    std::vector<store::HistoryRow> entries;
    for (const store::MessageRow& message : unit.messages().search(correlation, messages_max)) {
        if (message.correlation != correlation) continue; // found by another of its names
        for (store::HistoryRow& row : unit.history().of_message(message.id)) entries.push_back(std::move(row));
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
    return entries;
}

} // namespace ledgerline::ledger

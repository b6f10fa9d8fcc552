#include "app/commands/trace.hpp"

#include "app/commands/refund_story.hpp"
#include "app/commands/story.hpp"
#include "app/money.hpp"
#include "decisions/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::app {
namespace {

using message::Value;
// "order:shop:1047", or "order:shop:1047+2" of a part: as it was sent, or as it would be.
std::optional<store::MessageRow> of_key(store::UnitOfWork& unit, const std::string& type, const std::string& key) {
    if (const auto sent = unit.outbox().by_key(key)) return unit.messages().find(sent->message_id);
    const std::size_t connection = type.size() + 1, end = key.find(':', connection);
    if (!key.starts_with(type + ":") || end == std::string::npos) return std::nullopt;
    for (const store::MessageRow& row : unit.messages().search(key.substr(end + 1), 100))
        if (decisions::key_of(row) == key) return row;
    return std::nullopt;
}

// Finds the thing by the source's id or number first, then by the ERP's, then by the key that it has in both.
std::vector<store::MessageRow> find(store::UnitOfWork& unit, const std::string& type, const std::string& word) {
    std::vector<store::MessageRow> found = unit.messages().search(word, 100);
    if (found.empty())
        for (const auto& reference : unit.cross_references().of_remote(word))
            if (auto row = unit.messages().newest(reference.source, reference.type, reference.source_key)) found.push_back(*row);
    if (found.empty())
        if (const auto row = of_key(unit, type, word)) found.push_back(*row);
    // A payment or a delivery leads to its order.
    std::vector<store::MessageRow> wanted;
    for (const store::MessageRow& row : found) {
        if (row.type == type) wanted.push_back(row);
        else
            for (const store::MessageRow& other : unit.messages().search(row.correlation, 100))
                if (other.type == type) wanted.push_back(other);
    }
    return wanted;
}

void print_story(const Common& common, const Story& story) {
    const store::MessageRow& last = story.messages.back();
    print(common, fmt::format("{} {} from {}", last.type == "order" ? "Order" : last.type, last.number.empty() ? last.source_key : last.number, last.source));
    print(common, fmt::format("  stands   {}", where_it_stands(story)));
    if (!last.amount.empty()) print(common, fmt::format("  total    {}", money(last.amount, last.currency)));
    print(common, fmt::format("  placed   {}", story.body["placed_at"].text_or("unknown")));
    if (story.reference)
        print(common, fmt::format("  document {} (entry {}) in {}, {}, key {}", story.reference->remote_number, story.reference->remote_id, story.reference->sink,
                                  money(story.reference->amount, story.reference->currency), story.reference->idempotency_key));
    print_exception(common, story);
    if (!story.followers.empty()) {
        print(common, "");
        print(common, "  Afterwards");
        for (const Follower& one : story.followers) print(common, "    " + summary_of(one));
    }
    if (!story.back.empty()) {
        print(common, "");
        print(common, "  Money and goods back");
        for (const std::string& line : story.back) print(common, "    " + line);
    }
    print(common, "");
    print(common, "  Story");
    // The order's own entries and those of what followed, in the order in which they happened.
    std::vector<std::pair<const store::HistoryRow*, const Follower*>> entries;
    for (const auto& entry : story.history) entries.push_back({&entry, nullptr});
    for (const Follower& one : story.followers)
        for (const auto& entry : one.history) entries.push_back({&entry, &one});
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first->seq < b.first->seq; });
    std::map<const Follower*, std::string> last_said;
    for (const auto& [row, follower] : entries) {
        const store::HistoryRow& entry = *row;
        const Value detail = readable(entry.detail);
        if (follower && detail.is_object()) {
            // Each new payment or status is told again; what comes of it is worth a line where it is another one than before.
            std::string& before = last_said[follower];
            if (std::string text = sentence_of(*follower, entry, detail); !text.empty() && text != before) {
                print(common, fmt::format("    {}  {}", base::iso_time(entry.at), text));
                before = std::move(text);
            }
            continue;
        }
        print_entry(common, entry);
    }
}

} // namespace

int trace(const Common& common, const std::string& type, const std::string& word) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = look_at_store(deployment, clock);
    std::vector<Story> stories;
    store->read([&](store::UnitOfWork& unit) {
        std::set<std::string> told;
        for (const auto& row : find(unit, type, word))
            if (told.insert(row.source + " " + row.source_key).second) {
                stories.push_back(story_of(unit, row));
                stories.back().followers = followers_of(unit, deployment.settings, row);
                stories.back().back = money_and_goods_back(unit, deployment.settings, row, clock.now());
                stories.back().waits_for = what_it_waits_for(unit, deployment.settings, stories.back(), clock.now());
            }
    });
    if (stories.empty()) {
        print_error(common, fmt::format("nothing is known of {} \"{}\": neither an id or number of the store, nor a document of the ERP, nor a key is called that. "
                                        "If it is new, `ledgerline status` shows when the store was last read.", type, word));
        if (common.json) print_json(common, Value::array());
        return exit_code::findings;
    }
    if (common.json) {
        Value all = Value::array();
        for (const Story& story : stories) all.push(json_of(story));
        print_json(common, all);
        return exit_code::fine;
    }
    for (std::size_t i = 0; i < stories.size(); ++i) {
        if (i > 0) print(common, "");
        print_story(common, stories[i]);
    }
    return exit_code::fine;
}

} // namespace ledgerline::app

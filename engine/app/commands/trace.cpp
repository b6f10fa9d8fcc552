#include "app/commands/trace.hpp"

#include "app/commands/aftermath.hpp"
#include "app/money.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/part_posting.hpp"
#include "decisions/decisions.hpp"
#include "exceptions/catalogue.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::app {
namespace {

using message::Value;
namespace state = store::message_state;

struct Story {
    std::string waits_for; // why the rules have not judged it yet, "" if nothing keeps them
    std::vector<store::MessageRow> messages; // revisions, oldest first
    std::optional<store::CrossReferenceRow> reference;
    std::optional<commerce::OpenPart> part; // only some of its lines are on the document
    std::optional<store::OutboxRow> outbox;
    std::vector<store::HistoryRow> history;
    std::optional<store::ExceptionRow> exception;
    std::vector<store::FindingRow> findings;
    Value body;
    bool is_cancelled = false; // ... with its document
    std::vector<Follower> followers;
};

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

Story story_of(store::UnitOfWork& unit, const store::MessageRow& row) {
    Story story;
    story.messages = unit.messages().revisions(row.source, row.type, row.source_key);
    story.reference = unit.cross_references().of_source(row.source, row.type, row.source_key);
    if (story.reference) story.part = commerce::part_posted(unit, *story.reference);
    for (const auto& message : story.messages) {
        for (auto& entry : unit.history().of_message(message.id)) story.history.push_back(std::move(entry));
        if (auto outbox = unit.outbox().of_message(message.id)) story.outbox = outbox;
        if (auto open = unit.exceptions().open_of_message(message.id)) {
            story.exception = open;
            story.findings = unit.exceptions().findings(open->id);
        }
    }
    std::sort(story.history.begin(), story.history.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
    story.body = unit.messages().body(story.messages.back().id);
    story.is_cancelled = story.reference && commerce::is_cancelled(unit.messages().body(story.reference->message_id));
    return story;
}

// Of a message that is on its way: what keeps its route, in the words of the system in question.
std::string what_it_waits_for(store::UnitOfWork& unit, const config::Settings& settings, const Story& story, base::Millis now) {
    const store::MessageRow& last = story.messages.back();
    const auto with_trouble = [&](std::string what, const std::string& end) {
        const std::string trouble = unit.notes().trouble(end);
        return trouble.empty() ? what : what + ": " + trouble;
    };
    const auto quiet = [&](const std::string& end) -> std::string {
        for (const config::ConnectionSettings& connection : settings.connections)
            if (const base::Millis until = end.starts_with(connection.name + "/") ? connection.quiet.until(now) : 0; until != 0)
                return fmt::format("{} is quiet until {}", connection.name, base::iso_time(until));
        return "";
    };
    for (const config::RouteSettings& route : settings.routes) {
        if (route.name != last.route) continue;
        if (const std::string rest = quiet(route.to); last.state == state::routed && !rest.empty()) return rest;
        if (last.state == state::routed)
            if (const std::string trouble = unit.notes().trouble(route.to); !trouble.empty()) return "nothing can be sent to " + route.to + ": " + trouble;
        if (last.state != state::ready) continue;
        for (const std::string& need : route.needs)
            for (const config::RouteSettings& other : settings.routes)
                if (const auto cursor = unit.cursors().find(other.from); other.name == need && (!cursor || cursor->completed_at == 0))
                    return with_trouble((quiet(other.from).empty() ? "" : quiet(other.from) + ", and ") + "nothing is judged before " + other.from + " was read to its end once", other.from);
    }
    return "";
}

std::string where_a_part_stands(const Story& story) {
    const store::MessageRow& last = story.messages.back();
    const bool one = commerce::quarantined_lines(story.part->body).size() == 1;
    const std::string begin = fmt::format("posted in part as document {}; {}", story.reference->remote_number, commerce::waiting_text(story.part->body));
    if (last.state == state::held && story.exception) return fmt::format("{} {}: {}", begin, one ? "waits" : "wait", story.exception->title);
    if (last.state == state::dropped || last.state == state::settled) return fmt::format("{} {} not posted by the engine, for the reason below", begin, one ? "is" : "are");
    if (last.state == state::routed && story.outbox && story.outbox->state == store::outbox_state::unconfirmed)
        return fmt::format("{} {} unconfirmed: more was sent to {}, the answer was lost; it is looked up before anything is sent again", begin, one ? "is" : "are", story.outbox->sink);
    return fmt::format("{} {}; {}", begin, one ? "waits" : "wait", last.state == state::routed ? "more is to be added to the document now" : "the rules are next");
}

bool is_settled(const Story& story) {
    return std::any_of(story.messages.begin(), story.messages.end(), [](const auto& message) { return message.state == state::settled; });
}

std::string where_it_stands(const Story& story) {
    const store::MessageRow& last = story.messages.back();
    if (story.part) return where_a_part_stands(story);
    if (last.state == state::held && story.exception) return fmt::format("held: {}", story.exception->title);
    if (last.state == state::ready) return story.waits_for.empty() ? "received; the rules are next" : "received; " + story.waits_for;
    if (last.state == state::routed && story.outbox && story.outbox->state == store::outbox_state::unconfirmed)
        return fmt::format("unconfirmed: it was sent to {}, the answer was lost; it is looked up before anything is sent again{}", story.outbox->sink,
                           story.waits_for.empty() ? "" : "; " + story.waits_for);
    if (last.state == state::routed && story.outbox && story.outbox->state == store::outbox_state::waiting)
        return fmt::format("{} holds it: {}", story.outbox->sink, story.outbox->last_error);
    if (last.state == state::routed && story.outbox && story.outbox->state == store::outbox_state::in_flight)
        return fmt::format("is being sent to {}", story.outbox->sink);
    if (last.state == state::routed) return story.waits_for.empty() ? "waits to be sent" : "waits to be sent; " + story.waits_for;
    if ((last.state == state::delivered || last.state == state::applied) && story.reference && story.is_cancelled)
        return fmt::format("cancelled, and document {} with it", story.reference->remote_number);
    if (last.state == state::delivered && story.reference)
        return fmt::format("posted as document {} with {}", story.reference->remote_number, money(story.reference->amount, story.reference->currency));
    if (last.state == state::applied && story.reference)
        return fmt::format("posted as document {}; the newest change in the store does not touch the document", story.reference->remote_number);
    if (last.state == state::dropped) return "not processed, for the reason below";
    if (last.state == state::settled && story.reference) return fmt::format("settled by hand: document {} stands for it", story.reference->remote_number);
    if (last.state == state::settled) return "settled by hand; the engine sends nothing";
    if (last.state == state::applied && is_settled(story)) return "settled by hand; the newest change in the store does not touch what was settled";
    return last.state;
}

// The words of a history entry, for the person who reads the story.
std::string sentence(const store::HistoryRow& entry, const Value& detail) {
    const std::string& what = entry.what;
    if (what == "received") return fmt::format("received from {}, changed there at {}", entry.who, detail["changed_at"].text_or("an unknown time"));
    const std::string waiting = detail["waiting"]["text"].text_or("");
    if (what == "routed" && !waiting.empty()) return fmt::format("the rules passed it without {}; {} fields were set", waiting, detail["changes"].size());
    if (what == "held" && !waiting.empty() && detail["document"].is_text())
        return fmt::format("nothing to add to document {} yet: {} of it still to be posted", detail["document"].text_or(""), waiting);
    if (what == "resolved" && !detail["not_posted"].is_null())
        return fmt::format("resolved by {}, {} not posted: {}", entry.who, detail["not_posted"]["text"].text_or(""), detail["note"].text_or(""));
    if (what == "resolved" && detail["document"].is_text())
        return fmt::format("resolved by {}, document {} stands for it: {}", entry.who, detail["document"].text_or(""), detail["note"].text_or(""));
    if (what == "taken back") return fmt::format("taken back before it was sent to {}: the deployment was changed", detail["sink"].text_or(""));
    if (what == "routed" && detail["change"].text_or("") == "cancellation") return fmt::format("cancelled in the store: document {} is to be cancelled", detail["document"].text_or("?"));
    if (what == "routed" && detail["change"].is_text())
        return fmt::format("all rules passed; {} fields were set, document {} is to be changed", detail["changes"].size(), detail["document"].text_or("?"));
    if (what == "routed") return fmt::format("all rules passed; {} fields were set", detail["changes"].size());
    if (what == "held") return fmt::format("held by {}", entry.who);
    if (what == "dropped") return fmt::format("not processed, decided by {}", entry.who);
    if (what == "superseded") return "replaced by a newer revision before it was sent";
    if (what == "unchanged" && detail["settled_by"].is_text()) return fmt::format("changed in the store without touching what {} settled by hand", detail["settled_by"].text_or(""));
    if (what == "unchanged") return fmt::format("changed in the store without touching document {}", detail["document"].text_or("?"));
    if (what == "sending") return fmt::format("sent to {}, attempt {}", entry.who, detail["attempt"].text_or("1"));
    if (what == "not sent") return fmt::format("nothing was sent to {}: {}", entry.who, detail["why"].text_or("it did not answer"));
    if (what == "retry") return fmt::format("{} asked for another try: {}", entry.who, detail["why"].text_or(""));
    if (what == "unconfirmed") return fmt::format("the answer was lost ({}); it is looked up before anything is sent again", detail["why"].text_or(""));
    if (what == "still unknown") return fmt::format("looked up without a result: {}", detail["why"].text_or("no answer"));
    if (what == "absent") return fmt::format("looked up: {} has nothing with the key {}, so it is safe to send it", entry.who, detail["key"].text_or(""));
    if (what == "waiting") return fmt::format("{} holds it: {}", entry.who, detail["why"].text_or(""));
    if (what == "rejected") return fmt::format("{} refused it, nothing was created: {}", entry.who, detail["message"].text_or(""));
    if (what == "delivered") {
        const Value& receipt = detail["receipt"];
        if (detail["change"].text_or("") == "cancellation") return fmt::format("{} cancelled or closed document {}", entry.who, receipt["number"].text_or("?"));
        if (!detail["change"].is_null())
            return fmt::format("{} changed document {}, it stands with {} now", entry.who, receipt["number"].text_or("?"), money(receipt["amount"].text_or("?"), receipt["currency"].text_or("")));
        return fmt::format("{} by {} {} document {} with {}{}", detail["part"].is_null() ? "booked" : "lines added", entry.who, detail["part"].is_null() ? "as" : "to",
                           receipt["number"].text_or("?"), money(receipt["amount"].text_or("?"), receipt["currency"].text_or("")),
                           waiting.empty() ? "" : fmt::format(", without {}", waiting));
    }
    return detail["note"].is_text() ? fmt::format("{} by {}: {}", what, entry.who, detail["note"].text_or("")) : fmt::format("{} by {}", what, entry.who);
}

// Who set what, shortened: the components in order, with their first few fields.
void print_changes(const Common& common, const Value& changes) {
    constexpr std::size_t shown_max = 6;
    std::vector<std::pair<std::string, std::vector<const Value*>>> by_component;
    if (const auto* list = changes.as_array())
        for (const Value& change : *list) {
            const std::string by = change["by"].text_or("?");
            if (by_component.empty() || by_component.back().first != by) by_component.push_back({by, {}});
            by_component.back().second.push_back(&change);
        }
    for (const auto& [component, list] : by_component) {
        print(common, fmt::format("      {} set {} {}", component, list.size(), list.size() == 1 ? "field" : "fields"));
        for (std::size_t i = 0; i < list.size() && i < shown_max; ++i) {
            const bool* yes = (*list[i])["after"].as_bool();
            const std::string after = yes ? (*yes ? "true" : "false") : (*list[i])["after"].is_object() || (*list[i])["after"].is_array() ? message::write_json((*list[i])["after"])
                                                                                                       : (*list[i])["after"].text_or("nothing");
            print(common, fmt::format("        {} = {}", (*list[i])["path"].text_or(""), after));
        }
        if (list.size() > shown_max) print(common, fmt::format("        ... and {} more (--json shows all)", list.size() - shown_max));
    }
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
    if (story.exception) {
        const exceptions::Kind& kind = exceptions::kind_of(story.exception->code);
        print(common, "");
        print(common, fmt::format("  Exception {} · {} · owner {}{} · {}", story.exception->id, story.exception->code, story.exception->team,
                                  story.exception->assigned_to.empty() ? "" : " (" + story.exception->assigned_to + ")", kind.verdict));
        for (const auto& finding : story.findings) print(common, fmt::format("    - {}{}", finding.message, finding.where.empty() ? "" : " [" + finding.where + "]"));
        print(common, fmt::format("    What to do: {}", kind.remedy));
    }
    if (!story.followers.empty()) {
        print(common, "");
        print(common, "  Afterwards");
        for (const Follower& one : story.followers) print(common, "    " + summary_of(one));
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
        if (!detail.is_object()) {
            print(common, fmt::format("    {}  {} by {}: {}", base::iso_time(entry.at), entry.what, entry.who, detail.text_or("unreadable entry")));
            continue;
        }
        print(common, fmt::format("    {}  {}", base::iso_time(entry.at), sentence(entry, detail)));
        if (const auto* reasons = detail["reasons"].as_array())
            for (const Value& reason : *reasons) print(common, fmt::format("      {}: {}", reason["code"].text_or(""), reason["message"].text_or("")));
        print_changes(common, detail["changes"]);
    }
}

Value json_of(const Story& story) {
    const store::MessageRow& last = story.messages.back();
    Value history = Value::array();
    for (const auto& entry : story.history)
        history.push(Value::object({{"at", base::iso_time(entry.at)}, {"what", entry.what}, {"who", entry.who}, {"detail", readable(entry.detail)}}));
    Value findings = Value::array();
    for (const auto& finding : story.findings)
        findings.push(Value::object({{"code", finding.code}, {"subject", finding.subject}, {"message", finding.message}, {"where", finding.where},
                                     {"facts", readable(finding.facts)}}));
    Value out = Value::object({{"type", last.type}, {"source", last.source}, {"id", last.source_key}, {"number", last.number}, {"state", last.state},
                               {"stands", where_it_stands(story)}, {"total", last.amount}, {"currency", last.currency}});
    if (story.reference)
        out.set("document", Value::object({{"number", story.reference->remote_number}, {"id", story.reference->remote_id}, {"amount", story.reference->amount},
                                           {"currency", story.reference->currency}, {"sink", story.reference->sink}, {"key", story.reference->idempotency_key}}));
    Value afterwards = Value::array();
    for (const Follower& one : story.followers)
        afterwards.push(Value::object({{"type", one.type}, {"to", one.to}, {"id", one.newest.source_key}, {"number", one.newest.number}, {"state", one.newest.state}, {"stands", one.stands},
                                       {"exception", one.exception == 0 ? Value() : Value(one.exception)}}));
    out.set("afterwards", std::move(afterwards));
    if (story.part) out.set("waiting", commerce::waiting_detail(story.part->body));
    if (story.exception)
        out.set("exception", Value::object({{"id", Value(story.exception->id)}, {"code", story.exception->code}, {"team", story.exception->team},
                                            {"title", story.exception->title}, {"findings", std::move(findings)}}));
    out.set("history", std::move(history));
    return out;
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

#include "app/commands/story.hpp"

#include "app/money.hpp"
#include "commerce/change_words.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/values.hpp"
#include "exceptions/catalogue.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::app {

using message::Value;
namespace state = store::message_state;

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
    // What the last try was answered, or what must be known before.
    if (last.state == state::routed && story.outbox && story.outbox->state == store::outbox_state::ready) return story.outbox->last_error;
    return "";
}

namespace {

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

} // namespace

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
    if (last.state == state::delivered && story.reference && story.reference->amount.empty())
        return story.reference->remote_id.empty() ? story.reference->remote_number : "posted as document " + story.reference->remote_number;
    const std::string place = commerce::place_of_changes(last.type, story.body);
    if (last.type == "return" && last.state == state::applied && story.body["cancelled"].bool_or(false)) return fmt::format("cancelled {}; it counts no more", place);
    if (last.type == "return" && last.state == state::applied && !story.reference && !is_settled(story)) return "the ERP has booked it itself; it counts as received";
    if (last.state == state::delivered && story.reference)
        return fmt::format("posted as document {} with {}", story.reference->remote_number, money(story.reference->amount, story.reference->currency));
    if (last.state == state::applied && story.reference)
        return fmt::format("posted as document {}; the newest change {} does not touch the document", story.reference->remote_number, place);
    if (last.state == state::dropped) return "not processed, for the reason below";
    if (last.state == state::settled && story.reference) return fmt::format("settled by hand: document {} stands for it", story.reference->remote_number);
    if (last.state == state::settled) return "settled by hand; the engine sends nothing";
    if (last.state == state::applied && is_settled(story)) return fmt::format("settled by hand; the newest change {} does not touch what was settled", place);
    return last.state;
}

// ", 2 of line 31 never left": of a refund whose goods were not sent yet.
std::string never_left(const Value& receipt) {
    std::string text;
    for (const Value& units : commerce::rows_of(receipt["never_left"])) text += fmt::format(", {} of line {} never left", units["quantity"].text_or("?"), units["line_id"].text_or("?"));
    return text;
}

std::string sentence(const store::HistoryRow& entry, const Value& detail) {
    const std::string& what = entry.what;
    if (what == "received") return fmt::format("received from {}, changed there at {}", entry.who, detail["changed_at"].text_or("an unknown time"));
    const std::string waiting = detail["waiting"]["text"].text_or("");
    if (what == "routed" && !waiting.empty()) return fmt::format("the rules passed it without {}; {} fields were set", waiting, detail["changes"].size());
    if (what == "held" && !waiting.empty() && detail["document"].is_text())
        return fmt::format("nothing to add to document {} yet: {} of it still to be posted", detail["document"].text_or(""), waiting);
    if (what == "resolved" && !detail["not_posted"].is_null())
        return fmt::format("resolved by {}, {} not posted: {}", entry.who, detail["not_posted"]["text"].text_or(""), detail["note"].text_or(""));
    if (what == "resolved" && detail["document_cancelled"].is_text())
        return fmt::format("resolved by {}, document {} was cancelled and counts no more: {}", entry.who, detail["document_cancelled"].text_or(""), detail["note"].text_or(""));
    if (what == "entered") return fmt::format("entered by {} over the {}{}", entry.who, detail["origin"].text_or("console"), detail["reason"].is_text() ? ": " + detail["reason"].text_or("") : "");
    if (what == "withdrawn" && detail["reason"].is_text()) return fmt::format("withdrawn by {}: {}", entry.who, detail["reason"].text_or(""));
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
    if (what == "unchanged" && detail["settled_by"].is_text()) return fmt::format("changed {} without touching what {} settled by hand", detail["where"].text_or("in the store"), detail["settled_by"].text_or(""));
    if (what == "unchanged") return fmt::format("changed {} without touching document {}", detail["where"].text_or("in the store"), detail["document"].text_or("?"));
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
        if (receipt["id"].text_or("").empty()) return fmt::format("{}, says {}", receipt["number"].text_or("done"), entry.who);
        if (receipt["amount"].text_or("").empty()) return fmt::format("booked by {} as document {}", entry.who, receipt["number"].text_or("?"));
        return fmt::format("{} by {} {} document {} with {}{}{}", detail["part"].is_null() ? "booked" : "lines added", entry.who, detail["part"].is_null() ? "as" : "to",
                           receipt["number"].text_or("?"), money(receipt["amount"].text_or("?"), receipt["currency"].text_or("")),
                           waiting.empty() ? "" : fmt::format(", without {}", waiting), never_left(receipt));
    }
    return detail["note"].is_text() ? fmt::format("{} by {}: {}", what, entry.who, detail["note"].text_or("")) : fmt::format("{} by {}", what, entry.who);
}

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

void print_exception(const Common& common, const Story& story) {
    if (!story.exception) return;
    const exceptions::Kind& kind = exceptions::kind_of(story.exception->code);
    print(common, "");
    print(common, fmt::format("  Exception {} · {} · owner {}{} · {}", story.exception->id, story.exception->code, story.exception->team,
                              story.exception->assigned_to.empty() ? "" : " (" + story.exception->assigned_to + ")", kind.verdict));
    for (const auto& finding : story.findings) print(common, fmt::format("    - {}{}", finding.message, finding.where.empty() ? "" : " [" + finding.where + "]"));
    print(common, fmt::format("    What to do: {}", kind.remedy));
}

void print_entry(const Common& common, const store::HistoryRow& entry) {
    const Value detail = readable(entry.detail);
    if (!detail.is_object()) return print(common, fmt::format("    {}  {} by {}: {}", base::iso_time(entry.at), entry.what, entry.who, detail.text_or("unreadable entry")));
    print(common, fmt::format("    {}  {}", base::iso_time(entry.at), sentence(entry, detail)));
    if (const auto* reasons = detail["reasons"].as_array())
        for (const Value& reason : *reasons) print(common, fmt::format("      {}: {}", reason["code"].text_or(""), reason["message"].text_or("")));
    print_changes(common, detail["changes"]);
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
    Value back = Value::array();
    for (const std::string& line : story.back) back.push(line);
    out.set("back", std::move(back));
    if (story.part) out.set("waiting", commerce::waiting_detail(story.part->body));
    if (story.exception)
        out.set("exception", Value::object({{"id", Value(story.exception->id)}, {"code", story.exception->code}, {"team", story.exception->team},
                                            {"title", story.exception->title}, {"findings", std::move(findings)}}));
    out.set("history", std::move(history));
    return out;
}

} // namespace ledgerline::app

#include "app/commands/aftermath.hpp"

#include "app/money.hpp"
#include "commerce/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ledgerline::app {
namespace {

using message::Value;
namespace state = store::message_state;

constexpr std::size_t messages_max = 1'000;

std::string sink_of(const config::Settings& settings, const std::string& route) {
    const auto found = std::find_if(settings.routes.begin(), settings.routes.end(), [&](const config::RouteSettings& one) { return one.name == route; });
    return found == settings.routes.end() ? "" : found->to;
}

// Two stores may number their orders alike: what goes to another one is not of this order.
bool follows(const store::MessageRow& row, const std::string& to, const store::MessageRow& order) {
    if (row.type == "confirmation") return row.source.starts_with(order.source + ">") && row.source_key == order.source_key;
    return row.type == "shipment" && (to.empty() || commerce::connection_of(to) == commerce::connection_of(order.source));
}

std::string where_it_stands(store::UnitOfWork& unit, const Follower& one) {
    const auto outbox = unit.outbox().of_message(one.newest.id);
    if (const auto open = unit.exceptions().open_of_message(one.newest.id)) return fmt::format("exception {} ({}): {}", open->id, open->assigned_to.empty() ? open->team : open->assigned_to, open->title);
    if (one.newest.state == state::delivered || one.newest.state == state::applied) return "it is known there";
    if (one.newest.state == state::settled) return "settled by hand; the engine sends nothing";
    if (one.newest.state == state::dropped) return "a rule keeps it back";
    if (outbox && outbox->state == store::outbox_state::unconfirmed) return "the answer was lost; it is looked up before anything is sent again";
    return outbox && !outbox->last_error.empty() ? "it is to be sent: " + outbox->last_error : "it is to be sent";
}

std::string tracking_of(const Value& body) {
    std::string numbers;
    if (const auto* parcels = body["tracking"].as_array())
        for (const Value& parcel : *parcels) numbers += (numbers.empty() ? "tracking " : ", ") + parcel["number"].text_or("");
    return numbers.empty() ? "without a tracking number yet" : numbers;
}

std::string told(const Value& body) {
    const std::string status = body["status"]["name"].text_or("");
    return fmt::format("document {} is {}, the payment is {}{}", body["document"]["number"].text_or("?"), body["document"]["state"].text_or("?"), body["payment"]["state"].text_or("?"),
                       status.empty() ? "" : ", the order's status " + status);
}

// Of both kinds alike.
std::string common_sentence(const store::HistoryRow& entry, const Value& detail) {
    const std::string& what = entry.what;
    if (what == "held") return "held by " + entry.who;
    if (what == "not sent") return fmt::format("nothing was sent to {}: {}", entry.who, detail["why"].text_or("it did not answer"));
    if (what == "retry") return fmt::format("{} asked for another try: {}", entry.who, detail["why"].text_or(""));
    if (what == "unconfirmed") return fmt::format("the answer of {} was lost ({}); it is looked up before anything is sent again", entry.who, detail["why"].text_or(""));
    if (what == "still unknown") return fmt::format("looked up at {} without a result: {}", entry.who, detail["why"].text_or("no answer"));
    if (what == "absent") return fmt::format("looked up: {} does not have it, so it is safe to send it", entry.who);
    if (what == "rejected") return fmt::format("{} did not take it, nothing was changed: {}", entry.who, detail["message"].text_or(""));
    if (what == "sending" && detail["attempt"].text_or("1") != "1") return fmt::format("sent to {}, attempt {}", entry.who, detail["attempt"].text_or(""));
    if (what == "received" || what == "routed" || what == "superseded" || what == "sending" || what == "unchanged") return "";
    return detail["note"].is_text() ? fmt::format("{} by {}: {}", what, entry.who, detail["note"].text_or("")) : fmt::format("{} by {}", what, entry.who);
}

} // namespace

std::vector<Follower> followers_of(store::UnitOfWork& unit, const config::Settings& settings, const store::MessageRow& order) {
    std::vector<Follower> followers;
    std::set<std::string> seen;
    for (const store::MessageRow& row : unit.messages().search(order.correlation, messages_max)) {
        const std::string to = sink_of(settings, row.route);
        if (!follows(row, to, order) || !seen.insert(row.source + " " + row.source_key).second) continue;
        Follower one{row.type, to, row, {}, {}, "", 0};
        for (const store::MessageRow& revision : unit.messages().revisions(row.source, row.type, row.source_key)) {
            one.newest = revision;
            for (auto& entry : unit.history().of_message(revision.id)) one.history.push_back(std::move(entry));
        }
        one.body = unit.messages().body(one.newest.id);
        if (const auto open = unit.exceptions().open_of_message(one.newest.id)) one.exception = open->id;
        one.stands = where_it_stands(unit, one);
        followers.push_back(std::move(one));
    }
    return followers;
}

std::string sentence_of(const Follower& follower, const store::HistoryRow& entry, const Value& detail) {
    const Value& receipt = detail["receipt"];
    const std::string amount = receipt["amount"].text_or(""), number = receipt["number"].text_or("");
    if (follower.type == "confirmation") {
        if (entry.what != "delivered") {
            const std::string text = common_sentence(entry, detail);
            return text.empty() || entry.who == follower.to ? text : follower.to + ": " + text;
        }
        return amount.empty() ? fmt::format("{} knows of document {}", entry.who, follower.body["document"]["number"].text_or("?"))
                              : fmt::format("{} has booked {}, the last as {}", entry.who, money(amount, receipt["currency"].text_or("")), number);
    }
    const std::string delivery = "delivery " + follower.body["number"].text_or(follower.newest.source_key);
    if (entry.what == "received") return fmt::format("{} came from {}", delivery, entry.who);
    if (entry.what == "delivered") return fmt::format("{}: {} has it as {}", delivery, entry.who, number);
    const std::string text = common_sentence(entry, detail);
    return text.empty() ? text : delivery + ": " + text;
}

std::string summary_of(const Follower& follower) {
    if (follower.type == "confirmation") return fmt::format("{}: {} · {}", follower.to.empty() ? follower.newest.route + " (a route that is gone)" : follower.to, told(follower.body), follower.stands);
    return fmt::format("{}: delivery {} is {}, {} · {}", follower.to.empty() ? follower.newest.route + " (a route that is gone)" : follower.to,
                       follower.body["number"].text_or(follower.newest.source_key), follower.body["state"].text_or("?"), tracking_of(follower.body), follower.stands);
}

} // namespace ledgerline::app

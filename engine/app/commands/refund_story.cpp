#include "app/commands/refund_story.hpp"

#include "app/money.hpp"
#include "app/return_desk.hpp"
#include "commerce/keys.hpp"
#include "commerce/refund_original.hpp"
#include "commerce/values.hpp"
#include "intake/refund_entry.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::app {
namespace {

using commerce::connection_of;
using commerce::rows_of;
using message::Value;

constexpr std::size_t messages_max = 1'000;

// One order, as far as money and goods of it go back.
struct Back {
    commerce::OrderName order;
    std::string number;
    std::vector<Story> refunds, returns;
    std::vector<store::CreditRow> credits;           // of all its refunds
    std::vector<store::ExpectedReturnRow> expected;
    std::vector<store::ReturnedRow> returned;
    std::map<const Story*, Value> sent;              // what was last to be sent of a refund, with its booking
};

std::string listed(const std::vector<std::string>& all, const char* between = "; ") {
    std::string text;
    for (const std::string& one : all) text += (text.empty() ? "" : between) + one;
    return text;
}

// Of refunds and returns that are called so, and of the orders that are: the newest revision of each.
std::vector<store::MessageRow> found_by(store::UnitOfWork& unit, const std::string& word, bool& by_order) {
    std::vector<store::MessageRow> found, back;
    for (const store::MessageRow& row : unit.messages().search(word, messages_max)) found.push_back(row);
    for (const auto& reference : unit.cross_references().of_remote(word))
        if (auto row = unit.messages().newest(reference.source, reference.type, reference.source_key)) found.push_back(*row);
    std::set<std::string> seen;
    const auto take = [&](const store::MessageRow& row) {
        if ((row.type == "refund" || row.type == "return") && seen.insert(row.source + " " + row.type + " " + row.source_key).second) back.push_back(row);
    };
    for (const store::MessageRow& row : found)
        if (row.source_key == word || row.number == word || row.type == "refund") take(row);
    by_order = back.empty();
    for (const store::MessageRow& row : found)
        if (by_order)
            for (const store::MessageRow& other : unit.messages().search(row.correlation, messages_max)) take(other);
    return back;
}

Story whole_story(store::UnitOfWork& unit, const config::Settings& settings, const store::MessageRow& row, base::Millis now) {
    Story story = story_of(unit, row);
    story.waits_for = what_it_waits_for(unit, settings, story, now);
    return story;
}

void add_goods(store::UnitOfWork& unit, const config::Settings& settings, Back& back, base::Millis now) {
    back.credits = unit.credits().of_order(back.order.store, back.order.id);
    const auto order = commerce::find_order(unit, back.order);
    if (!order) return;
    back.number = order->number.empty() ? order->source_key : order->number;
    back.expected = unit.expected_returns().of_order(order->source, order->source_key);
    back.returned = unit.returned().of_order(order->source, order->source_key);
    std::set<std::string> told;
    for (const Story& story : back.returns) told.insert(story.messages.back().source + " " + story.messages.back().source_key);
    for (const store::MessageRow& row : unit.messages().search(order->correlation, messages_max)) {
        if (row.type != "return" || commerce::order_name(unit, row, unit.messages().body(row.id)).store != back.order.store || !told.insert(row.source + " " + row.source_key).second) continue;
        back.returns.push_back(whole_story(unit, settings, row, now));
    }
}

std::vector<Back> backs_of(store::UnitOfWork& unit, const config::Settings& settings, const std::string& word, base::Millis now) {
    std::vector<Back> all;
    bool by_order = false;
    for (const store::MessageRow& row : found_by(unit, word, by_order)) {
        Story story = whole_story(unit, settings, row, now);
        const commerce::OrderName name = commerce::order_name(unit, row, story.body);
        auto back = std::find_if(all.begin(), all.end(), [&](const Back& one) { return one.order.store == name.store && one.order.id == name.id; });
        if (back == all.end()) back = all.insert(all.end(), Back{name, name.id, {}, {}, {}, {}, {}, {}});
        (row.type == "refund" ? back->refunds : back->returns).push_back(std::move(story));
    }
    for (Back& back : all) {
        add_goods(unit, settings, back, now);
        for (const Story& story : back.refunds)
            if (story.outbox) back.sent[&story] = unit.outbox().body(story.outbox->id);
    }
    return all;
}

std::string item_in_words(const Value& item, const std::string& currency) {
    const std::string kind = item["kind"].text_or(""), amount = money(item["amount"].text_or(""), currency);
    std::string text = kind == "line" ? fmt::format("{} of line {}", item["quantity"].text_or("?"), item["target_id"].text_or("?")) : kind;
    if (!amount.empty()) text += " " + amount;
    for (const Value& deduction : rows_of(item["adjustments"])) text += fmt::format(" ({} {})", deduction["label"].text_or(""), money(deduction["amount"].text_or(""), currency));
    return text;
}

std::string payment_in_words(const Value& payment, const std::string& currency) {
    const std::string declined = payment["declined_message"].text_or("");
    return fmt::format("{} {} {}{}{}", payment["provider_id"].text_or("?"), money(payment["amount"].text_or("?"), currency), payment["state"].text_or("?"), payment["offline"].bool_or(false) ? ", paid by a person" : "",
                       declined.empty() ? "" : ": " + declined);
}

std::string goods_of_refund(const Back& back, const Story& story, const Value& sent) {
    const store::MessageRow& refund = story.messages.back();
    std::vector<std::string> lines;
    for (const store::ExpectedReturnRow& row : back.expected)
        if (row.source == refund.source && row.refund_key == refund.source_key)
            lines.push_back(fmt::format("{} of {} (line {}) expected until {}, {} there{}", row.quantity, row.item_code, row.line_id, row.due_on, row.received == "0" ? "none" : row.received, row.told && !row.complete ? ", asked for" : ""));
    for (const store::ReturnedRow& row : back.returned)
        if (row.source == refund.source && row.return_key == refund.source_key) lines.push_back(fmt::format("{} of line {} put into stock by the credit memo", row.quantity, row.line_id));
    const std::string custody = sent["booking"]["custody"].text_or("");
    const bool none_left = custody == "expected" && story.reference; // or it was no goods
    return !lines.empty() ? listed(lines) : custody == "none" || none_left ? "none expected" : "";
}

Value credits_of(const Back& back, const store::MessageRow& refund, bool of_others) {
    Value out = Value::array();
    for (const store::CreditRow& row : back.credits)
        if ((row.source == refund.source && row.refund_key == refund.source_key) != of_others)
            out.push(Value::object({{"refund", row.refund_key}, {"place", row.place}, {"quantity", row.quantity}, {"amount", row.amount}, {"tax", row.tax}}));
    return out;
}

std::string in_words(const Value& credits, const std::string& currency, bool names_refund) {
    std::vector<std::string> words;
    for (const Value& row : rows_of(credits)) {
        const std::string quantity = row["quantity"].text_or("");
        words.push_back(fmt::format("{}{} {}{}", names_refund ? "refund " + row["refund"].text_or("") + " " : "", row["place"].text_or(""), quantity.empty() ? "" : quantity + " for ", money(row["amount"].text_or(""), currency)));
    }
    return listed(words);
}

void print_if(const Common& common, const char* name, const std::string& text) {
    if (!text.empty()) print(common, fmt::format("  {:<9} {}", name, text));
}

void print_withdrawal(const Common& common, const Value& withdrawn) {
    if (withdrawn.is_object()) print_if(common, "withdrawn", fmt::format("by {} at {}: {}", withdrawn["by"].text_or("?"), withdrawn["at"].text_or("?"), withdrawn["why"].text_or("")));
}

void print_document(const Common& common, const Story& story) {
    if (!story.reference || story.reference->remote_id.empty()) return;
    const std::string amount = money(story.reference->amount, story.reference->currency);
    print_if(common, "document", fmt::format("{} (entry {}) in {}{}, key {}", story.reference->remote_number, story.reference->remote_id, story.reference->sink, amount.empty() ? "" : ", " + amount, story.reference->idempotency_key));
}

void print_history(const Common& common, const Story& story) {
    print_exception(common, story);
    print(common, "");
    print(common, "  Story");
    for (const store::HistoryRow& entry : story.history) print_entry(common, entry);
}

void print_refund(const Common& common, const Back& back, const Story& story) {
    const store::MessageRow& row = story.messages.back();
    const auto found = back.sent.find(&story);
    const Value sent = found == back.sent.end() ? Value() : found->second;
    const Value& body = story.body;
    print(common, fmt::format("Refund {} of order {} from {}", row.source_key, back.number, row.source));
    print_if(common, "stands", where_it_stands(story));
    print_if(common, "amount", fmt::format("{} (tax {}), {}{}", money(row.amount, row.currency), money(body["total_tax"].text_or("0"), ""), body["settlement"].text_or("?"), body["reason"].text_or("").empty() ? "" : ": " + body["reason"].text_or("")));
    print_if(common, "created", body["created_at"].text_or(""));
    if (!body["kind"].text_or("").empty())
        print_if(common, "kind", fmt::format("{}, entered by {} over the {}", body["kind"].text_or(""), body["created_by"].text_or("?"), body["origin"].text_or("?")));
    print_withdrawal(common, body["withdrawn"]);
    std::vector<std::string> items, payments;
    for (const Value& item : rows_of(body["items"])) items.push_back(item_in_words(item, row.currency));
    for (const Value& payment : rows_of(body["payments"])) payments.push_back(payment_in_words(payment, row.currency));
    print_if(common, "items", listed(items));
    print_if(common, "payments", listed(payments));
    if (const Value& original = sent["original"]; original.is_object())
        print_if(common, "original", fmt::format("order {} {}, document {}, booked with {}", original["number"].text_or("?"), original["state"].text_or("?"), original["document"]["number"].text_or("none"),
                                                 money(original["booked_total"].text_or("?"), row.currency)));
    print_if(common, "others", in_words(credits_of(back, row, true), row.currency, true));
    print_if(common, "credits", in_words(credits_of(back, row, false), row.currency, false));
    print_document(common, story);
    print_if(common, "goods", goods_of_refund(back, story, sent));
    print_history(common, story);
}

std::string received_in_words(const Value& body) {
    return fmt::format("{} received {}, confirmed {} by {}", goods_in_words(body), body["received_on"].text_or("?"), body["confirmed_at"].text_or("?"), body["confirmed_by"].text_or("?"));
}

void print_return(const Common& common, const Back& back, const Story& story) {
    const store::MessageRow& row = story.messages.back();
    print(common, fmt::format("Return {} of order {} from {}", row.number.empty() ? row.source_key : row.number, back.number, row.source));
    print_if(common, "stands", where_it_stands(story));
    print_if(common, "goods", received_in_words(story.body));
    print_if(common, "refund", story.body["refund_id"].text_or(""));
    print_if(common, "note", story.body["note"].text_or(""));
    print_withdrawal(common, story.body["withdrawn"]);
    print_document(common, story);
    print_history(common, story);
}

Value json_of(const Back& back) {
    Value refunds = Value::array(), returns = Value::array(), expected = Value::array(), returned = Value::array();
    for (const Story& story : back.refunds) {
        Value one = json_of(story);
        const auto sent = back.sent.find(&story);
        one.set("refund", story.body);
        one.set("credits", credits_of(back, story.messages.back(), false));
        one.set("credited_by_others", credits_of(back, story.messages.back(), true));
        if (sent != back.sent.end()) one.set("original", sent->second["original"]);
        if (sent != back.sent.end()) one.set("booking", sent->second["booking"]);
        refunds.push(std::move(one));
    }
    for (const Story& story : back.returns) {
        Value one = json_of(story);
        one.set("return", story.body);
        returns.push(std::move(one));
    }
    for (const store::ExpectedReturnRow& row : back.expected)
        expected.push(Value::object({{"refund", row.refund_key}, {"line", row.line_id}, {"item", row.item_code}, {"quantity", row.quantity}, {"received", row.received}, {"due_on", row.due_on}, {"asked_for", row.told}, {"complete", row.complete}}));
    for (const store::ReturnedRow& row : back.returned)
        returned.push(Value::object({{"with", row.return_key}, {"line", row.line_id}, {"units", row.units}, {"quantity", row.quantity}, {"state", row.state}}));
    return Value::object({{"order", back.order.id}, {"number", back.number}, {"store", back.order.store}, {"refunds", std::move(refunds)}, {"returns", std::move(returns)}, {"goods_expected", std::move(expected)}, {"goods_returned", std::move(returned)}});
}

} // namespace

std::vector<std::string> money_and_goods_back(store::UnitOfWork& unit, const config::Settings& settings, const store::MessageRow& order, base::Millis now) {
    std::vector<std::string> lines;
    std::set<std::string> told;
    for (const store::MessageRow& row : unit.messages().search(order.correlation, messages_max)) {
        if ((row.type != "refund" && row.type != "return") || told.count(row.source + " " + row.source_key) > 0) continue;
        const Story story = whole_story(unit, settings, row, now);
        if (commerce::order_name(unit, row, story.body).store != connection_of(order.source)) continue;
        told.insert(row.source + " " + row.source_key);
        const std::string kind = story.body["kind"].text_or("");
        lines.push_back(row.type == "refund" ? fmt::format("{} {} of {} · {}", kind.empty() || kind == "other" ? "refund" : kind, row.source_key, money(row.amount, row.currency), where_it_stands(story))
                                             : fmt::format("return {}: {} · {}", row.number.empty() ? row.source_key : row.number, goods_in_words(story.body), where_it_stands(story)));
    }
    return lines;
}

int refund_trace(const Common& common, const std::string& word) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = look_at_store(deployment, clock);
    std::vector<Back> all;
    store->read([&](store::UnitOfWork& unit) {
        all = backs_of(unit, deployment.settings, word, clock.now());
        if (all.empty()) all = backs_of(unit, deployment.settings, intake::in_capitals(word), clock.now()); // the key of an entered one
    });
    if (all.empty())
        print_error(common, fmt::format("nothing is known of refund \"{}\": neither a refund or return, nor an order of one, nor a credit memo is called that. If it is new, `ledgerline status` shows when the store was last read.", word));
    if (common.json) {
        Value out = Value::array();
        for (const Back& back : all) out.push(json_of(back));
        print_json(common, out);
        return all.empty() ? exit_code::findings : exit_code::fine;
    }
    bool first = true;
    const auto part = [&] {
        if (!first) print(common, "");
        first = false;
    };
    for (const Back& back : all) {
        for (const Story& story : back.refunds) part(), print_refund(common, back, story);
        for (const Story& story : back.returns) part(), print_return(common, back, story);
    }
    return all.empty() ? exit_code::findings : exit_code::fine;
}

} // namespace ledgerline::app

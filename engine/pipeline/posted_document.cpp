#include "pipeline/posted_document.hpp"

#include "message/difference.hpp"
#include "message/schema.hpp"
#include "store/stored_json.hpp"

#include <fmt/format.h>

namespace ledgerline::pipeline {
namespace {

using message::Value;

bool is_cancelled(const Value& body) {
    const std::string phase = body["status"]["phase"].text_or("");
    return phase == "cancelled" || phase == "declined";
}

std::string number_of(const store::MessageRow& row) { return row.number.empty() ? row.source_key : row.number; }

exceptions::Found found(const store::MessageRow& row, std::string code, std::string where, std::string message) {
    exceptions::Found found;
    found.code = std::move(code);
    found.message = std::move(message);
    found.where = std::move(where);
    found.subject = row.type + ":" + row.source_key;
    found.component = "engine";
    found.facts = Value::object();
    return found;
}

std::vector<message::Difference> differences(const store::MessageRow& row, const Value& before, const Value& now) {
    return message::differences(message::without_state(row.type, before), message::without_state(row.type, now));
}

// "totals/inc_tax was 10.00, is now 12.00 (and 3 more)"
std::string in_words(const std::vector<message::Difference>& differences) {
    const auto& first = differences.front();
    return fmt::format("{} was {}, is now {}{}", first.path, first.before.text_or("nothing"), first.after.text_or("nothing"),
                       differences.size() > 1 ? fmt::format(" (and {} more)", differences.size() - 1) : "");
}

Value list_of(const std::vector<message::Difference>& differences) {
    Value list = Value::array();
    for (const auto& difference : differences) list.push(Value::object({{"path", difference.path}, {"posted", difference.before}, {"now", difference.after}}));
    return list;
}

// What a person must know of the way from the posted revision to this one; the gravest first.
std::vector<exceptions::Found> changes(const store::MessageRow& row, const std::string& document, const Value& before, const Value& now) {
    std::vector<exceptions::Found> out;
    const std::string status = now["status"]["name"].text_or(is_cancelled(now) ? "cancelled" : "open");
    if (is_cancelled(now) && !is_cancelled(before))
        out.push_back(found(row, "ORDER_CANCELLED_AFTER_POST", "/status",
                            fmt::format("Order {} is {} in the store, but document {} of it stands in the ERP", number_of(row), status, document)));
    if (!is_cancelled(now) && is_cancelled(before))
        out.push_back(found(row, "ORDER_CHANGED_AFTER_POST", "/status",
                            fmt::format("Order {} is {} in the store again, after it was cancelled and that was settled for document {}", number_of(row), status, document)));
    if (const auto differences_now = differences(row, before, now); !differences_now.empty()) {
        out.push_back(found(row, "ORDER_CHANGED_AFTER_POST", differences_now.front().path,
                            fmt::format("{} {} was changed in the store after it was posted as document {}: {}", row.type == "order" ? "Order" : row.type, number_of(row), document,
                                        in_words(differences_now))));
        out.back().facts.set("differences", list_of(differences_now));
    }
    for (exceptions::Found& one : out) {
        one.facts.set("document", document);
        one.facts.set("status", now["status"]["name"]);
    }
    return out;
}

} // namespace

std::optional<Posted> posted_document(store::UnitOfWork& unit, const store::MessageRow& row, const Value& body) {
    auto reference = unit.cross_references().of_source(row.source, row.type, row.source_key);
    if (!reference) return std::nullopt;
    Posted posted{*reference, {}, commerce::open_part(unit, *reference)};
    if (reference->message_id == row.id) return posted.part ? std::optional<Posted>(std::move(posted)) : std::nullopt;
    posted.changes = changes(row, reference->remote_number, unit.messages().body(reference->message_id), body);
    // Whoever decides about the change must know that the document never held the whole order.
    if (!posted.changes.empty() && posted.part) {
        posted.changes.front().message += fmt::format("; of the order as it was posted, {} never came onto that document", commerce::waiting_text(posted.part->body));
        posted.changes.front().facts.set("never_posted", commerce::waiting_detail(posted.part->body));
    }
    return posted;
}

std::optional<Settled> settled_by_hand(store::UnitOfWork& unit, const store::MessageRow& row, const Value& body) {
    std::optional<store::MessageRow> before;
    for (const auto& message : unit.messages().revisions(row.source, row.type, row.source_key))
        if (message.id < row.id && message.state == store::message_state::settled) before = message;
    if (!before) return std::nullopt;
    Settled settled;
    std::string note;
    for (const auto& entry : unit.history().of_message(before->id)) {
        if (entry.what != "resolved") continue;
        const Value detail = store::if_readable(entry.detail).value_or(Value::object());
        settled.by = entry.who;
        settled.exception = detail["exception"].int_or(0);
        note = detail["note"].text_or("");
    }
    const Value old = unit.messages().body(before->id);
    const auto differences_now = differences(row, old, body);
    // A cancellation of what was never booked changes nothing; an order that comes back to life does.
    const bool revived = is_cancelled(old) && !is_cancelled(body);
    if (differences_now.empty() && !revived) return settled;
    settled.changes.push_back(found(row, "ORDER_CHANGED_AFTER_POST", differences_now.empty() ? "/status" : differences_now.front().path,
                                    fmt::format("Order {} was changed in the store after {} settled it by hand (\"{}\"): {}. If nothing is to be done, resolve this; if the engine is "
                                                "to book it after all, `exceptions reopen {}`",
                                                number_of(row), settled.by, note, revived ? "it is no longer cancelled" : in_words(differences_now), settled.exception)));
    settled.changes.back().facts = Value::object({{"settled_with_exception", Value(settled.exception)}, {"note", note}, {"differences", list_of(differences_now)}});
    return settled;
}

} // namespace ledgerline::pipeline

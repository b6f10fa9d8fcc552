#include "pipeline/posted_document.hpp"

#include "commerce/change.hpp"
#include "commerce/change_words.hpp"
#include "commerce/order_phase.hpp"
#include "store/stored_json.hpp"

#include <fmt/format.h>

#include <cctype>
#include <set>

namespace ledgerline::pipeline {
namespace {

using commerce::in_words;
using commerce::is_cancelled;
using commerce::list_of;
using message::Value;

bool gives_back_a_part(const Value& order) { return order["payment"]["state"].text_or("") == "partially_refunded"; }

// Since its revision `since`, which is cancelled. Money that went back makes no order of it again: not all of it, nor a part of it, by which stores change the
// status as well. That status came with the first part and was none of it before; whatever else it is called, somebody took it up again.
bool is_revived(store::UnitOfWork& unit, const store::MessageRow& row, store::Id since, const Value& now) {
    std::set<std::string> without_refund;
    std::optional<std::string> with_refund;
    bool revived = false;
    for (const store::MessageRow& revision : unit.messages().revisions(row.source, row.type, row.source_key)) {
        if (revision.id > row.id) break;
        const Value body = revision.id == row.id ? now : unit.messages().body(revision.id);
        const std::string code = body["status"]["code"].text_or("");
        const bool gives_back = gives_back_a_part(body);
        if (!gives_back) without_refund.insert(code);
        else if (!with_refund) with_refund = code;
        if (revision.id <= since) continue;
        if (is_cancelled(body) || body["status"]["phase"].text_or("") == "refunded") revived = false;
        else if (!gives_back || code != *with_refund || without_refund.count(code) > 0) revived = true;
    }
    return revived;
}

// It was cancelled since its document was booked, and then a part of its money went back, by which stores change the status: that makes no order of it again.
bool was_cancelled(store::UnitOfWork& unit, const store::MessageRow& row, const store::CrossReferenceRow& reference, const Value& now) {
    if (row.type != "order" || is_cancelled(now) || !gives_back_a_part(now)) return false;
    bool cancelled = false;
    for (const store::MessageRow& revision : unit.messages().revisions(row.source, row.type, row.source_key)) {
        if (revision.id <= reference.message_id || revision.id >= row.id) continue;
        const Value body = unit.messages().body(revision.id);
        cancelled = is_cancelled(body) || (cancelled && gives_back_a_part(body));
    }
    return cancelled;
}

// Money that a refund tells of did not go back.
bool is_declined(const Value& refund) {
    const std::string settlement = refund["settlement"].text_or("");
    return settlement == "declined" || settlement == "partly_declined";
}

bool is_taken_back(const Value& goods) { return goods["cancelled"].bool_or(false); }

const char* code_of_change(const std::string& type) { return type == "refund" ? "REFUND_CHANGED_AFTER_POST" : type == "return" ? "RETURN_MISMATCH" : "ORDER_CHANGED_AFTER_POST"; }

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

std::string name_of(const store::MessageRow& row) {
    std::string type = row.type;
    type[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(type[0])));
    return type + " " + number_of(row);
}

// A return counts no more at its origin, and a document stands for it.
std::string taken_back(const store::MessageRow& row, const std::string& document, const Value& now) {
    constexpr const char* reverse = "take its goods out of stock in the ERP again (by a goods issue, or by cancelling the document), then resolve this with --document-cancelled. Until then they count as returned";
    if (const Value& withdrawn = now["withdrawn"]; withdrawn.is_object())
        return fmt::format("{} was withdrawn by {} ({}) after its goods were booked as document {}: {}", name_of(row), withdrawn["by"].text_or("?"), withdrawn["why"].text_or(""), document, reverse);
    if (now["stock_posted"].bool_or(false))
        return fmt::format("{} was cancelled {} after a person named document {} for it: its goods count no more. If that document put them into stock, reverse it in the ERP; then resolve this", name_of(row),
                           commerce::place_of_changes(row.type, now), document);
    return fmt::format("{} was cancelled {} after its goods were booked as document {}: {}", name_of(row), commerce::place_of_changes(row.type, now), document, reverse);
}

// What a person must know of the way from the posted revision to this one; the gravest first.
std::vector<exceptions::Found> changes(const store::MessageRow& row, const std::string& document, const Value& before, const Value& now, bool revived) {
    std::vector<exceptions::Found> out;
    const std::string status = now["status"]["name"].text_or(is_cancelled(now) ? "cancelled" : "open");
    if (is_cancelled(now) && !is_cancelled(before))
        out.push_back(found(row, "ORDER_CANCELLED_AFTER_POST", "/status",
                            fmt::format("Order {} is {} in the store, but document {} of it stands in the ERP", number_of(row), status, document)));
    if (revived)
        out.push_back(found(row, "ORDER_CHANGED_AFTER_POST", "/status",
                            fmt::format("Order {} is {} in the store again, after it was cancelled and that was settled for document {}", number_of(row), status, document)));
    if (row.type == "refund" && now["withdrawn"].is_object() && !before["withdrawn"].is_object())
        out.push_back(found(row, "REFUND_CHANGED_AFTER_POST", "/withdrawn",
                            fmt::format("Refund {} ({}) was withdrawn by {} ({}) after it was booked as document {}: cancel that credit memo in the ERP, then resolve this with --document-cancelled", number_of(row),
                                        now["kind"].text_or("other"), now["withdrawn"]["by"].text_or("?"), now["withdrawn"]["why"].text_or(""), document)));
    else if (row.type == "refund" && is_declined(now) && !is_declined(before))
        out.push_back(found(row, "REFUND_CHANGED_AFTER_POST", "/settlement",
                            fmt::format("The payment of refund {} was declined, or a part of it, after the refund was booked as document {}", number_of(row), document)));
    if (row.type == "return" && is_taken_back(now) && !is_taken_back(before)) {
        out.push_back(found(row, "RETURN_MISMATCH", now["withdrawn"].is_object() ? "/withdrawn" : "/cancelled", taken_back(row, document, now)));
    } else if (const auto differences_now = commerce::differences(row.type, before, now); !differences_now.empty()) {
        out.push_back(found(row, code_of_change(row.type), differences_now.front().path,
                            fmt::format("{} was changed {} after it was posted as document {}: {}", name_of(row), commerce::place_of_changes(row.type, now), document,
                                        in_words(differences_now, before, now))));
        out.back().facts.set("differences", list_of(differences_now));
    }
    for (exceptions::Found& one : out) {
        one.facts.set("document", document);
        one.facts.set("status", now["status"]["name"]);
    }
    return out;
}

// Why the engine cannot change the document itself, "" if it can.
std::string obstacle(store::UnitOfWork& unit, const store::CrossReferenceRow& reference, const Value& before) {
    if (reference.remote_id.empty()) return "a person named the document, so the engine knows its number only";
    if (commerce::part_posted(unit, reference)) return "not all of the order is on it";
    return is_cancelled(before) ? "it is cancelled" : "";
}

} // namespace

std::optional<Posted> posted_document(store::UnitOfWork& unit, const store::MessageRow& row, const Value& body) {
    auto reference = unit.cross_references().of_source(row.source, row.type, row.source_key);
    if (!reference) return std::nullopt;
    Posted posted;
    posted.reference = *reference;
    posted.part = commerce::open_part(unit, *reference);
    if (reference->message_id == row.id) return posted.part ? std::optional<Posted>(std::move(posted)) : std::nullopt;
    const Value before = unit.messages().body(reference->message_id);
    const bool revived = is_cancelled(before) && is_revived(unit, row, reference->message_id, body);
    posted.changes = changes(row, reference->remote_number, before, body, revived);
    if (row.type == "return" && reference->remote_id.empty()) { // so is a document that a person named
        const auto sent = unit.outbox().by_key(reference->idempotency_key);
        posted.is_nothing = sent && sent->state == store::outbox_state::delivered;
    }
    posted.is_over = is_cancelled(before) && !revived;
    posted.was_cancelled = was_cancelled(unit, row, *reference, body);
    if (posted.was_cancelled) {
        posted.changes.insert(posted.changes.begin(), found(row, "ORDER_CANCELLED_AFTER_POST", "/status",
                                                            fmt::format("Order {} was cancelled in the store, and only a part of its money went back since (it is {} now): document {} of it stands in the ERP", number_of(row),
                                                                        body["status"]["name"].text_or("?"), reference->remote_number)));
        posted.changes.front().facts.set("document", reference->remote_number);
    }
    if (row.type == "order") posted.obstacle = obstacle(unit, *reference, before);
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
    if (row.type == "return" && is_taken_back(body)) return settled; // it did not count any more
    const auto differences_now = commerce::differences(row.type, old, body);
    // A cancellation of what was never booked changes nothing; an order that comes back to life does, and money that went back after all.
    const bool revived = is_cancelled(old) && is_revived(unit, row, before->id, body), is_paid_after_all = row.type == "refund" && is_declined(old) && !is_declined(body);
    if (differences_now.empty() && !revived && !is_paid_after_all) return settled;
    settled.changes.push_back(found(row, code_of_change(row.type), !differences_now.empty() ? differences_now.front().path : revived ? "/status" : "/settlement",
                                    fmt::format("{} was changed {} after {} settled it by hand (\"{}\"): {}. If nothing is to be done, resolve this; if the engine is "
                                                "to book it after all, `exceptions reopen {}`",
                                                name_of(row), commerce::place_of_changes(row.type, body), settled.by, note, revived ? "it is no longer cancelled" : is_paid_after_all ? "its payment went back after all" : in_words(differences_now, old, body), settled.exception)));
    settled.changes.back().facts = Value::object({{"settled_with_exception", Value(settled.exception)}, {"note", note}, {"differences", list_of(differences_now)}});
    return settled;
}

} // namespace ledgerline::pipeline

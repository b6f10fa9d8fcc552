// What becomes of a row after an answer, or after none: the second half of the dispatcher, inside its commit.
#include "delivery/dispatcher.hpp"

#include "commerce/change.hpp"
#include "commerce/change_words.hpp"
#include "commerce/credited.hpp"
#include "commerce/demand.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/part_posting.hpp"
#include "commerce/refund_original.hpp"
#include "commerce/returned.hpp"
#include "exceptions/booked_amount.hpp"
#include "ledger/history.hpp"
#include "message/json.hpp"
#include "plugin/found.hpp"
#include "revisions/confirmation.hpp"
#include "revisions/goods_back.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::delivery {
namespace {

using message::Value;
namespace state = store::outbox_state;

// How often it is looked whether people have approved what the other system holds.
constexpr base::Millis waiting_look_ms = 60'000;

exceptions::Found found_in(const Value& result, const std::string& sink, const char* code_otherwise) {
    exceptions::Found found;
    found.code = result["code"].text_or(code_otherwise);
    found.message = result["message"].text_or("The system gave no reason");
    found.subject = result["subject"].text_or("");
    found.component = sink;
    found.facts = result["facts"].is_object() ? result["facts"] : Value::object();
    found.waits_for = found.facts["waits_for"].text_or("");
    return found;
}

// The sink's own account of a delivery that it could not finish to tell: which finding speaks of it.
std::string reason_of(const Value& result, const plugin::Outcome& outcome) {
    if (const std::string text = result["message"].text_or(""); !text.empty()) return text;
    return outcome.findings.empty() ? "no answer was understood" : outcome.findings.front().message;
}

// Why lines of the order wait: what is found about the rest of it stands before that, not in its place.
std::vector<exceptions::Found> still_waiting(store::UnitOfWork& unit, const store::MessageRow& message, const Value& body) {
    if (commerce::quarantined_lines(body).empty()) return {};
    std::vector<exceptions::Found> found = exceptions::standing(unit, message.id);
    found.erase(std::remove_if(found.begin(), found.end(), [](const exceptions::Found& one) { return one.waits_for.empty(); }), found.end());
    return found;
}

// The key of the document that a row made, adds lines to or changes.
std::string document_key(const store::OutboxRow& row, const store::MessageRow& message, const Value& body) {
    return commerce::is_change_key(row.idempotency_key, message) ? commerce::first_key(message) : commerce::document_key(body, row.idempotency_key);
}

// The sink does not change the document: what was to be changed stands with its reason.
void add_difference(store::UnitOfWork& unit, const store::MessageRow& message, exceptions::Found& why) {
    const auto reference = unit.cross_references().of_source(message.source, message.type, message.source_key);
    if (!reference) return;
    why.facts.set("document", reference->remote_number);
    if (message.type != "order") return; // what is told of it is no change that somebody made in the store
    const Value before = unit.messages().body(reference->message_id), now = unit.messages().body(message.id);
    const auto differences = commerce::differences(message.type, before, now);
    if (differences.empty()) return;
    why.message += ". In the store " + commerce::in_words(differences, before, now);
    why.facts.set("differences", commerce::list_of(differences));
}

bool overtaken(store::UnitOfWork& unit, const store::MessageRow& message) {
    const auto newest = unit.messages().newest(message.source, message.type, message.source_key);
    return newest && newest->id != message.id;
}

// Attempts that ended like this since a person was last asked. What an outage kept from being sent does not count: the row
// cannot help it.
std::int64_t ended_so(store::UnitOfWork& unit, const store::OutboxRow& row, std::initializer_list<std::string_view> outcomes) {
    std::int64_t count = 0;
    for (const auto& attempt : unit.attempts().of(row.id)) {
        if (attempt.outcome == "rejected") count = 0;
        else if (std::find(outcomes.begin(), outcomes.end(), attempt.outcome) != outcomes.end() && attempt.kind == "deliver") ++count;
    }
    return count;
}

} // namespace

void Dispatcher::record(store::UnitOfWork& unit, const store::OutboxRow& row, const std::string& what, Value detail) {
    std::string correlation;
    if (const auto message = unit.messages().find(row.message_id)) correlation = message->correlation;
    detail.set("key", row.idempotency_key);
    ledger::record(unit, {row.message_id, correlation, what, row.sink, std::move(detail)});
}

// A newer revision came while this one was on its way. It waited for that, so it stands for the rest of the order now.
void Dispatcher::pass_on(store::UnitOfWork& unit, const store::MessageRow& message) {
    exceptions_.close(unit, message, "engine: a newer revision came", "");
    ledger::record(unit, {message.id, message.correlation, "superseded", "engine",
                          Value::object({{"by_message", Value(unit.messages().newest(message.source, message.type, message.source_key)->id)}})});
}

void Dispatcher::close_attempt(store::UnitOfWork& unit, const store::OutboxRow& row, const std::string& outcome, const std::string& detail) {
    for (const auto& attempt : unit.attempts().of(row.id))
        if (attempt.ended_at == 0) unit.attempts().close(attempt.id, unit.now(), outcome, detail);
}

void Dispatcher::delivered(store::UnitOfWork& unit, const store::OutboxRow& row, const Value& receipt, const std::string& from_state) {
    if (!unit.outbox().move(row.id, from_state, state::delivered, 0, "")) return;
    const auto message = unit.messages().find(row.message_id).value();
    const Value body = unit.outbox().body(row.id);
    store::CrossReferenceRow reference;
    reference.source = message.source;
    reference.type = message.type;
    reference.source_key = message.source_key;
    reference.sink = row.sink;
    reference.idempotency_key = document_key(row, message, body);
    reference.remote_id = receipt["id"].text_or("");
    reference.remote_number = receipt["number"].text_or("");
    reference.amount = receipt["amount"].text_or("");
    reference.currency = receipt["currency"].text_or("");
    reference.revision = message.revision;
    reference.message_id = message.id;
    reference.at = unit.now();
    unit.cross_references().put(reference);
    commerce::booked(unit, message, body);
    commerce::wake_refunds(unit, message);
    revisions::goods_of_memo(unit, message, body, receipt);
    const Value waiting = commerce::waiting_detail(body);
    // What the other lines wait for may have come in the meantime, when nothing could wake them: the rules say anew what is left.
    const bool passed_on = !waiting.is_null() && overtaken(unit, message);
    unit.messages().move(message.id, message.version,
                         passed_on ? store::message_state::superseded : waiting.is_null() ? store::message_state::delivered : store::message_state::ready);
    Value detail = Value::object({{"receipt", receipt}});
    if (const Value& addition = body["booking"]["addition"]; addition.is_object()) detail.set("part", addition["part"]);
    if (commerce::is_change_key(row.idempotency_key, message)) detail.set("change", commerce::is_cancelled(body) ? "cancellation" : "change");
    if (!waiting.is_null()) detail.set("waiting", waiting);
    record(unit, row, "delivered", std::move(detail));
    if (passed_on) pass_on(unit, message);
    // What was wrong with the document before may not be so any more; what still is, is found below.
    if (commerce::is_change_key(row.idempotency_key, message))
        for (const store::MessageRow& older : unit.messages().revisions(message.source, message.type, message.source_key))
            if (older.id < message.id && older.state == store::message_state::delivered) exceptions_.close(unit, older, "engine: the document was changed since", "");
    revisions::confirm(unit, message);
    if (!waiting.is_null()) return;
    exceptions_.close(unit, message, "engine: delivered", "document " + reference.remote_number);
    revisions::goods_came_back(unit, exceptions_, message, body);
    if (const auto mismatch = exceptions::booked_otherwise(row.idempotency_key, row.sink, body, receipt["number"].text_or("?"), receipt["amount"].text_or(""))) exceptions_.hold(unit, message, {*mismatch});
}

void Dispatcher::rejected(store::UnitOfWork& unit, const store::OutboxRow& row, const exceptions::Found& why, const std::string& from_state) {
    if (!unit.outbox().move(row.id, from_state, state::rejected, 0, why.message)) return;
    const auto message = unit.messages().find(row.message_id).value();
    commerce::refused(unit, message);
    commerce::not_credited(unit, message);
    if (overtaken(unit, message)) {
        unit.messages().move(message.id, message.version, store::message_state::superseded);
        record(unit, row, "rejected", Value::object({{"code", why.code}, {"message", why.message}}));
        pass_on(unit, message);
        return;
    }
    unit.messages().move(message.id, message.version, store::message_state::held);
    std::vector<exceptions::Found> found = still_waiting(unit, message, unit.outbox().body(row.id));
    found.insert(found.begin(), why);
    if (commerce::is_change_key(row.idempotency_key, message)) add_difference(unit, message, found.front());
    exceptions_.hold(unit, message, found);
    record(unit, row, "rejected", Value::object({{"code", why.code}, {"message", why.message}}));
}

// Tells a person without taking the message out of the engine's hands: it goes on by itself.
void Dispatcher::tell(store::UnitOfWork& unit, const store::OutboxRow& row, exceptions::Found why) {
    const auto message = unit.messages().find(row.message_id).value();
    std::vector<exceptions::Found> found = still_waiting(unit, message, unit.outbox().body(row.id));
    found.insert(found.begin(), std::move(why));
    exceptions_.hold(unit, message, found);
}

void Dispatcher::retry_later(store::UnitOfWork& unit, const store::OutboxRow& row, const Value& result, const std::string& reason) {
    const std::int64_t retries = ended_so(unit, row, {"retry"});
    const bool lasts = retries >= settings_.retries_max;
    const base::Millis quick = base::backoff(std::max<std::int64_t>(retries, 1), {.first_ms = 500, .most_ms = 30'000}, random_);
    const base::Millis pause = std::max(base::pause_of(result["retry_after_ms"].int_or(0)), lasts ? settings_.slow_retry_ms : quick);
    unit.outbox().move(row.id, state::in_flight, state::ready, unit.now() + pause, reason);
    record(unit, row, "retry", Value::object({{"why", reason}, {"in_ms", Value(pause)}}));
    if (!lasts) return;
    exceptions::Found why = found_in(result, row.sink, "ERP_LOCKED");
    why.message += fmt::format(" ({} tries so far; it is tried again every {} minutes)", retries, std::max<base::Millis>(pause / 60'000, 1));
    tell(unit, row, std::move(why));
}

void Dispatcher::settle_delivery(store::UnitOfWork& unit, const store::OutboxRow& row, const Value& result, const plugin::Outcome& outcome) {
    const std::string verdict = result["verdict"].text_or("");
    const std::string reason = verdict == "delivered" ? "" : reason_of(result, outcome);
    if (verdict == "delivered") {
        close_attempt(unit, row, verdict, "");
        delivered(unit, row, result["receipt"], state::in_flight);
    } else if (verdict == "rejected") {
        close_attempt(unit, row, verdict, reason);
        rejected(unit, row, found_in(result, row.sink, "ERP_REJECTED"), state::in_flight);
    } else if (verdict == "retry") {
        close_attempt(unit, row, verdict, reason);
        retry_later(unit, row, result, reason);
    } else if (verdict == "waiting") {
        close_attempt(unit, row, verdict, reason);
        unit.outbox().move(row.id, state::in_flight, state::waiting, unit.now() + waiting_look_ms, reason);
        record(unit, row, "waiting", Value::object({{"why", reason}}));
        tell(unit, row, found_in(result, row.sink, "APPROVAL_PENDING"));
    } else {
        // "unknown", no result at all, or a word that we do not know: it may have been done.
        close_attempt(unit, row, "unknown", reason);
        unit.outbox().move(row.id, state::in_flight, state::unconfirmed, unit.now() + settings_.probe_after_ms, reason);
        record(unit, row, "unconfirmed", Value::object({{"why", reason}}));
        log_.warning("answer lost", {{"key", row.idempotency_key}, {"why", reason}});
    }
}

void Dispatcher::settle_probe(store::UnitOfWork& unit, const store::OutboxRow& row, const Value& result) {
    const std::string verdict = result["verdict"].text_or("");
    // It is certainly not there, and sending it has been answered by nothing so often that more of the same helps nobody.
    const bool hopeless = verdict == "absent" && ended_so(unit, row, {"unknown", "interrupted"}) > 2 * settings_.retries_max;
    const auto attempt = unit.attempts().open(row.id, row.attempt, "probe", unit.now());
    unit.attempts().close(attempt, unit.now(), hopeless ? "rejected" : verdict.empty() ? "unknown" : verdict, result["message"].text_or(""));
    unit.outbox().count_probe(row.id);
    const auto now = unit.outbox().find(row.id).value();
    if (now.state != row.state) { // a person settled it while it was looked up
        if (verdict == "found" && now.state == state::settled) found_after_all(unit, now, result["receipt"]);
        return;
    }
    if (verdict == "found") delivered(unit, row, result["receipt"], row.state);
    else if (verdict == "absent") absent(unit, row, hopeless);
    else still_unknown(unit, row, result);
}

// What a person has just settled stands in the other system all the same: they must know.
void Dispatcher::found_after_all(store::UnitOfWork& unit, const store::OutboxRow& row, const Value& receipt) {
    const auto message = unit.messages().find(row.message_id).value();
    // The very document that the person named: now the engine knows all of it.
    const std::string key = document_key(row, message, unit.outbox().body(row.id));
    if (auto reference = unit.cross_references().by_key(key); reference && reference->remote_number == receipt["number"].text_or("")) {
        reference->remote_id = receipt["id"].text_or("");
        reference->amount = receipt["amount"].text_or("");
        unit.cross_references().put(*reference);
        unit.outbox().move(row.id, state::settled, state::delivered, 0, ""); // what was sent stands there
        commerce::booked(unit, message, unit.messages().body(message.id));
        commerce::credited(unit, message, unit.outbox().body(row.id));
        revisions::goods_of_memo(unit, message, unit.outbox().body(row.id), receipt);
        revisions::goods_came_back(unit, exceptions_, message, unit.outbox().body(row.id));
        commerce::wake_refunds(unit, message);
        revisions::confirm(unit, message);
        const auto mismatch = exceptions::booked_otherwise(row.idempotency_key, row.sink, unit.outbox().body(row.id), reference->remote_number, reference->amount);
        if (mismatch) exceptions_.hold(unit, message, {*mismatch});
        return;
    }
    if (message.state != store::message_state::settled || !unit.messages().move(message.id, message.version, store::message_state::held)) return;
    commerce::credited(unit, message, unit.outbox().body(row.id));
    commerce::found_after_all(unit, message, unit.outbox().body(row.id));
    commerce::count_returned(unit, message, unit.outbox().body(row.id), store::returned_state::announced);
    exceptions::Found why;
    why.code = "ORDER_DUPLICATE_SUSPECT";
    why.message = fmt::format("{} {} was settled by hand, but document {} with its key {} stands in the ERP", message.type,
                              message.number.empty() ? message.source_key : message.number, receipt["number"].text_or("?"), row.idempotency_key);
    why.subject = message.type + ":" + message.source_key;
    why.component = row.sink;
    why.facts = Value::object({{"document", receipt["number"]}, {"key", row.idempotency_key}});
    exceptions_.hold(unit, message, {why});
    record(unit, row, "held", Value::object({{"why", why.message}}));
}

void Dispatcher::absent(store::UnitOfWork& unit, const store::OutboxRow& row, bool hopeless) {
    exceptions::Found why;
    why.code = "ERP_REJECTED";
    why.component = row.sink;
    why.facts = Value::object();
    if (row.state == state::waiting) {
        why.message = "It waited for an approval and is gone without a document: the approval was refused, or the draft was removed. Retry to send it once more";
        rejected(unit, row, why, row.state);
    } else if (hopeless) {
        why.message = "Every attempt ended without an answer and nothing was created: " + row.last_error;
        rejected(unit, row, why, row.state);
    } else {
        unit.outbox().move(row.id, row.state, state::ready, unit.now(), "");
        record(unit, row, "absent", Value::object());
        const auto message = unit.messages().find(row.message_id).value();
        // The doubt is over; lines that wait go on waiting.
        if (const auto waiting = still_waiting(unit, message, unit.outbox().body(row.id)); !waiting.empty()) exceptions_.hold(unit, message, waiting);
        else exceptions_.close(unit, message, "engine: looked up, nothing was created", "");
    }
}

void Dispatcher::still_unknown(store::UnitOfWork& unit, const store::OutboxRow& row, const Value& result) {
    const std::string reason = result["message"].text_or("");
    if (row.state == state::waiting) {
        // As long as an approval may take; its exception tells that it waits.
        unit.outbox().move(row.id, row.state, row.state, unit.now() + waiting_look_ms, reason.empty() ? row.last_error : reason);
        return;
    }
    const base::Millis pause = base::backoff(row.probes + 1, {.first_ms = 5'000, .most_ms = 300'000}, random_);
    unit.outbox().move(row.id, row.state, row.state, unit.now() + pause, reason.empty() ? row.last_error : reason);
    record(unit, row, "still unknown", Value::object({{"why", result["message"]}}));
    if (row.probes + 1 < settings_.probes_max) return;
    const auto message = unit.messages().find(row.message_id).value();
    exceptions::Found why;
    why.code = "ORDER_UNCONFIRMED";
    why.message = fmt::format("It is not known whether {} {} was booked: the answer was lost, and {}. Look for {} there before anything else", message.type,
                              message.number.empty() ? message.source_key : message.number, reason.empty() ? row.sink + " cannot be asked" : row.sink + " says: " + reason,
                              row.idempotency_key);
    why.subject = row.sink;
    why.component = row.sink;
    why.facts = Value::object({{"key", row.idempotency_key}});
    tell(unit, row, std::move(why));
}

std::size_t recover_interrupted(store::Store& store, base::Millis probe_after_ms) {
    std::size_t count = 0;
    store.commit([&](store::UnitOfWork& unit) {
        const auto rows = unit.outbox().interrupted();
        count = rows.size();
        for (const store::OutboxRow& row : rows) {
            unit.attempts().interrupt(row.id, unit.now());
            unit.outbox().move(row.id, state::unconfirmed, state::unconfirmed, unit.now() + probe_after_ms, "the engine stopped before the answer came");
            std::string correlation;
            if (const auto message = unit.messages().find(row.message_id)) correlation = message->correlation;
            ledger::record(unit, {row.message_id, correlation, "unconfirmed", "engine",
                                  Value::object({{"key", row.idempotency_key}, {"why", "the engine stopped before the answer came"}})});
        }
    });
    return count;
}

} // namespace ledgerline::delivery

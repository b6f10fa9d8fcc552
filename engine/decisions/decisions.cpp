#include "decisions/decisions.hpp"

#include "commerce/credited.hpp"
#include "commerce/custody.hpp"
#include "commerce/demand.hpp"
#include "commerce/part_posting.hpp"
#include "commerce/refund_original.hpp"
#include "ledger/history.hpp"
#include "revisions/confirmation.hpp"
#include "revisions/goods_back.hpp"

#include <fmt/format.h>

namespace ledgerline::decisions {
namespace {

using message::Value;
namespace state = store::message_state;
namespace outbox_state = store::outbox_state;

std::string name_of(const store::MessageRow& message) {
    return fmt::format("{} {}", message.type, message.number.empty() ? message.source_key : message.number);
}

[[noreturn]] void refuse_in_flight(const store::ExceptionRow& exception, const store::MessageRow& message) {
    throw Refused(fmt::format("exception {}: {} is being sent just now; try again when its outcome is known", exception.id, name_of(message)));
}

// What is on its way to the other system is taken out of the engine's hands.
Resolution::Rest settle_delivery(store::UnitOfWork& unit, const store::ExceptionRow& exception, const store::MessageRow& message) {
    const auto row = unit.outbox().of_message(message.id);
    if (!row || row->state == outbox_state::in_flight) refuse_in_flight(exception, message);
    const bool in_doubt = row->state == outbox_state::unconfirmed;
    if (in_doubt && exception.code != "ORDER_UNCONFIRMED")
        throw Refused(fmt::format("exception {}: it is still being looked up whether {} was booked; it cannot be resolved before that is known, or before "
                                  "ORDER_UNCONFIRMED says that it cannot be found out", exception.id, row->idempotency_key));
    if (!unit.outbox().move(row->id, row->state, outbox_state::settled, 0, row->last_error)) refuse_in_flight(exception, message);
    return in_doubt ? Resolution::Rest::not_sent_again : Resolution::Rest::not_sent;
}

// From now on this revision is what stands in the ERP.
void refer_to(store::UnitOfWork& unit, store::CrossReferenceRow reference, const store::MessageRow& message) {
    reference.message_id = message.id;
    reference.revision = message.revision;
    unit.cross_references().put(reference);
}

void refer_to_document_made_by_hand(store::UnitOfWork& unit, const store::MessageRow& message, const Settlement& settlement) {
    store::CrossReferenceRow reference;
    reference.source = message.source;
    reference.type = message.type;
    reference.source_key = message.source_key;
    reference.sink = settlement.sink;
    reference.idempotency_key = key_of(message);
    reference.remote_number = settlement.document;
    reference.currency = message.currency;
    reference.at = unit.now();
    refer_to(unit, reference, message);
}

bool posted_by_the_engine(store::UnitOfWork& unit, const store::CrossReferenceRow& reference) {
    const auto row = unit.outbox().by_key(reference.idempotency_key);
    return row && row->state == outbox_state::delivered;
}

// Of a refund whose memo a person has cancelled: what it credited is free again, its goods are not expected, and its key may be sent anew. Of a return
// whose goods a person took out of stock again: they are not back.
void give_up_document(store::UnitOfWork& unit, const store::CrossReferenceRow& reference, const store::MessageRow& message) {
    unit.cross_references().remove(reference.idempotency_key);
    if (const auto row = unit.outbox().by_key(reference.idempotency_key)) unit.outbox().move(row->id, outbox_state::delivered, outbox_state::settled, 0, row->last_error);
    if (message.type == "refund") revisions::memo_is_gone(unit, message);
    else revisions::goods_did_not_come(unit, message);
}

// Resolves an exception of a refund or a return whose document was cancelled.
Resolution resolve_cancelled(store::UnitOfWork& unit, const store::ExceptionRow& exception, const Settlement& settlement, const std::string& who) {
    const auto message = exception.message_id == 0 ? std::nullopt : unit.messages().find(exception.message_id);
    if (!message || (message->type != "refund" && message->type != "return"))
        throw Refused(fmt::format("exception {}: only the credit memo of a refund and the goods receipt of a return can be said to be cancelled, and this one is about {}; resolve it with its note alone", exception.id,
                                  message ? name_of(*message) : "the flow " + exception.route));
    if (!settlement.document.empty()) throw Refused(fmt::format("exception {}: document {} cannot stand for {} and be cancelled; say one of both", exception.id, settlement.document, name_of(*message)));
    const auto reference = unit.cross_references().of_source(message->source, message->type, message->source_key);
    if (!reference) throw Refused(fmt::format("exception {}: no document stands for {}, so none was cancelled; resolve it with its note alone", exception.id, name_of(*message)));
    if (message->state == state::routed) throw Refused(fmt::format("exception {}: {} is to be sent to {} again; say that its document was cancelled when that is over", exception.id, name_of(*message), reference->sink));
    Resolution resolution;
    resolution.rest = message->state == state::held || message->state == state::ready ? Resolution::Rest::not_sent : Resolution::Rest::over;
    resolution.cancelled_document = reference->remote_number;
    unit.exceptions().close(exception.id, unit.now(), who, settlement.note); // before what it leads to closes others
    give_up_document(unit, *reference, *message);
    unit.messages().move(message->id, message->version, state::settled);
    const auto order = commerce::find_order(unit, commerce::order_name(unit, *message, unit.messages().body(message->id)));
    if (order) commerce::wake_refunds(unit, *order); // what waited for something of it
    ledger::record(unit, {message->id, message->correlation, "resolved", who, Value::object({{"exception", Value(exception.id)}, {"note", settlement.note}, {"document_cancelled", reference->remote_number}})});
    return resolution;
}

} // namespace

std::string key_of(const store::MessageRow& message) { return commerce::first_key(message); }

store::ExceptionRow find(store::UnitOfWork& unit, store::Id id) {
    auto row = unit.exceptions().find(id);
    if (!row) throw Refused(fmt::format("there is no exception {}; `ledgerline exceptions list` shows them", id));
    return *row;
}

store::ExceptionRow find_open(store::UnitOfWork& unit, store::Id id) {
    auto row = find(unit, id);
    if (row.state != "open") throw Refused(fmt::format("exception {} was closed at {} by {}", id, base::iso_time(row.closed_at), row.closed_by));
    return row;
}

void retry(store::UnitOfWork& unit, const store::ExceptionRow& exception, const std::string& who) {
    if (exception.message_id == 0) throw Refused(fmt::format("exception {} is about the flow {}, which tries again by itself", exception.id, exception.route));
    const auto message = unit.messages().find(exception.message_id).value();
    if (message.state == state::routed) {
        const auto row = unit.outbox().of_message(message.id);
        if (row && row->state == outbox_state::unconfirmed)
            throw Refused(fmt::format("exception {}: it is not known whether {} was booked, so sending it again is not safe. Look for {} in the ERP; the engine "
                                      "goes on looking it up by itself", exception.id, row->idempotency_key, row->idempotency_key));
        // It is tried or looked at now and then: now is now.
        const bool waits_for_its_time = row && row->due_at > unit.now() && (row->state == outbox_state::ready || row->state == outbox_state::waiting);
        if (!waits_for_its_time || !unit.outbox().move(row->id, row->state, row->state, unit.now(), row->last_error)) refuse_in_flight(exception, message);
    } else if (message.state == state::ready) {
        throw Refused(fmt::format("exception {}: {} is being worked on just now, and its waiting lines are judged anew by themselves", exception.id, name_of(message)));
    } else if (!unit.messages().release(message.id)) {
        throw Refused(fmt::format("exception {}: {} is already {}; correct the document in the ERP, then `exceptions resolve {} --note ...`", exception.id, name_of(message),
                                  message.state, exception.id));
    }
    ledger::record(unit, {message.id, message.correlation, "retry asked", who, Value::object({{"exception", Value(exception.id)}})});
}

Resolution resolve(store::UnitOfWork& unit, store::Id id, const Settlement& settlement, const std::string& who) {
    const store::ExceptionRow exception = find_open(unit, id);
    if (settlement.document_cancelled) return resolve_cancelled(unit, exception, settlement, who);
    Resolution resolution;
    Value detail = Value::object({{"exception", Value(id)}, {"note", settlement.note}});
    if (exception.message_id == 0) {
        if (!settlement.document.empty())
            throw Refused(fmt::format("exception {} is about the flow {}, not about something that a document could stand for", id, exception.route));
        detail.set("code", exception.code);
        detail.set("route", exception.route);
        detail.set("subject", exception.subject);
        ledger::record(unit, {0, "", "resolved", who, std::move(detail)});
    } else {
        const auto message = unit.messages().find(exception.message_id).value();
        const auto reference = unit.cross_references().of_source(message.source, message.type, message.source_key);
        if (reference && !settlement.document.empty() && settlement.document != reference->remote_number)
            throw Refused(fmt::format("exception {}: document {} stands for {} already, so it cannot be {}", id, reference->remote_number, name_of(message), settlement.document));
        resolution.rest = Resolution::Rest::over;
        if (message.state == state::routed) resolution.rest = settle_delivery(unit, exception, message);
        else if (message.state == state::held || message.state == state::ready) resolution.rest = Resolution::Rest::not_sent;
        if (resolution.rest != Resolution::Rest::over) unit.messages().move(message.id, message.version, state::settled);
        resolution.document = reference ? reference->remote_number : settlement.document;
        if (!settlement.document.empty()) detail.set("document", settlement.document);
        if (reference) {
            // Of an order that is on its document in part, the rest is not posted any more.
            if (const auto part = commerce::part_posted(unit, *reference)) {
                detail.set("not_posted", commerce::waiting_detail(part->body));
                resolution.not_posted = commerce::waiting_text(part->body);
            }
            refer_to(unit, *reference, message);
        } else if (!settlement.document.empty()) {
            refer_to_document_made_by_hand(unit, message, settlement);
        }
        // What the document lacks of it never comes; without one, nothing of it does.
        if (!resolution.document.empty() || reference) commerce::booked(unit, message, unit.messages().body(message.id));
        else if (resolution.rest != Resolution::Rest::over) commerce::ended(unit, message);
        if (!resolution.document.empty()) commerce::credited_by_hand(unit, message, unit.messages().body(message.id));
        else if (resolution.rest != Resolution::Rest::over) commerce::not_credited(unit, message);
        if (!reference && !resolution.document.empty()) revisions::goods_booked_by_hand(unit, message, who);
        else if (!reference && resolution.rest != Resolution::Rest::over) revisions::goods_did_not_come(unit, message);
        commerce::wake_refunds(unit, message);
        revisions::confirm(unit, message);
        ledger::record(unit, {message.id, message.correlation, "resolved", who, std::move(detail)});
    }
    unit.exceptions().close(id, unit.now(), who, settlement.note);
    return resolution;
}

void reopen(store::UnitOfWork& unit, store::Id id, const std::string& note, const std::string& who) {
    const store::ExceptionRow exception = find(unit, id);
    if (exception.state == "open") throw Refused(fmt::format("exception {} is open; `exceptions retry {}` judges it anew", id, id));
    const auto message = exception.message_id == 0 ? std::nullopt : unit.messages().find(exception.message_id);
    if (!message || message->state != state::settled) throw Refused(fmt::format("exception {} was not settled by hand, so there is nothing to take back", id));
    const auto newest = unit.messages().newest(message->source, message->type, message->source_key).value();
    if (newest.type == "refund" && unit.messages().body(newest.id)["withdrawn"].is_object())
        throw Refused(fmt::format("exception {}: {} was withdrawn, so nothing of it can be booked. If a document of it stands after all, cancel that in the ERP; if the money went back again, record it under another key",
                                  id, name_of(*message)));
    if (const auto reference = unit.cross_references().of_source(message->source, message->type, message->source_key)) {
        if (posted_by_the_engine(unit, *reference))
            throw Refused(fmt::format("exception {}: the engine posted {} as document {}; what was settled is a change of it, and that is not sent again", id, name_of(*message),
                                      reference->remote_number));
        unit.cross_references().remove(reference->idempotency_key);
    }
    const bool overtaken = newest.id != message->id;
    unit.messages().move(message->id, message->version, overtaken ? state::superseded : state::ready);
    // A newer revision was only compared with what was settled, or settled as well; one that a rule dropped stays dropped.
    if (overtaken && (newest.state == state::held || newest.state == state::applied || newest.state == state::settled)) unit.messages().move(newest.id, newest.version, state::ready);
    commerce::reopened(unit, *message);
    // What may stand in the ERP counts until it is known.
    if (const auto sent = unit.outbox().of_message(message->id); !sent || !unit.attempts().may_have_left(sent->id)) commerce::not_credited(unit, *message);
    commerce::goods_not_expected(unit, *message);
    revisions::goods_did_not_come(unit, *message);
    commerce::wake_refunds(unit, *message);
    ledger::record(unit, {message->id, message->correlation, "reopened", who, Value::object({{"exception", Value(id)}, {"note", note}})});
    if (overtaken) ledger::record(unit, {message->id, message->correlation, "superseded", "engine", Value::object({{"by_message", Value(newest.id)}})});
}

void assign(store::UnitOfWork& unit, store::Id id, const std::string& to, const std::string& who) {
    const store::ExceptionRow exception = find_open(unit, id);
    unit.exceptions().assign(id, to);
    ledger::record(unit, {exception.message_id, "", "assigned", who, Value::object({{"exception", Value(id)}, {"note", to}})});
}

} // namespace ledgerline::decisions

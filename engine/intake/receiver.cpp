#include "intake/receiver.hpp"

#include "ledger/history.hpp"
#include "message/json.hpp"
#include "plugin/found.hpp"

namespace ledgerline::intake {
namespace {

using message::Value;
namespace state = store::message_state;

// A document that went A, B, A has three revisions although two are equal: the third is "A~3".
std::string base_of(const std::string& revision) { return revision.substr(0, revision.find('~')); }

store::MessageRow row_of(const Arrival& arrival, const plugin::Emitted& emitted, store::Millis now) {
    store::MessageRow row;
    row.route = arrival.route;
    row.source = arrival.source;
    row.type = emitted.type;
    row.source_key = emitted.source_key;
    row.revision = message::digest(emitted.body);
    row.source_time = emitted.source_time;
    // An order and everything that follows from it keep their order; so do the revisions of a state.
    row.group_key = emitted.type + ":" + arrival.source + ":" + emitted.source_key;
    row.correlation = emitted.type + "-" + emitted.source_key;
    row.state = emitted.refusal.empty() ? state::ready : state::held;
    row.received_at = now;
    row.number = emitted.body["number"].text_or("");
    row.amount = emitted.body["totals"]["inc_tax"].text_or("");
    row.currency = emitted.body["currency"].text_or("");
    return row;
}

} // namespace

void Receiver::supersede_older(store::UnitOfWork& unit, const store::MessageRow& fresh) const {
    for (const store::MessageRow& older : unit.messages().revisions(fresh.source, fresh.type, fresh.source_key)) {
        if (older.id >= fresh.id) continue;
        bool replaced = older.state == state::ready || older.state == state::held;
        if (older.state == state::routed) {
            // Only what has not been sent can be taken back; the check is the store's, so an attempt that begins now wins. What was
            // sent once without an answer is not taken back either, though a look-up found nothing: it may still be booked late, under
            // the key that the newer revision would have. The newer one waits and is compared with what comes of it.
            const auto outbox = unit.outbox().of_message(older.id);
            replaced = outbox && outbox->state == store::outbox_state::ready && !unit.attempts().may_have_left(outbox->id) &&
                       unit.outbox().move(outbox->id, store::outbox_state::ready, store::outbox_state::withdrawn, 0, "");
        }
        if (!replaced || !unit.messages().move(older.id, older.version, state::superseded)) continue;
        exceptions_.close(unit, older, "engine: a newer revision came", "");
        ledger::record(unit, {older.id, older.correlation, "superseded", "engine",
                              Value::object({{"by_message", Value(fresh.id)}})});
    }
}

Received Receiver::receive(store::UnitOfWork& unit, const Arrival& arrival, const std::vector<plugin::Emitted>& emitted,
                           const std::vector<plugin::Finding>& findings) const {
    Received received;
    for (const plugin::Emitted& one : emitted) {
        store::MessageRow row = row_of(arrival, one, unit.now());
        const auto newest = unit.messages().newest(row.source, row.type, row.source_key);
        if (newest && base_of(newest->revision) == row.revision) {
            ++received.known;
            continue;
        }
        row.id = unit.messages().add(row, one.body);
        if (row.id == 0) {
            const auto earlier = unit.messages().revisions(row.source, row.type, row.source_key);
            row.revision += "~" + std::to_string(earlier.size() + 1);
            row.id = unit.messages().add(row, one.body);
        }
        ++received.fresh;
        ledger::record(unit, {row.id, row.correlation, "received", row.source,
                              Value::object({{"revision", row.revision}, {"changed_at", row.source_time}})});
        supersede_older(unit, row);
        if (one.refusal.empty()) continue;
        ++received.refused;
        std::vector<exceptions::Found> found;
        for (const plugin::Finding& finding : findings)
            if (finding.subject == one.type + ":" + one.source_key) found.push_back(plugin::found(finding));
        exceptions::Found refusal;
        refusal.code = "MESSAGE_REFUSED";
        refusal.message = "The " + one.type + " as " + arrival.source + " read it is incomplete: " + one.refusal;
        refusal.subject = one.type + ":" + one.source_key;
        refusal.component = arrival.source;
        refusal.facts = Value::object();
        found.push_back(std::move(refusal));
        exceptions_.hold(unit, row, found);
        ledger::record(unit, {row.id, row.correlation, "held", arrival.source, Value::object({{"why", one.refusal}})});
    }
    return received;
}

} // namespace ledgerline::intake

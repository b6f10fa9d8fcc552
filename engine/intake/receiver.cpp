#include "intake/receiver.hpp"

#include "ledger/history.hpp"
#include "plugin/found.hpp"
#include "revisions/revision.hpp"

namespace ledgerline::intake {
namespace {

using message::Value;
namespace state = store::message_state;

store::MessageRow row_of(const Arrival& arrival, const plugin::Emitted& emitted, store::Millis now) {
    store::MessageRow row;
    row.route = arrival.route;
    row.source = arrival.source;
    row.type = emitted.type;
    row.source_key = emitted.source_key;
    row.source_time = emitted.source_time;
    // An order and everything that follows from it keep their order; so do the revisions of a state.
    row.group_key = emitted.type + ":" + arrival.source + ":" + emitted.source_key;
    // ... and what it says of an order belongs to that order's story.
    const std::string order = emitted.body["order_id"].text_or("");
    row.correlation = order.empty() ? emitted.type + "-" + emitted.source_key : "order-" + order;
    row.state = emitted.refusal.empty() ? state::ready : state::held;
    row.received_at = now;
    row.number = emitted.body["number"].text_or("");
    row.amount = emitted.body["totals"]["inc_tax"].text_or(emitted.body["total_inc_tax"].text_or("")); // of an order, or of a refund
    row.currency = emitted.body["currency"].text_or("");
    return row;
}

} // namespace

Received Receiver::receive(store::UnitOfWork& unit, const Arrival& arrival, const std::vector<plugin::Emitted>& emitted,
                           const std::vector<plugin::Finding>& findings) const {
    Received received;
    for (const plugin::Emitted& one : emitted) {
        const auto taken = revisions::take_in(unit, row_of(arrival, one, unit.now()), one.body);
        if (!taken) {
            ++received.known;
            continue;
        }
        const store::MessageRow& row = *taken;
        ++received.fresh;
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

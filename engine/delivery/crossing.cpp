#include "delivery/crossing.hpp"

#include "commerce/credited.hpp"
#include "commerce/keys.hpp"
#include "commerce/order_phase.hpp"
#include "commerce/refund_original.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace ledgerline::delivery {
namespace {

namespace state = store::outbox_state;

constexpr base::Millis soon_ms = 5'000, seldom_ms = 300'000;

std::optional<store::OutboxRow> under_way(store::UnitOfWork& unit, const store::MessageRow& message) {
    auto row = unit.outbox().of_message(message.id);
    if (row && row->state != state::in_flight && row->state != state::unconfirmed && row->state != state::waiting) row.reset();
    return row;
}

// Until it is looked up next; the longer that is overdue (its route is gone, its system rests), the more seldom it is worth a look.
Crossing crossing(store::UnitOfWork& unit, const store::OutboxRow& other) {
    const base::Millis pause = other.state == state::in_flight ? soon_ms : std::clamp<base::Millis>(std::abs(other.due_at - unit.now()), soon_ms, seldom_ms);
    const auto open = unit.exceptions().open_of_message(other.message_id);
    return {other.idempotency_key, pause, open ? fmt::format("exception {} ({}) says why", open->id, open->code) : pause == seldom_ms ? "nothing looks for it now" : ""};
}

// Each refund that is sent is counted with what it credits, from the commit that routes it until after its outcome.
Crossing refund_beside(store::UnitOfWork& unit, const store::MessageRow& order) {
    for (const store::CreditRow& credit : unit.credits().of_order(commerce::connection_of(order.source), order.source_key)) {
        if (credit.place != commerce::total_place) continue;
        for (const store::MessageRow& revision : unit.messages().revisions(credit.source, "refund", credit.refund_key))
            if (const auto other = under_way(unit, revision)) return crossing(unit, *other);
    }
    return {};
}

Crossing change_beside(store::UnitOfWork& unit, const store::MessageRow& refund) {
    const auto order = commerce::find_order(unit, commerce::order_name(unit, refund, unit.messages().body(refund.id)));
    if (!order) return {};
    for (const store::MessageRow& revision : unit.messages().revisions(order->source, order->type, order->source_key)) {
        const auto other = under_way(unit, revision);
        if (other && commerce::is_change_key(other->idempotency_key, revision)) return crossing(unit, *other);
    }
    return {};
}

} // namespace

Crossing crossing_of(store::UnitOfWork& unit, const store::OutboxRow& row) {
    const store::MessageRow message = unit.messages().find(row.message_id).value();
    if (message.type == "refund") return change_beside(unit, message);
    return message.type == "order" && commerce::is_change_key(row.idempotency_key, message) ? refund_beside(unit, message) : Crossing{};
}

exceptions::Found found_of(const store::MessageRow& waiting, const message::Value& body, const Crossing& crossing) {
    const std::string name = waiting.number.empty() ? waiting.source_key : waiting.number;
    const bool is_refund = waiting.type == "refund", is_cancellation = commerce::is_cancelled(body);
    exceptions::Found found;
    found.code = is_refund ? "REFUND_WAITS_FOR_ORDER" : is_cancellation ? "ORDER_CANCELLED_AFTER_POST" : "ORDER_CHANGED_AFTER_POST";
    found.message = is_refund ? fmt::format("Refund {} waits until the outcome of {}, a change of its order, is known: {}. It goes on by itself then", name, crossing.key, crossing.stalled)
                              : fmt::format("Order {} {} in the store, and its document stays as it is until the outcome of {}, a refund of it, is known: {}. The engine goes on by itself then; until then deliver nothing of it that is not "
                                            "wanted any more, and leave the document to the engine",
                                            name, is_cancellation ? "was cancelled" : "was changed", crossing.key, crossing.stalled);
    found.subject = waiting.type + ":" + waiting.source_key;
    found.component = "engine";
    found.facts = message::Value::object({{"waits_for_outcome_of", crossing.key}});
    return found;
}

} // namespace ledgerline::delivery

#include "delivery/crossing.hpp"

#include "commerce/keys.hpp"
#include "commerce/refund_original.hpp"

#include <optional>

namespace ledgerline::delivery {
namespace {

namespace state = store::outbox_state;

constexpr std::size_t searched_max = 1'000;
constexpr base::Millis soon_ms = 5'000, approval_ms = 300'000;

std::optional<store::OutboxRow> under_way(store::UnitOfWork& unit, const store::MessageRow& message) {
    auto row = unit.outbox().of_message(message.id);
    if (row && row->state != state::in_flight && row->state != state::unconfirmed && row->state != state::waiting) row.reset();
    return row;
}

// Who approves a draft does so in minutes or days.
Crossing crossing(const store::OutboxRow& other) { return {other.idempotency_key, other.state == state::waiting ? approval_ms : soon_ms}; }

Crossing refund_beside(store::UnitOfWork& unit, const store::MessageRow& order) {
    // The story of an order has its refunds, those of another store's order with the same id too.
    for (const store::MessageRow& refund : unit.messages().search("order-" + order.source_key, searched_max)) {
        if (refund.type != "refund") continue;
        const auto other = under_way(unit, refund);
        if (other && commerce::store_of_refund(refund, unit.messages().body(refund.id)) == commerce::connection_of(order.source)) return crossing(*other);
    }
    return {};
}

Crossing change_beside(store::UnitOfWork& unit, const store::MessageRow& refund) {
    const auto order = commerce::find_order(unit, commerce::order_name(unit, refund, unit.messages().body(refund.id)));
    if (!order) return {};
    for (const store::MessageRow& revision : unit.messages().revisions(order->source, order->type, order->source_key)) {
        const auto other = under_way(unit, revision);
        if (other && commerce::is_change_key(other->idempotency_key, revision)) return crossing(*other);
    }
    return {};
}

} // namespace

Crossing crossing_of(store::UnitOfWork& unit, const store::OutboxRow& row) {
    const store::MessageRow message = unit.messages().find(row.message_id).value();
    if (message.type == "refund") return change_beside(unit, message);
    return message.type == "order" && commerce::is_change_key(row.idempotency_key, message) ? refund_beside(unit, message) : Crossing{};
}

} // namespace ledgerline::delivery

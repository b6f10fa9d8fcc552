#include "order_status_sink.hpp"

#include "placeholders.hpp"
#include "store_answers.hpp"

namespace bigcommerce {

using namespace ledgerline;

namespace {

// A pattern of one line with {number} and {id} of the document.
std::string document_pattern(const Config& config, std::string_view field) {
    const std::string pattern = config.text(field);
    if (const std::string unknown = unknown_placeholder(pattern, {"number", "id"}); !unknown.empty())
        config.refuse(config.problem(field, "{} in \"{}\" is not known; known are {{number} and {{id}", unknown, pattern));
    if (pattern.find('\n') != std::string::npos) config.refuse(config.problem(field, "it must be one line: it is found again by it"));
    return pattern;
}

std::string of_document(std::string_view pattern, const Confirmation& confirmation) {
    const ConfirmedDocument document = confirmation.document();
    return filled(pattern, {{"number", document.number()}, {"id", document.id()}});
}

} // namespace

OrderStatusSink::OrderStatusSink(const Config& config)
    : api_(config.connection().secret("token")), reference_(document_pattern(config, "reference")), note_(document_pattern(config, "note")),
      cancel_note_(document_pattern(config, "cancel_note")), statuses_(config, "statuses") {}

std::string OrderStatusSink::reference_of(const Confirmation& confirmation) const { return of_document(reference_, confirmation); }

DeliveryResult OrderStatusSink::deliver_one(Delivery& delivery) {
    const std::string id(delivery.confirmation().order_id());
    const bool acted = false; // one request writes, and it is the last
    return answered(id, acted, [&]() -> DeliveryResult {
        const StandingOrder order = read_order(api_, delivery.call(), id);
        if (const std::string stranger = stranger_in(delivery, order); !stranger.empty())
            return rejected("STORE_REFERENCE_TAKEN",
                            format("Order {} has the external_order_id {} in the store, which was not written from here; {} is not written over it, nor anything else changed", id,
                                   shown(stranger), shown(reference_of(delivery.confirmation()))),
                            facts().add("found", stranger).add("expected", reference_of(delivery.confirmation())));
        const OrderUpdate update = still_missing(delivery, order);
        if (!update.empty() && order.archived) return archived_answer(order);
        if (!update.empty()) write_order(api_, delivery.call(), order, update);
        leave_quota(delivery, api_);
        return delivered(receipt_of(delivery));
    });
}

ProbeResult OrderStatusSink::probe_one(Delivery& delivery) {
    return looked_up([&]() -> ProbeResult {
        const StandingOrder order = read_order(api_, delivery.call(), delivery.confirmation().order_id());
        if (!stranger_in(delivery, order).empty() || !still_missing(delivery, order).empty()) return absent();
        return found(receipt_of(delivery));
    });
}

std::string OrderStatusSink::stranger_in(const Delivery& delivery, const StandingOrder& order) const {
    const std::string reference = reference_of(delivery.confirmation());
    if (reference.empty() || order.external_order_id.empty() || order.external_order_id == reference) return "";
    // The receipt of an earlier revision has what was written then.
    const auto previous = delivery.previous();
    return previous && previous->number == order.external_order_id ? std::string() : order.external_order_id;
}

OrderUpdate OrderStatusSink::still_missing(const Delivery& delivery, const StandingOrder& order) const {
    const Confirmation confirmation = delivery.confirmation();
    const std::string_view state = confirmation.document().state();
    OrderUpdate update;
    const std::string reference = reference_of(confirmation);
    if (!reference.empty() && reference != order.external_order_id) update.external_order_id = reference;
    add_note(delivery.call(), order, of_document(state == "cancelled" ? cancel_note_ : note_, confirmation), update);
    if (const auto next = statuses_.next(state, order.status_id); next && !has_moved(delivery, order.status_id, *next)) update.status_id = next;
    return update;
}

// An earlier revision found the order where it is now, or where it was to go: it was moved then, and people have moved it back.
bool OrderStatusSink::has_moved(const Delivery& delivery, std::int64_t from, std::int64_t to) {
    const auto previous = delivery.previous();
    if (!previous || !previous->body.is_object()) return false;
    const Confirmation before(previous->body);
    if (before.document().state() != delivery.confirmation().document().state()) return false;
    const std::string_view code = before.status().code();
    return code == std::to_string(from) || code == std::to_string(to);
}

Receipt OrderStatusSink::receipt_of(const Delivery& delivery) const {
    const Confirmation confirmation = delivery.confirmation();
    const std::string reference = reference_of(confirmation);
    return {std::string(confirmation.order_id()), reference.empty() ? std::string(confirmation.order_id()) : reference, std::nullopt, ""};
}

} // namespace bigcommerce

// What a sink gets, and the answers it gives for each delivery.
#ifndef LEDGERLINE_DELIVERY_HPP
#define LEDGERLINE_DELIVERY_HPP

#include "ledgerline/catalogue.hpp"
#include "ledgerline/confirmation.hpp"
#include "ledgerline/item.hpp"
#include "ledgerline/message.hpp"
#include "ledgerline/order.hpp"
#include "ledgerline/refund.hpp"
#include "ledgerline/return.hpp"
#include "ledgerline/shipment.hpp"
#include "ledgerline/stock.hpp"
#include "ledgerline/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgerline {

// Units of a refund's line that were given back and never left the warehouse, so nobody can send them back.
struct NeverLeft {
    std::string line_id; // of the booking
    Decimal quantity;    // in the ERP's sales unit, as the line's
};

// The document that the other system made of a message.
struct Receipt {
    std::string id;                // the system's own key, e.g. DocEntry
    std::string number;            // what people call it, e.g. DocNum
    std::optional<Decimal> amount; // its total as booked, tax included; none where it has no amount
    std::string currency;          // ISO 4217 of the amount, "" without one
    std::vector<NeverLeft> never_left{}; // of a refund; empty: all of its goods left. A probe says the same
};

// The answer to one DELIVER.
class DeliveryResult {
public:
    // Nothing happened there, later it will.
    DeliveryResult(RetryLater later) : verdict_("retry"), reason_(std::move(later.reason)), retry_after_ms_(later.after_ms) {}
    // It left and no usable answer came: the engine probes before anything else.
    DeliveryResult(Unconfirmed answer) : verdict_("unknown"), reason_(std::move(answer.reason)) {}
    DeliveryResult(std::string_view verdict, Reason reason, std::optional<Receipt> receipt = {})
        : verdict_(verdict), reason_(std::move(reason)), receipt_(std::move(receipt)) {}

    DeliveryResult because(Facts facts) && { reason_.facts = std::move(facts); return std::move(*this); }

    std::string_view verdict() const { return verdict_; }
    const Reason& reason() const { return reason_; }
    const std::optional<Receipt>& receipt() const { return receipt_; }
    std::int64_t retry_after_ms() const { return retry_after_ms_; }

private:
    std::string_view verdict_; // a literal
    Reason reason_;
    std::optional<Receipt> receipt_;
    std::int64_t retry_after_ms_ = 0;
};

inline DeliveryResult delivered(Receipt receipt) { return {"delivered", {}, std::move(receipt)}; }
// Refused by the other system, which made nothing; the same document would be refused again. A person gets it.
template <class... Arguments>
DeliveryResult rejected(std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {"rejected", {std::string(code), format(pattern, arguments...), {}, {}}};
}
inline DeliveryResult rejected(std::string_view code, std::string_view message, Facts facts) {
    return {"rejected", {std::string(code), std::string(message), std::move(facts), {}}};
}
// Nothing happened; the next attempt may come as soon as the engine likes.
template <class... Arguments>
DeliveryResult retry(std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {"retry", {std::string(code), format(pattern, arguments...), {}, {}}};
}
// The other system has it but has not made the document yet, e.g. an approval is pending there: the engine probes again later.
template <class... Arguments>
DeliveryResult waiting(std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {"waiting", {std::string(code), format(pattern, arguments...), {}, {}}};
}

// The answer to one PROBE: is the document of this idempotency key there?
class ProbeResult {
public:
    ProbeResult(Unconfirmed answer) : verdict_("unknown"), reason_(std::move(answer.reason)) {}
    // A probe that could not be made leaves it unknown.
    ProbeResult(RetryLater later) : verdict_("unknown"), reason_(std::move(later.reason)), retry_after_ms_(later.after_ms) {}
    ProbeResult(std::string_view verdict, std::optional<Receipt> receipt) : verdict_(verdict), receipt_(std::move(receipt)) {}

    std::string_view verdict() const { return verdict_; }
    const Reason& reason() const { return reason_; }
    const std::optional<Receipt>& receipt() const { return receipt_; }
    std::int64_t retry_after_ms() const { return retry_after_ms_; }

private:
    std::string_view verdict_; // a literal
    Reason reason_;
    std::optional<Receipt> receipt_;
    std::int64_t retry_after_ms_ = 0;
};

inline ProbeResult found(Receipt receipt) { return {"found", std::move(receipt)}; }
inline ProbeResult absent() { return {"absent", std::nullopt}; }

// A document that stands in the other system already.
struct Previous {
    std::string_view id, number; // as in its Receipt
    std::string_view key;        // the idempotency key that it was made with
    std::string_view amount;     // as booked, decimal text; "" if unknown
    Node body;                   // the body that was sent last; null if nothing was (a person named the document)
    std::string_view credited;   // of an order: what its refunds gave back by documents that stand, decimal text; "" if nothing

    Order order() const { return Order(body); }
};

// One message on its way out.
class Delivery {
public:
    Delivery(Call& call, std::uint64_t index) : call_(&call), node_(call.root()["deliveries"][index]), index_(index) {}

    Call& call() const { return *call_; }
    Message message() const { return Message(node_["message"]); }
    Node body() const { return message().body(); }
    Order order() const { return Order(body()); }
    Item item() const { return Item(body()); }
    Refund refund() const { return Refund(body()); }
    Availability availability() const { return Availability(body()); }
    ListingChange listing_change() const { return ListingChange(body()); }
    Shipment shipment() const { return Shipment(body()); }
    Return returned() const { return Return(body()); }
    Confirmation confirmation() const { return Confirmation(body()); }

    // At most 50 characters, e.g. "order:shop:1047". The other system must make at most one document for it.
    std::string_view idempotency_key() const { return node_["idempotency_key"].text(); }
    // The document that an earlier revision of this message became, if this is a change of it; the idempotency key is the
    // change's own then. Only sinks that take changes get such deliveries.
    std::optional<Previous> previous() const {
        const Node document = node_["previous"];
        if (!document.exists()) return std::nullopt;
        return Previous{document["id"].text(), document["number"].text(), document["key"].text(), document["amount"].text_or(""), document["body"], document["credited"].text_or("")};
    }
    // 1 for the first.
    std::int64_t attempt() const { return node_["attempt"].integer_or(1); }
    // Position in the batch.
    std::uint64_t index() const { return index_; }
    // Nothing is sent over the whole connection for so long: the other system asked for it.
    void pause_connection(std::int64_t ms) const { call_->root()["pause_ms"].set(ms); }

private:
    Call* call_;
    Node node_;
    std::uint64_t index_;
};

} // namespace ledgerline

#endif

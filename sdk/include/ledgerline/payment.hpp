// How an order was paid.
#ifndef LEDGERLINE_PAYMENT_HPP
#define LEDGERLINE_PAYMENT_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// One movement of money.
class Transaction : public View {
public:
    using View::View;

    // The store's id.
    std::string_view id() const { return node_["id"].text(); }

    // One of purchase, authorization, capture, refund, void, pending, settled, other. What happened.
    std::string_view event() const { return node_["event"].text(); }

    // Kind of tender, e.g. credit_card, store_credit, gift_certificate, offline.
    std::string_view method() const { return node_["method"].text(); }

    // Gateway, e.g. stripe.
    std::string_view gateway() const { return node_["gateway"].text(); }

    // The gateway's own id, "" if none.
    std::string_view gateway_reference() const { return node_["gateway_reference"].text(); }

    // Absolute amount in currency; none where the store does not say.
    std::optional<Decimal> amount() const { return decimal_if_any(node_["amount"]); }

    // ISO 4217.
    std::string_view currency() const { return node_["currency"].text(); }

    // ISO 8601 UTC; "" where the store does not say.
    std::string_view at() const { return node_["at"].text(); }

    // false: it moved no money.
    bool ok() const { return node_["ok"].boolean(); }

    // true: a test gateway; must not reach the books.
    bool test() const { return node_["test"].boolean(); }

    // Transaction this one acts on, "" if none.
    std::string_view reference_id() const { return node_["reference_id"].text(); }
};

// State of payment.
class Payment : public View {
public:
    using View::View;

    // One of none, pending, authorized, captured, partially_refunded, refunded, declined, void, review, unknown.
    // none: the store says nothing, e.g. cash on delivery.
    std::string_view state() const { return node_["state"].text(); }

    // The store's own word.
    std::string_view stated() const { return node_["stated"].text(); }

    // Display name of the method.
    std::string_view method() const { return node_["method"].text(); }

    // Id in the payment provider, "" if none.
    std::string_view provider_id() const { return node_["provider_id"].text(); }

    // Store credit redeemed: a tender, not a discount.
    Decimal store_credit() const { return node_["store_credit"].decimal(); }

    // Gift certificates redeemed: a tender, not a discount.
    Decimal gift_certificates() const { return node_["gift_certificates"].decimal(); }

    // Movements of money, by ascending id.
    Views<Transaction> transactions() const { return detail::views<Transaction>(node_["transactions"]); }
};

} // namespace ledgerline

#endif

// State of an order in the store, by its id and by what it means.
#ifndef LEDGERLINE_ORDER_STATUS_HPP
#define LEDGERLINE_ORDER_STATUS_HPP

#include "ledgerline/view.hpp"

namespace ledgerline {

// State of the order in the store.
class OrderStatus : public View {
public:
    using View::View;

    // The store's status id.
    std::string_view code() const { return node_["code"].text(); }

    // The store's label.
    std::string_view name() const { return node_["name"].text(); }

    // One of incomplete, awaiting_payment, open, fulfilled, cancelled, declined, disputed, verification, refunded. What it means.
    // awaiting_payment: placed, and the store waits for the money.
    std::string_view phase() const { return node_["phase"].text(); }

    // The merchant has put it away; absent = false.
    bool archived() const { return node_["archived"].boolean_or(false); }
};

} // namespace ledgerline

#endif

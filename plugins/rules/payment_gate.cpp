#include "payment_gate.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

constexpr std::string_view states[] = {"none", "pending", "authorized", "captured", "partially_refunded", "refunded", "declined", "void", "review", "unknown"};

} // namespace

PaymentGate::PaymentGate(const Config& config) :
    accept_(config.list("accept")), without_capture_(config.list("accept_methods")), paid_by_status_(config.list("paid_by_status")),
    drop_test_orders_(config.choice("test_orders") == "drop"), archived_(config.choice("archived")) {
    for (std::size_t i = 0; i < accept_.size(); ++i)
        if (std::find(std::begin(states), std::end(states), accept_[i]) == std::end(states))
            config.refuse(config.problem(config.node()["accept"][i],
                                         "\"{}\" is no state of payment (there are none, pending, authorized, captured, partially_refunded, refunded, declined, void, review, unknown)", accept_[i]));
}

bool PaymentGate::is_paid(const Order& order) const {
    // What costs nothing needs no payment.
    if (order.grand_total().is_zero()) return true;
    if (contains(accept_, order.payment().state()) || contains(without_capture_, order.payment().method())) return true;
    const std::string_view phase = order.status().phase();
    return (phase == "open" || phase == "fulfilled") && contains(paid_by_status_, order.payment().method());
}

Verdict PaymentGate::apply(Order order) {
    const std::string_view phase = order.status().phase();
    if (phase == "incomplete") return drop("ORDER_INCOMPLETE", "Order {} is not finished: the shopper has not completed the checkout", order.number());
    if (phase == "cancelled" || phase == "declined")
        return drop("ORDER_CANCELLED", "Order {} is {} in the store and was never posted, so nothing is posted", order.number(), order.status().name());
    if (order.status().archived() && archived_ == "drop")
        return drop("ORDER_ARCHIVED", "Order {} was archived in the store before it was posted, so nothing is posted", order.number());
    for (const Transaction transaction : order.payment().transactions()) {
        if (!transaction.test() || !transaction.ok()) continue;
        if (drop_test_orders_) return drop("ORDER_IS_TEST", "Order {} was paid through a test gateway ({}): it is no real order", order.number(), transaction.gateway());
        return hold("PAYMENT_NOT_CAPTURED", "Order {} was paid through a test gateway ({}): no money moved", order.number(), transaction.gateway())
            .at(order["payment"])
            .because(facts().subject("payment:test"));
    }
    if (phase == "disputed" || phase == "verification")
        return hold("PAYMENT_NOT_CAPTURED", "Order {} is {} in the store: it is posted when the store says that it is in order", order.number(), order.status().name())
            .at(order["status"])
            .because(facts().subject(format("payment:{}", phase)));
    if ((phase == "refunded" || order.payment().state() == "refunded") && !contains(accept_, "refunded"))
        return hold("ORDER_REFUNDED", "Order {} was refunded in full before it was posted: nothing was posted", order.number())
            .at(order["status"])
            .because(facts().subject(format("order:{}", order.number())));
    if (order.status().archived() && archived_ == "hold")
        return hold("ORDER_ARCHIVED", "Order {} was archived in the store before it was posted: nothing was posted", order.number())
            .at(order["status"])
            .because(facts().subject(format("order:{}", order.number())));
    if (is_paid(order)) return pass();
    const std::string_view stated = order.payment().stated();
    return hold("PAYMENT_NOT_CAPTURED", "Order {} is not paid: the store says \"{}\" (paid by {}). It is posted when the payment is captured there", order.number(),
                stated.empty() ? order.status().name() : stated, order.payment().method().empty() ? std::string_view("an unknown method") : order.payment().method())
        .at(order["payment"])
        .because(facts().subject(format("payment:{}", order.payment().state())).add("state", order.payment().state()).add("method", order.payment().method()));
}

} // namespace rules

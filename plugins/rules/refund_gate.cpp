#include "refund_gate.hpp"

#include "words.hpp"

#include <charconv>
#include <optional>

namespace rules {

using namespace ledgerline;

namespace {

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace

RefundGate::RefundGate(const Config& config) :
    drops_declined_(config.choice("declined") == "drop"), books_unstated_(config.choice("unstated") == "post"), drops_of_dropped_(config.choice("of_dropped_orders") == "drop"),
    of_earlier_orders_(config.choice("of_earlier_orders")), first_order_(config.integer("first_order")) {
    if (first_order_ < 0) config.refuse(config.problem("first_order", "{} is no order id of the store", first_order_));
    if (of_earlier_orders_ != "hold" && first_order_ == 0)
        config.refuse(config.problem("of_earlier_orders", "\"{}\" needs first_order: the id of the first order that the engine brings over. An order that is only late must not be taken for an earlier one", of_earlier_orders_));
}

Verdict RefundGate::without_order(const Refund& refund) const {
    const auto id = whole(refund.order_id());
    const bool is_earlier = first_order_ > 0 && id && *id < first_order_;
    if (is_earlier && of_earlier_orders_ == "drop")
        return drop("REFUND_NO_ORDER", "Refund {} is of order {}, which is from before the first order that is brought over ({}): nothing is posted", refund.id(), refund.order_id(), first_order_);
    if (is_earlier && of_earlier_orders_ == "book") return pass();
    return hold("REFUND_NO_ORDER", "Refund {} ({} {}) is of order {}, which the engine does not know{}", refund.id(), refund.total_inc_tax(), refund.currency(), refund.order_id(),
                is_earlier ? std::string_view(": it is from before the first order that is brought over") : std::string_view())
        .at(refund["order_id"])
        .because(facts_of(refund));
}

Verdict RefundGate::apply(Refund refund) {
    if (const Withdrawal withdrawn = refund.withdrawn(); withdrawn.exists())
        return drop("REFUND_WITHDRAWN", "Refund {} of order {} was withdrawn by {} ({}): nothing is posted", refund.id(), refund.order_id(), withdrawn.by(), withdrawn.why());
    const std::string_view settlement = refund.settlement();
    if (settlement == "pending")
        return hold("REFUND_PENDING", "Refund {} of order {} is not settled: its money is still on its way", refund.id(), refund.order_id()).at(refund["settlement"]).because(facts_of(refund));
    if (settlement == "declined" && drops_declined_)
        return drop("REFUND_DECLINED", "The payment of refund {} of order {} was declined, no money went back: nothing is posted", refund.id(), refund.order_id());
    if (settlement == "declined" || settlement == "partly_declined")
        return hold("REFUND_DECLINED", "{} of refund {} of order {} was declined: {} {} did not go back as the store says", settlement == "declined" ? std::string_view("The payment") : std::string_view("A payment"),
                    refund.id(), refund.order_id(), refund.total_inc_tax(), refund.currency())
            .at(refund["settlement"])
            .because(facts_of(refund));
    if (settlement == "none" && !refund.total_inc_tax().is_zero() && !books_unstated_)
        return hold("REFUND_PENDING", "The store names no payment of refund {} of order {}, so nobody knows whether the money went back", refund.id(), refund.order_id())
            .at(refund["payments"])
            .because(facts_of(refund));

    const RefundOriginal original = refund.original();
    if (!original.exists()) return without_order(refund);
    if (original.state() == "dropped" && drops_of_dropped_)
        return drop("REFUND_NO_ORDER", "Refund {} is of order {}, which was rightly not posted: there is nothing to credit", refund.id(), original.number());
    if (original.state() != "posted")
        return hold("REFUND_NO_ORDER", "Refund {} is of order {}, which {} and has no document in the ERP", refund.id(), original.number(),
                    original.state() == "dropped" ? std::string_view("was not posted") : std::string_view("a person settled"))
            .at(refund["order_id"])
            .because(facts_of(refund));
    if (original.price_mode().empty())
        return hold("REFUND_NO_ORDER", "Refund {} is of order {}, for which a person named document {}: the engine does not know what is booked on it", refund.id(), original.number(), original.document().number())
            .at(refund["order_id"])
            .because(facts_of(refund).add("document", original.document().number()));
    return pass();
}

} // namespace rules

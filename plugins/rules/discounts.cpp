#include "discounts.hpp"

#include "line_amounts.hpp"

namespace rules {

using namespace ledgerline;

Verdict Discounts::apply(Order order) {
    const Mode mode(order);
    Booking booking = order.booking();
    booking.set_price_mode(mode.name());
    const std::vector<Decimal> paid = paid_for_lines(order, mode);
    const std::vector<Decimal> amounts = minor_amounts(order, mode, paid);
    bool all = true;
    std::size_t i = 0;
    for (const OrderLine line : order.lines()) {
        const Decimal quantity(line.quantity());
        const auto price = unit_price(mode.unit_price(line), amounts[i], quantity, price_digits_, mode.decimals());
        LineBooking of_line = line.booking();
        if (price) {
            of_line.set_unit_price(*price);
            of_line.set_amount(amounts[i]);
        } else {
            all = false;
            explain("TOTAL_MISMATCH",
                    format("Line {} ({}) came to {} for {} units: no price with {} decimals gives that in the ERP", line.id(), line.sku(), amounts[i].text(mode.decimals()),
                           line.quantity(), price_digits_),
                    line.node(), facts().subject(format("line:{}", line.id())).add("amount", amounts[i]).add("quantity", line.quantity()).add("price_decimals", price_digits_));
        }
        ++i;
    }
    return all ? pass() : hold();
}

} // namespace rules

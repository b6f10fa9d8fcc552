#include "discounts.hpp"

#include "line_amounts.hpp"

namespace rules {

using namespace ledgerline;

Verdict Discounts::apply(Order order) {
    const Mode mode(order);
    Booking booking = order.booking();
    booking.set_price_mode(mode.name());
    const Amounts paid = paid_for_lines(order, mode);
    Amounts amounts = minor_amounts(order, mode, paid);
    bool all = true;
    // Lines of a bundle that cannot be settled get no amount: what is missing was told, and the total would only say it again.
    std::vector<bool> unsettled(amounts.size(), false);
    for (const Bundle& bundle : bundles_of(order)) {
        if (settle(bundle, order, amounts, mode.decimals())) continue;
        all = false;
        for (const std::size_t part : bundle.parts) unsettled[part] = true;
        unsettled[bundle.whole] = true;
    }
    std::size_t at = 0;
    for (const OrderLine line : order.lines()) {
        const std::size_t i = at++;
        const Decimal& amount = amounts[i];
        LineBooking of_line = line.booking();
        if (of_line.omitted() || unsettled[i]) continue;
        if (const auto price = unit_price(mode.unit_price(line), amount, Decimal(line.quantity()), price_digits_, mode.decimals())) {
            of_line.set_unit_price(*price);
            of_line.set_amount(amount);
            continue;
        }
        all = false;
        if (amount.is_negative())
            explain("TOTAL_MISMATCH", format("More was taken off line {} ({}) than it costs: it came to {}, and a line of the ERP has no negative price", line.id(), line.sku(), amount.text(mode.decimals())),
                    line.node(), facts().subject(format("line:{}", line.id())).add("amount", amount));
        else
            explain("TOTAL_MISMATCH",
                    format("Line {} ({}) came to {} for {} units: no price with {} decimals gives that in the ERP", line.id(), line.sku(), amount.text(mode.decimals()),
                           line.quantity(), price_digits_),
                    line.node(), facts().subject(format("line:{}", line.id())).add("amount", amount).add("quantity", line.quantity()).add("price_decimals", price_digits_));
    }
    return all ? pass() : hold();
}

bool Discounts::settle(const Bundle& bundle, const Order& order, Amounts& amounts, int decimals) {
    if (order.lines()[bundle.whole].booking().omitted()) return give_to_parts(bundle, order, amounts, decimals);
    if (order.lines()[bundle.parts.front()].booking().omitted()) return take_from_parts(bundle, order, amounts);
    return true;
}

bool Discounts::give_to_parts(const Bundle& bundle, const Order& order, Amounts& amounts, int decimals) {
    Decimal& price = amounts[bundle.whole];
    if (price.is_zero()) return true;
    const OrderLine whole = order.lines()[bundle.whole];
    const Amounts by = weights(bundle, order, amounts);
    if (by.empty())
        return unresolved(whole, bundle_price_list_.empty() ? "its parts have no prices in the store, and no bundle_price_list says how to split its own"
                                                            : format("not all of its parts have a price in price list {}, by which its own would be split", bundle_price_list_));
    for (const std::size_t part : bundle.parts) {
        LineBooking booking = order.lines()[part].booking();
        // A part without a price of its own was taxed with its bundle.
        if (amounts[part].is_zero() && whole.booking().tax_rate()) {
            booking.set_tax_code(whole.booking().tax_code());
            booking.set_tax_rate(*whole.booking().tax_rate());
        } else if (booking.tax_code() != whole.booking().tax_code()) {
            return unresolved(whole, "its parts are taxed otherwise than itself");
        }
    }
    const Amounts shares = allocate(price, by, decimals);
    for (std::size_t i = 0; i < shares.size(); ++i) amounts[bundle.parts[i]] += shares[i];
    price = Decimal();
    return true;
}

bool Discounts::take_from_parts(const Bundle& bundle, const Order& order, Amounts& amounts) {
    const OrderLine whole = order.lines()[bundle.whole];
    for (const std::size_t part : bundle.parts) {
        if (amounts[part].is_zero()) continue;
        if (order.lines()[part].booking().tax_code() != whole.booking().tax_code()) return unresolved(whole, "its parts are taxed otherwise than itself");
        amounts[bundle.whole] += amounts[part];
        amounts[part] = Decimal();
    }
    return true;
}

Discounts::Amounts Discounts::weights(const Bundle& bundle, const Order& order, const Amounts& amounts) {
    Amounts by;
    Decimal sum;
    for (const std::size_t part : bundle.parts) {
        const OrderLine line = order.lines()[part];
        Decimal weight = amounts[part];
        if (!bundle_price_list_.empty()) {
            const std::string_view code = line.booking().item_code();
            const auto row = call().lookup("items", code.empty() ? line.sku() : code);
            const auto price = row ? Item(*row).price_of(bundle_price_list_) : std::nullopt;
            if (!price) return {};
            weight = price->price() * Decimal(line.quantity());
        } else if (bundle.parts.size() == 1) {
            weight = Decimal(1);
        }
        if (weight.is_negative()) return {};
        sum += weight;
        by.push_back(weight);
    }
    if (sum.is_zero()) by.clear();
    return by;
}

bool Discounts::unresolved(const OrderLine& whole, const std::string& why) {
    explain("KIT_UNRESOLVED", format("The price of the bundle on line {} ({}) cannot be moved: {}", whole.id(), whole.sku(), why), whole.node(),
            facts().subject(format("bundle:{}", whole.sku())).add("sku", whole.sku()).add("name", whole.name()));
    return false;
}

} // namespace rules

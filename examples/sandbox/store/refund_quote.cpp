#include "store/refund_quote.hpp"

#include "store/request.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr int unrounded_digits = 4; // of taxes where the store rounds only the order

std::int64_t quantity_in(const Refunded& refunded, const RefundTarget& target) {
    const auto at = refunded.quantities.find(target);
    return at == refunded.quantities.end() ? 0 : at->second;
}

Decimal amount_in(const Refunded& refunded, const RefundTarget& target) {
    const auto at = refunded.amounts.find(target);
    return at == refunded.amounts.end() ? Decimal() : at->second;
}

// A loaded line says itself what was refunded of it; so do the refunds.
std::int64_t refunded_of(const RefundableLine& line, const Refunded& refunded) { return std::max(line.refunded, quantity_in(refunded, {RefundKind::product, line.id})); }

const RefundableLine* find_line(const RefundableOrder& order, std::int64_t id) {
    const auto at = std::find_if(order.lines.begin(), order.lines.end(), [&](const RefundableLine& line) { return line.id == id; });
    return at == order.lines.end() ? nullptr : &*at;
}

class Quoter {
public:
    Quoter(const RefundableOrder& order, const Refunded& before, const ShopSettings& settings)
        : order_(order), before_(before), so_far_(before), settings_(settings),
          tax_digits_(settings.round_taxes_per_line ? order.decimals : unrounded_digits) {}

    RefundQuote run(const RefundRequest& request) {
        for (const RefundItem& wanted : request.items) {
            at_ = "items[" + std::to_string(out_.items.size()) + "]";
            out_.items.push_back(priced(wanted));
        }
        if (!request.tax_adjustment.is_zero()) {
            at_ = "tax_adjustment_amount";
            RefundItem tax;
            tax.target = {RefundKind::tax, order_.id};
            tax.amount = request.tax_adjustment;
            out_.items.push_back(priced(tax));
        }
        add_up();
        if (request.override) take(*request.override);
        return std::move(out_);
    }

private:
    [[noreturn]] void refuse(const std::string& why) const { throw Refused(422, why, Value::object({{at_, Value(why)}})); }
    Decimal left() const { return order_.total - before_.total; }

    // What `done` of `whole` is worth of an amount. By what was refunded up to here and what will have been, no coin gets lost.
    static Decimal share(const Decimal& amount, const Decimal& done, const Decimal& whole, int digits) {
        return whole.is_zero() ? Decimal() : (amount * done).divided(whole, digits, Round::half_up);
    }

    RefundItem priced(RefundItem item) {
        payable(item.amount);
        for (const RefundDeduction& one : item.deductions) payable(one.amount);
        switch (item.target.kind) {
            case RefundKind::product:
            case RefundKind::gift_wrapping: price_quantity(item); break;
            case RefundKind::order:
                // Any value that the merchant wishes, for the order as a whole; it has no tax.
                item.target.id = order_.id;
                if (item.amount + spent_ > left()) refuse_amount(item.amount, left() - spent_);
                break;
            case RefundKind::tax: {
                item.target.id = order_.id;
                item.tax = item.amount;
                const Decimal tax_left = order_.tax - so_far_.tax;
                if (item.amount > tax_left) refuse_amount(item.amount, tax_left);
                break;
            }
            default: price_amount(item);
        }
        if (item.target.kind == RefundKind::order || item.target.kind == RefundKind::tax) spent_ += item.amount;
        so_far_.quantities[item.target] += item.quantity;
        so_far_.amounts[item.target] += item.amount;
        so_far_.tax += item.tax;
        return item;
    }

    void payable(const Decimal& amount) const {
        if (amount.normalized().scale() > order_.decimals) refuse("An amount of this order has at most " + std::to_string(order_.decimals) + " digits after the point.");
    }

    [[noreturn]] void refuse_amount(const Decimal& asked, const Decimal& remaining) const {
        refuse("The refund amount " + asked.text(order_.decimals) + " is greater than the remaining amount " + remaining.rounded(order_.decimals, Round::half_up).text() + ".");
    }

    void price_quantity(RefundItem& item) const {
        const bool is_product = item.target.kind == RefundKind::product;
        const RefundableLine* line = find_line(order_, item.target.id);
        if (!line) refuse("Order " + std::to_string(order_.id) + " has no product " + std::to_string(item.target.id) + ".");
        if (!is_product && line->wrapping.is_zero()) refuse("Order product " + std::to_string(line->id) + " has no gift wrapping.");
        const std::int64_t done = is_product ? refunded_of(*line, so_far_) : quantity_in(so_far_, item.target);
        if (item.quantity > line->quantity - done)
            refuse("The quantity " + std::to_string(item.quantity) + " is greater than the remaining quantity " + std::to_string(std::max<std::int64_t>(0, line->quantity - done)) + ".");
        const Decimal whole(line->quantity), from(done), to(done + item.quantity);
        const Decimal& amount = is_product ? line->amount : line->wrapping;
        const Decimal& tax = is_product ? line->tax : line->wrapping_tax;
        item.amount = share(amount, to, whole, order_.decimals) - share(amount, from, whole, order_.decimals);
        item.tax = share(tax, to, whole, tax_digits_) - share(tax, from, whole, tax_digits_);
        const Decimal kept = item.deducted();
        if ((item.amount + kept).is_negative()) refuse("The adjustments are more than the " + item.amount.text(order_.decimals) + " of the item.");
        if (settings_.refunds.adjustments_lower_tax) item.tax = share(item.tax, item.amount + kept, item.amount, tax_digits_);
    }

    void price_amount(RefundItem& item) const {
        const auto part = std::find_if(order_.parts.begin(), order_.parts.end(), [&](const RefundablePart& one) { return !(one.target < item.target) && !(item.target < one.target); });
        const std::string name(name_of(item.target.kind));
        if (part == order_.parts.end()) refuse("Order " + std::to_string(order_.id) + " has no " + name + " " + std::to_string(item.target.id) + ".");
        const Decimal from = amount_in(so_far_, item.target), to = from + item.amount;
        if (to > part->amount) refuse_amount(item.amount, part->amount - from);
        item.tax = share(part->tax, to, part->amount, tax_digits_) - share(part->tax, from, part->amount, tax_digits_);
    }

    void add_up() {
        Decimal exact, tax, alone; // tax that belongs to no item
        for (const RefundItem& item : out_.items) {
            exact += item.amount + item.deducted();
            tax += item.tax;
            if (item.target.kind == RefundKind::tax) alone += item.tax;
            else if (!order_.tax_inclusive) exact += item.tax;
            if (item.target.kind == RefundKind::order) out_.order_level += item.amount;
        }
        out_.total = exact.rounded(order_.decimals, Round::half_up);
        out_.rounding = out_.total - exact;
        out_.tax = tax.rounded(order_.decimals, Round::half_up);
        if (out_.total > left() || (is_rounding(left() - out_.total) && is_all_refunded())) {
            out_.adjustment = left() - out_.total;
            out_.total = left();
        }
        const Decimal tax_left = order_.tax - before_.tax;
        if (is_rounding(tax_left - out_.tax) && is_all_refunded()) out_.tax = tax_left;
        out_.tax = std::min(out_.tax, out_.total);
        out_.calculated_tax = out_.tax - alone;
    }

    // So little that it comes of the rounding of single refunds: less than a coin for each of them.
    bool is_rounding(const Decimal& difference) const {
        return !difference.is_zero() && difference.absolute() <= Decimal::from_units(before_.refunds + 1, order_.decimals);
    }

    bool is_all_refunded() const { return unrefunded(order_, so_far_).empty(); }

    void take(const RefundOverride& override) {
        at_ = "merchant_calculated_override";
        payable(override.total);
        payable(override.tax);
        if (override.total > left()) refuse_amount(override.total, left());
        out_.total = override.total;
        out_.tax = override.tax;
        out_.rounding = out_.adjustment = Decimal();
    }

    const RefundableOrder& order_;
    const Refunded& before_;
    Refunded so_far_; // with the items of this refund
    const ShopSettings& settings_;
    int tax_digits_;
    Decimal spent_; // by items without a part of their own
    std::string at_;
    RefundQuote out_;
};

} // namespace

RefundQuote quote_refund(const RefundableOrder& order, const Refunded& before, const RefundRequest& request, const ShopSettings& settings) {
    return Quoter(order, before, settings).run(request);
}

std::vector<RefundItem> unrefunded(const RefundableOrder& order, const Refunded& before) {
    std::vector<RefundItem> out;
    const auto add = [&](const RefundTarget& target, std::int64_t quantity, const Decimal& amount) {
        if (quantity <= 0 && amount <= Decimal()) return;
        RefundItem item;
        item.target = target;
        item.quantity = quantity;
        item.amount = amount;
        out.push_back(std::move(item));
    };
    for (const RefundableLine& line : order.lines) {
        add({RefundKind::product, line.id}, line.quantity - refunded_of(line, before), Decimal());
        const RefundTarget wrapping{RefundKind::gift_wrapping, line.id};
        if (!line.wrapping.is_zero()) add(wrapping, line.quantity - quantity_in(before, wrapping), Decimal());
    }
    for (const RefundablePart& part : order.parts) add(part.target, 0, part.amount - amount_in(before, part.target));
    return out;
}

} // namespace ledgerline::sandbox::store

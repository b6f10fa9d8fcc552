#include "store/pricing.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

constexpr std::int64_t shipping_class = 2;
constexpr std::int64_t wrapping_class = 3;
constexpr int estimate_digits = 4; // of amounts that are computed back from the exact ones

class Pricer {
public:
    Pricer(const Placing& order, const ShopSettings& settings) :
        order_(order), settings_(settings), decimals_(settings.decimals_of(order.head["default_currency_code"].text_or(settings.currency))) {}

    PricedOrder run() {
        check_digits();
        for (const PlacedLine& line : order_.lines) {
            PricedLine priced;
            priced.total.entered = round(line.price * Decimal(line.quantity));
            if (line.discount > priced.total.entered) throw std::invalid_argument("products.discount: " + line.discount.text() + " is more than the " + priced.total.entered.text() + " of its line");
            if (!line.discount.is_zero()) priced.discounts.push_back({"promotion", "Promotion", "", line.discount, true});
            out_.discount += line.discount;
            out_.lines.push_back(std::move(priced));
        }
        for (const PlacedAddress& address : order_.addresses) shipping_.push_back(address.cost);
        out_.discount += order_.discount;
        take_off_lines({"manual-discount", "Manual Discount", "", order_.discount}, "discount_amount");
        for (std::size_t i = 0; i < order_.coupons.size(); ++i) use_coupon(i);
        for (std::size_t i = 0; i < order_.lines.size(); ++i) price_line(order_.lines[i], out_.lines[i]);
        for (std::size_t i = 0; i < shipping_.size(); ++i)
            out_.shipping.push_back(cost(shipping_[i], shipping_class, country_of(order_.addresses[i].fields)));
        out_.handling = cost(order_.handling_cost, shipping_class, country_of(first_destination()));
        for (const PlacedFee& fee : order_.fees)
            out_.fees.push_back(cost(fee.cost, fee.tax_class, country_of(order_.billing_address)));
        add_up();
        return std::move(out_);
    }

private:
    // What somebody pays has no fractions of the currency's smallest coin; only unit prices may.
    void payable(const std::string& place, const Decimal& amount) const {
        if (amount.normalized().scale() > decimals_)
            throw std::invalid_argument(place + ": " + amount.text() + " has more than " +
                                        std::to_string(decimals_) + " digits after the point");
    }
    void check_digits() const {
        payable("discount_amount", order_.discount);
        payable("handling_cost", order_.handling_cost);
        payable("store_credit_amount", order_.store_credit);
        payable("gift_certificate_amount", order_.gift_certificate);
        for (const PlacedAddress& address : order_.addresses) payable("shipping_addresses.cost", address.cost);
        for (const PlacedLine& line : order_.lines) {
            payable("products.wrapping_cost", line.wrapping_cost);
            payable("products.discount", line.discount);
        }
        for (const PlacedFee& fee : order_.fees) payable("fees.cost", fee.cost);
        for (const PlacedCoupon& coupon : order_.coupons)
            if (coupon.discount) payable("coupons.discount", *coupon.discount);
    }

    Decimal round(const Decimal& amount) const { return amount.rounded(decimals_, Round::half_up); }
    int tax_digits() const { return settings_.round_taxes_per_line ? decimals_ : estimate_digits; }
    static std::string country_of(const message::Value& address) { return address["country_iso2"].text_or(""); }
    const message::Value& first_destination() const {
        return order_.addresses.empty() ? order_.billing_address : order_.addresses.front().fields;
    }

    // The rates of the country, or the ones for every other country.
    std::vector<TaxRate> rates(std::int64_t tax_class, const std::string& country) const {
        if (order_.tax_exempt) return {};
        std::vector<TaxRate> own, elsewhere;
        for (const TaxRate& rate : settings_.tax_rates) {
            if (rate.tax_class != tax_class) continue;
            if (!rate.country.empty() && rate.country == country) own.push_back(rate);
            if (rate.country.empty()) elsewhere.push_back(rate);
        }
        return own.empty() ? elsewhere : own;
    }

    Priced taxed(const Decimal& entered, const Decimal& discount, const std::vector<TaxRate>& rates) const {
        Priced out;
        out.entered = entered;
        const Decimal base = entered - discount;
        Decimal percent;
        for (const TaxRate& rate : rates) percent += rate.percent;
        const Decimal hundred(100);
        for (const TaxRate& rate : rates) {
            const Decimal whole = settings_.prices_include_tax ? hundred + percent : hundred;
            out.shares.push_back({rate, (base * rate.percent).divided(whole, tax_digits(), Round::half_up)});
            out.tax += out.shares.back().amount;
        }
        if (settings_.prices_include_tax) {
            out.inc_tax = entered;
            out.ex_tax = (entered * hundred).divided(hundred + percent, estimate_digits, Round::half_up);
        } else {
            out.ex_tax = entered;
            out.inc_tax = entered + out.tax;
        }
        return out;
    }

    // Shipping, handling, wrapping and fees: their tax is exactly the difference of both amounts.
    Priced cost(const Decimal& entered, std::int64_t tax_class, const std::string& country) const {
        Priced out = taxed(entered, Decimal(), rates(tax_class, country));
        out.ex_tax = out.inc_tax - out.tax;
        return out;
    }

    Decimal left_of(const PricedLine& line) const {
        Decimal left = line.total.entered;
        for (const LineDiscount& discount : line.discounts) left = left - discount.amount;
        return left;
    }

    // Spreads a discount by what is left of the lines, so that no line becomes negative.
    void take_off_lines(const LineDiscount& discount, const std::string& place) {
        if (discount.amount.is_zero()) return;
        std::vector<Decimal> weights;
        Decimal left;
        for (const PricedLine& line : out_.lines) {
            weights.push_back(left_of(line));
            left += weights.back();
        }
        if (discount.amount > left)
            throw std::invalid_argument(place + ": " + discount.amount.text() + " is more than the " + left.text() + " that is left of the lines");
        const std::vector<Decimal> shares = allocate(discount.amount, weights, decimals_);
        for (std::size_t i = 0; i < shares.size(); ++i)
            if (!shares[i].is_zero()) out_.lines[i].discounts.push_back({discount.id, discount.name, discount.code, shares[i]});
    }

    // Coupons on shipping make shipping cheaper; all others come off the lines and count as coupon_discount.
    void use_coupon(std::size_t at) {
        const PlacedCoupon& coupon = order_.coupons[at];
        const std::string place = "coupons[" + std::to_string(at) + "].discount";
        Decimal left, shipping;
        for (const PricedLine& line : out_.lines) left += left_of(line);
        for (const Decimal& each : shipping_) shipping += each;
        Decimal effect;
        if (coupon.discount) effect = *coupon.discount;
        else if (coupon.type == 1) effect = round((left * coupon.amount).divided(Decimal(100), 6, Round::half_up));
        else if (coupon.type == 4) effect = shipping;
        else effect = std::min(round(coupon.amount), left, [](const Decimal& a, const Decimal& b) { return a < b; });
        out_.coupon_effects.push_back(effect);
        if (!coupon.off_shipping()) {
            take_off_lines({"coupon", coupon.code, coupon.code, effect}, place);
            out_.coupon_discount += effect;
            return;
        }
        if (effect > shipping) throw std::invalid_argument(place + ": " + effect.text() + " is more than the shipping of " + shipping.text());
        const std::vector<Decimal> shares = allocate(effect, shipping_, decimals_);
        for (std::size_t i = 0; i < shares.size(); ++i) shipping_[i] = shipping_[i] - shares[i];
    }

    void price_line(const PlacedLine& line, PricedLine& out) const {
        const bool shipped = line.type == "physical";
        const std::string country = country_of(shipped ? order_.addresses[line.address].fields : order_.billing_address);
        const std::vector<TaxRate> of_line = line.tax && !order_.tax_exempt ? std::vector<TaxRate>{*line.tax} : rates(line.tax_class, country);
        const Decimal entered = out.total.entered;
        const Decimal discount = entered - left_of(out);
        out.total = taxed(entered, discount, of_line);
        out.discounted_inc_tax = out.total.inc_tax - discount;
        const Priced unit = taxed(line.price, Decimal(), of_line);
        if (settings_.prices_include_tax) {
            out.unit_inc_tax = unit.inc_tax;
            out.unit_ex_tax = unit.ex_tax;
        } else {
            out.unit_ex_tax = line.price;
            out.unit_inc_tax = line.price + out.total.tax.divided(Decimal(line.quantity), estimate_digits, Round::half_up);
        }
        out.wrapping = cost(line.wrapping_cost, wrapping_class, country);
    }

    void add_up() {
        for (const PricedLine& line : out_.lines) {
            out_.subtotal_ex_tax += line.total.ex_tax;
            out_.subtotal_inc_tax += line.total.inc_tax;
            out_.subtotal_tax += line.total.tax;
            add(line.wrapping, out_.wrapping_ex_tax, out_.wrapping_inc_tax, out_.wrapping_tax, out_.wrapping_entered);
        }
        for (const Priced& each : out_.shipping)
            add(each, out_.shipping_ex_tax, out_.shipping_inc_tax, out_.shipping_tax, out_.shipping_entered);
        Decimal total = out_.subtotal_inc_tax + out_.shipping_inc_tax + out_.wrapping_inc_tax + out_.handling.inc_tax;
        Decimal tax = out_.subtotal_tax + out_.shipping_tax + out_.wrapping_tax + out_.handling.tax;
        for (const Priced& fee : out_.fees) {
            total += fee.inc_tax;
            tax += fee.tax;
        }
        out_.total_inc_tax = round(total - out_.discount - out_.coupon_discount);
        out_.total_tax = round(tax);
        out_.total_ex_tax = out_.total_inc_tax - out_.total_tax;
        if (order_.store_credit + order_.gift_certificate > out_.total_inc_tax)
            throw std::invalid_argument("store_credit_amount and gift_certificate_amount are more than the total of " + out_.total_inc_tax.text(2));
    }

    static void add(const Priced& each, Decimal& ex_tax, Decimal& inc_tax, Decimal& tax, Decimal& entered) {
        ex_tax += each.ex_tax;
        inc_tax += each.inc_tax;
        tax += each.tax;
        entered += each.entered;
    }

    const Placing& order_;
    const ShopSettings& settings_;
    int decimals_; // of the currency that is paid in
    std::vector<Decimal> shipping_; // per address, after coupons on shipping
    PricedOrder out_;
};

} // namespace

PricedOrder price(const Placing& order, const ShopSettings& settings) { return Pricer(order, settings).run(); }

} // namespace ledgerline::sandbox::store

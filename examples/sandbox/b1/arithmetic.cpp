#include "b1/arithmetic.hpp"

#include <map>

namespace ledgerline::sandbox::b1 {

namespace {

const Decimal hundred = 100;

Decimal rounded(const Decimal& value, int digits) {
    return value.rounded(digits, Round::half_up).normalized();
}

// percent % of the amount, rounded once.
Decimal share(const Decimal& amount, const Decimal& percent, int digits) {
    return (amount.normalized() * percent.normalized()).divided(hundred, digits, Round::half_up).normalized();
}

Decimal less_discount(const Decimal& price, const Decimal& percent, int digits) {
    return percent.is_zero() ? rounded(price, digits) : share(price, hundred - percent, digits);
}

Decimal before_discount(const Decimal& price, const Decimal& percent, int digits) {
    if (percent.is_zero() || percent >= hundred) return rounded(price, digits);
    return (price.normalized() * hundred).divided(hundred - percent, digits, Round::half_up).normalized();
}

Decimal with_tax(const Decimal& net, const Decimal& percent, int digits) {
    return share(net, hundred + percent, digits);
}

Decimal without_tax(const Decimal& gross, const Decimal& percent, int digits, Round how = Round::half_up) {
    return (gross.normalized() * hundred).divided(hundred + percent, digits, how).normalized();
}

// The tax that a gross amount contains, rounded: what is left is its net part.
Decimal tax_within(const Decimal& gross, const Decimal& percent, int digits) {
    return (gross.normalized() * percent.normalized()).divided(hundred + percent, digits, Round::half_up).normalized();
}

// Amounts with `digits` digits that are the exact shares cut off and still add up to `total`: each share is the
// difference of two running sums, so no line is off by more than one unit.
class RunningShares {
public:
    RunningShares(Decimal total, int digits) : total_(std::move(total)), digits_(digits) {}
    // `exact_so_far`: the running sum rounded toward minus infinity. The last share takes what is left.
    Decimal next(const Decimal& exact_so_far, bool last) {
        const Decimal sum = last ? total_ : exact_so_far.rounded(digits_, Round::floor);
        const Decimal out = (sum - given_).normalized();
        given_ = sum;
        return out;
    }

private:
    Decimal total_;
    int digits_;
    Decimal given_;
};

void price_line(LineFigures& line, const Accuracy& accuracy) {
    const int prices = accuracy.prices;
    switch (line.entered) {
        case Entered::net_before_discount:
            line.unit_price = rounded(line.price, prices);
            line.net_price = less_discount(line.unit_price, line.discount_percent, prices);
            break;
        case Entered::net_after_discount:
            line.net_price = rounded(line.price, prices);
            line.unit_price = before_discount(line.net_price, line.discount_percent, prices);
            break;
        case Entered::net_total:
            line.net_price = line.quantity.is_zero() ? Decimal() : rounded(line.price, accuracy.amounts).divided(line.quantity, prices, Round::half_up).normalized();
            line.unit_price = before_discount(line.net_price, line.discount_percent, prices);
            break;
        case Entered::gross_before_discount:
            line.gross_price_before_discount = rounded(line.price, prices);
            line.gross_price = less_discount(line.gross_price_before_discount, line.discount_percent, prices);
            break;
        case Entered::gross_after_discount:
            line.gross_price = rounded(line.price, prices);
            line.gross_price_before_discount = before_discount(line.gross_price, line.discount_percent, prices);
            break;
    }
    if (line.gross()) {
        line.net_price = without_tax(line.gross_price, line.tax_percent, prices);
        line.unit_price = without_tax(line.gross_price_before_discount, line.tax_percent, prices);
        line.gross_total = rounded(line.quantity.normalized() * line.gross_price.normalized(), accuracy.amounts);
    } else {
        line.gross_price = with_tax(line.net_price, line.tax_percent, prices);
        line.gross_price_before_discount = with_tax(line.unit_price, line.tax_percent, prices);
        line.net_total = line.entered == Entered::net_total ? rounded(line.price, accuracy.amounts)
                                                            : rounded(line.quantity.normalized() * line.net_price.normalized(), accuracy.amounts);
    }
}

using Group = std::vector<LineFigures*>;

Group lines_of(DocumentFigures& document, bool gross) {
    Group out;
    for (LineFigures& line : document.lines)
        if (line.gross() == gross) out.push_back(&line);
    return out;
}

std::map<std::pair<std::string, std::string>, Group> by_tax_group(const Group& lines) {
    std::map<std::pair<std::string, std::string>, Group> out;
    for (LineFigures* line : lines) out[{line->tax_group, line->tax_percent.normalized().text()}].push_back(line);
    return out;
}

// Net lines: the tax comes on top, of what the header discount leaves.
void add_net_lines(DocumentFigures& document, const CompanySettings& settings) {
    const int amounts = settings.accuracy.amounts;
    const Group lines = lines_of(document, false);
    const Decimal kept = hundred - document.discount_percent;
    const auto tax_of = [&](const Decimal& net, const Decimal& percent, int digits) {
        return (net.normalized() * kept.normalized() * percent.normalized()).divided(hundred * hundred, digits, Round::half_up).normalized();
    };
    Decimal net_total;
    for (LineFigures* line : lines) {
        net_total += line->net_total;
        line->tax = tax_of(line->net_total, line->tax_percent, settings.round_tax_per_line ? amounts : 6);
        line->gross_total = rounded(line->net_total + tax_of(line->net_total, line->tax_percent, amounts), amounts);
        if (settings.round_tax_per_line) document.tax += line->tax;
    }
    if (!settings.round_tax_per_line) {
        for (const auto& [group, members] : by_tax_group(lines)) {
            Decimal base;
            for (const LineFigures* line : members) base += line->net_total;
            document.tax += tax_of(base, members.front()->tax_percent, amounts);
        }
    }
    const Decimal discount = share(net_total, document.discount_percent, amounts);
    document.lines_total += net_total;
    document.discount += discount;
}

// The net parts of gross lines that carry one rate.
void split_gross_group(const Group& lines, const CompanySettings& settings) {
    const int amounts = settings.accuracy.amounts;
    const Decimal& percent = lines.front()->tax_percent;
    if (settings.round_tax_per_line) {
        for (LineFigures* line : lines) line->net_total = (line->gross_total - tax_within(line->gross_total, percent, amounts)).normalized();
        return;
    }
    Decimal gross;
    for (const LineFigures* line : lines) gross += line->gross_total;
    RunningShares shares(gross - tax_within(gross, percent, amounts), amounts);
    Decimal so_far;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        so_far += lines[i]->gross_total;
        lines[i]->net_total = shares.next(without_tax(so_far, percent, amounts, Round::floor), i + 1 == lines.size());
    }
}

// Gross lines: the total is fixed and the tax is what it contains.
void add_gross_lines(DocumentFigures& document, const CompanySettings& settings) {
    const int amounts = settings.accuracy.amounts;
    const Group lines = lines_of(document, true);
    if (lines.empty()) return;
    const auto groups = by_tax_group(lines);
    for (const auto& [group, members] : groups) split_gross_group(members, settings);

    // What the header discount leaves of every line, adding up to the discounted total.
    Decimal gross_total;
    for (const LineFigures* line : lines) gross_total += line->gross_total;
    const Decimal kept = hundred - document.discount_percent;
    RunningShares shares(share(gross_total, kept, amounts), amounts);
    std::map<const LineFigures*, Decimal> left;
    Decimal so_far;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        so_far += lines[i]->gross_total;
        const Decimal exact = (so_far.normalized() * kept.normalized()).divided(hundred, amounts, Round::floor);
        left[lines[i]] = document.discount_percent.is_zero() ? lines[i]->gross_total : shares.next(exact, i + 1 == lines.size());
    }

    Decimal net_before, net_after;
    for (const auto& [group, members] : groups) {
        const Decimal& percent = members.front()->tax_percent;
        Decimal group_left, group_tax;
        for (LineFigures* line : members) {
            net_before += line->net_total;
            group_left += left[line];
            line->tax = document.discount_percent.is_zero() ? line->gross_total - line->net_total
                                                            : tax_within(left[line], percent, amounts);
            line->tax = line->tax.normalized();
            group_tax += line->tax;
        }
        if (!settings.round_tax_per_line) group_tax = tax_within(group_left, percent, amounts);
        document.tax += group_tax;
        net_after += group_left - group_tax;
    }
    document.lines_total += net_before;
    document.discount += net_before - net_after;
}

void add_freight(DocumentFigures& document, const CompanySettings& settings) {
    const int amounts = settings.accuracy.amounts;
    for (FreightFigures& freight : document.freight) {
        if (freight.gross) {
            freight.gross_total = rounded(freight.amount, amounts);
            freight.tax = tax_within(freight.gross_total, freight.tax_percent, amounts);
            freight.net_total = (freight.gross_total - freight.tax).normalized();
        } else {
            freight.net_total = rounded(freight.amount, amounts);
            freight.tax = share(freight.net_total, freight.tax_percent, amounts);
            freight.gross_total = (freight.net_total + freight.tax).normalized();
        }
        document.freight_total += freight.net_total;
        document.tax += freight.tax;
    }
}

} // namespace

void compute(DocumentFigures& document, const CompanySettings& settings) {
    document.lines_total = document.discount = document.freight_total = document.tax = document.total = Decimal();
    for (LineFigures& line : document.lines) {
        line.quantity = rounded(line.quantity, settings.accuracy.quantities);
        line.discount_percent = rounded(line.discount_percent, settings.accuracy.percent);
        price_line(line, settings.accuracy);
    }
    document.discount_percent = rounded(document.discount_percent, settings.accuracy.percent);
    add_net_lines(document, settings);
    add_gross_lines(document, settings);
    add_freight(document, settings);
    document.lines_total = document.lines_total.normalized();
    document.discount = document.discount.normalized();
    document.freight_total = document.freight_total.normalized();
    document.tax = document.tax.normalized();
    document.total = (document.lines_total - document.discount + document.freight_total + document.tax + document.rounding_difference).normalized();
}

} // namespace ledgerline::sandbox::b1

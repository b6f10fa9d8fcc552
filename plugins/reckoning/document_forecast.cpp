#include "document_forecast.hpp"

namespace reckoning {

using namespace ledgerline;

Decimal DocumentForecast::tax(const Decimal& amount, const Decimal& rate) const {
    const Decimal hundred(100);
    return (amount.normalized() * rate.normalized()).normalized().divided(gross_ ? (rate + hundred).normalized() : hundred, digits_, Round::half_up);
}

void DocumentForecast::add_line(const Decimal& amount, std::string_view code, const Decimal& rate) {
    if (by_line_) return add_freight(amount, rate);
    amounts_ += amount;
    Group& group = groups_[{std::string(code), rate.normalized().text()}];
    group.amount += amount;
    group.rate = rate;
}

void DocumentForecast::add_freight(const Decimal& amount, const Decimal& rate) {
    amounts_ += amount;
    rounded_tax_ += tax(amount, rate);
}

Decimal DocumentForecast::tax_total() const {
    Decimal sum = rounded_tax_;
    for (const auto& [code, group] : groups_) sum += tax(group.amount, group.rate);
    return sum;
}

Decimal DocumentForecast::total() const { return (gross_ ? amounts_ : amounts_ + tax_total()).rounded(digits_, Round::half_up); }

} // namespace reckoning

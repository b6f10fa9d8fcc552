#include "document_forecast.hpp"

namespace sapb1 {

using namespace ledgerline;

Decimal DocumentForecast::tax(const Decimal& net, const Decimal& rate) const {
    return (net.normalized() * rate.normalized()).normalized().divided(Decimal(100), digits_, Round::half_up);
}

void DocumentForecast::add_line(const Decimal& amount, std::string_view code, const Decimal& rate) {
    if (gross_ || by_line_) return add_freight(amount, rate);
    sum_ += amount;
    Group& group = groups_[{std::string(code), rate.normalized().text()}];
    group.net += amount;
    group.rate = rate;
}

void DocumentForecast::add_freight(const Decimal& amount, const Decimal& rate) {
    sum_ += amount;
    if (!gross_) rounded_tax_ += tax(amount, rate);
}

Decimal DocumentForecast::total() const {
    Decimal total = sum_ + rounded_tax_;
    for (const auto& [code, group] : groups_) total += tax(group.net, group.rate);
    return total.rounded(digits_, Round::half_up).normalized();
}

} // namespace sapb1

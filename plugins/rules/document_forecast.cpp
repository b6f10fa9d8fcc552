#include "document_forecast.hpp"

namespace rules {

using namespace ledgerline;

Decimal DocumentForecast::tax(const Decimal& amount, const Decimal& rate) const {
    const Decimal hundred(100);
    return (amount * rate).divided(gross_ ? rate + hundred : hundred, decimals_, Round::half_up);
}

void DocumentForecast::add_line(const Decimal& amount, std::string_view code, const Decimal& rate) {
    amounts_ += amount;
    line_tax_ += tax(amount, rate);
    auto group = groups_.find(code);
    if (group == groups_.end()) group = groups_.emplace(std::string(code), Group{}).first;
    group->second.amount += amount;
    group->second.rate = rate;
}

void DocumentForecast::add_freight(const Decimal& amount, const Decimal& rate) {
    amounts_ += amount;
    freight_tax_ += tax(amount, rate);
}

Decimal DocumentForecast::tax_total() const {
    if (by_line_) return line_tax_ + freight_tax_;
    Decimal sum = freight_tax_;
    for (const auto& [code, group] : groups_) sum += tax(group.amount, group.rate);
    return sum;
}

} // namespace rules

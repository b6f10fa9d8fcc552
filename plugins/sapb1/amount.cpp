#include "amount.hpp"

#include "validity.hpp"

namespace sapb1 {

using namespace ledgerline;

std::optional<Decimal> amount_of(const Node& node) {
    if (node.is_missing()) return std::nullopt;
    const std::string literal = text_of(node);
    try {
        return (node.is_text() ? Decimal::parse(literal) : Decimal::parse_number(literal)).rounded(6, Round::half_up).normalized();
    } catch (const DecimalError&) {
        return std::nullopt;
    }
}

Decimal amount_or_zero(const Node& node) { return amount_of(node).value_or(Decimal()); }

} // namespace sapb1

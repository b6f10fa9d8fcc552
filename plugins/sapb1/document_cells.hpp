// Values on their way into the columns of a document. What would change its meaning by being cut or rounded is refused (ShapeError names
// the place that it comes from); free texts are cut.
#pragma once

#include <ledgerline/decimal.hpp>
#include <ledgerline/node.hpp>

#include <optional>
#include <string_view>

namespace sapb1 {

// SAP keeps prices, amounts and quantities with six digits; more would be rounded there without a word.
void put_number(const ledgerline::Node& to, const std::optional<ledgerline::Decimal>& value, const ledgerline::Node& from);
void put_text(const ledgerline::Node& to, std::string_view value, std::size_t length_max);
// Codes are identities: never cut, never trimmed.
void put_code(const ledgerline::Node& to, std::string_view value, std::size_t length_max, const ledgerline::Node& from);
void put_whole(const ledgerline::Node& to, std::string_view value, const ledgerline::Node& from);
// The price of a line: with tax, or without it.
void put_price(const ledgerline::Node& line, bool gross, const std::optional<ledgerline::Decimal>& price, const ledgerline::Node& from);
// Of a booking's price_mode.
bool is_gross(const ledgerline::Node& price_mode);

} // namespace sapb1

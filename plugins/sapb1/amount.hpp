// SAP's numbers as exact decimals.
#pragma once

#include <ledgerline/decimal.hpp>
#include <ledgerline/node.hpp>

#include <optional>

namespace sapb1 {

// SAP computes with binary doubles: beyond six digits stands noise, which is rounded away. Nothing where no number stands.
std::optional<ledgerline::Decimal> amount_of(const ledgerline::Node& node);
ledgerline::Decimal amount_or_zero(const ledgerline::Node& node);

} // namespace sapb1

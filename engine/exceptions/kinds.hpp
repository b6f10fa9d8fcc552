// The parts of the catalogue, one file a team: so a team's page can be read and corrected alone.
#pragma once

#include "exceptions/catalogue.hpp"

#include <span>

namespace ledgerline::exceptions {

std::span<const Kind> kinds_of_merchandising();
std::span<const Kind> kinds_of_finance();
std::span<const Kind> kinds_of_cx();
std::span<const Kind> kinds_of_operations();
std::span<const Kind> kinds_of_it();

} // namespace ledgerline::exceptions

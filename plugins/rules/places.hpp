// Where things go, as the tables of the deployment name it.
#pragma once

#include <ledgerline/order.hpp>

#include <string>
#include <string_view>

namespace rules {

// ISO code, or the country's name where the store has no code.
inline std::string country_of(const ledgerline::Address& address) { return std::string(address.country_code().empty() ? address.country() : address.country_code()); }

// Where the order as a whole goes: its first destination, else who pays.
inline std::string country_of(const ledgerline::Order& order) {
    for (const ledgerline::Consignment consignment : order.consignments()) return country_of(consignment.address());
    return country_of(order.billing_address());
}

// Names of countries are longer; what is shorter is meant as a code, and a code in another form fits no order.
inline bool fits_no_country(std::string_view text) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return !text.empty() && text.size() <= 3 && !(text.size() == 2 && is_capital(text[0]) && is_capital(text[1]));
}

inline constexpr const char* fits_no_country_text = "\"{}\" is not the code of a country (write its two capital letters, such as GB, or its name as the store shows it)";

} // namespace rules

// What the company itself decides about money, and whether the rules of the deployment reckon with the same: else documents would be
// booked with other totals than were expected.
#pragma once

#include "session.hpp"

#include <ledgerline/order.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sapb1 {

class CompanyRules {
public:
    // Reads them now and then. Throws Unavailable if the company does not answer; one that does not let us see them is not compared.
    void refresh(ledgerline::Call& call, Session& session);
    // Throws Unavailable, code CONFIG_DRIFT, for what every order would meet. What only this order has is answered: why it would be
    // booked otherwise than the rules reckon, "" if it would not.
    std::string disagreement(const ledgerline::Order& order);
    // For people: "prices have 2 digits, amounts 2, tax is rounded on each line"; "" if they are not known.
    std::string in_words() const;

private:
    std::optional<std::int64_t> price_digits_, amount_digits_; // digits after the point
    std::optional<bool> tax_by_line_;
    std::int64_t read_at_ms_ = 0;
};

} // namespace sapb1

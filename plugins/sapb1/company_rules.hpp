// What the company itself decides about money, and whether the rules of the deployment reckon with the same: else documents would be
// booked with other totals than were expected.
#pragma once

#include "memo_plan.hpp"
#include "session.hpp"

#include <ledgerline/order.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace sapb1 {

class CompanyRules {
public:
    // Reads them now and then. Throws Unavailable if the company does not answer; one that does not let us see them is not compared.
    void refresh(ledgerline::Call& call, Session& session);
    // Throws Unavailable, code CONFIG_DRIFT, for what every order would meet. What only this order has is answered: why it would be
    // booked otherwise than the rules reckon, "" if it would not.
    // `currency`: the company's code of the order's.
    std::string disagreement(ledgerline::Call& call, Session& session, const ledgerline::Order& order, const std::string& currency);
    // The parts of it that every document has, each "" if they agree. `tax_rounding`: line or document as the rules reckoned; "" unknown. `decimals`: of the currency.
    std::string tax_problem(std::string_view tax_rounding);
    std::string amount_problem(ledgerline::Call& call, Session& session, std::int64_t decimals, const std::string& currency);
    // Of credit memos: prices that the company would round, "" if it would round none.
    std::string price_problem(const MemoPlan& plan);
    // How it rounds tax; nothing if it does not say.
    std::optional<bool> tax_by_line() const { return tax_by_line_; }
    // A rate says what one unit of the company's own currency is worth in the other. Direct if it is not known.
    bool rates_are_indirect() const { return rates_are_indirect_; }
    // For people: "prices have 2 digits, amounts 2, tax is rounded on each line"; "" if they are not known.
    std::string in_words() const;

private:
    std::optional<std::int64_t> price_digits_, amount_digits_; // digits after the point
    // Digits after the point of amounts in a currency: the currency's own, or the company's; nothing if it does not show them.
    std::optional<std::int64_t> digits_of_currency(ledgerline::Call& call, Session& session, const std::string& currency);

    std::optional<bool> tax_by_line_;
    bool rates_are_indirect_ = false;
    std::map<std::string, std::optional<std::int64_t>> currency_digits_; // those that were asked for
    std::int64_t read_at_ms_ = 0;
};

} // namespace sapb1

#include "currency.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

constexpr int rate_digits = 6; // of the ERP's column

bool is_code(const std::string& text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

Currency::Currency(const Config& config) : company_(config.text("company")), allowed_(config.list("allowed")), at_stores_rate_(config.choice("rate") == "store") {
    if (!is_code(company_)) config.refuse(config.problem("company", "\"{}\" is no currency (write three capital letters, such as GBP)", company_));
    for (std::size_t i = 0; i < allowed_.size(); ++i)
        if (!is_code(allowed_[i])) config.refuse(config.problem(config.node()["allowed"][i], "\"{}\" is no currency (write three capital letters, such as EUR)", allowed_[i]));
}

Verdict Currency::apply(Order order) {
    const std::string currency(order.currency());
    if (currency == company_) return pass();
    if (!allowed_.empty() && std::find(allowed_.begin(), allowed_.end(), currency) == allowed_.end())
        return hold("MAP_ENTRY_MISSING", "Order {} was paid in {}, which is not among the currencies that the deployment posts (the rule currency, allowed)", order.number(), currency)
            .at(order["currency"])
            .because(facts().subject("currency:" + currency).add("currency", currency).add("allowed", allowed_));
    if (!at_stores_rate_) return pass();
    // The store states what one unit of its own currency is worth; the ERP wants it the other way round, so the two must be one.
    if (order.store_currency() != company_)
        return no_rate(order, format("the store states rates from {}, which is not the company's {}", order.store_currency(), company_));
    const Decimal stated = order.store_rate();
    if (stated <= Decimal(0)) return no_rate(order, format("the store states the rate {}", stated));
    const Decimal rate = Decimal(1).divided(stated.normalized(), rate_digits, Round::half_up).normalized();
    if (rate.is_zero()) return no_rate(order, format("the store's rate of {} leaves nothing of the company's currency with {} digits", stated, rate_digits));
    order.booking().set_rate(rate);
    return pass();
}

Verdict Currency::no_rate(const Order& order, const std::string& why) const {
    return hold("CURRENCY_RATE_MISSING", "Order {} is in {}, and there is no rate to post it at: {}", order.number(), order.currency(), why)
        .at(order["store_rate"])
        .because(facts().subject(format("currency:{}", order.currency())).add("currency", order.currency()).add("store_rate", order.store_rate()));
}

} // namespace rules

#include "payment_map.hpp"

namespace sapb1 {

using namespace ledgerline;

namespace {

bool is_number(const std::string& text) { return !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos; }

PaymentPolicy policy_of(const ConfigRow& row, const Config& config) {
    const std::string policy = row.text_or("policy", "");
    if (policy == "on-account") return PaymentPolicy::on_account;
    if (policy == "down-payment") return PaymentPolicy::down_payment;
    if (policy != "none") config.refuse(row.problem("policy", "\"{}\" is not one of none, on-account and down-payment", policy));
    return PaymentPolicy::none;
}

Means means_of(const ConfigRow& row, const Config& config) {
    const std::string kind = row.text_or("kind", "");
    if (kind == "cash") return Means::cash;
    if (kind == "card") return Means::card;
    if (kind != "transfer" && !kind.empty()) config.refuse(row.problem("kind", "\"{}\" is not one of transfer, cash and card", kind));
    return Means::transfer;
}

} // namespace

PaymentMap::PaymentMap(const Config& config, std::string_view field) {
    for (const ConfigRow& row : config.rows(field)) {
        PaymentRule rule{row.text_or("method", ""), row.text_or("gateway", ""), policy_of(row, config), means_of(row, config),
                         row.text_or("account", ""), row.text_or("card", ""), row.text_or("card_method", "")};
        if (rule.policy != PaymentPolicy::none) {
            if (rule.means == Means::card && !is_number(rule.card))
                config.refuse(row.problem("card", "\"{}\" is not the number of a credit card in SAP Business One", rule.card));
            if (rule.means != Means::card && rule.account.empty()) config.refuse(row.problem("account", "is empty; write the G/L account that the money goes to"));
            if (!rule.card_method.empty() && !is_number(rule.card_method))
                config.refuse(row.problem("card_method", "\"{}\" is not the number of a payment method of credit cards in SAP Business One", rule.card_method));
        }
        rules_.push_back(std::move(rule));
    }
}

const PaymentRule* PaymentMap::find(std::string_view method, std::string_view gateway) const {
    for (const PaymentRule& rule : rules_)
        if ((rule.method.empty() || rule.method == method) && (rule.gateway.empty() || rule.gateway == gateway)) return &rule;
    return nullptr;
}

} // namespace sapb1

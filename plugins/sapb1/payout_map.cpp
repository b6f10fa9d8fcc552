#include "payout_map.hpp"

namespace sapb1 {

using namespace ledgerline;

PayoutMap::PayoutMap(const Config& config, std::string_view field) {
    for (const ConfigRow& row : config.rows(field)) {
        PayoutRule rule{row.text_or("provider", ""), row.text_or("currency", ""), false, row.text_or("account", "")};
        const std::string policy = row.text_or("policy", "");
        if (policy != "none" && policy != "outgoing-payment") config.refuse(row.problem("policy", "\"{}\" is not one of none and outgoing-payment", policy));
        rule.pays = policy == "outgoing-payment";
        if (rule.pays && rule.account.empty()) config.refuse(row.problem("account", "is empty; write the G/L account that the money leaves from"));
        rules_.push_back(std::move(rule));
    }
}

const PayoutRule* PayoutMap::find(std::string_view provider, std::string_view currency, bool named) const {
    for (const PayoutRule& rule : rules_)
        if (((rule.provider.empty() && !named) || rule.provider == provider) && (rule.currency.empty() || rule.currency == currency)) return &rule;
    return nullptr;
}

} // namespace sapb1

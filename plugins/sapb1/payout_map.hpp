// Finance's table of refund payments: which leave the books by an outgoing payment, and from which account.
#pragma once

#include <ledgerline/config.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

struct PayoutRule {
    std::string provider, currency; // of the store; "" = any
    bool pays = false;              // else nothing is booked
    std::string account;            // G/L account of the money
};

class PayoutMap {
public:
    // Refuses rows that could book nothing. Absent: no refund payment is booked.
    PayoutMap(const ledgerline::Config& config, std::string_view field);
    bool is_empty() const { return rules_.empty(); }
    // The first row that fits; nullptr: none. `named`: only of rows that name the provider.
    const PayoutRule* find(std::string_view provider, std::string_view currency, bool named = false) const;

private:
    std::vector<PayoutRule> rules_;
};

} // namespace sapb1

// What business partners owe and have ordered. Kept apart from the partners, because every document changes them.
#pragma once

#include "b1/journal.hpp"

#include <ledgerline/decimal.hpp>

#include <string>
#include <unordered_map>

namespace ledgerline::sandbox::b1 {

struct Balance { // in local currency
    Decimal account;    // CurrentAccountBalance: invoices less credit memos and payments
    Decimal deliveries; // OpenDeliveryNotesBalance
    Decimal orders;     // OpenOrdersBalance

    bool is_zero() const { return account.is_zero() && deliveries.is_zero() && orders.is_zero(); }
};

class Balances {
public:
    Balance of_partner(const std::string& partner_key) const {
        const auto found = balances_.find(partner_key);
        return found == balances_.end() ? Balance{} : found->second;
    }
    void add(const std::string& partner_key, const Balance& change, Journal& journal) {
        if (change.is_zero()) return;
        Balance& balance = balances_[partner_key];
        journal.on_undo([this, partner_key, before = balance] { balances_[partner_key] = before; });
        balance.account = (balance.account + change.account).normalized();
        balance.deliveries = (balance.deliveries + change.deliveries).normalized();
        balance.orders = (balance.orders + change.orders).normalized();
    }

private:
    std::unordered_map<std::string, Balance> balances_;
};

} // namespace ledgerline::sandbox::b1

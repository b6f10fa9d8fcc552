// Which payments of an order's refunds have moved their money, where the store does not say it at the payment itself: by the order's
// transactions. Pure judgement.
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bigcommerce {

// A payment of one of the order's refunds that goes over the provider and was not declined.
struct RefundPaymentAsked {
    std::string id, provider, transaction_id; // "" = the store names none
    ledgerline::Decimal amount;
    std::optional<std::int64_t> created; // of its refund
};
// A transaction that gave money back.
struct MoneyBack {
    std::string id, gateway, gateway_reference;
    ledgerline::Decimal amount;
    std::optional<std::int64_t> at;
};

// What cannot be understood of a row is left out: it settles nothing.
void add_asked(const ledgerline::Node& refund, std::vector<RefundPaymentAsked>& payments);
void add_money_back(const ledgerline::Node& transaction, std::vector<MoneyBack>& transactions);

// The ids of the payments without a transaction of their own that one of the others settles. All refunds of the order are needed: a
// transaction settles one payment, and those that name theirs come first.
std::set<std::string> settled_by(std::vector<MoneyBack> transactions, std::vector<RefundPaymentAsked> payments);

} // namespace bigcommerce

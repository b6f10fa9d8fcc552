// Finance's table of payment methods: how the money of each reaches the books.
#pragma once

#include <ledgerline/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

enum class PaymentPolicy {
    none,        // nothing is booked
    on_account,  // an incoming payment on account of the business partner
    down_payment // a down payment of the sales order, and an incoming payment that settles it
};
enum class Means { transfer, cash, card };

struct PaymentRule {
    std::string method, gateway; // of the transaction; "" = any
    PaymentPolicy policy = PaymentPolicy::none;
    Means means = Means::transfer;
    std::string account;         // G/L account of the money; may be "" with a card, which has one in SAP
    std::string card;            // SAP's number of the credit card, with Means::card
    std::string card_method;     // SAP's number of the payment method of cards, "" = none
};

class PaymentMap {
public:
    // Refuses rows that could book nothing.
    PaymentMap(const ledgerline::Config& config, std::string_view field);
    // The first row that fits; nothing: no row does.
    const PaymentRule* find(std::string_view method, std::string_view gateway) const;

private:
    std::vector<PaymentRule> rules_;
};

} // namespace sapb1

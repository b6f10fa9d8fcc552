// The money of an order that has really moved, tender by tender: captured transactions, store credit, gift certificates. What is
// only authorised, failed, was voided or came through a test gateway is none. Pure judgement of the confirmation.
#pragma once

#include <ledgerline/confirmation.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

inline constexpr std::size_t tenders_max = 40; // in one order; each is a document

struct Tender {
    std::string part;      // of its key: the id of the transaction, "credit" or "gift"
    std::string method, gateway; // "store_credit" and "gift_certificate" are methods too
    std::string reference; // the gateway's own id, "" if none
    std::string at;        // ISO 8601 UTC, "" where the store does not say
    ledgerline::Decimal amount;
};

struct Tenders {
    std::vector<Tender> list;
    ledgerline::Decimal sum;
    std::size_t voided = 0;  // transactions that a later one took back
    std::size_t tests = 0;   // transactions of test gateways that were left out
    std::string problem;     // why the list cannot be trusted; "" = it can
};
Tenders tenders_of(const ledgerline::Confirmation& confirmation);

// Whether the store says that all of the money is there (or was, before refunds).
bool is_said_paid(const ledgerline::Payment& payment);
// Why the tenders do not fit the order; "" if they do. `rest_may_lack`: what is not covered by tenders is not to be booked.
std::string mismatch(const ledgerline::Confirmation& confirmation, const Tenders& tenders, bool rest_may_lack);

} // namespace sapb1

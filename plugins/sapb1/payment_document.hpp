// The documents of SAP that money becomes: a down payment of a sales order, and incoming payments.
#pragma once

#include "payment_facts.hpp"
#include "payment_map.hpp"
#include "tenders.hpp"

#include <ledgerline/node.hpp>

#include <string>
#include <vector>

namespace sapb1 {

// SAP's columns for the references of a payment.
inline constexpr std::size_t transfer_reference_max = 27, counter_reference_max = 8;

// Part of a payment that settles a document.
struct Applied {
    std::string document_id; // DocEntry
    bool to_down_payment = false; // else an invoice
    ledgerline::Decimal amount;
};

struct PaymentFacts {
    const Tender& tender;
    const PaymentRule& rule;
    const SalesOrder& order;
    std::string key, date;     // "2026-01-31"
    std::string order_number;  // the store's
    std::vector<Applied> applied; // nothing: on account of the partner
};
// Throws ShapeError where SAP's columns cannot hold what must not be cut.
void write_payment(const PaymentFacts& payment, const ledgerline::Node& to);
// `type`: "dptInvoice" or "dptRequest".
void write_down_payment(const SalesOrder& order, const OrderRows& rows, const std::string& key, const std::string& date, const std::string& type, const ledgerline::Node& to);

// What a payment of this tender would be found by, if a person had entered it.
std::vector<std::string> references_of(const Tender& tender, std::string_view order_number, const SalesOrder& order);

} // namespace sapb1

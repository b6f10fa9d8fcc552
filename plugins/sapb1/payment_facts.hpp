// What stands in the company for the money of one order: its sales order, payments, down payments and invoices.
#pragma once

#include "session.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

// All of them throw Unavailable if the company does not answer.

struct SalesOrder {
    std::string id, number, key; // DocEntry, DocNum, U_LL_Key
    std::string reference;       // NumAtCard
    std::string card_code, currency, branch;
    bool foreign = false;        // in another currency than the company's
    bool cancelled = false;
    ledgerline::Decimal total;   // in its currency
};
// By DocEntry, or by DocNum where only that is known. Several: two series gave the number.
std::vector<SalesOrder> sales_orders(ledgerline::Call& call, Session& session, std::string_view id, std::string_view number);

// What a down payment is based on. Nothing: the order is too large to be read at once.
struct OrderRows {
    std::vector<std::int64_t> lines, freight; // LineNum of each
};
std::optional<OrderRows> rows_of_order(ledgerline::Call& call, Session& session, const std::string& id);

struct MoneyDocument {
    std::string id, number, key;
    std::string reference;       // of a payment: TransferReference; of others NumAtCard
    std::string counter_reference;
    bool cancelled = false, closed = false;
    ledgerline::Decimal total, open; // in its currency; of payments `total` alone, in the company's
};

// Incoming payments of the partner ("" = of anybody) whose key begins with `stem`, or that have one of the references.
std::vector<MoneyDocument> payments(ledgerline::Call& call, Session& session, const std::string& stem, const std::string& card_code,
                                    const std::vector<std::string>& references);
// Down payments of the order's partner with this key, and those that refer to the order: SAP's own copying takes its key and
// reference along. An empty order: by the key alone.
std::vector<MoneyDocument> down_payments(ledgerline::Call& call, Session& session, const std::string& key, const SalesOrder& order);
// Invoices that refer to the sales order, by DocEntry, without cancelled ones, and without those of another order that has the same
// customer reference: their key says so.
std::vector<MoneyDocument> invoices_of(ledgerline::Call& call, Session& session, const SalesOrder& order);

} // namespace sapb1

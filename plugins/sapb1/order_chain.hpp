// A sales order and what was made of it: deliveries, invoices, down payments. Lines are followed over their base lines (invoice, delivery,
// order), never by user fields alone: people's copies may lack them.
#pragma once

#include "session.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

struct BaseLine {
    std::int64_t type = -1; // 17 = order, 15 = delivery, 13 = invoice, 203 = down payment, -1 = none
    std::string entry;
    std::int64_t line = -1;

    bool is(std::int64_t of_type, const std::string& of_entry) const { return type == of_type && entry == of_entry; }
};

struct ChainLine {
    std::int64_t number = 0;              // LineNum
    std::string store_line;               // U_LL_Line, "" if none
    std::string item_code, warehouse, tax_code;
    ledgerline::Decimal quantity, open;   // open: what following documents have not taken
    ledgerline::Decimal net_price, gross_price, net_total, gross_total; // in the document's currency, after discounts
    ledgerline::Decimal tax_rate;
    BaseLine base;
};

struct ChainFreight {
    std::int64_t number = 0;
    std::string code;
    ledgerline::Decimal net, tax;
    bool taken = false; // a following document has it
    BaseLine base;
    ledgerline::Decimal gross() const { return net + tax; }
};

// A line that SAP added for a part of a sales set.
struct SetPart {
    std::int64_t number = 0, set = 0; // LineNum of it, and of its set
};

// Any sales document; parts of sales sets are left out, their set carries the price.
struct ChainDocument {
    std::string id, number, key, reference, date; // DocEntry, DocNum, U_LL_Key, NumAtCard, "2026-01-31"
    std::string card_code, currency, branch, etag;
    std::optional<ledgerline::Decimal> rate;      // of a document in a foreign currency
    ledgerline::Decimal total, tax, paid;         // in its currency
    bool cancelled = false, closed = false;
    bool is_down_payment_invoice = false, drawn = false; // of down payments: with an entry of its own; nothing is left to draw
    ledgerline::Decimal down_payment_percent;
    std::vector<ChainLine> lines;
    std::vector<ChainFreight> freight;
    std::vector<std::string> names_orders, names_invoices; // DocEntry of what it refers to
    std::vector<SetPart> parts;

    const ChainLine* line(std::int64_t number) const;
};

struct OrderChain {
    ChainDocument order;
    std::vector<ChainDocument> deliveries, invoices, down_payments; // without cancelled ones

    // The order's line that a line goes back to; nullptr = none of this order.
    const ChainLine* origin(const BaseLine& base) const;
    bool is_billed() const { return !invoices.empty(); }
};

// All of them throw Unavailable if the company does not answer.
// By DocEntry, or by DocNum where only that is known. Several: two series gave the number.
std::vector<ChainDocument> orders_named(ledgerline::Call& call, Session& session, std::string_view id, std::string_view number);
// Everything that was made of the order. Nothing: too much of the partner's would have to be looked through.
std::optional<OrderChain> chain_of(ledgerline::Call& call, Session& session, ChainDocument order);
// Documents of an entity set, by DocEntry; at most so many pages of 50, fewer where they are too large an answer. Nothing: there are more, or one
// of them cannot be read.
std::optional<std::vector<ChainDocument>> chain_documents(ledgerline::Call& call, Session& session, const std::string& entity, const std::string& filter, int pages_max);

} // namespace sapb1

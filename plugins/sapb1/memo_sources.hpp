// Where the units of an order's lines stand: invoiced, delivered, still on the order, or nowhere any more.
#pragma once

#include "order_chain.hpp"

#include <ledgerline/delivery.hpp>

#include <map>
#include <string>
#include <vector>

namespace sapb1 {

enum class Place {
    open_invoice,
    closed_invoice, // paid, or closed otherwise
    delivery,       // not invoiced
    open_order,     // not delivered
    gone            // returned or closed without an invoice, or the order is cancelled
};

// Units of one line in one place.
struct Source {
    Place place = Place::gone;
    const ChainLine* order_line = nullptr;
    const ChainDocument* document = nullptr;
    const ChainLine* line = nullptr; // of the document
    ledgerline::Decimal left;        // less what memos have credited
};

// What credit memos have credited of the order already.
class Credited {
public:
    Credited(const OrderChain& chain, const std::vector<ChainDocument>& memos);

    // Takes what was credited off the sources of one of the store's lines.
    void take_off(std::vector<Source>& sources, const std::string& line_id, const std::string& item_code) const;
    std::string numbers() const; // of the memos: "66000001, 66000002"

private:
    std::map<std::pair<std::string, std::int64_t>, ledgerline::Decimal> of_invoices_; // by DocEntry and LineNum
    std::map<std::string, ledgerline::Decimal> of_lines_, of_items_;                  // by the store's line, by item where no line is named
    std::vector<std::string> numbers_;
};

// All units of the order's lines with this id of the store; by the item where no line of the order has an id, because people typed it.
std::vector<Source> sources_of(const OrderChain& chain, const std::string& line_id, const std::string& item_code);

// Units of the refund's lines that never left the warehouse: the order lost them, or they are credited of a down payment. Read off what stands, so that
// it is the same after a lost answer. `memos`: the refund's own; `order_lost`: what they do not credit was taken off the order.
std::vector<ledgerline::NeverLeft> never_left(const ledgerline::Refund& refund, const std::vector<ChainDocument>& memos, bool order_lost);

} // namespace sapb1

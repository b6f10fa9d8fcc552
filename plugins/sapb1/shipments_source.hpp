// What the company has delivered, by polling: deliveries (and, where it works so, invoices that deliver) that were changed, for
// orders that this integration posted.
#pragma once

#include "change_pages.hpp"
#include "shipment_document.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sapb1 {

class ShipmentsSource : public ledgerline::Source {
public:
    explicit ShipmentsSource(const ledgerline::Config& config);

    ledgerline::Verdict poll(ledgerline::Poll& poll) override;

private:
    // One page of one kind of document; its cursor says whether the pass goes on.
    void read_page(ledgerline::Poll& poll, const DeliveringKind& kind, ChangeCursor& cursor);
    // The next document is more than an answer may hold: it is passed over, and told where it is the store's.
    void pass_over(ledgerline::Poll& poll, const DeliveringKind& kind, ChangeCursor& cursor, bool first_page);
    // Documents that were cancelled: only the document that reverses them is certain to have a new stamp.
    std::vector<ledgerline::Node> with_cancelled(ledgerline::Call& call, const DeliveringKind& kind, std::vector<ledgerline::Node> rows);
    BaseOrders base_orders(ledgerline::Call& call, const std::vector<ledgerline::Node>& rows);
    void emit(ledgerline::Poll& poll, const DeliveringKind& kind, const ledgerline::Node& row, const BaseOrders& orders);
    ChangedRows rows_of(const DeliveringKind& kind, const ledgerline::Call& call) const;

    ShipmentSettings settings_;
    bool invoices_deliver_;
    std::int64_t overlap_ms_, look_back_ms_;
    Session session_;
    ShippingTypes shipping_types_;
};

} // namespace sapb1

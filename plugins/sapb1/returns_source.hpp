// What the company has booked as returned, by polling: returns that were changed, of orders that this integration posted. A cancelled one is told
// as taken back.
#pragma once

#include "change_pages.hpp"
#include "return_document.hpp"

#include <ledgerline/source.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sapb1 {

class ReturnsSource : public ledgerline::Source {
public:
    explicit ReturnsSource(const ledgerline::Config& config);

    ledgerline::Verdict poll(ledgerline::Poll& poll) override;

private:
    void read_page(ledgerline::Poll& poll, ChangeCursor& cursor);
    // The next document is more than an answer may hold: it is passed over and written into the log.
    void pass_over(ledgerline::Call& call, ChangeCursor& cursor, bool first_page);
    // Documents that were cancelled: only the document that reverses them is certain to have a new stamp.
    std::vector<ledgerline::Node> with_cancelled(ledgerline::Call& call, std::vector<ledgerline::Node> rows);
    BaseDeliveries base_deliveries(ledgerline::Call& call, const std::vector<ledgerline::Node>& rows);
    BaseOrders base_orders(ledgerline::Call& call, const std::vector<ledgerline::Node>& rows, const BaseDeliveries& deliveries);
    ChangedRows changed_rows(const ledgerline::Call& call) const;

    ReturnSettings settings_;
    std::int64_t overlap_ms_, look_back_ms_;
    Session session_;
};

} // namespace sapb1

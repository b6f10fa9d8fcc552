#include "tax_map.hpp"

#include <set>

namespace rules {

using namespace ledgerline;

Verdict TaxMap::apply(Order order) {
    const OrderTaxes taxes(order);
    std::set<std::string> told; // a long order has one reason for each unmapped tax, not one for each line
    for (const OrderLine line : order.lines()) {
        const TaxCase tax_case = taxes.of_line(line);
        if (const auto code = table_.find(tax_case)) {
            LineBooking booking = line.booking();
            booking.set_tax_code(code->code);
            booking.set_tax_rate(code->rate);
        } else if (told.insert(tax_case.text()).second) {
            explain("TAX_CODE_MISSING", format("Line {} ({}) is taxed as {}: no row of the tax map fits", line.id(), line.sku(), tax_case.text()), line.node(), facts_of(tax_case));
        }
    }
    return told.empty() ? pass() : hold();
}

} // namespace rules

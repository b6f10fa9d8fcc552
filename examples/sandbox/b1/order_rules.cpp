#include "b1/order_rules.hpp"

#include "b1/line_status.hpp"
#include "b1/refusal.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

// SAP's texts for these refusals are not public: our choice.
void check_taken_lines(const Record& before, const Record& after) {
    for (const Record& line : before.rows("DocumentLines")) {
        const Decimal taken = drawn_quantity(line);
        if (taken.is_zero()) continue;
        const Rows& rows = after.rows("DocumentLines");
        const auto now = std::find_if(rows.begin(), rows.end(), [&](const Record& one) { return one.integer("LineNum") == line.integer("LineNum"); });
        if (now == rows.end()) throw rule("Row cannot be deleted; a target document is based on it");
        if (now->number("Quantity") < taken) throw rule("Quantity is less than what target documents have taken over [RDR1.Quantity]");
        for (const char* name : {"ItemCode", "WarehouseCode", "VatGroup"})
            if (now->text(name) != line.text(name)) throw field_cannot_be_updated();
        if (now->number("Price") != line.number("Price")) throw field_cannot_be_updated();
        if (!line_open(line) && now->number("Quantity") != line.number("Quantity")) throw field_cannot_be_updated();
    }
}

void close_taken_lines(Record& order) {
    for (Record& line : order.rows_to_change("DocumentLines"))
        if (!drawn_quantity(line).is_zero() && drawn_quantity(line) >= line.number("Quantity")) close_line(line);
}

} // namespace ledgerline::sandbox::b1

// What a number of units of a line is worth, and which lines stand in the place of a bundle.
#pragma once

#include "unit/refund_model/sale.hpp"

namespace ledgerline::refund_model {

inline Minor share(Minor amount, std::int64_t of, std::int64_t whole) { return whole == 0 ? 0 : divided(amount * of, whole); }

// The line itself, or the parts that were booked for it.
inline std::vector<const SoldLine*> booked_for(const Sale& sale, const SoldLine& line) {
    std::vector<const SoldLine*> out;
    if (!line.omitted) return {&line};
    for (const SoldLine& one : sale.lines)
        if (one.parent == line.id && !one.omitted) out.push_back(&one);
    return out;
}

} // namespace ledgerline::refund_model

#include "order_gaps.hpp"

#include <ledgerline/format.hpp>

#include <set>
#include <string>

namespace bigcommerce {

void explain_gaps(ledgerline::Call& call, const OrderCursor& cursor) {
    std::set<std::int64_t> ids; // in the order of numbers, not of texts
    for (const auto& [id, since] : cursor.gaps) ids.insert(std::stoll(id));
    for (auto at = ids.begin(); at != ids.end();) {
        const std::int64_t first = *at;
        std::int64_t last = first;
        for (++at; at != ids.end() && *at == last + 1; ++at) last = *at;
        const std::string what = first == last ? ledgerline::format("Order {} is", first) : ledgerline::format("Orders {} to {} are", first, last);
        call.explain("ORDER_GAP", ledgerline::format("{} not in the store, although later ones are", what),
                     ledgerline::facts().subject(ledgerline::format("missing:{}-{}", first, last)).add("first", first).add("last", last));
    }
}

} // namespace bigcommerce

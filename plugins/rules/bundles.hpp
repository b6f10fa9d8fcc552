// Bundles of the store: a line, and the lines that are parts of it.
#pragma once

#include <ledgerline/order.hpp>

#include <cstddef>
#include <vector>

namespace rules {

struct Bundle {
    std::size_t whole;              // position of the line that was sold
    std::vector<std::size_t> parts; // positions of its parts
    bool nested = false;            // a part is a bundle itself, or the whole is a part of another
};

// In the order of their first part. A part whose bundle is not in the order is a line like any other.
std::vector<Bundle> bundles_of(const ledgerline::Order& order);

} // namespace rules

#include "bundles.hpp"

#include <string>
#include <unordered_map>

namespace rules {

using namespace ledgerline;

std::vector<Bundle> bundles_of(const Order& order) {
    std::unordered_map<std::string, std::size_t> positions;
    std::vector<std::string> parents;
    for (const OrderLine line : order.lines()) {
        positions.emplace(line.id(), parents.size());
        parents.emplace_back(line.parent_id());
    }
    std::vector<Bundle> out;
    std::unordered_map<std::size_t, std::size_t> bundle_of; // position of the whole → place in `out`
    for (std::size_t i = 0; i < parents.size(); ++i) {
        const auto whole = parents[i].empty() ? positions.end() : positions.find(parents[i]);
        if (whole == positions.end() || whole->second == i) continue;
        const auto [at, is_new] = bundle_of.emplace(whole->second, out.size());
        if (is_new) out.push_back({whole->second, {}});
        out[at->second].parts.push_back(i);
    }
    for (std::size_t i = 0; i < out.size(); ++i)
        for (const std::size_t part : out[i].parts)
            if (const auto inner = bundle_of.find(part); inner != bundle_of.end()) out[i].nested = out[inner->second].nested = true;
    return out;
}

} // namespace rules

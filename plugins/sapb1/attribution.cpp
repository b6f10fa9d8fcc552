#include "attribution.hpp"

#include <algorithm>

namespace sapb1 {

bool is_good(const BatchPart& part) {
    return part.complete && !part.answers.empty() &&
           std::all_of(part.answers.begin(), part.answers.end(), [](const InnerAnswer& answer) { return answer.status >= 200 && answer.status < 400; });
}

std::vector<Attribution> attribute(const BatchAnswer& answer, std::size_t sent, const std::vector<std::optional<std::size_t>>& owners) {
    std::vector<Attribution> fates(sent);
    if (!answer.problem.empty()) return fates;
    const std::size_t parts = std::min(answer.parts.size(), owners.size());

    // As long as every part that names its change set stands in that one's place, place is as good as name.
    bool in_order = answer.parts.size() <= sent;
    for (std::size_t p = 0; p < parts; ++p)
        if (owners[p] && *owners[p] != p) in_order = false;

    std::vector<bool> claimed(sent, false);
    for (std::size_t p = 0; p < parts; ++p) {
        const BatchPart& part = answer.parts[p];
        const std::optional<std::size_t> owner = owners[p] ? owners[p] : in_order ? std::optional<std::size_t>(p) : std::nullopt;
        if (!owner || *owner >= sent || !part.complete) continue;
        Attribution& fate = fates[*owner];
        if (claimed[*owner]) { // two answers for one change set
            fate = {Fate::unknown, 0};
            in_order = false;
            continue;
        }
        claimed[*owner] = true;
        if (is_good(part)) fate = {Fate::done, p};
        // A failure inside the wrapper of a change set is no form that is known: was it rolled back?
        else if (!part.is_change_set && part.answers.size() == 1 && part.answers.front().status >= 400) fate = {Fate::refused, p};
    }

    const bool stopped = answer.complete && in_order && parts > 0 && parts < sent && !is_good(answer.parts[parts - 1]) &&
                         fates[parts - 1].fate == Fate::refused;
    if (stopped)
        for (std::size_t i = parts; i < sent; ++i) fates[i].fate = Fate::not_executed;
    return fates;
}

} // namespace sapb1

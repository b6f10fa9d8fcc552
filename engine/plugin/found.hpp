// A component's finding in the words of the exceptions room.
#pragma once

#include "exceptions/exceptions.hpp"
#include "plugin/component.hpp"

namespace ledgerline::plugin {

inline exceptions::Found found(const Finding& finding) {
    return {finding.code, finding.message, finding.where, finding.subject, finding.waits_for, finding.component, finding.facts};
}

inline std::vector<exceptions::Found> found(const std::vector<Finding>& findings) {
    std::vector<exceptions::Found> out;
    out.reserve(findings.size());
    for (const Finding& finding : findings) out.push_back(found(finding));
    return out;
}

} // namespace ledgerline::plugin

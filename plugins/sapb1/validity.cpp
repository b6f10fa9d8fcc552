#include "validity.hpp"

#include "local_time.hpp"

namespace sapb1 {

using ledgerline::Node;

namespace {

// Dates of this form compare as text.
bool within(std::string_view day, const std::string& from, const std::string& to) { return (from.empty() || day >= from) && (to.empty() || day <= to); }

std::string range(const std::string& from, const std::string& to) {
    if (from.empty() && to.empty()) return {};
    if (to.empty()) return " from " + from;
    if (from.empty()) return " until " + to;
    return " from " + from + " to " + to;
}

} // namespace

std::string text_of(const Node& node) {
    switch (node.kind()) {
    case LL_TEXT:
    case LL_INT:
    case LL_NUMBER: return std::string(node.text());
    default: return {};
    }
}

bool is_yes(const Node& flag) {
    const std::string text = text_of(flag);
    return text == "tYES" || text == "Y" || text == "y";
}

Validity validity_of(const Node& row, std::string_view today, bool unset_is_active) {
    Validity out;
    out.valid_from = date_of(text_of(row["ValidFrom"]));
    out.valid_to = date_of(text_of(row["ValidTo"]));
    out.frozen_from = date_of(text_of(row["FrozenFrom"]));
    out.frozen_to = date_of(text_of(row["FrozenTo"]));
    if (is_yes(row["Frozen"]) && within(today, out.frozen_from, out.frozen_to)) out.reason = "set to inactive" + range(out.frozen_from, out.frozen_to);
    else if (is_yes(row["Valid"])) {
        if (!within(today, out.valid_from, out.valid_to)) out.reason = "active only" + range(out.valid_from, out.valid_to);
    } else if (!is_yes(row["Frozen"]) && !unset_is_active) {
        out.reason = "never set to active";
    }
    out.active = out.reason.empty();
    return out;
}

} // namespace sapb1

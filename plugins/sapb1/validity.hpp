// Items and business partners carry the same pair of flags with date ranges: Valid and Frozen.
#pragma once

#include <ledgerline/node.hpp>

#include <string>
#include <string_view>

namespace sapb1 {

struct Validity {
    bool active = true;
    std::string reason; // for people, "" when active
    std::string valid_from, valid_to, frozen_from, frozen_to; // "2026-01-31" or ""
};

// On the day `today` ("2026-01-31"). Frozen counts inside its range, Valid tYES too. Valid tNO is the database's default and
// means "nobody chose": `unset_is_active` decides what that is worth.
Validity validity_of(const ledgerline::Node& row, std::string_view today, bool unset_is_active);

// The properties that validity_of reads.
inline constexpr std::string_view validity_properties = "Valid,ValidFrom,ValidTo,Frozen,FrozenFrom,FrozenTo";

// tYES, by name or by stored code; what is absent is no.
bool is_yes(const ledgerline::Node& flag);
// Text or number as text, "" where nothing or null stands.
std::string text_of(const ledgerline::Node& node);

} // namespace sapb1

// Every kind of exception that the engine and its rules know: who owns it, how bad it is, what it means and what to do,
// in the words of the person who must act. The manual's pages are printed from this table.
#pragma once

#include <string_view>
#include <vector>

namespace ledgerline::exceptions {

// What a retry may do.
namespace verdict {
inline constexpr std::string_view by_itself = "retries by itself";   // nobody has to do anything
inline constexpr std::string_view after_fix = "after a fix";         // correct the cause; then it runs again
inline constexpr std::string_view look_up = "look it up first";      // unconfirmed: never repeat blindly
inline constexpr std::string_view decide = "needs a decision";       // a person chooses; nothing is technically wrong
}

namespace severity {
inline constexpr std::string_view low = "low";       // no money and no goods wait
inline constexpr std::string_view medium = "medium"; // a message waits
inline constexpr std::string_view high = "high";     // a whole flow waits, or money could be booked twice or wrongly
}

struct Kind {
    std::string_view code;     // "SKU_NOT_FOUND"
    std::string_view team;     // merchandising, finance, cx, operations, it
    std::string_view severity; // one of severity::
    std::string_view verdict;  // one of verdict::
    std::string_view meaning;  // what happened
    std::string_view remedy;   // what to do
};

// All kinds, in the order of the manual: by team.
const std::vector<Kind>& catalogue();

// The kind of a code. A code that is not in the catalogue is owned by IT; its text says so. `known` tells them apart.
const Kind& kind_of(std::string_view code);
bool known(std::string_view code);

} // namespace ledgerline::exceptions

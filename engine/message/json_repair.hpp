// JSON that other programs wrote almost rightly: text in another character set, halves of surrogate pairs, NUL and raw control
// characters. One such character in an order's comment must not keep the thousand orders around it from being read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ledgerline::message {

struct Repaired {
    std::string text;
    std::size_t characters = 0; // that were replaced
};

// Each offending character becomes U+FFFD and its number in hexadecimal: two different ones never become the same, so that a broken
// article code is never taken for another. Nothing if there is none of them; whether the rest is JSON is not looked at.
std::optional<Repaired> repaired_json(std::string_view text);

} // namespace ledgerline::message

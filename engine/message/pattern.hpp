// The `pattern` of a schema: a regular expression, compiled once to a table of states. Matching takes one look per byte,
// whatever the text is, and any number of threads may match at once.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ledgerline::message {

class Pattern {
public:
    // Understood: characters, "\" before a sign, \d, ".", [classes], (groups), "|", ?, *, +, {n}, {n,}, {n,m}, "^" at the
    // start and "$" at the end. Bytes, not characters: classes are ASCII. Throws std::invalid_argument for all else, so that
    // a schema never checks less than it says.
    explicit Pattern(std::string_view text);

    // Whether the pattern occurs in the text (all of it, if anchored).
    bool matches(std::string_view text) const;

private:
    struct State {
        std::array<std::uint16_t, 256> next{};
        bool accepts = false;
    };
    std::vector<State> states_; // 0: nothing can match any more; 1: the start
};

} // namespace ledgerline::message

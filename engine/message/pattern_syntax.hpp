// The syntax tree of a pattern.
#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>
#include <vector>

namespace ledgerline::message {

using ByteSet = std::bitset<256>;

struct PatternPart {
    enum class Kind { bytes, sequence, choice, repeat };
    static constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

    Kind kind = Kind::sequence;
    ByteSet bytes;                  // one of them
    std::vector<PatternPart> parts; // of a sequence or choice; the one part that is repeated
    std::size_t least = 0, most = 0;
};

// With "^" and "$" dissolved: where they are missing, anything may stand before or behind. Throws std::invalid_argument.
PatternPart parse_pattern(std::string_view text);

} // namespace ledgerline::message

// Whether bytes are UTF-8, as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace ledgerline::base {

// Length (1 to 4) of the character that begins at `at`; 0 if the bytes there are not UTF-8. `at` must be inside the text.
std::size_t utf8_length_at(std::string_view text, std::size_t at);

// Offset of the first byte that is not UTF-8; npos if all of it is.
std::size_t find_invalid_utf8(std::string_view text);

} // namespace ledgerline::base

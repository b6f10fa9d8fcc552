#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace ledgerline::base {

namespace {

bool between(unsigned char byte, unsigned char low, unsigned char high) { return byte >= low && byte <= high; }

} // namespace

std::size_t utf8_length_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : static_cast<unsigned char>(0); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    // What the second byte may be depends on the first (no overlong forms, no surrogates); the others are plain.
    unsigned char low = 0x80, high = 0xBF;
    std::size_t length = 0;
    if (between(first, 0xC2, 0xDF)) {
        length = 2;
    } else if (between(first, 0xE0, 0xEF)) {
        length = 3;
        if (first == 0xE0) low = 0xA0;
        if (first == 0xED) high = 0x9F;
    } else if (between(first, 0xF0, 0xF4)) {
        length = 4;
        if (first == 0xF0) low = 0x90;
        if (first == 0xF4) high = 0x8F;
    } else {
        return 0;
    }
    if (!between(byte(1), low, high)) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (!between(byte(i), 0x80, 0xBF)) return 0;
    return length;
}

std::size_t find_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        // Eight ASCII bytes at once: most text is that.
        while (at + sizeof(std::uint64_t) <= text.size()) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if (eight & 0x8080808080808080u) break;
            at += sizeof eight;
        }
        if (at == text.size()) break;
        const std::size_t length = utf8_length_at(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

} // namespace ledgerline::base

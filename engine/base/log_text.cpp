#include "base/log_text.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

namespace ledgerline::base {

namespace {

unsigned code_point(std::string_view character) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(character[at])); };
    switch (character.size()) {
    case 1: return byte(0);
    case 2: return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    case 3: return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    default: return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
}

// What could end the line, move the cursor, or make the line look like another.
bool is_dangerous(unsigned point) {
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x2028 || point == 0x2029 || point == 0x200E || point == 0x200F ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

std::string safe(std::string_view character) {
    const unsigned point = code_point(character);
    if (point == '\n') return "\\n";
    if (point == '\t') return "\\t";
    if (point == '"' || point == '\\') return {'\\', character.front()};
    if (!is_dangerous(point)) return std::string(character);
    return fmt::format("\\u{:04x}", point); // all of them are below U+10000
}

} // namespace

bool append_safe(std::string& line, std::string_view text, std::size_t bytes_max) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length_at(text, at);
        const std::string shown = length == 0 ? "\xEF\xBF\xBD" : safe(text.substr(at, length));
        if (line.size() + shown.size() > bytes_max) return false;
        line += shown;
        at += length == 0 ? 1 : length;
    }
    return true;
}

std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length_at(text, at);
        const std::string_view character = text.substr(at, length == 0 ? 1 : length);
        if (length == 0) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(character.front()));
        else if (const unsigned point = code_point(character); !is_dangerous(point)) out += character;
        else if (point == '\n' || point == '\t' || point > 0x7F) out += safe(character);
        else out += fmt::format("\\x{:02x}", point);
        at += character.size();
    }
    return out;
}

} // namespace ledgerline::base

// Text on its way over the boundary: the contract's ll_text and the standard library's string_view. Nothing is copied.
#ifndef LEDGERLINE_TEXT_HPP
#define LEDGERLINE_TEXT_HPP

#include "ledgerline/abi.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace ledgerline {

// Borrows `value`: only for the duration of the host call that it is passed to.
inline ll_text to_host(std::string_view value) { return ll_text{value.data(), value.size()}; }

// Valid until the component returns from the call. Copy it into a std::string to keep it longer.
inline std::string_view from_host(ll_text value) {
    if (value.data == nullptr) return {};
    return {value.data, static_cast<std::size_t>(value.size)};
}

// A JSON string literal: "say \"hi\"" with its quotes. Bytes above 0x7f stay as they are.
inline std::string json_quoted(std::string_view value) {
    static constexpr char hex[] = "0123456789abcdef";
    std::string out;
    out.reserve(value.size() + 2);
    out += '"';
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (byte < 0x20) {
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 0x0f];
            } else {
                out += c;
            }
        }
    }
    out += '"';
    return out;
}

// For messages: in quotes, and cut where it would fill the screen. Never cuts inside a UTF-8 character.
inline std::string shown(std::string_view value, std::size_t bytes_max = 60) {
    std::size_t size = value.size();
    if (size > bytes_max) {
        size = bytes_max;
        while (size > 0 && (static_cast<unsigned char>(value[size]) & 0xc0) == 0x80) --size;
    }
    std::string out = "\"" + std::string(value.substr(0, size));
    out += size < value.size() ? "...\"" : "\"";
    return out;
}

// For patterns of a deployment such as "WEB-{number}": the first thing in braces that is none of the names, "{nmber}"; "" = there is none.
inline std::string unknown_placeholder(std::string_view pattern, std::initializer_list<std::string_view> names) {
    for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
        const std::size_t end = pattern.find('}', at);
        const std::string_view inside = end == std::string_view::npos ? std::string_view() : pattern.substr(at + 1, end - at - 1);
        bool known = false;
        for (const std::string_view name : names) known = known || (!inside.empty() && inside == name);
        if (!known) return std::string(pattern.substr(at, end == std::string_view::npos ? end : end + 1 - at));
    }
    return {};
}

} // namespace ledgerline

#endif

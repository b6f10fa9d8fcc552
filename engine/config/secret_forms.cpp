#include "config/secret_forms.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace ledgerline::config {
namespace {

// One step of reading an encoded text: the bytes that it stands for and how many were read.
struct Step {
    std::string bytes;
    std::size_t length = 0;
};

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::uint32_t> hex_number(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return std::nullopt;
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const int digit = hex_value(text[at + i]);
        if (digit < 0) return std::nullopt;
        out = out * 16 + static_cast<std::uint32_t>(digit);
    }
    return out;
}

std::string utf8(std::uint32_t code) {
    std::string out;
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | (code >> 6));
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | (code >> 12));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | (code >> 18));
        add(0x80 | ((code >> 12) & 0x3F));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    }
    return out;
}

Step as_it_is(std::string_view text, std::size_t at) { return {std::string(1, text[at]), 1}; }

Step percent_encoded(std::string_view text, std::size_t at) {
    if (text[at] == '+') return {" ", 1};
    if (text[at] == '%')
        if (const auto byte = hex_number(text, at + 1, 2)) return {std::string(1, static_cast<char>(*byte)), 3};
    return as_it_is(text, at);
}

Step json_escaped(std::string_view text, std::size_t at) {
    if (text[at] != '\\' || at + 1 == text.size()) return as_it_is(text, at);
    switch (text[at + 1]) {
        case 'b': return {"\b", 2};
        case 'f': return {"\f", 2};
        case 'n': return {"\n", 2};
        case 'r': return {"\r", 2};
        case 't': return {"\t", 2};
        case 'u': break;
        default: return {std::string(1, text[at + 1]), 2};
    }
    const auto first = hex_number(text, at + 2, 4);
    if (!first) return as_it_is(text, at);
    const bool high = *first >= 0xD800 && *first < 0xDC00;
    if (high && text.substr(std::min(at + 6, text.size()), 2) == "\\u") {
        const auto second = hex_number(text, at + 8, 4);
        if (second && *second >= 0xDC00 && *second < 0xE000)
            return {utf8(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00)), 12};
    }
    return {utf8(*first), 6};
}

template <class Read>
std::size_t length_of(std::string_view text, std::size_t at, std::string_view value, Read read) {
    std::size_t end = at;
    while (!value.empty()) {
        if (end >= text.size()) return 0;
        const Step step = read(text, end);
        if (value.substr(0, step.bytes.size()) != step.bytes) return 0;
        value.remove_prefix(step.bytes.size());
        end += step.length;
    }
    return end - at;
}

} // namespace

std::size_t occurrence_at(std::string_view text, std::size_t at, std::string_view value) {
    return std::max({length_of(text, at, value, as_it_is), length_of(text, at, value, percent_encoded), length_of(text, at, value, json_escaped)});
}

} // namespace ledgerline::config

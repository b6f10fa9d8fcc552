#include "text.hpp"

#include <algorithm>

namespace sapb1 {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Bytes of the character that starts with this byte; 1 for what is no start of a character.
std::size_t size_of_character(unsigned char first) {
    if (first >= 0xf0) return 4;
    if (first >= 0xe0) return 3;
    if (first >= 0xc0) return 2;
    return 1;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

} // namespace

std::size_t column_length(std::string_view text) {
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = size_of_character(static_cast<unsigned char>(text[at]));
        length += size == 4 ? 2 : 1;
        at += size;
    }
    return length;
}

std::string fitted(std::string_view text, std::size_t length_max) {
    text = trimmed(text);
    std::size_t length = 0, at = 0;
    while (at < text.size()) {
        const std::size_t size = size_of_character(static_cast<unsigned char>(text[at]));
        length += size == 4 ? 2 : 1;
        if (length > length_max || at + size > text.size()) break;
        at += size;
    }
    return std::string(trimmed(text.substr(0, at)));
}

std::string fitted_line(std::string_view text, std::size_t length_max) {
    std::string line(text);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return fitted(line, length_max);
}

std::string literal(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    return out + "'";
}

std::string filled(std::string_view pattern, const std::vector<std::pair<std::string, std::string>>& values) {
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        bool replaced = false;
        for (const auto& [name, value] : values) {
            const std::string mark = "{" + name + "}";
            if (pattern.compare(at, mark.size(), mark) != 0) continue;
            out += value;
            at += mark.size();
            replaced = true;
            break;
        }
        if (!replaced) out += pattern[at++];
    }
    return out;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string readable(std::string_view page, std::size_t length_max) {
    std::string out;
    bool blank = false;
    for (std::size_t at = 0; at < page.size() && out.size() < length_max;) {
        if (page[at] == '<') {
            const bool hidden = lower(page.substr(at, 7)) == "<script" || lower(page.substr(at, 6)) == "<style";
            const std::size_t end = page.find(hidden ? "</" : ">", at + 1);
            if (end == std::string_view::npos) break;
            at = hidden ? end : end + 1;
            blank = true;
        } else if (is_blank(page[at])) {
            blank = true;
            ++at;
        } else {
            if (blank && !out.empty()) out += ' ';
            blank = false;
            out += page[at++];
        }
    }
    // Not in the middle of a character.
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xc0) == 0x80 && out.size() >= length_max) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xc0) out.pop_back();
    return out;
}

} // namespace sapb1

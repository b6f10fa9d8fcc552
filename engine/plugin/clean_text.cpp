#include "plugin/clean_text.hpp"

#include "base/utf8.hpp"

namespace ledgerline::plugin {

std::string clean_text(std::string_view text, std::size_t size_max) {
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::string out;
    out.reserve(text.size() < size_max ? text.size() : size_max);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = text[at] == '\0' ? 0 : base::utf8_length_at(text, at);
        const std::string_view piece = length == 0 ? replacement : text.substr(at, length);
        if (out.size() + piece.size() > size_max) break;
        out += piece;
        at += length == 0 ? 1 : length;
    }
    return out;
}

} // namespace ledgerline::plugin

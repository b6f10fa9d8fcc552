#include "config/quote.hpp"

#include "config/fields.hpp"

#include <fmt/format.h>

namespace ledgerline::config {

std::string in_quotes(std::string_view text) {
    constexpr std::size_t shown_max = 60;
    std::string out = "\"";
    std::size_t shown = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool starts_character = (byte & 0xC0U) != 0x80U;
        if (starts_character && ++shown > shown_max) return out + "...\"";
        if (byte < 0x20 || byte == 0x7F) out += fmt::format("\\x{:02x}", byte);
        else out += text[at];
    }
    return out + "\"";
}

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
        out += names[i];
    }
    return out;
}

std::string hint(std::string_view name, const std::vector<std::string>& known) {
    constexpr std::size_t listed_max = 20;
    const std::string near = nearest(name, known);
    if (!near.empty()) return fmt::format("; did you mean \"{}\"?", near);
    if (known.empty() || known.size() > listed_max) return {};
    return fmt::format("; known {} {}", known.size() == 1 ? "is" : "are", listed(known));
}

} // namespace ledgerline::config

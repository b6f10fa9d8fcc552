// format("{} is above the limit of {}", total, limit): each {} is replaced by the next argument, "{{" is one "{".
// It never throws for a mismatch, because it writes the messages of things that went wrong: a {} without an argument
// stays as it is, an argument without a {} is added at the end in brackets.
#ifndef LEDGERLINE_FORMAT_HPP
#define LEDGERLINE_FORMAT_HPP

#include "ledgerline/decimal.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace ledgerline {

namespace detail {

inline std::string format_argument(std::string_view value) { return std::string(value); }
inline std::string format_argument(const std::string& value) { return value; }
inline std::string format_argument(const char* value) { return value ? std::string(value) : std::string(); }
inline std::string format_argument(const Decimal& value) { return value.text(); }
inline std::string format_argument(bool value) { return value ? "yes" : "no"; }
inline std::string format_argument(char value) { return std::string(1, value); }
template <class Integer, std::enable_if_t<std::is_integral_v<Integer> && !std::is_same_v<Integer, bool> && !std::is_same_v<Integer, char>, int> = 0>
std::string format_argument(Integer value) {
    return std::to_string(value);
}

template <std::size_t Count>
std::string format_filled(std::string_view pattern, const std::array<std::string, Count>& arguments) {
    std::string out;
    std::size_t next = 0;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const std::string_view two = pattern.substr(at, 2);
        if (two == "{{" || two == "}}") {
            out += two[0];
            ++at;
        } else if (two == "{}" && next < Count) {
            out += arguments[next++];
            ++at;
        } else {
            out += pattern[at];
        }
    }
    for (; next < Count; ++next) out += " [" + arguments[next] + "]";
    return out;
}

} // namespace detail

// Arguments: text, integers, bool (yes, no), Decimal.
template <class... Arguments>
std::string format(std::string_view pattern, const Arguments&... arguments) {
    return detail::format_filled<sizeof...(Arguments)>(pattern, {detail::format_argument(arguments)...});
}

} // namespace ledgerline

#endif

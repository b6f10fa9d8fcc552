#include "config/numbers.hpp"

#include "ledgerline/decimal.hpp"

#include <algorithm>
#include <charconv>

namespace ledgerline::config {
namespace {

std::string without(std::string text, char unwanted) {
    text.erase(std::remove(text.begin(), text.end(), unwanted), text.end());
    return text;
}

} // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
    const std::size_t first = !text.empty() && text[0] == '-' ? 1 : 0;
    const bool leading_zero = text.size() > first + 1 && text[first] == '0';
    if (text == "-0" || leading_zero) return std::nullopt;
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
}

std::optional<base::Millis> parse_duration(std::string_view text) {
    constexpr base::Millis day = 24LL * 60 * 60 * 1000;
    constexpr base::Millis longest = 3653 * day;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto count = parse_integer(text.substr(0, digits));
    if (!count) return std::nullopt;
    const std::string_view unit = text.substr(digits);
    base::Millis factor = 0;
    if (unit == "ms") factor = 1;
    else if (unit == "s") factor = 1000;
    else if (unit == "m") factor = 60 * 1000;
    else if (unit == "h") factor = 60 * 60 * 1000;
    else if (unit == "d") factor = day;
    else return std::nullopt;
    if (*count > longest / factor) return std::nullopt;
    return *count * factor;
}

std::string decimal_advice(std::string_view text) {
    const std::string nothing = "a number like 12.50";
    std::string digits;
    for (const char c : text) {
        if ((c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-') digits += c;
    }
    const std::size_t comma = digits.rfind(','), point = digits.rfind('.');
    const auto commas = std::count(digits.begin(), digits.end(), ','), points = std::count(digits.begin(), digits.end(), '.');
    if (comma != std::string::npos && point != std::string::npos) {
        // Whichever comes last separates the decimals: 5.000,00 and 5,000.00.
        digits = without(digits, comma > point ? '.' : ',');
    } else if (points > 1) {
        digits = without(digits, '.');
    } else if (commas > 1) {
        digits = without(digits, ',');
    } else if (commas == 1 && digits.size() - comma == 4) {
        // 1,000 is a thousand to one reader and one to another.
        const std::string whole = without(digits, ',');
        digits[comma] = '.';
        return Decimal::try_parse(digits) ? whole + " or " + digits : nothing;
    }
    std::replace(digits.begin(), digits.end(), ',', '.');
    if (!Decimal::try_parse(digits)) return nothing;
    return digits;
}

} // namespace ledgerline::config

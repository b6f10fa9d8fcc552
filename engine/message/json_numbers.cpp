#include "message/json_numbers.hpp"

#include "message/value.hpp"

#include <stdexcept>

namespace ledgerline::message {

namespace {

bool belongs_to_number(char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'; }

// Every shorter number than "1e309" fits a double.
constexpr std::size_t shortest_beyond_double = 5;

// The characters at the front that can only belong to one number.
std::string_view number_token(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && belongs_to_number(text[end])) ++end;
    return text.substr(0, end);
}

} // namespace

std::string with_harmless_numbers(std::string_view text) {
    std::string shown(text);
    bool in_text = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (in_text) {
            if (c == '\\') ++at;
            if (c == '"') in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            const std::size_t length = number_token(text.substr(at)).size();
            // A malformed one stays as it is: RapidJSON shall refuse it.
            if (length >= shortest_beyond_double && number_problem(text.substr(at)).empty()) {
                shown.replace(at, 2, "0.");
                shown.replace(at + 2, length - 2, length - 2, '0');
            }
            at += length - 1;
        }
    }
    return shown;
}

std::string number_problem(std::string_view text) {
    try {
        Value::number(number_token(text));
        return {};
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
}

} // namespace ledgerline::message

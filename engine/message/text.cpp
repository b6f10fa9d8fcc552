#include "message/text.hpp"

#include "base/utf8.hpp"

namespace ledgerline::message {

std::string text_problem(std::string_view text) {
    if (const auto at = base::find_invalid_utf8(text); at != std::string_view::npos)
        return "byte " + std::to_string(at) + " is not UTF-8";
    if (const auto at = text.find('\0'); at != std::string_view::npos)
        return "byte " + std::to_string(at) + " is NUL (U+0000), which no text of a document may hold";
    return {};
}

} // namespace ledgerline::message

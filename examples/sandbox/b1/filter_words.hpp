// The words of a $filter expression.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct FilterWord {
    enum class Kind { name, text, literal, open, close, comma, end };
    Kind kind = Kind::end;
    std::string text;
};

// Throws Refusal at a character that no expression contains, and at a text without its closing quote.
std::vector<FilterWord> filter_words(std::string_view expression);

} // namespace ledgerline::sandbox::b1

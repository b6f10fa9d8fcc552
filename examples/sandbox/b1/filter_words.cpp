#include "b1/filter_words.hpp"

#include "b1/refusal.hpp"

#include <cctype>

namespace ledgerline::sandbox::b1 {

namespace {

bool letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '@';
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

std::vector<FilterWord> filter_words(std::string_view expression) {
    using Kind = FilterWord::Kind;
    std::vector<FilterWord> words;
    std::size_t at = 0;
    while (at < expression.size()) {
        const char c = expression[at];
        if (c == ' ' || c == '\t') {
            ++at;
        } else if (c == '(' || c == ')' || c == ',') {
            words.push_back({c == '(' ? Kind::open : c == ')' ? Kind::close : Kind::comma, std::string(1, c)});
            ++at;
        } else if (c == '\'') {
            std::string text;
            for (++at;; ++at) {
                if (at >= expression.size()) throw malformed("Query string error: a text in $filter has no closing quote");
                if (expression[at] == '\'') {
                    if (at + 1 < expression.size() && expression[at + 1] == '\'') ++at;
                    else break;
                }
                text += expression[at];
            }
            ++at;
            // datetime'2014-04-23': the word before the quote only says what the text is.
            if (!words.empty() && words.back().kind == Kind::name
                && (words.back().text == "datetime" || words.back().text == "datetimeoffset" || words.back().text == "time"))
                words.pop_back();
            words.push_back({Kind::text, std::move(text)});
        } else if (digit(c) || ((c == '-' || c == '+') && at + 1 < expression.size() && digit(expression[at + 1]))) {
            const std::size_t from = at++;
            while (at < expression.size() && (digit(expression[at]) || letter(expression[at]) || expression[at] == '.' || expression[at] == ':' || expression[at] == '-')) ++at;
            words.push_back({Kind::literal, std::string(expression.substr(from, at - from))});
        } else if (letter(c)) {
            const std::size_t from = at++;
            while (at < expression.size() && (letter(expression[at]) || digit(expression[at]) || expression[at] == '/' || expression[at] == '.')) ++at;
            words.push_back({Kind::name, std::string(expression.substr(from, at - from))});
        } else {
            throw malformed("Query string error: unexpected '" + std::string(1, c) + "' in $filter");
        }
    }
    words.push_back({});
    return words;
}

} // namespace ledgerline::sandbox::b1

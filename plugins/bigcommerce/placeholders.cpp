#include "placeholders.hpp"

#include <algorithm>

namespace bigcommerce {
namespace {

// Calls `text` and `placeholder` for the pieces of a pattern, in order. A brace that is never closed is text.
template <class Text, class Placeholder>
void each_piece(std::string_view pattern, const Text& text, const Placeholder& placeholder) {
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) break;
        text(pattern.substr(0, open));
        placeholder(pattern.substr(open + 1, close - open - 1));
        pattern.remove_prefix(close + 1);
    }
    text(pattern);
}

} // namespace

std::string unknown_placeholder(std::string_view pattern, std::initializer_list<std::string_view> known) {
    std::string found;
    each_piece(pattern, [](std::string_view) {}, [&](std::string_view name) {
        if (found.empty() && std::find(known.begin(), known.end(), name) == known.end()) found = "{" + std::string(name) + "}";
    });
    return found;
}

std::string filled(std::string_view pattern, std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    std::string out;
    each_piece(pattern, [&](std::string_view piece) { out += piece; }, [&](std::string_view name) {
        for (const auto& [known, value] : values)
            if (known == name) out += value;
    });
    return out;
}

} // namespace bigcommerce

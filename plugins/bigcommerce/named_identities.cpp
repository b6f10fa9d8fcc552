#include "named_identities.hpp"

#include <algorithm>
#include <cctype>

namespace bigcommerce {
namespace {

enum class Kind { none, variant, product, location, sku, listed };

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

std::string lower(std::string_view word) {
    std::string out(word);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

Kind kind_of(const std::string& word) {
    if (word.rfind("variant", 0) == 0) return Kind::variant;
    if (word.rfind("product", 0) == 0) return Kind::product;
    if (word.rfind("location", 0) == 0) return Kind::location;
    if (word == "sku" || word == "skus") return Kind::sku;
    if (word.rfind("identit", 0) == 0) return Kind::listed;
    return Kind::none;
}

bool is_number(std::string_view word) { return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos; }

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view around = " \t\"':=";
    const std::size_t first = text.find_first_not_of(around);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(around) - first + 1);
}

void add_sku(std::string_view text, std::set<std::string>& to) {
    text = trimmed(text);
    if (lower(text.substr(0, 4)) == "sku ") text = trimmed(text.substr(4));
    if (text.empty()) return;
    to.emplace(text);
    to.emplace(trimmed(text.substr(0, text.find(' '))));
}

// A list of SKUs up to its bracket: SKUs may hold blanks and commas themselves, so what stands there counts whole and in parts.
// Returned: what follows the list.
std::string_view add_skus(std::string_view words, std::set<std::string>& to) {
    words.remove_prefix(std::min(words.find_first_not_of(" :["), words.size()));
    std::string_view list = words.substr(0, words.find_first_of("[]"));
    words.remove_prefix(list.size());
    add_sku(list, to);
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        add_sku(list.substr(0, comma), to);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return words;
}

} // namespace

NamedIdentities identities_in(std::string_view words) {
    NamedIdentities out;
    bool of_items = false, of_locations = false;
    Kind kind = Kind::none;
    for (std::size_t at = 0; at < words.size();) {
        if (!is_word(words[at])) {
            if (words[at] == ']') kind = Kind::none;
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < words.size() && is_word(words[end])) ++end;
        const std::string_view word = words.substr(at, end - at);
        at = end;
        if (is_number(word)) {
            if (kind == Kind::variant) out.variants.emplace(word);
            if (kind == Kind::product) out.products.emplace(word);
            if (kind == Kind::location) out.locations.emplace(word);
            if (kind == Kind::listed) out.unsaid.emplace(word);
            continue;
        }
        const Kind named = kind_of(lower(word));
        // "product id 106"
        if (named == Kind::none && (lower(word) == "id" || lower(word) == "ids") && kind != Kind::none) continue;
        kind = named;
        of_locations = of_locations || kind == Kind::location;
        of_items = of_items || kind == Kind::variant || kind == Kind::product || kind == Kind::sku;
        if (kind == Kind::sku) at = words.size() - add_skus(words.substr(at), out.skus).size();
    }
    out.about_location = of_locations && !of_items;
    if (out.about_location) out.locations.merge(out.unsaid);
    return out;
}

} // namespace bigcommerce

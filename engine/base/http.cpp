#include "base/http.hpp"

#include <algorithm>
#include <string_view>

namespace ledgerline::base {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

} // namespace

std::string header(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (std::equal(key.begin(), key.end(), name.begin(), name.end(), [](char a, char b) { return lower(a) == lower(b); })) return value;
    return {};
}

} // namespace ledgerline::base

// Small helpers for text: splitting, trimming, comparing without case, decoding of URLs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::b1 {

std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);
std::string lower(std::string_view text);
std::string upper(std::string_view text);
bool same_word(std::string_view a, std::string_view b); // without regard to ASCII case
bool starts_without_case(std::string_view text, std::string_view start);
// "%27" becomes "'"; a plus becomes a blank only in a query. Broken escapes stay as they are.
std::string percent_decoded(std::string_view text, bool plus_is_blank);
// Characters, not bytes: what a column's length counts.
std::size_t length_in_characters(std::string_view utf8);

} // namespace ledgerline::sandbox::b1

// Texts on their way to SAP Business One: column lengths, OData literals, templates.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sapb1 {

// Length as SAP's columns count it: UTF-16 units, so that an emoji counts two.
std::size_t column_length(std::string_view text);
// Without blanks and line breaks at the ends, and at most so long: whole characters only.
std::string fitted(std::string_view text, std::size_t length_max);
// The same for a column of one line: line breaks and tabs inside become blanks.
std::string fitted_line(std::string_view text, std::size_t length_max);
// 'O''Brien', for $filter. The engine encodes query values, so nothing else is changed.
std::string literal(std::string_view text);
// "{number} of {channel}" with its names replaced; what is unknown (refused at the start) stays as it is.
std::string filled(std::string_view pattern, const std::vector<std::pair<std::string, std::string>>& values);
// Digits alone, and not too many for a key of SAP's own.
bool is_number(std::string_view text);
// ASCII only, for words that never vary by language.
std::string lower(std::string_view text);
bool contains(std::string_view text, std::string_view part);
// What a person reads of an HTML page: tags, scripts and repeated blanks left out, at most `length_max` bytes.
std::string readable(std::string_view page, std::size_t length_max);

} // namespace sapb1

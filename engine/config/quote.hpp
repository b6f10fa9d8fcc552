// How a value of the configuration is shown in a message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::config {

// In quotes, control characters as \xNN, at most 60 characters.
std::string in_quotes(std::string_view text);
// "a, b and c"
std::string listed(const std::vector<std::string>& names);
// "; did you mean \"token\"?", or "; known are a, b and c" where none is near and the list is short, or "".
std::string hint(std::string_view name, const std::vector<std::string>& known);

} // namespace ledgerline::config

// Makes any bytes safe to stand in one line of a log.
#pragma once

#include <string>
#include <string_view>

namespace ledgerline::base {

// Appends `text` as the inside of a JSON string, which is also fit for a terminal: quotes, backslashes and all control
// characters (also C1, line separators and those that turn the direction of writing) are escaped, bytes that are not UTF-8
// become U+FFFD. Stops before `line` grows past `bytes_max`; false: not all of the text fitted.
bool append_safe(std::string& line, std::string_view text, std::size_t bytes_max);

} // namespace ledgerline::base

// Makes any bytes safe to stand in one line of a log or of a terminal.
#pragma once

#include <string>
#include <string_view>

namespace ledgerline::base {

// Appends `text` as the inside of a JSON string, which is also fit for a terminal: quotes, backslashes and all control
// characters (also C1, line separators and those that turn the direction of writing) are escaped, bytes that are not UTF-8
// become U+FFFD. Stops before `line` grows past `bytes_max`; false: not all of the text fitted.
bool append_safe(std::string& line, std::string_view text, std::size_t bytes_max);

// For people at a terminal: the same characters are shown as what they are (\n, \x1b, \u009b), bytes that are not UTF-8 too
// (\xfc); everything else stays, also quotes and backslashes. Twice is the same as once.
std::string visible(std::string_view text);

} // namespace ledgerline::base

// Text from outside that must be kept whatever it holds: a reason, a log line, an error page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ledgerline::plugin {

// Bytes that are not UTF-8 and NUL become U+FFFD; longer text is cut between two characters.
std::string clean_text(std::string_view text, std::size_t size_max);

} // namespace ledgerline::plugin

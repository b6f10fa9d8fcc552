// The forms in which a value may turn up in a text.
#pragma once

#include <cstddef>
#include <string_view>

namespace ledgerline::config {

// Length of `value` in `text` at `at`: as it is, percent-encoded (a blank also as "+"), or escaped as in JSON, the
// longest of them. 0 = it doesn't stand there. `value` must not be empty.
std::size_t occurrence_at(std::string_view text, std::size_t at, std::string_view value);

} // namespace ledgerline::config

// Percent-encoding and URLs, as RFC 3986 has them.
#pragma once

#include "base/http.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgerline::base {

// Everything but letters, digits and "-._~" as %XX: fit for one segment of a path, and for names and values of a query.
std::string percent_encode(std::string_view text);
// Nothing: a "%" without two hexadecimal digits. A "+" stays a "+".
std::optional<std::string> percent_decode(std::string_view text);

using Query = std::vector<std::pair<std::string, std::string>>; // in order, repeated names allowed
// "a=1&b=x%20y", without a question mark.
std::string build_query(const Query& query);
// A "+" is a blank here. Nothing: a malformed escape.
std::optional<Query> parse_query(std::string_view text);

// "https://b1.example.com:50000/b1s/v2" → scheme, host, port and base_path; the rest of the endpoint is as by default. Throws
// std::invalid_argument with what is wrong; the URL itself is not in the text, for it may hold a secret.
Endpoint parse_endpoint(std::string_view url);

} // namespace ledgerline::base

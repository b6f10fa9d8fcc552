// BigCommerce's dates: RFC 2822 in v2 ("Tue, 05 Mar 2019 21:40:11 +0000"), ISO 8601 in v3, "" where none is set. Seconds
// since 1970 UTC inside, "2019-03-05T21:40:11Z" in canonical documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bigcommerce {

std::optional<std::int64_t> seconds_of(std::string_view date); // nothing: "" or neither form
std::string iso(std::int64_t seconds);
// ISO 8601 UTC of any of BigCommerce's forms; "" for "".  Throws std::invalid_argument for rubbish.
std::string iso(std::string_view date);

} // namespace bigcommerce

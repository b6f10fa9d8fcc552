// How BigCommerce writes amounts and times.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"

#include <ledgerline/decimal.hpp>

#include <string>

namespace ledgerline::sandbox::store {

// v2: text with four decimals, "12.5000".
std::string money(const Decimal& amount);
// v3: a JSON number without zeros at the end, 12.5.
message::Value json_number(const Decimal& amount);
// An amount as either version writes it; absent, null or empty is nothing.
Decimal amount_in(const message::Value& value);
// v2: "Tue, 05 Mar 2019 21:40:11 +0000".
std::string rfc2822(base::Millis at);
// v3: "2018-08-15T14:49:05+00:00".
std::string iso8601(base::Millis at);
// The same moment without its milliseconds: the store's clock has seconds.
base::Millis whole_second(base::Millis at);

} // namespace ledgerline::sandbox::store

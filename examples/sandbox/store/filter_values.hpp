// Filters of v3 lists: values by commas, and moments.
#pragma once

#include "base/clock.hpp"
#include "store/request.hpp"

#include <optional>
#include <set>
#include <string>

namespace ledgerline::sandbox::store {

// "a,b,c"; absent = no filter.
std::optional<std::set<std::string>> value_list(const Call& call, std::string_view name);
bool passes(const std::optional<std::set<std::string>>& filter, const std::string& value);
// 422 for what is no date.
std::optional<base::Millis> moment(const Call& call, std::string_view name);

} // namespace ledgerline::sandbox::store

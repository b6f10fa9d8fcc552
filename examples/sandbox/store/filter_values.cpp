#include "store/filter_values.hpp"

#include <sstream>

namespace ledgerline::sandbox::store {

std::optional<std::set<std::string>> value_list(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    std::set<std::string> out;
    std::istringstream values(*text);
    for (std::string value; std::getline(values, value, ',');) out.insert(value);
    return out;
}

bool passes(const std::optional<std::set<std::string>>& filter, const std::string& value) { return !filter || filter->count(value) > 0; }

std::optional<base::Millis> moment(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    const auto at = base::parse_time(*text);
    if (!at) throw Refused(422, "The filter " + std::string(name) + " is not a date.");
    return at;
}

} // namespace ledgerline::sandbox::store

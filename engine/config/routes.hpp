// The connections and routes of a deployment, and what they say about one another.
#pragma once

#include "config/settings.hpp"
#include "config/shape.hpp"

namespace ledgerline::config {

std::vector<ConnectionSettings> read_connections(const Entry& top, Shape& shape);
// The names after `from`, `to` and `needs` are checked too.
std::vector<RouteSettings> read_routes(const Entry& top, const std::vector<ConnectionSettings>& connections, Shape& shape);

} // namespace ledgerline::config

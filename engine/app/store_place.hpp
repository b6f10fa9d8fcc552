// Whether the store can be where the deployment wants it. Problems are of the field `store`, at its place.
#pragma once

#include "base/clock.hpp"
#include "config/settings.hpp"

#include <vector>

namespace ledgerline::app {

// Why `run` could not open or make the store. Makes nothing. A store that an engine works on is fine.
std::vector<config::Problem> store_problems(const config::Settings& settings, const base::Clock& clock);

// Makes the folders that are missing above it, or says why that is impossible.
std::vector<config::Problem> make_place_for_store(const config::Settings& settings);

} // namespace ledgerline::app

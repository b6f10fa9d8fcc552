// Creates a component to hear what it says of its configuration, and throws it away.
#pragma once

#include "app/plan.hpp"

#include <vector>

namespace ledgerline::app {

// Everything that the component refuses, with the place in the deployment. Nothing is contacted. `settings`: settings_of it.
std::vector<config::Problem> refusals_of(const ComponentPlan& component, message::Value settings, const config::MapFiles& maps, const base::Clock& clock);

} // namespace ledgerline::app

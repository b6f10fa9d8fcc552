// Creates a component to hear what it says of its configuration, and throws it away.
#pragma once

#include "app/plan.hpp"

#include <vector>

namespace ledgerline::app {

// Everything that the component refuses, with the place in the deployment. Nothing is contacted.
std::vector<config::Problem> refusals_of(const ComponentPlan& component, const base::Clock& clock);

} // namespace ledgerline::app

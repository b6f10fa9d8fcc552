// owners.yaml: who owns which exceptions.
#pragma once

#include "config/settings.hpp"
#include "config/shape.hpp"

namespace ledgerline::config {

// Whether a code is one of the catalogue is checked where the catalogue is.
OwnerSettings read_owners(const Entry& top, Shape& shape);

} // namespace ledgerline::config

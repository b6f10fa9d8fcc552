// The pace of a route, kept in the store for whoever looks from outside of the engine (`ledgerline status`).
#pragma once

#include "delivery/pace.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>

namespace ledgerline::delivery {

void note_pace(store::UnitOfWork& unit, const std::string& route, const Pace::Picture& pace);
// Nothing: it has not sent anything yet.
std::optional<Pace::Picture> noted_pace(store::UnitOfWork& unit, const std::string& route);

} // namespace ledgerline::delivery

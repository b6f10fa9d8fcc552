// What the engine answers over HTTP: callbacks of the connected systems, and whether it is alive.
#pragma once

#include "app/engine.hpp"
#include "web/server.hpp"

#include <functional>
#include <vector>

namespace ledgerline::app {

// POST /hooks/<connection> and GET /livez. `ring`: something came in, whoever works is to look again.
std::vector<web::Route> routes_of(Engine& engine, std::function<void()> ring);

web::Listening listening_of(const config::ListenSettings& settings);

} // namespace ledgerline::app

// The engine between both systems, from a start to its end.
#pragma once

#include "world.hpp"

#include "app/engine.hpp"
#include "config/deployment.hpp"
#include "plugin/catalog.hpp"
#include "store/store.hpp"

#include <optional>

namespace ledgerline::scenario {

// The network: either system may be away, and the store's stock is counted on its way.
class World::Wire final : public base::Transport {
public:
    explicit Wire(World& world) : world_(world) {}
    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;

private:
    World& world_;
};

struct World::Process {
    explicit Process(World& world);

    base::Log log;
    plugin::Catalog catalog;
    config::Deployment deployment;
    std::optional<app::Engine> engine;
};

} // namespace ledgerline::scenario

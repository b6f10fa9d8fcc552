#include "process.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

namespace ledgerline::scenario {

using message::Value;

namespace {

config::Deployment deployment_in(const std::filesystem::path& folder, const std::string& token) {
    return config::read_deployment(folder, "", [&](const std::string& name) -> std::optional<std::string> {
        return name == "SHOP_TOKEN" ? std::optional<std::string>(token) : name == "ERP_PASSWORD" ? std::optional<std::string>("sandbox") : std::nullopt;
    });
}

constexpr base::Millis tick_ms = 5'000;
// Long enough for every source to be read twice, for what is collected to be pushed, and for the store to apply and show it.
constexpr base::Millis settled_ms = 300'000;
constexpr base::Millis outage_ms = 900'000;

} // namespace

base::Exchange World::Wire::send(const base::Endpoint& endpoint, const base::HttpRequest& request) {
    const bool to_store = endpoint.host == "shop.test";
    if (to_store ? world_.store_away_ : world_.erp_away_) return {base::Reach::not_sent, {}, "connection refused"};
    if (to_store && request.target.find("/inventory/adjustments/") != std::string::npos) {
        ++world_.requests_;
        world_.numbers_ += static_cast<std::int64_t>(message::parse_json(request.body)["items"].size());
    }
    return {base::Reach::answered, to_store ? world_.shop_.handle(request) : world_.company_.handle(request), ""};
}

World::Process::Process(World& world) :
    log(nullptr, base::Log::Form::json, base::Level::error, world.clock_), deployment(deployment_in(world.folder_, world.shop_.settings().token)) {
    for (const std::string& problem : catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
    engine.emplace(deployment, catalog, app::Surroundings{*world.store_, *world.wire_, world.clock_, log, 1});
    engine->start();
}

void World::start() {
    if (!store_) {
        store_ = std::make_unique<store::Store>(store::Location{fmt::format("file:stock-{}?mode=memory&cache=shared", folder_.filename().string())}, clock_, store::Store::Mode::inline_);
        wire_ = std::make_unique<Wire>(*this);
    }
    process_ = std::make_unique<Process>(*this);
}

void World::stop() { process_.reset(); }

void World::work() {
    if (erp_away_ || store_away_) step_until(clock_.at + outage_ms, false);
    else step_until(clock_.at + settled_ms, true);
}

void World::work_for(base::Millis ms) { step_until(clock_.at + ms, false); }

void World::step_until(base::Millis end, bool until_idle) {
    const base::Millis last = end + 3'600'000;
    while (true) {
        bool worked = false;
        if (process_)
            for (const app::Stage& stage : process_->engine->stages()) worked = stage.step() || worked;
        if (worked) continue;
        if (clock_.at >= end && (!until_idle || !process_ || process_->engine->is_idle())) return;
        if (clock_.at > last) throw std::runtime_error("after an hour there is still work to do: " + process_->engine->obstacle());
        clock_.at += tick_ms;
    }
}

} // namespace ledgerline::scenario

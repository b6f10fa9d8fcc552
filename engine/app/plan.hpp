// What a deployment comes to once the plugins are known: every component that will be created, with its checked settings.
// Making it creates each component once for trial and contacts nothing; so `ledgerline check` and `run` refuse the same.
#pragma once

#include "catalogue/catalogue_policy.hpp"
#include "commerce/stock_policy.hpp"
#include "config/deployment.hpp"
#include "pipeline/pipeline.hpp"
#include "plugin/catalog.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::app {

struct ComponentPlan {
    const plugin::ComponentEntry* entry = nullptr;
    std::string name;           // "shop/orders", "erp/orders", "orders/sku-match": as history and exceptions call it
    std::string connection;     // name of its connection, "" for rules
    message::Value connection_values = message::Value::object();
    // Where its settings and those of the connection were written; borrowed from the deployment. Rules have no connection.
    const config::Section* section = nullptr;
    const config::Section* connection_section = nullptr;
};

// The settings of a planned component, with what stands in its tables. Made when they are needed: kept, a large table would be held
// once more for each component that reads it.
message::Value settings_of(const ComponentPlan& component, const config::MapFiles& maps);

// What becomes of what a route brings.
enum class Flow {
    messages,       // events, judged by rules and delivered to a sink
    items,          // ... to the engine's own item master
    returned_goods, // ... that the ERP has booked already: they are only counted
    levels,         // states that the engine keeps: the ERP's stock levels
    listings,       // ... and what a store has
    push_stock,     // states that are compared with what was sent, and pushed
    push_catalogue,
};

struct RoutePlan {
    const config::RouteSettings* route = nullptr;
    Flow flow = Flow::messages;
    std::string type;                    // of its messages
    ComponentPlan source;                // without an entry where the route reads from a sink, or from what people enter: the engine itself is the source then
    std::vector<std::string> origins;    // ... and these are the sources of the orders that it hears of: "shop/orders"
    bool applies_changes = false;        // later revisions of what the sink has are sent to it
    std::optional<ComponentPlan> sink;   // nothing: the engine's own item master
    std::vector<ComponentPlan> rules;
    std::vector<pipeline::Need> needs;
    std::optional<commerce::StockPolicy> stock; // of push_stock
    std::vector<std::string> order_sources;     // of push_stock: whose orders are demand
    std::optional<catalogue::CataloguePolicy> catalogue; // of push_catalogue
    std::string listing_source;                 // of what is pushed: the source that says what its store has, "shop/catalogue"
};

// A connection's source is read.
inline bool polls(const RoutePlan& route) { return route.source.entry != nullptr; }
inline bool pushes(const RoutePlan& route) { return route.flow == Flow::push_stock || route.flow == Flow::push_catalogue; }

inline bool reads_from_sink(const RoutePlan& route) { return !route.origins.empty(); }

struct Plan {
    std::vector<RoutePlan> routes;
    std::vector<config::Problem> warnings; // beside those of the deployment: what only shows with the plugins' fields
};

// Throws ConfigError with every problem, those among them that only a component itself can see. `found`: problems that were found
// before, to be told beside them.
Plan make_plan(const config::Deployment& deployment, const plugin::Catalog& catalog, const base::Clock& clock, std::vector<config::Problem> found = {});

// The plugins of a deployment: its own directories first, then the engine's. Throws ConfigError with every file that was
// refused, and with every connection or rule whose plugin is in none of them (make_plan).
void load_plugins(plugin::Catalog& catalog, const config::Deployment& deployment);

} // namespace ledgerline::app

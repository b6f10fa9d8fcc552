// A deployment directory, read whole: ledgerline.yaml, owners.yaml, maps/*.csv, overlays. Wrong input gives every problem
// at once, each with file, line, column, the field, the value, and what to write instead.
#pragma once

#include "base/clock.hpp"
#include "base/quiet_hours.hpp"
#include "base/schedule.hpp"
#include "config/fields.hpp"
#include "config/place.hpp"
#include "message/value.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::config {

struct ConnectionSettings {
    std::string name;         // "shop"
    std::string plugin;       // "bigcommerce"
    Section values;           // the plugin's own fields; secrets are placeholders
    std::int64_t requests_at_once = 4; // of all flows of the connection together
    base::QuietHours quiet{};          // nothing is sent to it or read from it then
};

struct RuleSettings {
    std::string component;    // "rules/sku-match", or "sku-match" where only one plugin has it
    Section values;
};

// What the engine keeps itself. Sources fill them, and what is pushed comes from them.
namespace own_end {
inline constexpr const char* item_master = "item-master";
inline constexpr const char* stock_levels = "stock-levels";
inline constexpr const char* listings = "listings";
inline constexpr const char* returns = "returns";               // what people and programs enter as returned
inline constexpr const char* refunds = "refunds";               // what they enter as given back outside of a store
inline constexpr const char* returned_goods = "returned-goods"; // what the ERP has booked as returned

// People and programs fill it, nothing is polled.
inline bool is_entered(const std::string& end) { return end == returns || end == refunds; }
}

struct RouteSettings {
    std::string name;             // "orders"
    std::string from;             // "shop/orders": connection and source; or what the engine keeps itself: "stock-levels", "item-master", "returns", "refunds"
    std::string to;               // "erp/orders": connection and sink; or what the engine keeps itself: "item-master", "stock-levels", "listings", "returned-goods"
    base::Schedule schedule;      // "every" or "cron", and "jitter"
    std::int64_t batch = 50;      // messages asked for in one poll
    std::int64_t lanes = 1;       // deliveries at the same time
    std::int64_t together = 0;    // deliveries in one request; 0 = as many as the sink takes
    base::Millis probe_after_ms = 30'000; // "probe_after": a lost answer is looked up no sooner (a slow POST may still commit)
    std::int64_t retries_max = 8; // "retries": refusals that may pass (locks) before a person is asked
    std::vector<std::string> needs; // "items": wait until this route was read to its end once
    std::vector<RuleSettings> rules;
    std::string changes;            // "hold", "apply"; "" = as the type of its messages has it
    std::map<std::string, Place> polling; // where every, cron, jitter, batch and source were written, if they were: a route that reads from a sink polls nothing
    Section source_values, sink_values;
    Section stock_values, catalogue_values; // of routes that push these states
    std::map<std::string, Place> states;    // where stock and catalogue were written, if they were
    Place changes_place;
    Place place, from_place, to_place;
};

// Where the engine itself answers HTTP.
struct ListenSettings {
    std::string host;
    int port = 0;
    std::filesystem::path certificate, key; // resolved against the directory; empty = plain HTTP
    std::int64_t connections = 32;
    base::Millis request_ms = 10'000;
    std::string api_token; // placeholder of the secret; "" = programs are told nothing
    Place place;
};

struct OwnerSettings {
    std::map<std::string, std::string> team_of_code; // overrides of the catalogue's owners
    std::map<std::string, std::string> contact_of_team;
    std::map<std::string, Place> place_of_code{}; // of the overrides
};

struct Settings {
    std::filesystem::path directory;
    std::string name;                          // of the deployment
    std::filesystem::path store;               // resolved against the directory
    Place store_place;                         // the whole file where it is not written
    std::vector<std::filesystem::path> plugin_directories; // the deployment's own first, then the engine's
    std::vector<ConnectionSettings> connections;
    std::vector<RouteSettings> routes;
    OwnerSettings owners;
    std::optional<ListenSettings> listen;      // nothing: the engine answers nobody
    std::string log_level = "info";
    std::string digest;                        // of everything that can change a decision: configuration and maps
};

} // namespace ledgerline::config

// What a plugin says of itself.
#pragma once

#include "config/fields.hpp"
#include "message/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::plugin {

enum class ComponentKind { rule, source, sink };
std::string_view name_of(ComponentKind kind);

struct ComponentManifest {
    std::string name;
    ComponentKind kind = ComponentKind::rule;
    std::vector<std::string> accepts; // types a rule or sink takes
    std::vector<std::string> emits;   // types a source gives
    std::vector<std::string> writes;  // path patterns a rule may write: "/body/booking", "/body/lines/*/booking"
    std::vector<config::Field> fields;
    std::int64_t batch_max = 1;
    bool prepares = false;            // a sink or source that can make the other system ready (LL_PREPARE)
    bool changes = false;             // a sink that takes later revisions of what it has delivered
    std::string help;
};

struct PluginManifest {
    std::string name, version, sdk, help;
    std::vector<config::Field> connection; // fields of a connection to its system; empty = needs none
};

PluginManifest plugin_manifest(std::string_view json);       // throws PluginError
ComponentManifest component_manifest(std::string_view json); // throws PluginError

} // namespace ledgerline::plugin

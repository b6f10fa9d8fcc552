// Reads the tables that a plugin hands over: sizes, versions, pointers, manifests, names. What passes here may be used without
// another look.
#pragma once

#include "plugin/catalog.hpp"

namespace ledgerline::plugin {

// Throws PluginError; `where` names the file in it.
PluginEntry read_plugin(const ll_plugin* plugin, const std::string& where);

} // namespace ledgerline::plugin

#include "plugin/plugin_table.hpp"

#include <fmt/format.h>

namespace ledgerline::plugin {

namespace {

constexpr std::uint32_t table_size_max = 64 * 1024; // a table larger than this is garbage, whatever version made it
constexpr std::uint64_t manifest_size_max = 1024 * 1024;
constexpr std::uint64_t components_max = 256;

// What ABI 1.0 had: a later plugin has more, none has less.
constexpr std::uint32_t plugin_size_1_0 = 40;
constexpr std::uint32_t component_size_1_0 = 48;
static_assert(sizeof(ll_plugin) >= plugin_size_1_0 && sizeof(ll_component) >= component_size_1_0);

std::string table_problem(std::uint32_t size, std::uint32_t least, std::string_view what) {
    if (size >= least && size <= table_size_max) return {};
    return fmt::format("{} says that it has {} bytes, at least {} are needed: it was not filled in, or built against something else", what,
                       size, least);
}

std::string_view text_of(const ll_text& text, std::string_view what) {
    if (!text.data || text.size == 0) throw PluginError(fmt::format("{} is missing", what));
    if (text.size > manifest_size_max) throw PluginError(fmt::format("{} has {} bytes; the limit is {}", what, text.size, manifest_size_max));
    return {text.data, text.size};
}

ComponentEntry read_component(const ll_component* table, std::uint64_t index, const std::string& plugin) {
    const auto what = fmt::format("component {} of {}", index + 1, plugin);
    if (!table) throw PluginError(fmt::format("{} is a null pointer", what));
    if (auto problem = table_problem(table->size, component_size_1_0, fmt::format("the table of {}", what)); !problem.empty())
        throw PluginError(problem);
    ComponentEntry entry;
    entry.manifest = component_manifest(text_of(table->manifest, fmt::format("the manifest of {}", what)));
    const auto missing = !table->create ? "create" : !table->handle ? "handle" : !table->destroy ? "destroy" : nullptr;
    if (missing) throw PluginError(fmt::format("component \"{}\" has no {} function", entry.manifest.name, missing));
    entry.table = table;
    entry.plugin = plugin;
    return entry;
}

PluginEntry read(const ll_plugin* plugin) {
    if (auto problem = table_problem(plugin->size, plugin_size_1_0, "its plugin table"); !problem.empty()) throw PluginError(problem);
    if (plugin->abi_minor > LL_ABI_MINOR)
        throw PluginError(fmt::format("needs a newer engine: the plugin needs ABI {}.{}, this engine has {}.{}", LL_ABI_MAJOR, plugin->abi_minor,
                                      LL_ABI_MAJOR, LL_ABI_MINOR));
    PluginEntry entry;
    entry.manifest = plugin_manifest(text_of(plugin->manifest, "its manifest"));
    if (plugin->component_count == 0) throw PluginError("it has no components");
    if (plugin->component_count > components_max)
        throw PluginError(fmt::format("it says that it has {} components; the limit is {}", plugin->component_count, components_max));
    if (!plugin->components) throw PluginError("its table of components is a null pointer");
    for (std::uint64_t i = 0; i < plugin->component_count; ++i) {
        auto component = read_component(plugin->components[i], i, entry.manifest.name);
        for (const auto& other : entry.components)
            if (other.manifest.name == component.manifest.name && other.manifest.kind == component.manifest.kind)
                throw PluginError(fmt::format("two of its {}s are called \"{}\"", name_of(component.manifest.kind), component.manifest.name));
        entry.components.push_back(std::move(component));
    }
    return entry;
}

} // namespace

PluginEntry read_plugin(const ll_plugin* plugin, const std::string& where) {
    try {
        if (!plugin) throw PluginError("there is no plugin table");
        return read(plugin);
    } catch (const PluginError& error) {
        throw PluginError(fmt::format("plugin {}: {}", where, error.what()));
    }
}

} // namespace ledgerline::plugin

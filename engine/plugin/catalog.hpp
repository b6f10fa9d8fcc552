// The plugins that are loaded. A library is checked before it is opened (ELF, architecture, not truncated, symbol), loaded
// once, and never unloaded. Loading happens at start, on one thread; afterwards the catalog is read-only and may be used on any.
#pragma once

#include "ledgerline/abi.h"
#include "plugin/manifest.hpp"

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace ledgerline::plugin {

// Says which file, what is wrong with it, and what to do.
struct PluginError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct ComponentEntry {
    ComponentManifest manifest;
    const ll_component* table = nullptr; // borrowed from the library
    std::string plugin;                  // name of its plugin
};

struct PluginEntry {
    PluginManifest manifest;
    std::filesystem::path file;
    std::string sha256;
    std::vector<ComponentEntry> components;
};

class Catalog {
public:
    Catalog();
    ~Catalog();

    // Throws PluginError; the others stay usable.
    const PluginEntry& load(const std::filesystem::path& file);
    // Every *.so of a directory, by name; hidden files are left out. Problems are returned, one text each. Nothing is loaded from a
    // directory that others may write.
    std::vector<std::string> load_all(const std::filesystem::path& directory);
    // For tests and the simulation: a plugin linked into this program.
    const PluginEntry& add(const ll_plugin* plugin, const std::string& name);

    const std::vector<std::unique_ptr<PluginEntry>>& plugins() const { return plugins_; }
    const PluginEntry* find_plugin(std::string_view name) const;
    // "rules/sku-match", or "sku-match" where only one plugin has it; nullptr if none or ambiguous.
    const ComponentEntry* find(std::string_view name, ComponentKind kind) const;
    std::vector<std::string> names(ComponentKind kind) const;

private:
    const PluginEntry& accept(const ll_plugin* plugin, const std::filesystem::path& file, const std::string& sha256);

    struct Libraries;
    std::unique_ptr<Libraries> libraries_;
    std::vector<std::unique_ptr<PluginEntry>> plugins_;
};

} // namespace ledgerline::plugin

#include "plugin/catalog.hpp"

#include "plugin/library.hpp"
#include "plugin/plugin_table.hpp"
#include "plugin/trust.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::plugin {

struct Catalog::Libraries {
    std::vector<Library> open;
};

Catalog::Catalog() : libraries_(std::make_unique<Libraries>()) {}
Catalog::~Catalog() = default;

const PluginEntry& Catalog::load(const std::filesystem::path& file) {
    Library library(file);
    const PluginEntry& entry = accept(library.plugin(), file, library.sha256());
    libraries_->open.push_back(std::move(library));
    return entry;
}

std::vector<std::string> Catalog::load_all(const std::filesystem::path& directory) {
    namespace fs = std::filesystem;
    std::vector<std::string> problems;
    std::error_code failed;
    // A deployment without plugins of its own has no such directory.
    if (!fs::exists(directory, failed)) return problems;
    // Of the directory that a link leads to. Who may put a file into it, chooses what is loaded.
    if (struct stat state {}; ::stat(directory.c_str(), &state) == 0)
        if (const auto problem = trust_problem(state); !problem.empty()) return {fmt::format("plugin directory {}: {}", directory.string(), problem)};
    std::vector<fs::path> files;
    for (fs::directory_iterator it(directory, failed), end; !failed && it != end; it.increment(failed))
        // A hidden one is a copy that is still under way (rsync), or what an editor left.
        if (it->path().extension() == ".so" && it->path().filename().native().front() != '.') files.push_back(it->path());
    if (failed) return {fmt::format("plugin directory {}: it cannot be read: {}", directory.string(), failed.message())};
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        try {
            load(file);
        } catch (const PluginError& error) {
            problems.emplace_back(error.what());
        }
    }
    return problems;
}

const PluginEntry& Catalog::add(const ll_plugin* plugin, const std::string& name) { return accept(plugin, name, {}); }

const PluginEntry& Catalog::accept(const ll_plugin* plugin, const std::filesystem::path& file, const std::string& sha256) {
    auto entry = std::make_unique<PluginEntry>(read_plugin(plugin, file.string()));
    entry->file = file;
    entry->sha256 = sha256;
    if (const auto* other = find_plugin(entry->manifest.name)) {
        // A copy of the same bytes, such as the deployment's own beside the engine's, changes nothing.
        if (!sha256.empty() && other->sha256 == sha256) return *other;
        throw PluginError(fmt::format("plugin {}: a plugin called \"{}\" is already loaded from {}; remove one of the two files", file.string(),
                                      entry->manifest.name, other->file.string()));
    }
    plugins_.push_back(std::move(entry));
    return *plugins_.back();
}

const PluginEntry* Catalog::find_plugin(std::string_view name) const {
    for (const auto& plugin : plugins_)
        if (plugin->manifest.name == name) return plugin.get();
    return nullptr;
}

const ComponentEntry* Catalog::find(std::string_view name, ComponentKind kind) const {
    const auto slash = name.find('/');
    const auto plugin_name = slash == std::string_view::npos ? std::string_view() : name.substr(0, slash);
    const auto component_name = slash == std::string_view::npos ? name : name.substr(slash + 1);
    const ComponentEntry* found = nullptr;
    for (const auto& plugin : plugins_) {
        if (slash != std::string_view::npos && plugin->manifest.name != plugin_name) continue;
        for (const auto& component : plugin->components) {
            if (component.manifest.kind != kind || component.manifest.name != component_name) continue;
            if (found) return nullptr; // two plugins have one: the deployment has to say which
            found = &component;
        }
    }
    return found;
}

std::vector<std::string> Catalog::names(ComponentKind kind) const {
    std::vector<std::string> names;
    for (const auto& plugin : plugins_)
        for (const auto& component : plugin->components)
            if (component.manifest.kind == kind) names.push_back(plugin->manifest.name + "/" + component.manifest.name);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace ledgerline::plugin

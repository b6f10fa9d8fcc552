#include "app/commands/plugins.hpp"

#include "app/plan.hpp"

#include <fmt/format.h>

namespace ledgerline::app {
namespace {

using message::Value;

// Refused files are reported beside the good ones: that is what this verb is asked for. Without a deployment the engine's
// own plugins are listed.
std::vector<std::string> load(const Common& common, plugin::Catalog& catalog) {
    std::vector<std::filesystem::path> directories;
    if (std::filesystem::exists(std::filesystem::path(common.directory) / "ledgerline.yaml"))
        directories = read(common).settings.plugin_directories;
    else directories.push_back(common.engine_plugins);
    std::vector<std::string> problems;
    for (const auto& directory : directories)
        for (std::string& problem : catalog.load_all(directory)) problems.push_back(std::move(problem));
    return problems;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

// A default as one would write it: "10m", [captured, refunded]; "" for one that says nothing.
std::string default_text(const Value& otherwise) {
    if (const bool* flag = otherwise.as_bool()) return *flag ? "true" : "false";
    const auto* list = otherwise.as_array();
    if (!list) return otherwise.text_or("");
    std::vector<std::string> words;
    for (const Value& one : *list) words.push_back(one.text_or(""));
    return words.empty() ? "" : "[" + joined(words) + "]";
}

void describe_fields(const Common& common, const std::vector<config::Field>& fields) {
    for (const config::Field& field : fields) {
        const std::string what = field.type == "choice" ? "one of " + joined(field.choices)
                                 : field.type == "map_file" || field.type == "table" ? field.type + " with the columns " + joined(field.columns)
                                                                                      : field.type;
        const std::string otherwise = default_text(field.otherwise);
        print(common, fmt::format("      {:<22} {}{}", field.name, what, field.required ? ", required" : otherwise.empty() ? "" : ", default " + otherwise));
        if (!field.help.empty()) print(common, fmt::format("      {:<22}   {}", "", field.help));
        if (!field.example.empty()) print(common, fmt::format("      {:<22}   for example {}", "", field.example));
    }
}

void describe(const Common& common, const plugin::PluginEntry& plugin) {
    print(common, fmt::format("{} {} ({})", plugin.manifest.name, plugin.manifest.version, plugin.file.string()));
    if (!plugin.manifest.help.empty()) print(common, "  " + plugin.manifest.help);
    print(common, fmt::format("  SDK {} · SHA-256 {}", plugin.manifest.sdk, plugin.sha256));
    if (!plugin.manifest.connection.empty()) {
        print(common, "  A connection takes");
        describe_fields(common, plugin.manifest.connection);
    }
    for (const plugin::ComponentEntry& component : plugin.components) {
        const plugin::ComponentManifest& manifest = component.manifest;
        print(common, fmt::format("  {} {}/{}", plugin::name_of(manifest.kind), plugin.manifest.name, manifest.name));
        if (!manifest.help.empty()) print(common, "    " + manifest.help);
        if (!manifest.accepts.empty()) print(common, "    works on " + joined(manifest.accepts));
        if (!manifest.emits.empty()) print(common, "    gives " + joined(manifest.emits));
        if (!manifest.writes.empty()) print(common, "    may write " + joined(manifest.writes));
        describe_fields(common, manifest.fields);
    }
}

Value json_of(const std::vector<std::string>& words) {
    Value list = Value::array();
    for (const std::string& word : words) list.push(word);
    return list;
}

Value json_of(const std::vector<config::Field>& fields) {
    Value list = Value::array();
    for (const config::Field& field : fields)
        list.push(Value::object({{"name", field.name}, {"type", field.type}, {"required", field.required}, {"default", field.otherwise}, {"choices", json_of(field.choices)},
                                 {"columns", json_of(field.columns)}, {"example", field.example}, {"help", field.help}}));
    return list;
}

Value json_of(const plugin::PluginEntry& plugin) {
    Value components = Value::array();
    for (const plugin::ComponentEntry& component : plugin.components) {
        const plugin::ComponentManifest& manifest = component.manifest;
        components.push(Value::object({{"kind", plugin::name_of(manifest.kind)}, {"name", manifest.name}, {"help", manifest.help}, {"accepts", json_of(manifest.accepts)},
                                       {"emits", json_of(manifest.emits)}, {"writes", json_of(manifest.writes)}, {"fields", json_of(manifest.fields)}}));
    }
    return Value::object({{"name", plugin.manifest.name}, {"version", plugin.manifest.version}, {"sdk", plugin.manifest.sdk}, {"help", plugin.manifest.help},
                          {"file", plugin.file.string()}, {"sha256", plugin.sha256}, {"connection", json_of(plugin.manifest.connection)}, {"components", std::move(components)}});
}

} // namespace

int plugins_list(const Common& common) {
    plugin::Catalog catalog;
    const std::vector<std::string> problems = load(common, catalog);
    Value list = Value::array();
    for (const auto& plugin : catalog.plugins()) {
        Value components = Value::array();
        std::vector<std::string> names;
        for (const auto& component : plugin->components) {
            names.push_back(fmt::format("{} {}", plugin::name_of(component.manifest.kind), component.manifest.name));
            components.push(Value::object({{"kind", plugin::name_of(component.manifest.kind)}, {"name", component.manifest.name}}));
        }
        if (!common.json) print(common, fmt::format("{:<14} {:<8} {}", plugin->manifest.name, plugin->manifest.version, joined(names)));
        list.push(Value::object({{"name", plugin->manifest.name}, {"version", plugin->manifest.version}, {"file", plugin->file.string()},
                                 {"sha256", plugin->sha256}, {"components", std::move(components)}}));
    }
    Value refused = Value::array();
    for (const std::string& problem : problems) {
        if (!common.json) print(common, "refused: " + problem);
        refused.push(Value(problem));
    }
    if (common.json) print_json(common, Value::object({{"plugins", std::move(list)}, {"refused", std::move(refused)}}));
    return problems.empty() ? exit_code::fine : exit_code::findings;
}

int plugins_describe(const Common& common, const std::string& name) {
    plugin::Catalog catalog;
    load(common, catalog);
    if (const plugin::PluginEntry* plugin = catalog.find_plugin(name)) {
        if (common.json) print_json(common, json_of(*plugin));
        else describe(common, *plugin);
        return exit_code::fine;
    }
    std::vector<std::string> known;
    for (const auto& plugin : catalog.plugins()) known.push_back(plugin->manifest.name);
    const std::string near = config::nearest(name, known);
    throw UsageError(fmt::format("there is no plugin \"{}\"{}; there are {}", name, near.empty() ? "" : " (did you mean " + near + "?)", joined(known)));
}

} // namespace ledgerline::app

#include "plugin/manifest.hpp"

#include "message/json.hpp"
#include "plugin/catalog.hpp"
#include "plugin/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ledgerline::plugin {

namespace {

constexpr std::size_t manifest_bytes_max = 1024 * 1024;
constexpr std::size_t name_size_max = 64;
constexpr std::size_t list_size_max = 200;
constexpr std::int64_t batch_limit = 2'000; // as many as the largest request of a known system

// One manifest while it is read: every complaint names whose it is and which member is wrong.
class Reader {
public:
    Reader(std::string_view what, std::string_view json) : whose_(what) {
        message::JsonLimits limits;
        limits.bytes_max = manifest_bytes_max;
        try {
            tree_ = message::parse_json(json, limits);
        } catch (const message::JsonError& error) {
            throw PluginError(fmt::format("{}: it is {}", whose_, error.what()));
        }
        if (!tree_.is_object())
            throw PluginError(fmt::format("{}: it must be a JSON object, but it is {}", whose_, name_of(tree_.kind())));
        if (const auto* name = tree_["name"].as_text()) whose_ = fmt::format("{} \"{}\"", what, name->substr(0, name_size_max));
    }

    [[noreturn]] void fail(std::string_view member, std::string_view why) const {
        throw PluginError(fmt::format("{}: member \"{}\" {}", whose_, member, why));
    }

    void knows_only(const std::vector<std::string>& known) const {
        for (const auto& [name, value] : *tree_.as_object()) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            const auto near = config::nearest(name, known);
            fail(name, near.empty() ? "is not known to this engine" : fmt::format("is not known to this engine (did you mean \"{}\"?)", near));
        }
    }

    // Lower-case letters, digits and hyphens: names stand in configuration, history and exceptions.
    std::string identifier(std::string_view member) const {
        const auto text = required_text(member);
        const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
        if (text.size() > name_size_max || !(text[0] >= 'a' && text[0] <= 'z') || !std::all_of(text.begin(), text.end(), fits))
            fail(member, fmt::format("is \"{}\", but a name is a lower-case letter followed by at most {} letters, digits or hyphens",
                                     text.substr(0, name_size_max), name_size_max - 1));
        return text;
    }

    std::string required_text(std::string_view member) const {
        const auto* value = tree_.find(member);
        if (!value) fail(member, "is missing");
        const auto* text = value->as_text();
        if (!text) fail(member, fmt::format("must be text, but it is {}", name_of(value->kind())));
        if (text->empty()) fail(member, "is empty");
        return *text;
    }

    std::string optional_text(std::string_view member) const {
        const auto* value = tree_.find(member);
        if (!value) return {};
        const auto* text = value->as_text();
        if (!text) fail(member, fmt::format("must be text, but it is {}", name_of(value->kind())));
        return *text;
    }

    std::vector<std::string> texts(std::string_view member) const {
        const auto* value = tree_.find(member);
        if (!value) return {};
        const auto* items = value->as_array();
        if (!items) fail(member, fmt::format("must be an array of text, but it is {}", name_of(value->kind())));
        if (items->size() > list_size_max) fail(member, fmt::format("has {} entries; the limit is {}", items->size(), list_size_max));
        std::vector<std::string> result;
        for (const auto& item : *items) {
            const auto* text = item.as_text();
            if (!text || text->empty()) fail(member, "must be an array of text that is not empty");
            if (std::find(result.begin(), result.end(), *text) != result.end()) fail(member, fmt::format("names \"{}\" twice", *text));
            result.push_back(*text);
        }
        return result;
    }

    std::int64_t integer(std::string_view member, std::int64_t otherwise, std::int64_t from, std::int64_t to) const {
        const auto* value = tree_.find(member);
        if (!value) return otherwise;
        const auto* number = value->as_int();
        if (!number || *number < from || *number > to) fail(member, fmt::format("must be a whole number from {} to {}", from, to));
        return *number;
    }

    bool boolean(std::string_view member) const {
        const auto* value = tree_.find(member);
        if (!value) return false;
        const auto* flag = value->as_bool();
        if (!flag) fail(member, fmt::format("must be true or false, but it is {}", name_of(value->kind())));
        return *flag;
    }

    std::vector<config::Field> fields(std::string_view member, const message::Value& value) const {
        try {
            auto fields = config::fields_of(value);
            std::set<std::string> names;
            for (const auto& field : fields)
                if (!names.insert(field.name).second) fail(member, fmt::format("describes the field \"{}\" twice", field.name));
            return fields;
        } catch (const PluginError&) {
            throw;
        } catch (const std::exception& error) {
            fail(member, fmt::format("is not a list of fields: {}", error.what()));
        }
    }

    const message::Value* find(std::string_view member) const { return tree_.find(member); }

private:
    std::string whose_;
    message::Value tree_;
};

ComponentKind kind_of(const Reader& read) {
    const auto text = read.required_text("kind");
    if (text == "rule") return ComponentKind::rule;
    if (text == "source") return ComponentKind::source;
    if (text == "sink") return ComponentKind::sink;
    read.fail("kind", fmt::format("is \"{}\", but a component is a \"rule\", a \"source\" or a \"sink\"", text));
}

// The envelope around a body belongs to the engine: a rule that could write /id or /revision would forge history.
void check_writes(const Reader& read, const std::vector<std::string>& writes) {
    for (const auto& pattern : writes)
        if (pattern != "/body" && pattern.compare(0, 6, "/body/") != 0)
            read.fail("writes", fmt::format("holds \"{}\", but a rule writes only /body or below it", pattern));
        else if (paths().intern(pattern) == message::no_path)
            read.fail("writes", fmt::format("holds \"{}\", which is not a path pattern (write it like /body/lines/*/booking)", pattern));
}

} // namespace

std::string_view name_of(ComponentKind kind) {
    switch (kind) {
    case ComponentKind::rule: return "rule";
    case ComponentKind::source: return "source";
    case ComponentKind::sink: return "sink";
    }
    return "component";
}

PluginManifest plugin_manifest(std::string_view json) {
    const Reader read("manifest of plugin", json);
    read.knows_only({"name", "version", "sdk", "connection", "help"});
    PluginManifest manifest;
    manifest.name = read.identifier("name");
    manifest.version = read.required_text("version");
    manifest.sdk = read.optional_text("sdk");
    manifest.help = read.optional_text("help");
    if (const auto* connection = read.find("connection")) manifest.connection = read.fields("connection", *connection);
    return manifest;
}

ComponentManifest component_manifest(std::string_view json) {
    const Reader read("manifest of component", json);
    read.knows_only({"name", "kind", "accepts", "emits", "writes", "fields", "batch_max", "prepares", "changes", "help"});
    ComponentManifest manifest;
    manifest.name = read.identifier("name");
    manifest.kind = kind_of(read);
    manifest.accepts = read.texts("accepts");
    manifest.emits = read.texts("emits");
    manifest.writes = read.texts("writes");
    manifest.batch_max = read.integer("batch_max", 1, 1, batch_limit);
    manifest.prepares = read.boolean("prepares");
    manifest.changes = read.boolean("changes");
    manifest.help = read.optional_text("help");
    if (const auto* fields = read.find("fields")) manifest.fields = read.fields("fields", *fields);

    const auto kind = name_of(manifest.kind);
    if (manifest.kind == ComponentKind::source) {
        if (manifest.emits.empty()) read.fail("emits", "is empty: a source says which types of message it gives");
        if (!manifest.accepts.empty()) read.fail("accepts", "is not for a source: it takes no messages");
    } else if (manifest.accepts.empty()) {
        read.fail("accepts", fmt::format("is empty: a {} says which types of message it takes", kind));
    }
    if (manifest.kind == ComponentKind::rule) {
        if (!manifest.emits.empty()) read.fail("emits", "is not for a rule: it changes messages and makes none");
        check_writes(read, manifest.writes);
    } else if (!manifest.writes.empty()) {
        read.fail("writes", fmt::format("is only for rules: a {} may write its whole call document", kind));
    }
    if (manifest.kind != ComponentKind::sink && manifest.batch_max != 1)
        read.fail("batch_max", fmt::format("is only for sinks: a {} has no deliveries", kind));
    if (manifest.kind == ComponentKind::rule && manifest.prepares) read.fail("prepares", "is only for sinks and sources, not for a rule");
    if (manifest.kind != ComponentKind::sink && manifest.changes) read.fail("changes", fmt::format("is only for sinks, not for a {}", kind));
    return manifest;
}

} // namespace ledgerline::plugin

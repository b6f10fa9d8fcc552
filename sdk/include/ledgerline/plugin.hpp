// Everything that a plugin needs, and the one list that it is made of:
//
//   LEDGERLINE_PLUGIN("acme-approval", "1.0.0",
//       rule<ApprovalLimit>("approval-limit")
//           .accepts("order")
//           .help("Holds orders above a limit: a person raises the limit, or books the order by hand.")
//           .field("limit", required, decimal, "Orders above this amount wait for approval", example("5000.00")))
//
// Items of the list: about("..."), connection().field(...), rule<T>("name"), source<T>("name"), sink<T>("name").
// Fields: .field(name, required | otherwise(default), type, help, example("...")); without a type it is text. Types: text,
// decimal, integer, boolean, duration, secret, list, choice{...}, map_file{columns}, table{columns}.
//
// Nothing registers itself: what is not in the list does not exist. Use it once in a plugin, outside of any namespace.
#ifndef LEDGERLINE_PLUGIN_HPP
#define LEDGERLINE_PLUGIN_HPP

#include "ledgerline/component.hpp"
#include "ledgerline/manifest.hpp"
#include "ledgerline/rule.hpp"
#include "ledgerline/sink.hpp"
#include "ledgerline/source.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ledgerline::manifest {

template <class T>
RuleEntry rule(std::string_view name) {
    static_assert(std::is_base_of_v<Rule, T>, "rule<T>(...): T must derive from ledgerline::Rule");
    return {name, &detail::create_component<T, detail::RuleAdapter>};
}

template <class T>
SourceEntry source(std::string_view name) {
    static_assert(std::is_base_of_v<Source, T>, "source<T>(...): T must derive from ledgerline::Source");
    return {name, &detail::create_component<T, detail::SourceAdapter>};
}

template <class T>
SinkEntry sink(std::string_view name) {
    static_assert(std::is_base_of_v<SinkBase, T>, "sink<T>(...): T must derive from ledgerline::Sink or BatchSink");
    if constexpr (std::is_base_of_v<BatchSink, T>) return {name, &detail::create_component<T, detail::BatchSinkAdapter>};
    else return {name, &detail::create_component<T, detail::SinkAdapter>};
}

} // namespace ledgerline::manifest

namespace ledgerline::detail {

// The tables that the engine reads. Never destroyed: the engine may use them until the process ends.
class PluginTable {
public:
    template <class... Items>
    PluginTable(std::string_view name, std::string_view version, const Items&... items) {
        (take(items), ...);
        manifest::JsonList members;
        members.add_member("name", json_quoted(name));
        members.add_member("version", json_quoted(version));
        members.add_member("sdk", json_quoted(std::to_string(LL_ABI_MAJOR) + "." + std::to_string(LL_ABI_MINOR)));
        if (!connection_json_.empty()) members.add_member("connection", connection_json_);
        if (!help_.empty()) members.add_member("help", json_quoted(help_));
        manifest_ = members.object();
        plugin_ = {sizeof(ll_plugin), LL_ABI_MINOR, to_host(manifest_), pointers_.size(), pointers_.data()};
    }
    PluginTable(const PluginTable&) = delete;
    PluginTable& operator=(const PluginTable&) = delete;

    const ll_plugin* get() const { return &plugin_; }

private:
    struct Stored {
        std::string manifest;
        ll_component table;
    };

    void take(const manifest::Connection& connection) { connection_json_ = connection.fields_json(); }
    void take(const manifest::About& about) { help_ = about.sentence; }
    template <class Entry>
    void take(const manifest::Entry<Entry>& entry) {
        manifest::ComponentDraft draft = entry.draft();
        auto stored = std::make_unique<Stored>();
        stored->manifest = std::move(draft.manifest_json);
        stored->table = {sizeof(ll_component), 0, to_host(stored->manifest), draft.create, &handle_component, &destroy_component};
        pointers_.push_back(&stored->table);
        stored_.push_back(std::move(stored));
    }

    std::string connection_json_, help_, manifest_;
    std::vector<std::unique_ptr<Stored>> stored_;
    std::vector<const ll_component*> pointers_;
    ll_plugin plugin_{};
};

} // namespace ledgerline::detail

// Name of the exported function. A test that links several plugins into one program gives each its own.
#ifndef LEDGERLINE_PLUGIN_ENTRY
#define LEDGERLINE_PLUGIN_ENTRY ledgerline_plugin_v1
#endif

// The words of the list are brought in one by one, inside a function: they stay out of the plugin's own names.
#define LEDGERLINE_PLUGIN(plugin_name, plugin_version, ...)                                                                 \
    extern "C" __attribute__((visibility("default"))) const ll_plugin* LEDGERLINE_PLUGIN_ENTRY(void);                       \
    extern "C" const ll_plugin* LEDGERLINE_PLUGIN_ENTRY(void) {                                                             \
        using ::ledgerline::manifest::about;                                                                                \
        using ::ledgerline::manifest::boolean;                                                                              \
        using ::ledgerline::manifest::choice;                                                                               \
        using ::ledgerline::manifest::connection;                                                                           \
        using ::ledgerline::manifest::connection_name;                                                                      \
        using ::ledgerline::manifest::decimal;                                                                              \
        using ::ledgerline::manifest::duration;                                                                             \
        using ::ledgerline::manifest::example;                                                                              \
        using ::ledgerline::manifest::integer;                                                                              \
        using ::ledgerline::manifest::list;                                                                                 \
        using ::ledgerline::manifest::map_file;                                                                             \
        using ::ledgerline::manifest::optional;                                                                             \
        using ::ledgerline::manifest::otherwise;                                                                            \
        using ::ledgerline::manifest::required;                                                                             \
        using ::ledgerline::manifest::rule;                                                                                 \
        using ::ledgerline::manifest::secret;                                                                               \
        using ::ledgerline::manifest::sink;                                                                                 \
        using ::ledgerline::manifest::source;                                                                               \
        using ::ledgerline::manifest::table;                                                                                \
        using ::ledgerline::manifest::text;                                                                                 \
        try {                                                                                                               \
            static const auto* const plugin_table = new ::ledgerline::detail::PluginTable(plugin_name, plugin_version, __VA_ARGS__); \
            return plugin_table->get();                                                                                     \
        } catch (...) {                                                                                                     \
            return nullptr;                                                                                                 \
        }                                                                                                                   \
    }

#endif

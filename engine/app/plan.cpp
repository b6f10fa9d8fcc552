#include "app/plan.hpp"

#include "app/connection_check.hpp"
#include "app/trial.hpp"
#include "config/refusal.hpp"
#include "exceptions/catalogue.hpp"
#include "net/tls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace ledgerline::app {
namespace {

using config::Problem;
using plugin::ComponentKind;

class Planner {
public:
    Planner(const config::Deployment& deployment, const plugin::Catalog& catalog, const base::Clock& clock, std::vector<Problem> found) :
        deployment_(deployment), catalog_(catalog), clock_(clock), problems_(std::move(found)) {}

    Plan make() {
        Plan plan;
        check_owners();
        check_listening();
        for (const config::ConnectionSettings& connection : deployment_.settings.connections) check_connection(connection);
        for (const config::RouteSettings& route : deployment_.settings.routes) plan.routes.push_back(plan_route(route));
        for (RoutePlan& route : plan.routes)
            if (hears_of_sink(*route.route)) find_origins(route, plan);
        for (RoutePlan& route : plan.routes) find_what_is_compared(route, plan);
        check_sources(plan);
        for (RoutePlan& route : plan.routes) resolve_needs(route, plan);
        for (const std::string& origin : deployment_.secrets->shown_as_well())
            complain({"ledgerline.yaml", 0, 0}, origin, "is used as a secret and also in a field whose value is shown in documents and messages; give that field a variable or file of its own");
        put_in_order(problems_);
        if (!problems_.empty()) throw config::ConfigError(std::move(problems_));
        plan.warnings = std::move(warnings_);
        return plan;
    }

private:
    void complain(const config::Place& place, std::string field, std::string what) {
        problems_.push_back({place, std::move(field), std::move(what)});
    }

    void check_listening() {
        const auto& listen = deployment_.settings.listen;
        if (!listen || listen->certificate.empty() || listen->key.empty()) return;
        if (const std::string why = net::server_certificate_problem(listen->certificate.string(), listen->key.string()); !why.empty())
            complain(listen->place, "listen.certificate", listen->certificate.filename().string() + " " + why);
    }

    // A code of no exception never comes up. Plugins may have codes of their own, so only one that is nearly ours is a mistake for certain.
    void check_owners() {
        constexpr std::size_t slips_max = 2;
        std::vector<std::string> codes;
        for (const exceptions::Kind& kind : exceptions::catalogue()) codes.emplace_back(kind.code);
        for (const auto& [code, place] : deployment_.settings.owners.place_of_code) {
            if (exceptions::known(code)) continue;
            const std::string near = config::nearest(code, codes, slips_max);
            if (!near.empty()) complain(place, "codes." + code, fmt::format("there is no exception with this code; did you mean \"{}\"?", near));
            else warnings_.push_back({place, "codes." + code, "is no exception of the catalogue; right only where a plugin of this deployment reports it"});
        }
    }

    const config::ConnectionSettings* connection_of(const std::string& end) const {
        const std::string name = end.substr(0, end.find('/'));
        for (const auto& connection : deployment_.settings.connections)
            if (connection.name == name) return &connection;
        return nullptr;
    }

    void check_connection(const config::ConnectionSettings& connection) {
        const plugin::PluginEntry* plugin = catalog_.find_plugin(connection.plugin);
        if (!plugin) {
            std::vector<std::string> known;
            for (const auto& one : catalog_.plugins()) known.push_back(one->manifest.name);
            const std::string near = config::nearest(connection.plugin, known);
            problems_.push_back(config::problem_at(connection.values, "/plugin",
                                                   fmt::format("there is no plugin \"{}\"{}", connection.plugin,
                                                               near.empty() ? "; `ledgerline plugins list` shows the plugins that were found" : fmt::format(" (did you mean {}?)", near))));
            return;
        }
        const std::size_t before = problems_.size();
        message::Value values = config::check(connection.values, plugin->manifest.connection, *deployment_.maps, problems_);
        check_endpoint(deployment_.settings, connection, plugin->manifest.connection, values, problems_, warnings_);
        checked_.push_back({&connection, std::move(values), problems_.size() == before});
    }

    // The settings of a component; where they and its connection are in order, what the component itself says of them.
    void check_component(ComponentPlan& plan, const config::Section& section, bool connection_is_good) {
        const std::size_t before = problems_.size();
        plan.section = &section;
        message::Value settings = config::check(section, plan.entry->manifest.fields, *deployment_.maps, problems_);
        for (const config::Field& field : plan.entry->manifest.fields)
            if (field.type == "connection") check_connection_name(section, field.name, settings[field.name].text_or(""));
        if (!connection_is_good || problems_.size() != before) return;
        for (config::Problem& problem : refusals_of(plan, std::move(settings), *deployment_.maps, clock_)) problems_.push_back(std::move(problem));
    }

    // A name that only stands in keys would be met by nothing, and nothing would ever happen.
    void check_connection_name(const config::Section& section, const std::string& field, const std::string& name) {
        std::vector<std::string> known;
        for (const auto& connection : deployment_.settings.connections) known.push_back(connection.name);
        if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
        const std::string near = config::nearest(name, known);
        problems_.push_back(config::problem_at(section, "/" + field, fmt::format("there is no connection \"{}\"{}", name, near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near))));
    }

    // As they stand in the file, each once: every component over a connection complains about it.
    static void put_in_order(std::vector<Problem>& problems) {
        const auto place = [](const Problem& problem) { return std::tie(problem.place.file, problem.place.line, problem.place.column); };
        std::stable_sort(problems.begin(), problems.end(), [&](const Problem& one, const Problem& other) { return place(one) < place(other); });
        std::set<std::string> seen;
        std::erase_if(problems, [&](const Problem& problem) { return !seen.insert(problem.text()).second; });
    }

    // "shop/orders": the component "orders" of the plugin that the connection "shop" uses.
    std::optional<ComponentPlan> plan_end(const config::RouteSettings& route, const std::string& end, ComponentKind kind, const config::Section& section) {
        const config::ConnectionSettings* connection = connection_of(end);
        const std::size_t slash = end.find('/');
        if (!connection || slash == std::string::npos) return std::nullopt; // the deployment reader has complained
        ComponentPlan plan;
        plan.name = end;
        plan.connection = connection->name;
        if (!catalog_.find_plugin(connection->plugin)) return std::nullopt;
        plan.entry = catalog_.find(connection->plugin + "/" + end.substr(slash + 1), kind);
        if (!plan.entry) {
            std::vector<std::string> known;
            for (const auto& component : catalog_.find_plugin(connection->plugin)->components)
                if (component.manifest.kind == kind) known.push_back(connection->name + "/" + component.manifest.name);
            const bool is_source = kind == ComponentKind::source;
            complain(is_source ? route.from_place : route.to_place, fmt::format("routes.{}.{}", route.name, is_source ? "from" : "to"),
                     fmt::format("the plugin {} has no {} \"{}\" (it has: {})", connection->plugin, plugin::name_of(kind), end.substr(slash + 1),
                                 known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))));
            return std::nullopt;
        }
        const auto checked = std::find_if(checked_.begin(), checked_.end(), [&](const Checked& one) { return one.connection == connection; });
        plan.connection_values = checked->values;
        plan.connection_section = &connection->values;
        check_component(plan, section, checked->is_good);
        return plan;
    }

    ComponentPlan plan_rule(const config::RouteSettings& route, const config::RuleSettings& rule, const std::string& type, std::set<std::string>& names) {
        ComponentPlan plan;
        plan.entry = catalog_.find(rule.component, ComponentKind::rule);
        if (!plan.entry) {
            std::vector<std::string> known = catalog_.names(ComponentKind::rule);
            if (rule.component.find('/') == std::string::npos) // named as most deployments do, without the plugin
                for (std::string& name : known) name.erase(0, name.find('/') + 1);
            const std::string near = config::nearest(rule.component, known);
            complain(rule.values.place, rule.values.field,
                     fmt::format("there is no rule \"{}\"{}", rule.component,
                                 near.empty() ? "; `ledgerline plugins list` shows the rules that were found" : fmt::format(" (did you mean {}?)", near)));
            return plan;
        }
        const auto& accepts = plan.entry->manifest.accepts;
        if (!type.empty() && std::find(accepts.begin(), accepts.end(), type) == accepts.end())
            complain(rule.values.place, rule.values.field, fmt::format("the rule {} does not work on {}s", rule.component, type));
        plan.name = route.name + "/" + plan.entry->manifest.name;
        for (int n = 2; !names.insert(plan.name).second; ++n) plan.name = fmt::format("{}/{}#{}", route.name, plan.entry->manifest.name, n);
        check_component(plan, rule.values, true);
        return plan;
    }

    // The component that an end names, if its plugin has it as this kind.
    const plugin::ComponentEntry* entry_of(const std::string& end, ComponentKind kind) const {
        const config::ConnectionSettings* connection = connection_of(end);
        const std::size_t slash = end.find('/');
        if (!connection || slash == std::string::npos || !catalog_.find_plugin(connection->plugin)) return nullptr;
        return catalog_.find(connection->plugin + "/" + end.substr(slash + 1), kind);
    }

    // It reads from a sink: the engine itself is the source, of confirmations.
    bool hears_of_sink(const config::RouteSettings& route) const { return !entry_of(route.from, ComponentKind::source) && entry_of(route.from, ComponentKind::sink); }

    void plan_confirmations(RoutePlan& plan) {
        const config::RouteSettings& route = *plan.route;
        plan.type = "confirmation";
        for (const auto& [name, place] : route.polling)
            complain(place, fmt::format("routes.{}.{}", route.name, name),
                     fmt::format("{} is a sink: the engine itself says what became of each order there, nothing is polled; remove {}", route.from, name));
        const auto& accepts = entry_of(route.from, ComponentKind::sink)->manifest.accepts;
        if (std::find(accepts.begin(), accepts.end(), "order") == accepts.end())
            complain(route.from_place, fmt::format("routes.{}.from", route.name), fmt::format("{} is a sink that takes no orders, and only what becomes of orders is confirmed", route.from));
    }

    // Which orders a route of confirmations hears of. What leads back to a store is about the orders of that store alone.
    void find_origins(RoutePlan& plan, const Plan& all) {
        const config::RouteSettings& route = *plan.route;
        const auto connection_name = [](const std::string& end) { return end.substr(0, end.find('/')); };
        std::vector<std::string> feeding;
        for (const RoutePlan& other : all.routes)
            if (other.route->to == route.from && other.type == "order") feeding.push_back(other.route->from);
        const bool leads_back = std::any_of(feeding.begin(), feeding.end(), [&](const std::string& from) { return connection_name(from) == connection_name(route.to); });
        for (const std::string& from : feeding)
            if (!leads_back || connection_name(from) == connection_name(route.to)) plan.origins.push_back(from);
        if (feeding.empty()) complain(route.from_place, fmt::format("routes.{}.from", route.name), fmt::format("no route brings orders to {}, so there would be nothing to confirm", route.from));
    }

    void check_sources(const Plan& plan) {
        const auto component = [](const std::string& end) { return end.substr(end.find('/') + 1); };
        for (std::size_t i = 0; i < plan.routes.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const RoutePlan &one = plan.routes[i], &other = plan.routes[j];
                const std::string field = fmt::format("routes.{}.", one.route->name);
                if ((one.source.entry || config::own_end::is_entered(one.route->from)) && one.route->from == other.route->from)
                    complain(one.route->from_place, field + "from", fmt::format("{} is read by the route {} already; a source has one route", one.route->from, other.route->name));
                if (one.flow == Flow::levels && other.flow == Flow::levels)
                    complain(one.route->to_place, field + "to", fmt::format("the route {} brings the ERP's stock already; what a snapshot does not name stands at zero, so the two would undo each other's work", other.route->name));
                if (pushes(one) && pushes(other) && one.route->to == other.route->to)
                    complain(one.route->to_place, field + "to", fmt::format("the route {} pushes to {} already; the two would undo each other's work", other.route->name, one.route->to));
                // The name of the component is a part of the idempotency key.
                if (component(one.route->to) != component(other.route->to)) continue;
                for (const std::string& origin : one.origins)
                    if (std::find(other.origins.begin(), other.origins.end(), origin) != other.origins.end())
                        complain(one.route->to_place, field + "to",
                                 fmt::format("the route {} confirms the orders of {} to {} already; two components of one name cannot both hear of them", other.route->name, origin, other.route->to));
            }
        for (const RoutePlan& one : plan.routes)
            for (const std::string& need : one.route->needs)
                for (const RoutePlan& other : plan.routes)
                    if (other.route->name == need && (hears_of_sink(*other.route) || config::own_end::is_entered(other.route->from)))
                        complain(one.route->place, fmt::format("routes.{}.needs", one.route->name),
                                 fmt::format("the route {} {} and is never read to an end, so nothing can wait for it", need, config::own_end::is_entered(other.route->from) ? "takes what is entered" : "reads from a sink"));
    }

    // Whether later revisions of what the sink has go to it. Orders are changed only where the deployment says so.
    void plan_changes(RoutePlan& plan) {
        const config::RouteSettings& route = *plan.route;
        const bool takes = plan.sink && plan.sink->entry->manifest.changes;
        if (!route.changes.empty() && !takes)
            complain(route.changes_place, fmt::format("routes.{}.changes", route.name), fmt::format("{} takes no changes of what it has; remove this key, and changes are told to people", route.to));
        plan.applies_changes = takes && (route.changes.empty() ? plan.type != "order" : route.changes == "apply");
    }

    // What the engine keeps itself takes one type of message each, and no rules but for items.
    void plan_own_end(RoutePlan& plan) {
        const config::RouteSettings& route = *plan.route;
        struct Own { const char* end; Flow flow; const char* type; const char* words; };
        static constexpr Own ends[] = {{config::own_end::item_master, Flow::items, "item", "the item master takes items"},
                                       {config::own_end::stock_levels, Flow::levels, "stock", "the stock levels take the stock of an ERP"},
                                       {config::own_end::listings, Flow::listings, "listing", "the listings take the catalogue of a store"},
                                       {config::own_end::returned_goods, Flow::returned_goods, "return", "the returned goods take what the ERP has booked as returned"}};
        for (const Own& own : ends) {
            if (route.to != own.end) continue;
            plan.flow = own.flow;
            if (!plan.type.empty() && plan.type != own.type) complain(route.to_place, fmt::format("routes.{}.to", route.name), fmt::format("{}, not {}s", own.words, plan.type));
            if (own.flow != Flow::items && own.flow != Flow::returned_goods && !route.rules.empty())
                complain(route.place, fmt::format("routes.{}.rules", route.name), fmt::format("what goes to {} is compared, and judged by no rules; remove them", route.to));
        }
    }

    // Messages of a source, or of a sink, that go to a sink or into what the engine keeps.
    void plan_messages(RoutePlan& plan) {
        const config::RouteSettings& route = *plan.route;
        if (config::own_end::is_entered(route.from)) plan_entered(plan);
        else if (hears_of_sink(route)) plan_confirmations(plan);
        else if (auto source = plan_end(route, route.from, ComponentKind::source, route.source_values)) {
            plan.source = std::move(*source);
            if (!plan.source.entry->manifest.emits.empty()) plan.type = plan.source.entry->manifest.emits.front();
        }
        if (route.to.find('/') == std::string::npos) plan_own_end(plan);
        else plan_sink(plan);
        for (const auto& [name, place] : route.states)
            complain(place, fmt::format("routes.{}.{}", route.name, name), fmt::format("belongs to a route from {}", name == "stock" ? config::own_end::stock_levels : config::own_end::item_master));
    }

    // What people and programs enter: the engine itself is the source, nothing is polled.
    void plan_entered(RoutePlan& plan) {
        const config::RouteSettings& route = *plan.route;
        plan.type = route.from == config::own_end::returns ? "return" : "refund";
        for (const auto& [name, place] : route.polling)
            complain(place, fmt::format("routes.{}.{}", route.name, name), fmt::format("{} is what people and programs enter here, nothing is polled; remove {}", route.from, name));
        if (route.to == config::own_end::returned_goods)
            complain(route.to_place, fmt::format("routes.{}.to", route.name), "what is entered here is on no document of the ERP yet; write the sink that books it, such as erp/returns");
    }

    void plan_sink(RoutePlan& plan) {
        const config::RouteSettings& route = *plan.route;
        plan.sink = plan_end(route, route.to, ComponentKind::sink, route.sink_values);
        if (!plan.sink || plan.type.empty()) return;
        const auto& accepts = plan.sink->entry->manifest.accepts;
        if (std::find(accepts.begin(), accepts.end(), plan.type) == accepts.end())
            complain(route.to_place, fmt::format("routes.{}.to", route.name), fmt::format("{} does not take {}s", route.to, plan.type));
    }

    // States that are pushed: nothing is polled and nothing is judged, what the engine keeps is compared with what was sent.
    void plan_push(RoutePlan& plan) {
        const config::RouteSettings& route = *plan.route;
        const bool is_stock = route.from == config::own_end::stock_levels;
        plan.flow = is_stock ? Flow::push_stock : Flow::push_catalogue;
        plan.type = is_stock ? "availability" : "listing-change";
        const std::string own_section = is_stock ? "stock" : "catalogue";
        for (const auto& [name, place] : route.polling)
            complain(place, fmt::format("routes.{}.{}", route.name, name), fmt::format("{} is what the engine keeps itself, nothing is polled; remove {}", route.from, name));
        for (const auto& [name, place] : route.states)
            if (name != own_section) complain(place, fmt::format("routes.{}.{}", route.name, name), fmt::format("belongs to a route from {}", is_stock ? config::own_end::item_master : config::own_end::stock_levels));
        if (!route.rules.empty()) complain(route.place, fmt::format("routes.{}.rules", route.name), "what is pushed is compared, and judged by no rules; remove them");
        if (route.to.find('/') == std::string::npos) {
            complain(route.to_place, fmt::format("routes.{}.to", route.name), fmt::format("what is pushed goes to a store; write it like shop/{}", is_stock ? "inventory" : "catalogue"));
            return;
        }
        plan_sink(plan);
        if (is_stock) plan.stock = read_policy<commerce::StockPolicy>(route.stock_values, commerce::stock_policy_fields());
        else plan.catalogue = read_policy<catalogue::CataloguePolicy>(route.catalogue_values, catalogue::catalogue_policy_fields());
    }

    // What a section of the route says of the states that it pushes.
    template <class Policy>
    std::optional<Policy> read_policy(const config::Section& section, const std::vector<config::Field>& fields) {
        const std::size_t before = problems_.size();
        const message::Value values = config::check(section, fields, *deployment_.maps, problems_);
        if (problems_.size() != before) return std::nullopt;
        std::vector<std::string> wrong;
        Policy policy = Policy::from(values, wrong);
        for (const std::string& problem : wrong) problems_.push_back(config::refusal_of_words(section, values, problem));
        if (!wrong.empty()) return std::nullopt;
        return policy;
    }

    // What a route that pushes compares must come from somewhere.
    void find_what_is_compared(RoutePlan& plan, const Plan& all) {
        if (!pushes(plan)) return;
        const config::RouteSettings& route = *plan.route;
        const std::string field = fmt::format("routes.{}.from", route.name);
        for (const RoutePlan& other : all.routes)
            if (other.flow == Flow::listings && connection_of(other.route->from) == connection_of(route.to)) plan.listing_source = other.route->from;
        if (plan.listing_source.empty())
            complain(route.from_place, field,
                     fmt::format("no route reads what the store {} has; add one such as listings: {{from: shop/catalogue, to: {}}}", route.to.substr(0, route.to.find('/')), config::own_end::listings));
        const auto has = [&](Flow flow) { return std::any_of(all.routes.begin(), all.routes.end(), [&](const RoutePlan& other) { return other.flow == flow; }); };
        if (!has(Flow::items)) complain(route.from_place, field, fmt::format("no route brings items; add one such as items: {{from: erp/items, to: {}}}", config::own_end::item_master));
        if (plan.flow != Flow::push_stock) return;
        if (!has(Flow::levels)) complain(route.from_place, field, fmt::format("no route brings the ERP's stock; add one such as levels: {{from: erp/stock, to: {}}}", config::own_end::stock_levels));
        // Every order that goes to the ERP takes from the same stock, whatever store it comes from.
        for (const RoutePlan& other : all.routes)
            if (other.type == "order") plan.order_sources.push_back(other.route->from);
        if (plan.order_sources.empty())
            warnings_.push_back({route.from_place, field, "no route brings orders, so what shoppers have ordered is not taken off before the ERP has it"});
    }

    RoutePlan plan_route(const config::RouteSettings& route) {
        RoutePlan plan;
        plan.route = &route;
        const bool is_push = route.from == config::own_end::stock_levels || route.from == config::own_end::item_master;
        if (is_push) plan_push(plan);
        else plan_messages(plan);
        plan_changes(plan);
        std::set<std::string> names;
        if (plan.flow == Flow::messages || plan.flow == Flow::items || plan.flow == Flow::returned_goods)
            for (const config::RuleSettings& rule : route.rules) plan.rules.push_back(plan_rule(route, rule, plan.type, names));
        return plan;
    }

    static void resolve_needs(RoutePlan& plan, const Plan& all) {
        for (const std::string& name : plan.route->needs)
            for (const RoutePlan& other : all.routes)
                if (other.route->name == name) plan.needs.push_back({name, other.route->from});
    }

    const config::Deployment& deployment_;
    const plugin::Catalog& catalog_;
    const base::Clock& clock_;
    struct Checked {
        const config::ConnectionSettings* connection;
        message::Value values;
        bool is_good;
    };
    std::vector<Checked> checked_; // every connection whose plugin is there
    std::vector<Problem> problems_, warnings_;
};

} // namespace

message::Value settings_of(const ComponentPlan& component, const config::MapFiles& maps) {
    std::vector<Problem> told_already; // by make_plan
    return config::check(*component.section, component.entry->manifest.fields, maps, told_already);
}

Plan make_plan(const config::Deployment& deployment, const plugin::Catalog& catalog, const base::Clock& clock, std::vector<config::Problem> found) {
    return Planner(deployment, catalog, clock, std::move(found)).make();
}

void load_plugins(plugin::Catalog& catalog, const config::Deployment& deployment) {
    std::vector<Problem> problems;
    for (const auto& directory : deployment.settings.plugin_directories)
        for (const std::string& problem : catalog.load_all(directory)) problems.push_back({{}, "plugins", problem});
    if (!problems.empty()) throw config::ConfigError(std::move(problems));
}

} // namespace ledgerline::app

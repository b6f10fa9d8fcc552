#include "app/trial.hpp"

#include "config/refusal.hpp"
#include "plugin/component.hpp"

namespace ledgerline::app {
namespace {

// Takes the first part of a pointer away; false if it is another.
bool below(const std::string& part, std::string& pointer) {
    if (pointer.rfind(part + "/", 0) != 0) return false;
    pointer.erase(0, part.size());
    return true;
}

config::Problem problem_of(const ComponentPlan& component, const message::Value& settings, const plugin::Finding& finding) {
    std::string where = finding.where;
    if (component.connection_section && below("/connection", where)) return config::refusal(*component.connection_section, component.connection_values, where, finding.message);
    if (below("/settings", where)) return config::refusal(*component.section, settings, where, finding.message);
    return config::refusal(*component.section, settings, "", finding.message);
}

} // namespace

std::vector<config::Problem> refusals_of(const ComponentPlan& component, message::Value settings, const config::MapFiles& maps, const base::Clock& clock) {
    plugin::Services services;
    services.clock = &clock;
    std::vector<config::Problem> problems;
    try {
        const plugin::Component trial(*component.entry, component.name, component.connection_values, std::move(settings), services);
    } catch (const plugin::CreationRefused& refused) {
        const message::Value again = settings_of(component, maps);
        for (const plugin::Finding& finding : refused.findings) problems.push_back(problem_of(component, again, finding));
    }
    return problems;
}

} // namespace ledgerline::app

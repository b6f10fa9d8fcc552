#include "app/commands/command.hpp"

#include "message/json.hpp"

namespace ledgerline::app {

config::Deployment read(const Common& common) {
    config::Deployment deployment = config::read_deployment(common.directory, common.overlay, common.environment);
    deployment.settings.plugin_directories.push_back(common.engine_plugins);
    return deployment;
}

namespace {

std::unique_ptr<store::Store> existing_store(const config::Deployment& deployment, const base::Clock& clock, store::Store::Mode mode) {
    if (!std::filesystem::exists(deployment.settings.store))
        throw UsageError("there is no store yet at " + deployment.settings.store.string() + "; `ledgerline run` makes it");
    return std::make_unique<store::Store>(store::Location{deployment.settings.store.string()}, clock, mode);
}

} // namespace

std::unique_ptr<store::Store> look_at_store(const config::Deployment& deployment, const base::Clock& clock) {
    return existing_store(deployment, clock, store::Store::Mode::read_only);
}

std::unique_ptr<store::Store> open_store(const config::Deployment& deployment, const base::Clock& clock) {
    return existing_store(deployment, clock, store::Store::Mode::inline_);
}

void print(const Common& common, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), common.out);
    std::fputc('\n', common.out);
}

void print_json(const Common& common, const message::Value& value) { print(common, message::write_json_pretty(value)); }

void print_done(const Common& common, const std::string& sentence, message::Value members) {
    if (!common.json) return print(common, sentence);
    members.set("message", sentence);
    print_json(common, members);
}

std::string operator_name(const Common& common) {
    for (const char* name : {"SUDO_USER", "USER", "LOGNAME"})
        if (const auto value = common.environment(name); value && !value->empty()) return *value;
    return "operator";
}

} // namespace ledgerline::app

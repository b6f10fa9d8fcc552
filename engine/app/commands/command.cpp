#include "app/commands/command.hpp"

#include "base/log_text.hpp"
#include "base/utf8.hpp"
#include "message/json.hpp"
#include "plugin/clean_text.hpp"
#include "store/stored_json.hpp"

#include <fmt/format.h>

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

void write_line(std::FILE* out, const std::string& line) {
    std::fwrite(line.data(), 1, line.size(), out);
    std::fputc('\n', out);
}

} // namespace

std::unique_ptr<store::Store> look_at_store(const config::Deployment& deployment, const base::Clock& clock) {
    return existing_store(deployment, clock, store::Store::Mode::read_only);
}

std::unique_ptr<store::Store> open_store(const config::Deployment& deployment, const base::Clock& clock) {
    return existing_store(deployment, clock, store::Store::Mode::inline_);
}

void print(const Common& common, const std::string& line) { write_line(common.out, base::visible(line)); }

void print_error(const Common& common, const std::string& line) { write_line(common.err, "ledgerline: " + base::visible(line)); }

void print_json(const Common& common, const message::Value& value) {
    // Bytes that are not UTF-8 come out of a store that somebody changed; the answer is JSON all the same.
    write_line(common.out, plugin::clean_text(message::write_json_pretty(value), std::string::npos));
}

void print_done(const Common& common, const std::string& sentence, message::Value members) {
    if (!common.json) return print(common, sentence);
    members.set("message", sentence);
    print_json(common, members);
}

message::Value readable(const std::string& stored) { return store::if_readable(stored).value_or(message::Value("unreadable entry")); }

void refuse_unfit(const std::string& option, const std::string& text, std::size_t bytes_max) {
    if (text.size() > bytes_max) throw UsageError(fmt::format("{} has {} bytes; the limit is {}", option, text.size(), bytes_max));
    if (const std::size_t at = base::find_invalid_utf8(text); at != std::string::npos)
        throw UsageError(fmt::format("{}: byte {} of \"{}\" is not UTF-8; it goes into the history for good, so write it as UTF-8", option, at + 1, text));
    if (base::visible(text) != text)
        throw UsageError(fmt::format("{}: \"{}\" holds a line break or another control character; write it in one line, without them", option, text));
}

std::string operator_name(const Common& common) {
    constexpr std::size_t bytes_max = 100;
    for (const char* name : {"SUDO_USER", "USER", "LOGNAME"})
        if (const auto value = common.environment(name); value && !value->empty()) return plugin::clean_text(base::visible(*value), bytes_max);
    return "operator";
}

} // namespace ledgerline::app

#include "config/deployment.hpp"

#include "base/digest.hpp"
#include "config/file.hpp"
#include "config/listen.hpp"
#include "config/maps.hpp"
#include "config/owners.hpp"
#include "config/quote.hpp"
#include "config/references.hpp"
#include "config/routes.hpp"
#include "config/shape.hpp"
#include "config/yaml.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::config {
namespace {

using message::Value;

constexpr const char* main_file = "ledgerline.yaml";
constexpr const char* owners_file = "owners.yaml";

class DeploymentReader {
public:
    DeploymentReader(const std::filesystem::path& directory, const Environment& environment) :
        directory_(directory), secrets_(std::make_shared<Secrets>()), shape_(secrets_, problems_),
        references_(directory_, environment, *secrets_, problems_, warnings_) {}

    Deployment read(const std::string& overlay) {
        std::error_code ignored;
        if (!std::filesystem::is_directory(directory_, ignored))
            throw ConfigError({{{}, "", fmt::format("there is no directory {}; name the deployment directory with --deployment", directory_.string())}});
        const std::shared_ptr<const LoadedMaps> maps = load_maps(directory_, problems_);
        std::optional<Tree> configuration = read_tree(main_file, true);
        if (!overlay.empty()) {
            const std::optional<Tree> changes = read_overlay(overlay);
            if (configuration && changes) lay_over(*configuration, *changes);
        }
        const std::optional<Tree> owners = read_tree(owners_file, false);

        Deployment out;
        out.settings.directory = directory_;
        if (owners) read_owners_file(*owners, out.settings);
        if (configuration) read_main_file(*configuration, out.settings);
        if (!problems_.empty()) throw ConfigError(std::move(problems_));
        out.settings.digest = digest(*configuration, owners, *maps);
        out.secrets = secrets_;
        out.maps = maps;
        out.warnings = std::move(warnings_);
        return out;
    }

private:
    std::optional<Tree> read_tree(const std::string& name, bool needed) {
        FileText file = read_file(directory_ / name, YamlLimits{}.bytes_max);
        if (file.error == "does not exist" && !needed) return std::nullopt;
        if (!file.error.empty()) {
            problems_.push_back({{name, 0, 0}, "", file.error});
            return std::nullopt;
        }
        return read_yaml(file.text, name, problems_);
    }

    std::optional<Tree> read_overlay(const std::string& name) {
        std::vector<std::string> known;
        std::error_code failure;
        for (std::filesystem::directory_iterator at(directory_ / "overlays", failure), end; !failure && at != end; at.increment(failure))
            if (at->path().extension() == ".yaml") known.push_back(at->path().stem().string());
        std::sort(known.begin(), known.end());
        const std::string file = "overlays/" + name + ".yaml";
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            problems_.push_back({{}, "", fmt::format("there is no overlay {}, which would be the file {}{}", in_quotes(name), file, hint(name, known))});
            return std::nullopt;
        }
        std::optional<Tree> tree = read_tree(file, true);
        if (tree && !shape_.mapping(Entry::top(*tree))) return std::nullopt;
        return tree;
    }

    void read_main_file(const Tree& written, Settings& settings) {
        Tree tree = written; // the digest needs it with its references as they were written
        references_.resolve(tree);
        const Entry top = Entry::top(tree);
        if (!shape_.mapping_of(top, {"deployment", "store", "log", "listen", "plugins", "connections", "routes"})) return;
        if (const auto name = shape_.required(top, "deployment", "a name for this deployment, such as demo-uk")) read_name(*name, settings);
        settings.store = directory_ / "data/ledgerline.db";
        settings.store_place = {main_file, 0, 0};
        if (const auto store = Shape::member(top, "store")) {
            settings.store_place = store->place();
            if (const auto file = shape_.text(*store)) settings.store = directory_ / *file;
        }
        if (const auto log = Shape::member(top, "log"))
            settings.log_level = shape_.choice(*log, {"debug", "info", "warning", "error"}).value_or("info");
        if (const auto listen = Shape::member(top, "listen")) read_where_to_listen(*listen, settings);
        read_plugin_directories(top, settings);
        settings.connections = read_connections(top, shape_);
        settings.routes = read_routes(top, settings.connections, shape_);
    }

    void read_name(const Entry& entry, Settings& settings) {
        const auto name = shape_.text(entry);
        if (name && shape_.name(entry, *name, 60)) settings.name = *name;
    }

    void read_where_to_listen(const Entry& entry, Settings& settings) {
        settings.listen = read_listen(entry, directory_, shape_);
        if (!settings.listen || !settings.listen->certificate.empty()) return;
        const std::string& host = settings.listen->host;
        if (host == "localhost" || host == "::1" || host.rfind("127.", 0) == 0) return;
        warnings_.push_back({settings.listen->place, "listen",
                             "answers other computers without encryption: who reads along learns the secret of the callbacks; listen on 127.0.0.1 behind a reverse proxy with TLS, or give certificate and key"});
    }

    void read_plugin_directories(const Entry& top, Settings& settings) {
        std::error_code ignored;
        const std::filesystem::path own = directory_ / "plugins";
        if (std::filesystem::is_directory(own, ignored)) settings.plugin_directories.push_back(own);
        const auto plugins = Shape::member(top, "plugins");
        if (!plugins) return;
        for (const Entry& entry : shape_.list(*plugins, "[../shared-plugins]")) {
            const auto written = shape_.text(entry);
            if (!written) continue;
            const std::filesystem::path path = (directory_ / *written).lexically_normal();
            if (!std::filesystem::is_directory(path, ignored)) {
                shape_.problem(entry, fmt::format("there is no directory {}", in_quotes(path.string())));
                continue;
            }
            const bool known = std::any_of(settings.plugin_directories.begin(), settings.plugin_directories.end(), [&](const auto& other) {
                std::error_code failure;
                return std::filesystem::equivalent(other, path, failure);
            });
            if (!known) settings.plugin_directories.push_back(path);
        }
    }

    void read_owners_file(const Tree& written, Settings& settings) {
        Tree tree = written;
        references_.resolve(tree);
        settings.owners = read_owners(Entry::top(tree), shape_);
    }

    // Covers what can change a decision, by content: comments, order and the spread over files don't matter. A reference
    // counts by its name, so that no secret gets in; only in the routes, where the decisions are made, the values of
    // environment variables count too. Where the store lies, where the engine listens and how much is logged decides nothing; plugins are
    // identified by their content elsewhere.
    std::string digest(const Tree& configuration, const std::optional<Tree>& owners, const LoadedMaps& maps) const {
        Value deciding = configuration.value;
        for (const char* name : {"store", "log", "listen", "plugins"}) deciding.erase(name);
        Value environment = Value::object();
        for (const auto& [name, value] : references_.environment_below(configuration, "routes")) environment.set(name, value);
        Value tables = Value::object();
        for (const auto& [name, text] : maps.texts()) tables.set(name, base::sha256_hex(text));
        return message::digest(Value::object({{"configuration", deciding},
                                              {"environment", environment},
                                              {"owners", owners ? owners->value : Value()},
                                              {"maps", tables}}));
    }

    const std::filesystem::path directory_;
    std::shared_ptr<Secrets> secrets_;
    std::vector<Problem> problems_, warnings_;
    Shape shape_;
    References references_;
};

} // namespace

Deployment read_deployment(const std::filesystem::path& directory, const std::string& overlay, const Environment& environment) {
    return DeploymentReader(directory, environment).read(overlay);
}

} // namespace ledgerline::config

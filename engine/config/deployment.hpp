// Reads a deployment directory.
#pragma once

#include "config/secrets.hpp"
#include "config/settings.hpp"

#include <functional>
#include <memory>

namespace ledgerline::config {

struct Deployment {
    Settings settings;
    std::shared_ptr<const Secrets> secrets;
    std::shared_ptr<const MapFiles> maps;
    std::vector<Problem> warnings; // what works but should not stay: a secret file that everybody can read
};

// Environment variables come in through a function, so that tests have their own.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

// `overlay` = name of a file in overlays/ ("test"), "" = none. Throws ConfigError with every problem found; what a
// component's own fields may hold is checked later, against its manifest.
Deployment read_deployment(const std::filesystem::path& directory, const std::string& overlay, const Environment& environment);

} // namespace ledgerline::config

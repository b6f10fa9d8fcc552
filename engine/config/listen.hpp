// Where the engine itself answers HTTP: `listen` of ledgerline.yaml.
#pragma once

#include "config/settings.hpp"
#include "config/shape.hpp"

namespace ledgerline::config {

// `listen: 127.0.0.1:8090`, or a mapping {address, certificate, key, connections, timeout, api_token}; files relative to `directory`.
std::optional<ListenSettings> read_listen(const Entry& entry, const std::filesystem::path& directory, Shape& shape);

} // namespace ledgerline::config

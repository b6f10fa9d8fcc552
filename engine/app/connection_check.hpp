// What the HTTP service will make of a connection, told with its place before anything is sent.
#pragma once

#include "config/deployment.hpp"

#include <vector>

namespace ledgerline::app {

// `values`: the connection's fields as they were checked against `fields`; its ca_file becomes a whole path. A connection without a
// url has nothing to check. Warnings are about what works, but lets strangers listen.
void check_endpoint(const config::Settings& settings, const config::ConnectionSettings& connection, const std::vector<config::Field>& fields, message::Value& values,
                    std::vector<config::Problem>& problems, std::vector<config::Problem>& warnings);

} // namespace ledgerline::app

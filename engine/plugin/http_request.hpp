// A component's request document to what goes over the wire.
#pragma once

#include "base/http.hpp"
#include "config/secrets.hpp"
#include "message/value.hpp"

#include <stdexcept>
#include <string>

namespace ledgerline::plugin {

// The request is not one that we send: which member and why, without secrets. Nothing left the process.
struct BadRequest : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// {method, path, query, headers, json | text, read_only}. Placeholders are filled in headers, query and body. Throws BadRequest.
base::HttpRequest wire_request(const message::Value& request, const std::string& base_path, const config::Secrets& secrets,
                               const std::string& user_agent);

} // namespace ledgerline::plugin

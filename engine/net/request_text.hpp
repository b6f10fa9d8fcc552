// A request as the bytes that go to the remote.
#pragma once

#include "base/http.hpp"

#include <string>

namespace ledgerline::net {

// Head and body. Adds Host, Content-Length, Connection, and where the caller has none: Accept-Encoding and User-Agent.
// Throws std::invalid_argument: a part could not stand in a request (line breaks, blanks in the target), or a header is
// one of those that belong to the transport.
std::string request_text(const base::Endpoint& endpoint, const base::HttpRequest& request);

} // namespace ledgerline::net

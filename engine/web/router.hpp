// Which route a request belongs to.
#pragma once

#include "web/server.hpp"

namespace ledgerline::web {

struct Routed {
    const Route* route = nullptr; // borrowed; nullptr: `refusal` is the answer
    std::string rest;
    base::HttpResponse refusal;
};

// 404 for a path that no route has, 405 for one that has other methods.
Routed route_of(const std::vector<Route>& routes, const std::string& method, const std::string& target);

base::HttpResponse plain(int status, const std::string& text);

} // namespace ledgerline::web

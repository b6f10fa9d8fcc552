#include "web/router.hpp"

namespace ledgerline::web {

namespace {

// "" or the part behind the route's path; nothing if the path is another.
bool matches(const Route& route, const std::string& path, std::string& rest) {
    if (route.path.back() != '/') return path == route.path;
    if (path.rfind(route.path, 0) != 0) return false;
    rest = path.substr(route.path.size());
    return !rest.empty() && rest.find('/') == std::string::npos;
}

} // namespace

base::HttpResponse plain(int status, const std::string& text) { return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text}; }

Routed route_of(const std::vector<Route>& routes, const std::string& method, const std::string& target) {
    const std::string path = target.substr(0, target.find('?'));
    Routed out;
    std::string allowed;
    for (const Route& route : routes) {
        std::string rest;
        if (!matches(route, path, rest)) continue;
        if (route.method == method || (route.method == "GET" && method == "HEAD")) {
            out.route = &route;
            out.rest = rest;
            return out;
        }
        allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    out.refusal = allowed.empty() ? plain(404, "nothing is here\n") : plain(405, "another method is needed here\n");
    if (!allowed.empty()) out.refusal.headers.emplace_back("Allow", allowed);
    return out;
}

} // namespace ledgerline::web

#include "app/hooks.hpp"

#include "web/router.hpp"

namespace ledgerline::app {

namespace {

constexpr std::size_t callback_bytes_max = std::size_t{1024} * 1024;

using web::plain;

base::HttpResponse answer_callback(Engine& engine, const std::function<void()>& ring, const base::HttpRequest& request, const std::string& connection) {
    const plugin::CrashStack stack; // the threads are the server's, and a component is entered
    const auto answer = engine.receive(connection, {request.method, request.target.substr(0, request.target.find('?')), request.headers, request.body});
    if (!answer) return plain(404, "nothing is here\n");
    // Of several sources one may have kept it although the answer is not good. Whoever is not genuine wakes nobody.
    if (answer->status != 401) ring();
    base::HttpResponse out = plain(answer->status, answer->text);
    if (answer->retry_after_s > 0) out.headers.emplace_back("Retry-After", std::to_string(answer->retry_after_s));
    return out;
}

} // namespace

std::vector<web::Route> routes_of(Engine& engine, std::function<void()> ring) {
    return {{"POST", "/hooks/", callback_bytes_max,
             [&engine, ring = std::move(ring)](const base::HttpRequest& request, const std::string& connection) { return answer_callback(engine, ring, request, connection); }},
            {"GET", "/livez", 0, [](const base::HttpRequest&, const std::string&) { return plain(200, "alive\n"); }}};
}

web::Listening listening_of(const config::ListenSettings& settings) {
    web::Listening out;
    out.host = settings.host;
    out.port = settings.port;
    out.certificate_file = settings.certificate.string();
    out.key_file = settings.key.string();
    out.connections = settings.connections;
    out.request_ms = settings.request_ms;
    return out;
}

} // namespace ledgerline::app

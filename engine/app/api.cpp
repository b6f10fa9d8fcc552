#include "app/api.hpp"

#include "base/digest.hpp"
#include "base/url.hpp"
#include "message/json.hpp"
#include "plugin/clean_text.hpp"
#include "web/router.hpp"

namespace ledgerline::app {
namespace {

using message::Value;

constexpr std::string_view scheme = "Bearer ";

bool is_allowed(const base::HttpRequest& request, const std::string& token) {
    const std::string given = base::header(request.headers, "Authorization");
    // Of the digests: neither the token's length nor where it differs is told by how long this takes.
    return given.starts_with(scheme) && base::equal_in_constant_time(base::sha256_hex(std::string_view(given).substr(scheme.size())), base::sha256_hex(token));
}

base::HttpResponse as_json(int status, const Value& value) {
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, plugin::clean_text(message::write_json(value), std::string::npos)};
}

base::HttpResponse answer_stock(const store::Store& store, const std::vector<StockRoute>& routes, const std::string& rest) {
    const auto sku = base::percent_decode(rest);
    if (!sku || sku->empty() || sku->find('\0') != std::string::npos) return web::plain(400, "write the SKU percent-encoded\n");
    Value stories = Value::array();
    store.read([&](store::UnitOfWork& unit) {
        for (const StockRoute& route : routes) stories.push(stock_story(unit, route, *sku));
    });
    return as_json(200, stories);
}

} // namespace

std::vector<web::Route> api_routes(const store::Store& store, std::vector<StockRoute> routes, std::string token) {
    if (token.empty()) return {};
    return {{"GET", "/api/v1/stock/", 0, [&store, routes = std::move(routes), token = std::move(token)](const base::HttpRequest& request, const std::string& rest) {
                 if (is_allowed(request, token)) return answer_stock(store, routes, rest);
                 base::HttpResponse refused = web::plain(401, "this needs the token of the deployment's listen\n");
                 refused.headers.emplace_back("WWW-Authenticate", "Bearer");
                 return refused;
             }}};
}

} // namespace ledgerline::app

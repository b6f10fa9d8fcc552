#include "app/api.hpp"

#include "app/entry_body.hpp"
#include "base/digest.hpp"
#include "base/log_text.hpp"
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

constexpr std::size_t entry_bytes_max = 256 * 1024; // of the largest that is allowed, and more
constexpr std::size_t who_bytes_max = 100;

base::HttpResponse unauthorized() {
    base::HttpResponse refused = web::plain(401, "this needs the token of the deployment's listen\n");
    refused.headers.emplace_back("WWW-Authenticate", "Bearer");
    return refused;
}

// What a program enters: `work` reads the body, keeps it, and `told` is the answer. `closed`: why nothing can be entered in this deployment.
struct Entry {
    std::string closed;
    std::function<intake::Entered(const std::string& body, const intake::EnteredBy& by)> work;
    std::function<Value(const intake::Entered&)> told;
};

base::HttpResponse answer_entry(const Entry& entry, const std::function<void()>& ring, const base::HttpRequest& request) {
    // Not 404, which says that the order is unknown.
    if (!entry.closed.empty()) return as_json(501, Value::object({{"error", entry.closed}}));
    try {
        const std::string program = plugin::clean_text(base::visible(base::header(request.headers, "User-Agent")), who_bytes_max);
        const intake::Entered entered = entry.work(request.body, {"api", program.empty() ? "api" : program});
        if (entered.is_new) ring();
        return as_json(entered.is_new ? 201 : 200, entry.told(entered));
    } catch (const intake::EntryRefused& refusal) {
        using Why = intake::EntryRefused::Why;
        const int status = refusal.why == Why::no_order ? 404 : refusal.why == Why::other_content ? 409 : 400;
        return as_json(status, Value::object({{"error", std::string(refusal.what())}}));
    }
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
                 return is_allowed(request, token) ? answer_stock(store, routes, rest) : unauthorized();
             }}};
}

namespace {

web::Route entry_route(const char* path, Entry entry, const std::function<void()>& ring, const std::string& token) {
    return {"POST", path, entry_bytes_max, [entry = std::move(entry), ring, token](const base::HttpRequest& request, const std::string&) {
                return is_allowed(request, token) ? answer_entry(entry, ring, request) : unauthorized();
            }};
}

} // namespace

std::vector<web::Route> return_routes(store::Store& store, const ReturnDesk& desk, const std::function<void()>& ring, const std::string& token) {
    if (token.empty()) return {};
    const auto enter = [&store, &desk](const std::string& body, const intake::EnteredBy& by) { return desk.enter(store, entered_return(body), by, false); };
    const auto withdraw = [&store, &desk](const std::string& body, const intake::EnteredBy& by) { return desk.withdraw(store, entered_withdrawal(body, "id"), by, false); };
    const std::string closed = desk.is_open() ? "" : ReturnDesk::how_to_open();
    return {entry_route("/api/v1/returns", {closed, enter, json_of}, ring, token), entry_route("/api/v1/returns/withdrawals", {closed, withdraw, json_of}, ring, token)};
}

std::vector<web::Route> refund_routes(store::Store& store, const RefundDesk& desk, const std::function<void()>& ring, const std::string& token) {
    if (token.empty()) return {};
    const auto enter = [&store, &desk](const std::string& body, const intake::EnteredBy& by) { return desk.enter(store, entered_refund(body), by, false); };
    const auto withdraw = [&store, &desk](const std::string& body, const intake::EnteredBy& by) { return desk.withdraw(store, entered_withdrawal(body, "key"), by, false); };
    const std::string closed = desk.is_open() ? "" : RefundDesk::how_to_open();
    return {entry_route("/api/v1/refunds", {closed, enter, json_of_refund}, ring, token), entry_route("/api/v1/refunds/withdrawals", {closed, withdraw, json_of_refund}, ring, token)};
}

} // namespace ledgerline::app

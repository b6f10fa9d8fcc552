// ledgerline-sandbox: the simulated store over HTTP, the simulated company over HTTPS, and the control interface.
#include "b1/company.hpp"
#include "message/json.hpp"
#include "server/busy_company.hpp"
#include "server/callback_caller.hpp"
#include "server/certificate.hpp"
#include "server/company_setup.hpp"
#include "server/control_api.hpp"
#include "server/files.hpp"
#include "server/folder.hpp"
#include "server/http_front.hpp"
#include "server/members.hpp"
#include "server/options.hpp"
#include "server/stock_control.hpp"
#include "store/shop.hpp"

#include <Poco/Net/NetSSL.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <pthread.h>
#include <unistd.h>

namespace ledgerline::sandbox::server {

namespace {

using message::Value;

// Blocked in every thread, so that main can wait for them.
sigset_t block_end_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a client that went away is no reason to end
    return signals;
}

struct Settings {
    ShopSettings shop;
    b1::CompanySettings company;
    Value products; // of the store
    Value b1;
};

Settings read_settings(const Options& options) {
    const Value setup = options.setup.empty() ? Value() : read_json_file(options.setup);
    if (!setup.is_null())
        for (const auto& [name, ignored] : object_of(options.setup.string(), setup))
            if (name != "store" && name != "b1") refuse_member(options.setup.string() + ": " + name, "unknown; known are store, b1");
    Settings out;
    out.shop = shop_settings_from(setup["store"]);
    out.company = company_settings_from(setup["b1"]["company"]);
    out.products = setup["store"]["products"];
    out.b1 = setup["b1"];
    if (options.quota) out.shop.quota = *options.quota;
    return out;
}

void fill(const Options& options, const Settings& settings, Shop& shop, b1::Company& company) {
    add_master_data(company, settings.b1);
    add_default_master_data(company);
    add_products(shop, settings.products);
    if (!options.load.empty()) {
        const Value counts = load_folder(shop, company, options.load);
        std::fprintf(stderr, "loaded %s\n", message::write_json(counts).c_str());
    }
    if (!options.orders.empty()) {
        const Value list = read_json_file(options.orders);
        std::size_t at = 0;
        for (const Value& order : list_of(options.orders.string(), list)) {
            try {
                shop.place_order(order);
            } catch (const std::invalid_argument& error) {
                refuse_member(options.orders.string() + ": order " + std::to_string(at), error.what());
            }
            ++at;
        }
    }
}

std::string addresses(const HttpFront& shop, const HttpFront& company, const HttpFront& control, const std::string& store_hash) {
    const auto url = [](const char* scheme, int port) { return std::string(scheme) + "://127.0.0.1:" + std::to_string(port); };
    return message::write_json_pretty(Value::object({{"shop_port", Value(shop.port())},
                                                     {"b1_port", Value(company.port())},
                                                     {"control_port", Value(control.port())},
                                                     {"shop_url", Value(url("http", shop.port()) + "/stores/" + store_hash)},
                                                     {"b1_url", Value(url("https", company.port()) + "/b1s/v2")},
                                                     {"control_url", Value(url("http", control.port()) + "/sandbox")},
                                                     {"pid", Value(static_cast<std::int64_t>(::getpid()))}})) +
           "\n";
}

// People work on the items of the set-up file.
b1::LoadSettings load_settings(std::int64_t postings_per_minute, const Value& b1) {
    b1::LoadSettings out;
    out.user_every_ms = postings_per_minute == 0 ? 0 : 60'000 / postings_per_minute;
    if (const auto* items = b1["items"].as_array())
        for (const Value& item : *items) out.items.push_back(item["ItemCode"].text_or(""));
    return out;
}

int run(const Options& options) {
    const sigset_t end_signals = block_end_signals();
    const Settings settings = read_settings(options);
    ShiftedClock clock;
    // Each side has its own chance, under its own lock.
    base::Random shop_chance(options.seed), company_chance(options.seed + 1);
    Shop shop(settings.shop, clock, shop_chance);
    b1::Company company(settings.company, clock, company_chance);
    fill(options, settings, shop, company);
    ControlApi control(shop, company, clock);

    const ServerIdentity identity = make_identity();
    StopSignal stop;
    std::optional<BusyCompany> busy;
    if (options.b1_load) {
        busy.emplace(company, load_settings(*options.b1_load, settings.b1), options.seed + 2, clock, stop);
        control.tell_of_people([&] { return busy->people(); });
    }
    FrontSettings shop_front, company_front, control_front;
    shop_front.port = options.shop_port;
    shop_front.gzip = true; // as the real API does
    company_front.port = options.b1_port;
    company_front.tls = identity.context;
    company_front.keep_alive_seconds = 5; // a Service Layer's web server as delivered
    company_front.keep_alive_requests = 100;
    control_front.port = options.control_port;
    const HttpFront shop_server(shop_front, [&](const base::HttpRequest& request) {
        ShopAnswer answer = shop.answer(request);
        return Reply{std::move(answer.response), answer.delay_ms, answer.dropped};
    }, stop);
    const HttpFront company_server(company_front, [&](const base::HttpRequest& request) {
        if (busy) return Reply{busy->handle(request)};
        b1::CompanyAnswer answer = company.answer(request);
        return Reply{std::move(answer.response), answer.delay_ms, answer.dropped};
    }, stop);
    const HttpFront control_server(control_front, [&](const base::HttpRequest& request) { return Reply{control.handle(request)}; }, stop);

    const CallbackCaller caller(shop, stop);

    if (!options.cert_out.empty()) write_file(options.cert_out, identity.certificate_pem);
    const std::string where = addresses(shop_server, company_server, control_server, settings.shop.store_hash);
    if (!options.ports_out.empty()) write_file(options.ports_out, where);
    std::fputs(where.c_str(), stdout);
    std::fflush(stdout);

    int received = 0;
    sigwait(&end_signals, &received);
    stop.stop();
    return 0;
}

} // namespace

} // namespace ledgerline::sandbox::server

int main(int count, char** words) {
    using namespace ledgerline::sandbox::server;
    constexpr int wrong_usage = 2, failed = 1;
    try {
        const Options options = read_options(count, words);
        if (options.help) {
            std::fputs(usage().c_str(), stdout);
            return 0;
        }
        Poco::Net::initializeSSL();
        const int result = run(options);
        Poco::Net::uninitializeSSL();
        return result;
    } catch (const std::invalid_argument& error) {
        std::fprintf(stderr, "ledgerline-sandbox: %s\n", error.what());
        return wrong_usage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "ledgerline-sandbox: %s\n", error.what());
        return failed;
    }
}

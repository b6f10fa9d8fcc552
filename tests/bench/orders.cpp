// Orders through intake, rules and delivery on the wall clock: real threads, a store on disk, both sandboxes in process. Reports ratios
// to a plain loop of commits to the same kind of store: README.md.
//
//   orders [--orders 4000] [--lanes 16]
#include "systems.hpp"

#include "app/engine.hpp"
#include "app/workers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <thread>
#include <unistd.h>

namespace ledgerline::bench {
namespace {

// A new directory, gone at the end.
class Place {
public:
    Place() : path_(std::filesystem::temp_directory_path() / fmt::format("ledgerline-bench-{}", ::getpid())) { std::filesystem::create_directories(path_); }
    ~Place() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    store::Location file(const char* name) const { return {(path_ / name).string()}; }

private:
    std::filesystem::path path_;
};

double seconds_since(std::chrono::steady_clock::time_point begin) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); }

double plain_commits_per_second(const Place& place, const base::Clock& clock, std::int64_t count) {
    store::Store store(place.file("plain.db"), clock, store::Store::Mode::committer_thread);
    const std::string row(4'800, 'x');
    const auto begin = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < count; ++i) store.commit([&](store::UnitOfWork& unit) { unit.notes().put(fmt::format("row {}", i), row); });
    return static_cast<double>(count) / seconds_since(begin);
}

int measure(std::int64_t orders, std::int64_t lanes) {
    const base::SystemClock clock;
    const Place place;
    base::Log log(nullptr, base::Log::Form::json, base::Level::error, clock);
    plugin::Catalog catalog;
    for (const std::string& problem : catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
    config::Deployment deployment = config::read_deployment(std::string(LEDGERLINE_SOURCE_DIR) + "/tests/bench/deployment", "", [](const std::string& name) -> std::optional<std::string> {
        return name == "SHOP_TOKEN" ? std::optional<std::string>("sandbox-token") : name == "ERP_PASSWORD" ? std::optional<std::string>("sandbox") : std::nullopt;
    });
    for (auto& connection : deployment.settings.connections) connection.requests_at_once = lanes + 4;
    for (auto& route : deployment.settings.routes) {
        route.schedule.every_ms = 1'000;
        if (route.name == "orders") route.lanes = lanes;
    }
    Systems systems(clock, 1);
    for (std::int64_t i = 0; i < orders; ++i) systems.place_order();
    AnsweringAtOnce network(systems);
    store::Store store(place.file("engine.db"), clock, store::Store::Mode::committer_thread);
    app::Engine engine(deployment, catalog, {store, network, clock, log, 1});
    engine.start();
    const auto begin = std::chrono::steady_clock::now();
    app::Workers workers(engine, clock, log);
    workers.start();
    while (systems.company().order_count() < static_cast<std::size_t>(orders) && workers.failure().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const double took = seconds_since(begin);
    const auto figures = store.figures();
    workers.stop();
    if (!workers.failure().empty()) throw std::runtime_error(workers.failure());
    const double per_second = static_cast<double>(orders) / took, plain = plain_commits_per_second(place, clock, 2'000);
    fmt::print("orders: {} orders, {} lanes\n", orders, lanes);
    fmt::print("  orders/s                         {:.0f}\n", per_second);
    fmt::print("  syncs per order                  {:.3f} ({:.2f} units share one)\n", static_cast<double>(figures.transactions) / static_cast<double>(orders),
               static_cast<double>(figures.units) / static_cast<double>(std::max<std::int64_t>(figures.transactions, 1)));
    fmt::print("  commits/s of a plain loop        {:.0f}\n", plain);
    fmt::print("  ratio                            {:.2f}\n", per_second / plain);
    return 0;
}

} // namespace
} // namespace ledgerline::bench

int main(int argc, char** argv) {
    std::int64_t orders = 4'000, lanes = 16;
    for (int i = 1; i < argc; ++i) {
        const auto value = [&] { return i + 1 < argc ? std::stoll(argv[++i]) : 0LL; };
        if (std::strcmp(argv[i], "--orders") == 0) orders = value();
        else if (std::strcmp(argv[i], "--lanes") == 0) lanes = value();
        else orders = 0;
    }
    if (orders < 1 || lanes < 1) {
        fmt::print(stderr, "usage: orders [--orders N] [--lanes N]\n");
        return 2;
    }
    try {
        return ledgerline::bench::measure(orders, lanes);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "orders: {}\n", problem.what());
        return 1;
    }
}

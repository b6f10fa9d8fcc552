#include "stock_run.hpp"

#include "app/engine.hpp"
#include "config/deployment.hpp"
#include "message/json.hpp"
#include "plugin/catalog.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>

namespace ledgerline::bench {

using message::Value;

namespace {

constexpr base::Millis hour_ms = 3'600'000;

struct SetClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'772'359'200'000; // 2026-03-01T10:00:00Z
};

// A new directory, gone at the end.
class Place {
public:
    Place() : path_(std::filesystem::temp_directory_path() / fmt::format("ledgerline-stock-{}", ::getpid())) { std::filesystem::create_directories(path_); }
    ~Place() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    std::string file() const { return (path_ / "store.db").string(); }

private:
    std::filesystem::path path_;
};

double peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1'024 / 1e6;
}

// Rows of states and messages that were written since then, counted beside the store.
std::int64_t rows_since(const std::string& file, base::Millis since) {
    sqlite3* handle = nullptr;
    if (sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) throw std::runtime_error("the store cannot be read beside its engine");
    const std::string query = fmt::format("SELECT (SELECT COUNT(*) FROM stock_level WHERE read_at >= {0}) + (SELECT COUNT(*) FROM pushed_stock WHERE sent_at >= {0}) + (SELECT COUNT(*) FROM push_due)"
                                          " + (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM history WHERE at >= {0}) + (SELECT COUNT(*) FROM exception WHERE opened_at >= {0})", since);
    sqlite3_stmt* statement = nullptr;
    std::int64_t out = -1;
    if (sqlite3_prepare_v2(handle, query.c_str(), -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) out = sqlite3_column_int64(statement, 0);
    const std::string problem = out < 0 ? sqlite3_errmsg(handle) : "";
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    if (out < 0) throw std::runtime_error(problem);
    return out;
}

class Run {
public:
    Run(std::size_t items, std::size_t changed_percent, const std::string& read) :
        snapshot_(items, 1), network_(snapshot_), read_(read), deployment_(read_deployment(read)), store_({place_.file()}, clock_, store::Store::Mode::inline_) {
        out_.changed_levels = items * Snapshot::warehouses * changed_percent / 100;
        for (const std::string& problem : catalog_.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
    }

    StockRun run() {
        parse_once();
        fill_store();
        engine_.emplace(deployment_, catalog_, app::Surroundings{store_, network_, clock_, log_, 1});
        engine_->start();
        phase("first snapshot");
        phase("unchanged");
        base::Random chance(2);
        snapshot_.change(out_.changed_levels, chance);
        phase(fmt::format("{} levels changed", out_.changed_levels));
        out_.wrong = network_.wrong();
        return out_;
    }

private:
    static config::Deployment read_deployment(const std::string& read) {
        config::Deployment deployment = config::read_deployment(std::string(LEDGERLINE_SOURCE_DIR) + "/tests/bench/stock_deployment", "", [](const std::string& name) -> std::optional<std::string> {
            return name == "SHOP_TOKEN" ? std::optional<std::string>("sandbox-token") : name == "ERP_PASSWORD" ? std::optional<std::string>("sandbox") : std::nullopt;
        });
        for (auto& route : deployment.settings.routes)
            if (route.name == "levels") route.source_values.value.set("read", read);
        return deployment;
    }

    // What everything is measured against: the same pages, read by the same reader, and forgotten.
    void parse_once() {
        for (std::string after;;) {
            const Snapshot::Page page = read_ == "items" ? snapshot_.items_page(after, 1'000) : snapshot_.query_page(after, 10'000);
            const TimeSpent begin = TimeSpent::so_far();
            message::parse_json(page.body);
            out_.parsing = out_.parsing + (TimeSpent::so_far() - begin);
            out_.snapshot_bytes += page.body.size();
            if (page.last.empty()) return;
            after = page.last;
        }
    }

    // Item master and listings are there already.
    void fill_store() {
        constexpr std::size_t together = 5'000;
        for (std::size_t first = 0; first < snapshot_.items(); first += together)
            store_.commit([&](store::UnitOfWork& unit) {
                for (std::size_t item = first; item < std::min(first + together, snapshot_.items()); ++item) {
                    const std::string code = Snapshot::code(item);
                    unit.items().put({code, code, "1",
                                      Value::object({{"code", code}, {"name", "Item " + code}, {"barcode", ""}, {"active", true}, {"inactive_reason", ""}, {"sales_item", true}, {"stocked", true},
                                                     {"managed_by", "none"}, {"tree", "none"}, {"sales_unit", ""}, {"units_per_sale", "1"}, {"tax_code", ""}, {"prices", Value::array()}}),
                                      clock_.at});
                    unit.listings().put({"shop", std::to_string(Stall::variant_id(item)), code, Stall::listing(item), 1, clock_.at});
                }
            });
    }

    // From one reading of the stock until shortly before the next.
    void phase(std::string name) {
        Phase phase;
        phase.name = std::move(name);
        network_.forget();
        const base::Millis begin_at = clock_.at;
        const std::int64_t commits = store_.figures().transactions;
        const TimeSpent begin = TimeSpent::so_far();
        work_until(begin_at + hour_ms - 1);
        phase.took = TimeSpent::so_far() - begin - network_.own_time();
        phase.pages = network_.requests("pages");
        phase.adjustments = network_.requests("adjustments");
        phase.numbers = network_.numbers();
        phase.read_back = network_.requests("read back");
        phase.rows = rows_since(place_.file(), begin_at);
        phase.commits = store_.figures().transactions - commits;
        phase.peak_mb = peak_mb();
        out_.phases.push_back(std::move(phase));
        ++clock_.at;
    }

    void work_until(base::Millis end) {
        while (true) {
            bool worked = false;
            for (const app::Stage& stage : engine_->stages()) worked = stage.step() || worked;
            if (worked) continue;
            base::Millis next = end;
            for (const app::Stage& stage : engine_->stages())
                if (const base::Millis due = stage.next_due(); due > clock_.at) next = std::min(next, due);
            if (clock_.at >= end) return;
            clock_.at = next;
        }
    }

    Snapshot snapshot_;
    StockNetwork network_;
    std::string read_;
    config::Deployment deployment_;
    SetClock clock_;
    base::Log log_{nullptr, base::Log::Form::json, base::Level::error, clock_};
    plugin::Catalog catalog_;
    Place place_;
    store::Store store_;
    std::optional<app::Engine> engine_;
    StockRun out_;
};

} // namespace

StockRun run_stock(std::size_t items, std::size_t changed_percent, const std::string& read) { return Run(items, changed_percent, read).run(); }

} // namespace ledgerline::bench

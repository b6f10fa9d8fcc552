// A flash sale in virtual time: the real stages, rules and plugins of the engine between both sandboxes, while people work in the ERP.
//
//   flash_sale [--orders 20000] [--minutes 10] [--seed 1]
//
// Ends with 1 if an order was not posted exactly once, if somebody was bothered with an exception, or if the people of the ERP felt
// the sale: README.md says what the figures mean.
#include "market.hpp"

#include "app/engine.hpp"
#include "delivery/pace_note.hpp"
#include "ledgerline/decimal.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <map>
#include <utility>

namespace ledgerline::bench {
namespace {

using message::Value;

constexpr double felt_from = 1.5; // times what the people are used to

struct Result {
    std::vector<std::string> violations;
    base::Millis drained_ms = 0, idle_p95 = 0, sale_p95 = 0, idle_p50 = 0, sale_p50 = 0;
    std::size_t user_postings = 0;
    Requests requests;
    std::int64_t locked = 0, commits = 0;
    std::map<std::pair<std::size_t, std::size_t>, base::Millis> at_pace; // how long it was at which pace
};

struct Program {
    Program() {
        for (const std::string& problem : catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
    }
    static config::Deployment deployment(const char* overlay) {
        return config::read_deployment(std::string(LEDGERLINE_SOURCE_DIR) + "/tests/bench/deployment", overlay, [](const std::string& name) -> std::optional<std::string> {
            return name == "SHOP_TOKEN" ? std::optional<std::string>("sandbox-token") : name == "ERP_PASSWORD" ? std::optional<std::string>("sandbox") : std::nullopt;
        });
    }
    plugin::Catalog catalog;
};

class Run {
public:
    Run(const Program& program, const config::Deployment& deployment, Sale sale)
        : sale_(sale), market_(sale), log_(nullptr, base::Log::Form::json, base::Level::error, market_.scheduler()),
          store_(store::Location{fmt::format("file:flash-sale-{}-{}?mode=memory&cache=shared", sale.seed, deployment.settings.digest.substr(0, 8))}, market_.scheduler(), store::Store::Mode::inline_),
          engine_(deployment, program.catalog,
                  {store_, market_, market_.scheduler(), log_, sale.seed, nullptr, [this] { return std::make_unique<VirtualWaiting>(market_.scheduler()); }}) {}

    Result go() {
        Result result;
        watch_the_people(result);
        const base::Millis begin = market_.scheduler().now();
        gives_up_at_ = begin + base::Millis{48} * 3'600'000;
        market_.open();
        engine_.start();
        for (const app::Stage& stage : engine_.stages()) market_.scheduler().spawn([this, &stage] { work(stage); });
        Result* out = &result;
        market_.scheduler().run([this, out] { return is_drained(*out); });
        result.drained_ms = market_.scheduler().now() - begin;
        const auto times = market_.take_user_times();
        result.user_postings = times.size();
        result.sale_p50 = percentile(times, 50);
        result.sale_p95 = percentile(times, 95);
        stopping_ = true;
        engine_.stop();
        bell_.wake();
        market_.scheduler().run([] { return false; });
        result.requests = market_.requests();
        result.locked = market_.locked();
        result.commits = store_.figures().units;
        check(result);
        return result;
    }

private:
    // Before the sale: what the people are used to.
    void watch_the_people(Result& result) {
        const base::Millis until = market_.scheduler().now() + sale_.people_at_work_ms;
        market_.scheduler().run([&] { return market_.scheduler().now() >= until; });
        const auto times = market_.take_user_times();
        result.idle_p50 = percentile(times, 50);
        result.idle_p95 = percentile(times, 95);
    }

    void work(const app::Stage& stage) {
        while (!stopping_) {
            if (stage.step()) {
                bell_.wake();
                continue;
            }
            const base::Millis now = market_.scheduler().now(), due = stage.next_due();
            std::mutex unused;
            std::unique_lock hold(unused);
            bool asked = false; // once: whoever is woken looks again
            bell_.wait(hold, due > now ? std::min<base::Millis>(due - now, 1'000) : 1'000, [&] { return std::exchange(asked, true); });
        }
    }

    // Asked between two turns, so it must cost little while the sale goes on.
    bool is_drained(Result& result) {
        const base::Millis now = market_.scheduler().now();
        if (now < looked_at_ + 1'000) return false;
        std::optional<delivery::Pace::Picture> pace;
        store_.read([&](store::UnitOfWork& unit) { pace = delivery::noted_pace(unit, "orders"); });
        if (pace && looked_at_ != 0) result.at_pace[{pace->lanes, pace->batch}] += now - looked_at_;
        looked_at_ = now;
        if (now > gives_up_at_) {
            result.violations.push_back("it was not drained after two days");
            return true;
        }
        return market_.all_placed() && market_.company().order_count() >= static_cast<std::size_t>(sale_.orders) && engine_.is_idle();
    }

    void check(Result& result) const {
        std::map<std::string, int> keys;
        Decimal booked;
        market_.company().each_order([&](const Value& document) {
            ++keys[document["U_LL_Key"].text_or("")];
            booked += Decimal::parse_number(document["DocTotal"].text_or("0"));
        });
        Decimal ordered;
        const Value rows = market_.shop().order_rows();
        for (const Value& row : *rows.as_array()) {
            ordered += Decimal::parse(row["total_inc_tax"].text_or("0")).rounded(2, Round::half_up);
            const int documents = keys["order:shop:" + row["id"].text_or("")];
            if (documents != 1) result.violations.push_back(fmt::format("order {} has {} documents", row["id"].text_or(""), documents));
        }
        if (booked != ordered) result.violations.push_back(fmt::format("{} was ordered and {} booked", ordered.text(2), booked.text(2)));
        store_.read([&](store::UnitOfWork& unit) {
            for (const auto& count : unit.exceptions().counts()) result.violations.push_back(fmt::format("{} exceptions {} are open", count.exceptions, count.code));
        });
    }

    const Sale sale_;
    mutable Market market_;
    base::Log log_;
    store::Store store_;
    app::Engine engine_;
    VirtualWaiting bell_{market_.scheduler()};
    bool stopping_ = false;
    base::Millis looked_at_ = 0, gives_up_at_ = 0;
};

double ratio(double of, double to) { return to == 0 ? 0 : of / to; }

int report(const char* name, const Sale& sale, const Result& result, std::chrono::steady_clock::time_point since) {
    const auto orders = static_cast<double>(sale.orders);
    const Requests& asked = result.requests;
    const double felt = ratio(static_cast<double>(result.sale_p95), static_cast<double>(result.idle_p95));
    fmt::print("{}: {} orders in {} minutes, seed {}\n", name, sale.orders, sale.lasts_ms / 60'000, sale.seed);
    fmt::print("  posted exactly once              {}\n", result.violations.empty() ? "all" : "NO");
    fmt::print("  drained after                    {} min {} s of virtual time ({:.2f} orders/s)\n", result.drained_ms / 60'000, result.drained_ms / 1'000 % 60, orders * 1'000 / static_cast<double>(result.drained_ms));
    fmt::print("  people in the ERP, p50           {} ms before, {} ms during the sale\n", result.idle_p50, result.sale_p50);
    fmt::print("  people in the ERP, p95           {} ms before, {} ms during the sale: {:.2f} times, {} postings{}\n", result.idle_p95, result.sale_p95, felt, result.user_postings,
               felt > felt_from ? fmt::format(" (MORE THAN {:.1f})", felt_from) : "");
    fmt::print("  requests to the ERP per order    {:.3f} ({} batches, {} others; {} for items beside)\n", static_cast<double>(asked.batches + asked.other) / orders, asked.batches, asked.other, asked.items);
    fmt::print("  requests to the store per order  {:.3f}\n", static_cast<double>(asked.store) / orders);
    fmt::print("  change sets refused with -2039   {}\n", result.locked);
    fmt::print("  commits per order                {:.3f} (each on its own here; threads share their syncs, see the bench orders)\n", static_cast<double>(result.commits) / orders);
    for (const auto& [pace, time] : result.at_pace) fmt::print("  at {} x {:<2}                        {} s\n", pace.first, pace.second, time / 1'000);
    fmt::print("  took                             {:.1f} s\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count());
    for (std::size_t i = 0; i < result.violations.size() && i < 10; ++i) fmt::print("  broken: {}\n", result.violations[i]);
    return result.violations.empty() && felt <= felt_from ? 0 : 1;
}

int sale(const Sale& sale) {
    const Program program;
    const auto begin = std::chrono::steady_clock::now();
    const config::Deployment deployment = Program::deployment("");
    const int code = report("flash sale", sale, Run(program, deployment, sale).go(), begin);
    // What batches are good for: the same with every order in a request of its own, at the same rate for a tenth of the time.
    Sale tenth = sale;
    tenth.orders = std::max<std::int64_t>(sale.orders / 10, 100);
    tenth.lasts_ms = sale.lasts_ms * tenth.orders / sale.orders;
    const auto second = std::chrono::steady_clock::now();
    const config::Deployment one_by_one = Program::deployment("one-by-one");
    const Result compared = Run(program, one_by_one, tenth).go();
    report("one order in a request", tenth, compared, second);
    return compared.violations.empty() ? code : 1;
}

} // namespace
} // namespace ledgerline::bench

int main(int argc, char** argv) {
    ledgerline::bench::Sale sale;
    for (int i = 1; i < argc; ++i) {
        const auto value = [&] { return i + 1 < argc ? std::stoll(argv[++i]) : 0LL; };
        if (std::strcmp(argv[i], "--orders") == 0) sale.orders = value();
        else if (std::strcmp(argv[i], "--minutes") == 0) sale.lasts_ms = value() * 60'000;
        else if (std::strcmp(argv[i], "--seed") == 0) sale.seed = static_cast<std::uint64_t>(value());
        else sale.orders = 0;
    }
    if (sale.orders < 1 || sale.lasts_ms < 1) {
        fmt::print(stderr, "usage: flash_sale [--orders N] [--minutes M] [--seed S]\n");
        return 2;
    }
    try {
        return ledgerline::bench::sale(sale);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "flash_sale: {}\n", problem.what());
        return 1;
    }
}

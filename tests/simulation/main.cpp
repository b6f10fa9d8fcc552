// One thread, virtual time, one seed: the whole engine with its real plugins against both sandboxes, killed again and again.
//
//   simulation --seeds 100 [--from 1] [--echo]       every seed must keep every promise
//   simulation --seeds 100 --whole                   the same with everything that follows an order: numbers, payments, shipments, stock,
//                                                    refunds and returns
//   simulation --same 3                              a seed that is run twice must leave the same trace
#include "checker.hpp"
#include "fate.hpp"
#include "money_back.hpp"
#include "refunds.hpp"
#include "returns.hpp"
#include "sandbox_transport.hpp"
#include "stock.hpp"
#include "trace.hpp"
#include "virtual_clock.hpp"
#include "world.hpp"

#include "app/engine.hpp"
#include "app/return_desk.hpp"
#include "decisions/decisions.hpp"

#include <fmt/format.h>

#include <cstring>

namespace ledgerline::simulation {
namespace {

struct Result {
    std::vector<std::string> violations;
    std::string trace;
    long events = 0;
    int deaths = 0;
    std::size_t orders = 0, documents = 0, decisions = 0, callbacks = 0;
    std::int64_t requests = 0;
    Parts parts;
    Following following;
    StockSeen stock;
    RefundsSeen refunds;
    ReturnsSeen returns;
};

// What is simulated besides orders that become documents.
struct Kind {
    const config::Deployment& deployment;
    bool delivers; // the people of the company
    bool whole;    // with the routes that follow an order
    bool pays_out = false; // money of refunds leaves the books by outgoing payments
};

class Run {
public:
    Run(std::uint64_t seed, const Kind& kind, const plugin::Catalog& catalog, bool echo) :
        seed_(seed), kind_(kind), catalog_(catalog), trace_(echo), chance_(seed), world_(chance_, clock_, trace_, kind.whole),
        transport_(world_.shop(), world_.company(), chance_, fate_, trace_), log_(nullptr, base::Log::Form::json, base::Level::error, clock_),
        people_(world_, chance_, trace_), desk_(kind.deployment.settings), location_{fmt::format("file:simulation-{}?mode=memory&cache=shared", seed)}, disk_(location_) {}

    Result go() {
        prepare_company();
        transport_.trouble(10 + chance_.below(60));
        Result result;
        events_left_ = 20 + static_cast<int>(chance_.below(60));
        // The process starts, lives, and dies, until it has outlived all events and everything is quiet.
        for (bool done = false; !done && result.violations.empty();) {
            const bool mortal = events_left_ > 0 && chance_.below(4) != 0;
            fate_.draw(chance_, mortal);
            try {
                done = live(result);
            } catch (const Death&) {
                ++result.deaths;
                transport_.engine_died();
                trace_.note("the process died");
            }
        }
        result.trace = trace_.digest();
        result.events = trace_.events();
        result.orders = world_.shop().order_ids().size();
        result.documents = world_.company().order_count();
        result.requests = transport_.requests();
        result.following.lost_in_store = transport_.lost_in_store();
        result.following.lost_payments = transport_.lost_payments();
        result.refunds.lost = transport_.lost_refunds();
        result.decisions = decisions_;
        result.callbacks = callbacks_;
        return result;
    }

private:
    // What `ledgerline prepare` does before the first day.
    void prepare_company() {
        const auto post = [&](const std::string& set, const std::string& body) {
            base::HttpRequest request{"POST", "/b1s/v2/" + set, {{"Content-Type", "application/json"}, {"Cookie", cookie_}}, body};
            const base::HttpResponse response = world_.company().handle(request);
            if (set == "Login") cookie_ = base::header(response.headers, "Set-Cookie").substr(0, base::header(response.headers, "Set-Cookie").find(';'));
            if (response.status >= 300) throw std::runtime_error("the company could not be prepared: " + response.body);
        };
        post("Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox"})");
        post("UserTablesMD", R"({"TableName":"LEDGERLINE","TableDescription":"Ledgerline keys","TableType":"bott_NoObject"})");
        post("UserFieldsMD", R"({"TableName":"ORDR","Name":"LL_Key","Description":"Ledgerline key","Type":"db_Alpha","Size":50})");
        if (kind_.whole) post("UserFieldsMD", R"({"TableName":"ORCT","Name":"LL_Key","Description":"Ledgerline key","Type":"db_Alpha","Size":50})");
        post("UserFieldsMD", R"({"TableName":"RDR1","Name":"LL_Line","Description":"Store line","Type":"db_Alpha","Size":30})");
    }

    // True: all events are over, everything is quiet, and the books were checked.
    bool live(Result& result) {
        store::Store store(location_, clock_, store::Store::Mode::inline_, &fate_);
        store_ = &store;
        app::Engine engine(kind_.deployment, catalog_, {store, transport_, clock_, log_, seed_});
        engine.start();
        enter_parcels(); // whoever does not know whether it was taken enters it again
        while (events_left_ > 0) {
            turn(engine);
            if (fate_.dead()) throw Death{};
        }
        world_.calm_down();
        if (kind_.whole) people_.calm_down();
        transport_.trouble(0);
        if (!settle(engine)) result.violations.push_back("I10: two days after the last event there is still work to do: " + engine.obstacle());
        store.read([&](store::UnitOfWork& unit) {
            for (const auto& count : unit.exceptions().counts()) trace_.note(fmt::format("{} open: {}", count.exceptions, count.code));
            for (const auto& one : unit.exceptions().list({})) trace_.note("open: " + one.title);
        });
        for (std::string& one : violations(world_, store, result.parts, kind_.whole ? &result.following : nullptr)) result.violations.push_back(std::move(one));
        for (const std::string& one : transport_.violations()) result.violations.push_back(one);
        if (kind_.whole)
            store.read([&](store::UnitOfWork& unit) {
                const auto add = [&](std::vector<std::string> found) { result.violations.insert(result.violations.end(), found.begin(), found.end()); };
                add(violations_of_stock(world_, unit, result.stock));
                add(violations_of_refunds(world_, unit, kind_.pays_out, result.refunds));
                add(violations_of_returns(world_, unit, parcels_, result.returns));
            });
        return true;
    }

    void turn(app::Engine& engine) {
        const std::uint64_t what = chance_.below(kind_.whole ? 12 : 10);
        if (what == 0) {
            world_.happen();
            --events_left_;
        } else if (what >= 10 && chance_.one_in(4)) {
            if (auto parcel = people_.open_parcel()) opened_.push_back(std::move(*parcel));
            enter_parcels();
        } else if (what >= 10) {
            people_.work();
        } else if (what == 1 && kind_.whole && chance_.one_in(3)) {
            world_.work_on_deliveries();
        } else if (what == 1 && kind_.delivers && chance_.one_in(10)) {
            world_.deliver_something();
        } else if (what == 1 && chance_.one_in(8)) {
            decide();
        } else if (what == 1 && chance_.one_in(2)) {
            call_back(engine);
        } else if (what == 1) {
            clock_.advance(static_cast<base::Millis>(chance_.below(15'000)));
        } else {
            const auto& stages = engine.stages();
            const app::Stage& stage = stages[chance_.below(stages.size())];
            if (stage.step()) trace_.note(stage.name);
        }
    }

    // What was opened is told to the desk, and stays here until it is known that the desk has it.
    void enter_parcels() {
        while (!opened_.empty()) {
            std::string told;
            const intake::EnteredReturn& entry = opened_.back().entry;
            try {
                desk_.enter(*store_, entry, {"console", "olaf"}, false);
                parcels_.emplace(entry.id, opened_.back());
                told = "taken";
            } catch (const intake::EntryRefused& refusal) {
                told = refusal.what();
            }
            trace_.note(fmt::format("return {} of order {}: {}", entry.id, entry.order, told));
            opened_.pop_back();
        }
    }

    // Callbacks of the store that are due reach the engine, or only its answer is lost. Whoever dies over one has not answered it. False:
    // there were none.
    bool call_back(app::Engine& engine) {
        std::exception_ptr death;
        const std::size_t sent = world_.shop().send_callbacks([&](const sandbox::Callback& callback) {
            if (death) return 0;
            const bool answer_lost = events_left_ > 0 && chance_.one_in(10);
            try {
                const auto answer = engine.receive("shop", {"POST", "/hooks/shop", callback.headers, callback.body});
                const int status = !answer ? 404 : answer_lost ? 0 : answer->status;
                trace_.note(fmt::format("callback {} -> {}", callback.body, status));
                ++callbacks_;
                return status;
            } catch (const Death&) {
                death = std::current_exception();
                return 0;
            }
        });
        if (death) std::rethrow_exception(death);
        return sent > 0;
    }

    // A person settles something by hand, takes that back, or asks for another try.
    void decide() {
        std::string told = "nothing to decide";
        const std::uint64_t what = chance_.below(4), which = chance_.below(1'000'000);
        store_->commit([&](store::UnitOfWork& unit) {
            try {
                store::ExceptionTable::Filter filter;
                filter.state = what == 2 ? "closed" : "open";
                const auto rows = unit.exceptions().list(filter);
                if (rows.empty()) return;
                const store::ExceptionRow& row = rows[which % rows.size()];
                if (what == 2) decisions::reopen(unit, row.id, "not after all", "ada");
                else if (what == 3) decisions::retry(unit, row, "ada");
                else decisions::resolve(unit, row.id, {"by hand", memo_by_hand(unit, row), row.type == "refund" ? "erp/credit-memos" : "erp/orders"}, "ada");
                ++decisions_;
                told = fmt::format("a person {} exception {} ({})", what == 2 ? "reopens" : what == 3 ? "retries" : "resolves", row.id, row.code);
            } catch (const decisions::Refused& refusal) {
                told = refusal.what();
            }
        });
        trace_.note(told);
    }

    // Until nothing is due any more; long enough for every poll, pause and look-up. False: it does not end.
    bool settle(app::Engine& engine) {
        const base::Millis begin = clock_.now();
        std::int64_t postings = 0;
        base::Millis posted_at = begin; // a late callback may lead to one, and its stock is read after it
        while (clock_.now() - begin < 48 * base::Millis{3'600'000}) {
            bool worked = call_back(engine);
            for (const app::Stage& stage : engine.stages()) worked = stage.step() || worked;
            if (postings != transport_.postings()) posted_at = clock_.now();
            postings = transport_.postings();
            if (worked) continue;
            if (clock_.now() - begin > 30 * base::Millis{60'000} && clock_.now() - posted_at > 5 * base::Millis{60'000} && engine.is_idle()) return true;
            clock_.advance(5'000);
        }
        return false;
    }

    std::uint64_t seed_;
    const Kind kind_;
    const plugin::Catalog& catalog_;
    Trace trace_;
    base::Random chance_;
    VirtualClock clock_;
    Fate fate_;
    World world_;
    SandboxTransport transport_;
    base::Log log_;
    MoneyBack people_;
    app::ReturnDesk desk_;
    std::vector<Parcel> opened_; // parcels that the desk may not have yet
    Parcels parcels_;
    store::Location location_;
    store::Store* store_ = nullptr; // of this life
    store::Connection disk_; // keeps the database in memory alive from one life to the next
    std::size_t decisions_ = 0; // that people made
    std::size_t callbacks_ = 0; // that reached the engine
    std::string cookie_;
    int events_left_ = 0;
};

struct Program {
    Program() {
        const std::string source = LEDGERLINE_SOURCE_DIR;
        const auto read = [&](const char* overlay, const char* hand_made = "hold") {
            return config::read_deployment(source + "/tests/simulation/deployment", overlay, [&](const std::string& name) -> std::optional<std::string> {
                if (name == "HAND_MADE") return hand_made;
                if (name == "PAYOUTS") return std::string(hand_made) == "adopt" ? "no-payouts.csv" : "payouts.csv"; // what may be paid is not adopted
                if (name == "SHOP_TOKEN") return "sandbox-token";
                if (name == "SHOP_CLIENT_SECRET") return "sandbox-client-secret";
                return name == "ERP_PASSWORD" ? std::optional<std::string>("sandbox") : std::nullopt;
            });
        };
        deployment = read("");
        good_lines = read("good-lines");
        changes = read("changes");
        whole = read("whole");
        adopting = read("whole", "adopt");
        for (const std::string& problem : catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
    }

    // Of the whole way every other seed takes credit memos that people made for its own, and books no outgoing payments. Else every third seed posts the good lines of an order that has bad ones as well, and every third lets documents follow the store.
    Result run(std::uint64_t seed, bool echo) {
        if (runs_whole) return Run(seed, {seed % 2 == 0 ? adopting : whole, true, true, seed % 2 != 0}, catalog, echo).go();
        return Run(seed, {seed % 3 == 0 ? good_lines : seed % 3 == 1 ? changes : deployment, seed % 3 == 1, false}, catalog, echo).go();
    }

    bool runs_whole = false;
    config::Deployment deployment, good_lines, changes, whole, adopting;
    plugin::Catalog catalog;
};

int all(Program& program, std::uint64_t from, std::uint64_t count, bool echo) {
    std::size_t failed = 0, orders = 0, documents = 0, begun = 0, completed = 0, changes = 0, decisions = 0, callbacks = 0;
    long deaths = 0;
    std::int64_t requests = 0;
    Following following;
    StockSeen stock;
    RefundsSeen refunds;
    ReturnsSeen returns;
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        const Result result = program.run(seed, echo);
        orders += result.orders;
        documents += result.documents;
        deaths += result.deaths;
        requests += result.requests;
        begun += result.parts.begun;
        completed += result.parts.completed;
        changes += result.parts.changes;
        decisions += result.decisions;
        callbacks += result.callbacks;
        following.numbers += result.following.numbers;
        following.payments += result.following.payments;
        following.shipments += result.following.shipments;
        following.partial += result.following.partial;
        following.tracked += result.following.tracked;
        following.taken_back += result.following.taken_back;
        following.lost_in_store += result.following.lost_in_store;
        following.lost_payments += result.following.lost_payments;
        stock.exact += result.stock.exact;
        stock.waiting += result.stock.waiting;
        stock.below_zero += result.stock.below_zero;
        stock.pushed += result.stock.pushed;
        stock.lost += result.stock.lost;
        stock.drifts += result.stock.drifts;
        refunds.add(result.refunds);
        returns.add(result.returns);
        if (result.violations.empty()) continue;
        ++failed;
        fmt::print("seed {} broke a promise (replay: simulation --from {} --seeds 1 --echo{})\n", seed, seed, program.runs_whole ? " --whole" : "");
        for (const std::string& violation : result.violations) fmt::print("  {}\n", violation);
    }
    fmt::print("{} seeds, {} orders, {} documents ({} posted in part at first, {} of them completed later, {} changes of them), {} requests, {} callbacks, {} deaths, {} seeds broke a promise\n", count, orders, documents,
               begun, completed, changes, requests, callbacks, deaths, failed);
    if (program.runs_whole)
        fmt::print("{} numbers in the store, {} payments, {} shipments ({} of a part, {} tracked), {} deliveries taken back; answers lost to {} writes in the store and {} of payments\n", following.numbers, following.payments, following.shipments, following.partial,
                   following.tracked, following.taken_back, following.lost_in_store, following.lost_payments);
    if (program.runs_whole)
        fmt::print("{} SKUs with their exact number in the store, {} with orders that wait, {} sold out below zero; {} adjustments applied, {} lost, {} drifts told\n", stock.exact, stock.waiting, stock.below_zero, stock.pushed, stock.lost,
                   stock.drifts);
    if (program.runs_whole) fmt::print("{}\n{}\n", refunds.told(), returns.told());
    // What never happened was never put to the test.
    if (count >= 100 && program.runs_whole) {
        const bool all_happened = following.numbers != 0 && following.payments != 0 && following.partial != 0 && following.tracked != 0 && following.taken_back != 0 && following.lost_in_store != 0 &&
                                  following.lost_payments != 0 && stock.exact != 0 && stock.waiting != 0 && stock.below_zero != 0 && stock.lost != 0 && stock.drifts != 0 && changes != 0 && callbacks != 0 && decisions != 0 && deaths != 0 &&
                                  refunds.all_happened() && returns.all_happened();
        if (all_happened) return failed == 0 ? 0 : 1;
        fmt::print("one of these never happened: without it nothing is proved of it\n");
        return 1;
    }
    if (count >= 100 && (begun == 0 || completed == 0 || changes == 0 || decisions == 0 || callbacks == 0)) {
        fmt::print("{} orders were posted in part, {} of them completed, {} documents changed, people decided {} times, and {} callbacks came: without each of these nothing is proved of it\n", begun, completed, changes,
                   decisions, callbacks);
        return 1;
    }
    return failed == 0 ? 0 : 1;
}

int same(Program& program, std::uint64_t from, std::uint64_t count) {
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        const Result first = program.run(seed, false), second = program.run(seed, false);
        if (first.trace == second.trace) continue;
        fmt::print("seed {} took two ways: {} events {} and {} events {}\n", seed, first.events, first.trace, second.events, second.trace);
        return 1;
    }
    fmt::print("{} seeds took the same way twice\n", count);
    return 0;
}

} // namespace
} // namespace ledgerline::simulation

int main(int argc, char** argv) {
    std::uint64_t from = 1, seeds = 0, twice = 0;
    bool echo = false, whole = false;
    for (int i = 1; i < argc; ++i) {
        const auto value = [&] { return i + 1 < argc ? std::stoull(argv[++i]) : 0ULL; };
        if (std::strcmp(argv[i], "--seeds") == 0) seeds = value();
        else if (std::strcmp(argv[i], "--from") == 0) from = value();
        else if (std::strcmp(argv[i], "--same") == 0) twice = value();
        else if (std::strcmp(argv[i], "--echo") == 0) echo = true;
        else if (std::strcmp(argv[i], "--whole") == 0) whole = true;
        else {
            fmt::print(stderr, "usage: simulation (--seeds N | --same N) [--from SEED] [--whole] [--echo]\n");
            return 2;
        }
    }
    try {
        ledgerline::simulation::Program program;
        program.runs_whole = whole;
        return twice > 0 ? ledgerline::simulation::same(program, from, twice) : ledgerline::simulation::all(program, from, seeds, echo);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "simulation: {}\n", problem.what());
        return 1;
    }
}

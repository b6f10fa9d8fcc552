// Protects the first promise at every instruction that can tell: the engine dies before and after each single commit, and before and
// after each single request, of a day with ten orders; then it is started again. Every time both systems and the books must be as they
// are after a day without a death: no document twice, none missing, nothing left undecided.
//
// One thread, both sandboxes in process, time that moves only when everything is quiet: the same point is the same moment every time.
#include "b1/company.hpp"
#include "store/shop.hpp"
#include "support/engine_bench.hpp"

#include "app/engine.hpp"
#include "ledger/history.hpp"
#include "message/json.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <map>
#include <set>

namespace {

using namespace ledgerline;
using message::Value;

struct Death {}; // thrown where the process would be gone

enum class Point { never, before_commit, after_commit, before_request, after_request };

// Dies at the n-th of its point, once. What a component does after a death at a request reaches nobody.
class Fate final : public store::CommitHook {
public:
    Fate(Point point, int at) : point_(point), left_(at) {}

    void before_commit(std::int64_t) override {
        if (dead_ || strikes(Point::before_commit)) die();
        ++commits;
    }
    void after_commit(std::int64_t) override {
        if (strikes(Point::after_commit)) die();
    }
    bool gone_at(Point point) {
        if (!dead_ && strikes(point)) dead_ = true;
        return dead_;
    }
    bool dead() const { return dead_; }
    void next_life() { dead_ = false; }

    int commits = 0, requests = 0;

private:
    bool strikes(Point point) { return point_ == point && left_ > 0 && --left_ == 0; }
    [[noreturn]] void die() {
        dead_ = true;
        throw Death{};
    }

    Point point_;
    int left_;
    bool dead_ = false;
};

Value item(const std::string& code) {
    return message::parse_json(fmt::format(R"({{"ItemCode":"{}","ItemName":"Item {}","ItemType":"itItems","SalesItem":"tYES","PurchaseItem":"tYES","InventoryItem":"tYES","Valid":"tYES",
        "Frozen":"tNO","VatLiable":"tYES","DefaultWarehouse":"01","ItemWarehouseInfoCollection":[{{"ItemCode":"{}","WarehouseCode":"01","InStock":1000.0}}]}})", code, code, code));
}

sandbox::ShopSettings shop_settings() {
    sandbox::ShopSettings settings;
    settings.tax_rates = sandbox::united_kingdom_tax_rates();
    return settings;
}

sandbox::b1::CompanySettings company_settings() {
    sandbox::b1::CompanySettings settings;
    settings.default_vat_group = "S1";
    return settings;
}

// Both systems, their people, and the wire between them and the engine.
class World final : public base::Transport {
public:
    World(const test::HandClock& clock, Fate& fate) : fate_(fate), shop_(shop_settings(), clock, shop_chance_), company_(company_settings(), clock, company_chance_) {
        company_.add_warehouse(message::parse_json(R"({"WarehouseCode":"01","WarehouseName":"Main"})"));
        for (const auto& [code, rate] : {std::pair{"S1", "20"}, std::pair{"S5", "5"}, std::pair{"S0", "0"}})
            company_.add_vat_group(message::parse_json(
                fmt::format(R"({{"Code":"{}","Name":"{}","Category":"bovcOutputTax","VatGroups_Lines":[{{"Effectivefrom":"2000-01-01","Rate":{}}}]}})", code, code, rate)));
        company_.add_expense(message::parse_json(R"({"ExpensCode":1,"Name":"Carriage","TaxLiable":"tYES","OutputVATGroup":"S1"})"));
        company_.add_business_partner(message::parse_json(R"({"CardCode":"C-WEB","CardName":"Web shop","CardType":"cCustomer","Currency":"##"})"));
        for (int n = 0; n < 12; ++n) company_.add_item(item(fmt::format("SKU-{}", n)));
        prepare();
        for (int n = 0; n < 10; ++n) ids_.push_back(place(n));
    }

    // What happens when the morning's orders are through.
    void afternoon() {
        company_.add_item(item("GHOST"));
        shop_.pay(ids_[5]);
        shop_.set_status(ids_[0], 5);                                                            // cancelled after it was posted
        shop_.edit_order(ids_[2], message::parse_json(R"({"products":[{"sku":"SKU-9","name":"Goods","quantity":2,"price":"2.50"}]})")); // a line more
        shop_.edit_order(ids_[1], Value::object({{"staff_notes", "fragile"}}));                  // no matter for the document
        ids_.push_back(place(10));
    }

    // Callbacks of the store that are due reach the engine; whoever dies over one has not answered it, and is called again. False: there
    // were none.
    bool call_back(app::Engine& engine) {
        std::exception_ptr death;
        const std::size_t sent = shop_.send_callbacks([&](const sandbox::Callback& callback) {
            if (death) return 0;
            try {
                const auto answer = engine.receive("shop", {"POST", "/hooks/shop", callback.headers, callback.body});
                ++callbacks;
                return answer ? answer->status : 404;
            } catch (const Death&) {
                death = std::current_exception();
                return 0;
            }
        });
        if (death) std::rethrow_exception(death);
        return sent > 0;
    }
    int callbacks = 0;

    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override {
        if (fate_.gone_at(Point::before_request)) return {base::Reach::no_answer, {}, "the process is gone"};
        ++fate_.requests;
        base::Exchange exchange{base::Reach::answered, endpoint.host == "shop.test" ? shop_.handle(request) : company_.handle(request), ""};
        if (fate_.gone_at(Point::after_request)) return {base::Reach::no_answer, {}, "the process is gone"};
        return exchange;
    }

    // Document by key, with everything that money depends on. A key that two documents carry shows as two.
    std::map<std::string, std::string> documents() const {
        std::map<std::string, std::string> out;
        company_.each_order([&](const Value& document) {
            std::string& text = out[document["U_LL_Key"].text_or("no key")];
            text += fmt::format("{} {} for {}:", document["DocTotal"].text_or(""), document["DocCurrency"].text_or(""), document["CardCode"].text_or("").substr(0, 1));
            for (const Value& line : *document["DocumentLines"].as_array()) text += fmt::format(" {} x {}", line["Quantity"].text_or(""), line["ItemCode"].text_or(""));
            text += document["Cancelled"].text_or("") == "tYES" ? " cancelled." : ".";
        });
        return out;
    }
    std::size_t keys() const { return company_.count("U_LEDGERLINE"); }
    std::size_t partners() const { return company_.count("BusinessPartners"); }

private:
    // What `ledgerline prepare` does before the first day.
    void prepare() {
        std::string cookie;
        const auto post = [&](const std::string& set, const std::string& body) {
            const base::HttpResponse response = company_.handle({"POST", "/b1s/v2/" + set, {{"Content-Type", "application/json"}, {"Cookie", cookie}}, body});
            if (set == "Login") cookie = base::header(response.headers, "Set-Cookie").substr(0, base::header(response.headers, "Set-Cookie").find(';'));
            REQUIRE(response.status < 300);
        };
        post("Login", R"({"CompanyDB":"SBO_SANDBOX","UserName":"ledgerline","Password":"sandbox"})");
        post("UserTablesMD", R"({"TableName":"LEDGERLINE","TableDescription":"Ledgerline keys","TableType":"bott_NoObject"})");
        post("UserFieldsMD", R"({"TableName":"ORDR","Name":"LL_Key","Description":"Ledgerline key","Type":"db_Alpha","Size":50})");
        post("UserFieldsMD", R"({"TableName":"RDR1","Name":"LL_Line","Description":"Store line","Type":"db_Alpha","Size":30})");
    }
    std::int64_t place(int n) {
        Value address = message::parse_json(fmt::format(R"({{"first_name":"Ann","last_name":"Buyer","company":"","street_1":"1 Quay","street_2":"","city":"Bristol","state":"","zip":"BS1 1AA",
            "country":"United Kingdom","country_iso2":"GB","phone":"","email":"buyer{}@example.com"}})", n));
        Value to = address;
        to.set("shipping_method", "Flat rate");
        to.set("cost", n % 2 == 0 ? "4.99" : "0.00");
        Value lines = Value::array();
        for (int line = 0; line <= n % 3; ++line)
            lines.push(Value::object({{"sku", n == 4 ? "GHOST" : fmt::format("SKU-{}", n + line)}, {"name", "Goods"}, {"quantity", Value(1 + line)}, {"price", fmt::format("{}.{:02}", 3 + n, 7 * n)}}));
        return shop_.place_order(Value::object({{"customer_id", Value(n % 3 == 0 ? 0 : 100 + n)},
                                                {"billing_address", address},
                                                {"shipping_addresses", Value::array({to})},
                                                {"products", std::move(lines)},
                                                {"status_id", Value(n == 5 ? 7 : n == 6 ? 5 : 11)},
                                                {"payment", Value::object({{"state", n == 5 ? "pending" : "captured"}})}}));
    }

    Fate& fate_;
    base::Random shop_chance_{1}, company_chance_{2};
    sandbox::Shop shop_;
    sandbox::b1::Company company_;
    std::vector<std::int64_t> ids_;
};

struct Program {
    Program() {
        deployment = config::read_deployment(std::string(LEDGERLINE_SOURCE_DIR) + "/tests/simulation/deployment", "changes", [](const std::string& name) -> std::optional<std::string> {
            if (name == "SHOP_TOKEN") return "sandbox-token";
            if (name == "SHOP_CLIENT_SECRET") return "sandbox-client-secret";
            return name == "ERP_PASSWORD" ? std::optional<std::string>("sandbox") : std::nullopt;
        });
        for (const std::string& problem : catalog.load_all(std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins")) throw std::runtime_error(problem);
    }
    config::Deployment deployment;
    plugin::Catalog catalog;
};
// Read once: a plugin is never unloaded.
const Program& program() {
    static const Program one;
    return one;
}

// How a day ended, in words that two days can be compared by.
struct Ending {
    std::map<std::string, std::string> documents; // by key
    std::map<std::string, std::string> orders;    // state of the newest revision, and the code of its exception
    std::map<std::string, std::string> references;
    std::size_t keys = 0, partners = 0;
    std::string trouble;
    int commits = 0, requests = 0, callbacks = 0, deaths = 0;
};

class Day {
public:
    Day(Point point, int at) : fate_(point, at) {}

    Ending live() {
        morning_until_quiet();
        if (ending_.trouble.empty()) {
            world_.afternoon();
            morning_until_quiet();
        }
        ending_.documents = world_.documents();
        ending_.keys = world_.keys();
        ending_.partners = world_.partners();
        ending_.commits = fate_.commits;
        ending_.requests = fate_.requests;
        ending_.callbacks = world_.callbacks;
        return ending_;
    }

private:
    // The process starts, and starts again, until everything is quiet.
    void morning_until_quiet() {
        for (bool quiet = false; !quiet;) {
            try {
                store::Store store(location_, clock_, store::Store::Mode::inline_, &fate_);
                app::Engine engine(program().deployment, program().catalog, {store, world_, clock_, log_, 1});
                engine.start();
                settle(engine);
                read_books(store);
                quiet = true;
            } catch (const Death&) {
                ++ending_.deaths;
                fate_.next_life();
            }
        }
    }
    // Long enough for every poll, pause and look-up.
    void settle(app::Engine& engine) {
        const base::Millis begin = clock_.at;
        while (clock_.at - begin < 3'600'000) {
            bool worked = world_.call_back(engine);
            for (const app::Stage& stage : engine.stages()) {
                worked = stage.step() || worked;
                if (fate_.dead()) throw Death{};
            }
            if (worked) continue;
            if (clock_.at - begin > 150'000 && engine.is_idle()) return;
            clock_.at += 10'000;
        }
        ending_.trouble = "it does not come to an end: " + engine.obstacle();
    }
    void read_books(const store::Store& store) {
        ending_.orders.clear();
        ending_.references.clear();
        store.read([&](store::UnitOfWork& unit) {
            std::set<std::string> ids;
            for (const char* state : {"ready", "routed", "held", "delivered", "applied", "dropped", "superseded"})
                for (const auto& message : unit.messages().in_state(state, 1'000))
                    if (message.type == "order") ids.insert(message.source_key);
            for (const std::string& id : ids) {
                const auto newest = unit.messages().newest("shop/orders", "order", id).value();
                const auto open = unit.exceptions().open_of_message(newest.id);
                ending_.orders[id] = newest.state + (open ? " " + open->code : "");
                if (const auto reference = unit.cross_references().by_key("order:shop:" + id)) ending_.references[id] = reference->amount;
            }
            for (const auto& count : unit.outbox().counts())
                if (count.state == "in_flight" || count.state == "unconfirmed" || count.state == "ready") ending_.trouble = "deliveries are left over";
            for (const auto& row : unit.exceptions().list({}))
                if (row.message_id == 0) ending_.trouble = "left open about the flow: " + row.title;
        });
        if (const auto history = ledger::verify(store); !history.ok) ending_.trouble = history.problem;
    }

    test::HandClock clock_;
    Fate fate_;
    World world_{clock_, fate_};
    base::Log log_{nullptr, base::Log::Form::json, base::Level::error, clock_};
    store::Location location_{"file:crash-matrix?mode=memory&cache=shared"};
    store::Connection disk_{location_}; // keeps the database in memory alive from one life to the next
    Ending ending_;
};

const Ending& day_without_death() {
    static const Ending ending = Day(Point::never, 0).live();
    return ending;
}

// Each of the point, or every other one, until a day is over without meeting it.
void die_at_each(Point point, int first = 1, int step = 1) {
    const Ending& expected = day_without_death();
    REQUIRE(expected.trouble.empty());
    int at = first;
    for (;; at += step) {
        const Ending ending = Day(point, at).live();
        INFO("died at number " << at);
        REQUIRE(ending.trouble == "");
        REQUIRE(ending.documents == expected.documents);
        REQUIRE(ending.keys == expected.keys);
        REQUIRE(ending.partners == expected.partners);
        REQUIRE(ending.orders == expected.orders);
        REQUIRE(ending.references == expected.references);
        if (ending.deaths == 0) break;
    }
    const bool is_commit = point == Point::before_commit || point == Point::after_commit;
    CHECK(at > (is_commit ? expected.commits : expected.requests)); // each of the quiet day was met
}

} // namespace

TEST_CASE("order.crash: a day without a death is as it should be") {
    const Ending& day = day_without_death();
    CHECK(day.trouble == "");
    CHECK(day.documents.size() == 10); // eleven orders, one cancelled before it was read
    CHECK(day.keys == 12); // one document was cancelled afterwards, and one changed
    for (const auto& [key, text] : day.documents) {
        INFO(key << ": " << text);
        CHECK(std::count(text.begin(), text.end(), ':') == 1); // one document
    }
    std::map<std::string, int> states;
    for (const auto& [id, state] : day.orders) ++states[state];
    CHECK(states == std::map<std::string, int>{{"applied", 1}, {"delivered", 9}, {"dropped", 1}});
    CHECK(day.commits > 10);
    CHECK(day.requests > 50);
    CHECK(day.callbacks > 3); // of the afternoon: the morning's orders were there before the webhooks
}

TEST_CASE("order.crash: dying before any commit loses and doubles nothing") { die_at_each(Point::before_commit); }
TEST_CASE("order.crash: dying after any commit loses and doubles nothing") { die_at_each(Point::after_commit); }
// In halves, because requests are many: two cores share them.
TEST_CASE("order.crash: dying before any odd request loses and doubles nothing") { die_at_each(Point::before_request, 1, 2); }
TEST_CASE("order.crash: dying before any even request loses and doubles nothing") { die_at_each(Point::before_request, 2, 2); }
TEST_CASE("order.crash: dying after any odd request loses and doubles nothing") { die_at_each(Point::after_request, 1, 2); }
TEST_CASE("order.crash: dying after any even request loses and doubles nothing") { die_at_each(Point::after_request, 2, 2); }

// What the crash matrices have in common: a process that dies at one commit or one request, both systems behind the wire, and a day that
// is lived to its end however often the process has to be started.
#pragma once

#include "b1/company.hpp"
#include "store/shop.hpp"
#include "support/engine_bench.hpp"

#include "app/engine.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <string>

namespace ledgerline::test {

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

// A store that charges the taxes of the United Kingdom, a company that knows their rates, and the wire between them and the engine.
class BothSystems final : public base::Transport {
public:
    BothSystems(const HandClock& clock, Fate& fate);

    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;
    // Callbacks of the store that are due reach the engine; whoever dies over one has not answered it, and is called again. False: there
    // were none.
    bool call_back(app::Engine& engine);

    std::int64_t place(int buyer, const message::Value& lines, const std::string& shipping, const message::Value& members = message::Value::object());
    void add_item(const std::string& code);

    Fate& fate;
    int callbacks = 0;

private:
    void set_up_company();
    base::Random shop_chance_{1}, company_chance_{2};

public:
    sandbox::Shop shop;
    sandbox::b1::Company company;
};

// A deployment of the simulation, with an overlay, and the real plugins; a plugin is never unloaded.
struct Program {
    explicit Program(const std::string& overlay, std::map<std::string, std::string> environment = {});
    config::Deployment deployment;
    plugin::Catalog catalog;
};

// Goods, tax and money of an order: one text that two days can be compared by.
std::string text_of_document(const message::Value& document);

// How a day ended, in words that two days can be compared by; more of it is each matrix's own.
struct EndOfDay {
    std::map<std::string, std::string> documents; // by what names them
    std::size_t keys = 0, partners = 0;
    std::string trouble;
    int commits = 0, requests = 0, callbacks = 0, deaths = 0;
};

// The processes of one day, one after the other.
class Lives {
public:
    Lives(const Program& program, HandClock& clock, BothSystems& systems) : program_(program), clock_(clock), systems_(systems) {}

    // The process starts, and starts again, until everything is quiet. `at_work` is done by people while it runs, and again where it died
    // meanwhile; `books` are read at the end.
    void until_quiet(const std::function<void(store::Store&)>& at_work, const std::function<void(store::Store&)>& books);

    EndOfDay end_of_day() const; // without its documents

    std::string trouble; // what must not be at the end of a day, "" = nothing
    int deaths = 0;

private:
    void settle(app::Engine& engine);
    void look_for_trouble(const store::Store& store);

    const Program& program_;
    HandClock& clock_;
    BothSystems& systems_;
    base::Log log_{nullptr, base::Log::Form::json, base::Level::error, clock_};
    store::Location location_{"file:crash-matrix?mode=memory&cache=shared"};
    store::Connection disk_{location_}; // keeps the database in memory alive from one life to the next
};

// Dies at the first of the point, and at each `step` after it, until a day is over without meeting it. `live` lives a day with that death, `same` requires
// that what is the matrix's own is as on the day without one.
template <class Ending, class Live, class Same>
void die_at_each(const Ending& expected, Point point, int first, int step, const Live& live, const Same& same) {
    REQUIRE(expected.trouble.empty());
    int at = first;
    for (;; at += step) {
        const Ending ending = live(point, at);
        INFO("died at number " << at);
        REQUIRE(ending.trouble == "");
        REQUIRE(ending.documents == expected.documents);
        REQUIRE(ending.keys == expected.keys);
        REQUIRE(ending.partners == expected.partners);
        same(ending);
        if (ending.deaths == 0) break;
    }
    const bool is_commit = point == Point::before_commit || point == Point::after_commit;
    CHECK(at > (is_commit ? expected.commits : expected.requests)); // each of the quiet day was met
}

} // namespace ledgerline::test

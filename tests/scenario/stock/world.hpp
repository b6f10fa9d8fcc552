// Both systems and the engine between them, in process: one thread, a clock that only the scenario moves, the real plugins. Stock goes the
// whole way: from the company's warehouses into the store's locations, while orders come the other way.
#pragma once

#include "base/clock.hpp"
#include "base/http.hpp"
#include "base/random.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include "b1/company.hpp"
#include "store/shop.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ledgerline::scenario {

struct SetClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'772'359'200'000; // 2026-03-01T10:00:00Z
};

class World {
public:
    // `folder` is made anew: the deployment is written there.
    World(const message::Value& scenario, std::filesystem::path folder);
    ~World();

    // One element of "then" (steps.cpp), but for what it expects; the engine works until nothing is due.
    void take(const message::Value& step);

    // What there is to be compared after a step (sight.cpp).
    // {"MUG": {"main": 8}}: what the store shows, by SKU and code of the location.
    message::Value shown() const;
    // Open ones, in the order in which they were opened: {code, subject, title, team}.
    message::Value exceptions() const;
    // What people are told of a SKU's number.
    std::string explained(const std::string& sku) const;
    // Requests with numbers that the store has got since the last step began, and how many numbers were in them.
    message::Value sent() const;
    // Sales orders of the company that are not cancelled.
    std::size_t documents() const;

private:
    class Wire;
    struct Process; // the engine, from a start to its end

    void set_up_company(const message::Value& scenario);
    void set_up_store(const message::Value& scenario);
    void add_item(const message::Value& given);
    void write_deployment(const message::Value& scenario) const;
    void start();
    void stop();
    // Until nothing is due and both systems were read again; an obstacle that a step has set up makes it a quarter of an hour.
    void work();
    // So long, whatever is due.
    void work_for(base::Millis ms);
    void step_until(base::Millis end, bool until_idle);

    void place_order(const message::Value& order);
    void edit_order(const message::Value& given);
    std::int64_t order_id(const std::string& name) const;
    std::int64_t document_of(const std::string& name) const;
    void set_erp_stock(const message::Value& levels);
    void set_by_hand(const message::Value& numbers);
    void remove_product(const std::string& sku);

    SetClock clock_;
    base::Random shop_chance_{1}, company_chance_{2};
    sandbox::Shop shop_;
    sandbox::b1::Company company_;
    std::filesystem::path folder_;
    std::set<std::string> skus_; // of the store
    bool erp_away_ = false, store_away_ = false;
    std::int64_t requests_ = 0, numbers_ = 0; // of adjustments, since the step began
    std::map<std::string, std::int64_t> orders_; // by the name that the scenario gives them
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<Wire> wire_;
    std::unique_ptr<Process> process_;
};

} // namespace ledgerline::scenario

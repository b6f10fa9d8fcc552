// Both systems and the engine between them, in process: one thread, a clock that only the scenario moves, the real plugins.
#pragma once

#include "afterwards.hpp"
#include "credits.hpp"

#include "base/clock.hpp"
#include "base/http.hpp"
#include "base/random.hpp"
#include "message/value.hpp"
#include "store/connection.hpp"

#include "b1/company.hpp"
#include "store/shop.hpp"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace ledgerline::scenario {

struct SetClock final : base::Clock {
    base::Millis now() const override { return at; }
    base::Millis at = 1'772'359'200'000; // 2026-03-01T10:00:00Z
};

// What became of one order.
struct Ending {
    std::string state;                   // of its newest message
    std::vector<message::Value> documents; // of the ERP
    message::Value findings = message::Value::array(); // {code, subject, waits_for, message, facts} of its open exception
    std::string reasons;                 // of its history, as JSON text
    std::string store_total;             // what the shopper owes
    message::Value partner;              // the business partner of the first document, null without one
    std::size_t partners = 0;            // how many the company has at the end
    Afterwards afterwards;               // of the further routes
    Credits credits;                     // with a route of refunds
};

class World {
public:
    // `folder` is made anew: the deployment is written there.
    World(const message::Value& scenario, std::filesystem::path folder);

    // Places the order, after the scenario's others, and lets the engine work until nothing is due. With `recording` every exchange
    // is written there.
    Ending run(const message::Value& order, std::ostream* recording = nullptr);

private:
    class Wire;

    void set_up_company(const message::Value& scenario);
    void add_item(const message::Value& given);
    // One element of "then" (steps.cpp).
    void take_step(const message::Value& step, const std::string& id);
    // Those about refunds (refund_steps.cpp); false: it is none.
    bool take_refund_step(const std::string& what, const message::Value& given, std::int64_t order);
    void at_the_desk(const message::Value& given);
    void enter_refund(const message::Value& given, std::int64_t order);
    void withdraw_refund(const message::Value& given);
    void decide(const message::Value& given, bool again);
    void write_deployment(const message::Value& scenario) const;

    SetClock clock_;
    base::Random shop_chance_{1}, company_chance_{2};
    sandbox::Shop shop_;
    sandbox::b1::Company company_;
    std::filesystem::path folder_;
    message::Value then_;   // what happens afterwards, one after the other
    message::Value first_;  // ... and before the engine sees the order
    message::Value later_;  // what comes into the company when everything was quiet once
    message::Value others_; // orders that are placed with the one that is looked at
    std::vector<std::string> items_;       // codes of the company's items
    store::Store* store_ = nullptr;        // while it runs
    std::vector<std::int64_t> deliveries_; // DocEntry of those that were made, one after the other
};

} // namespace ledgerline::scenario

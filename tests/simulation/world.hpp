// The two systems and the people who use them: shoppers place, pay and change orders, the merchant adds missing items, both
// systems fail in their own ways. Everything is drawn from the seed.
#pragma once

#include "base/random.hpp"
#include "trace.hpp"
#include "virtual_clock.hpp"

#include "b1/company.hpp"
#include "store/shop.hpp"

#include <string>
#include <vector>

namespace ledgerline::simulation {

class World {
public:
    // `whole`: people deliver what was ordered and shoppers pay in parts, because the whole way of an order is run.
    World(base::Random& chance, const VirtualClock& clock, Trace& trace, bool whole);

    // One thing happens.
    void happen();
    // The people of the company deliver an order, or a part of it.
    void deliver_something();
    // ... or add the tracking number of a delivery, or cancel it.
    void work_on_deliveries();
    // All faults end, and the people go home.
    void calm_down();

    sandbox::Shop& shop() { return shop_; }
    sandbox::b1::Company& company() { return company_; }
    const sandbox::Shop& shop() const { return shop_; }
    const sandbox::b1::Company& company() const { return company_; }

private:
    void set_up_company();
    void place_order();
    void touch_order();
    void add_missing_item();
    void break_something();
    void break_callbacks(int what, int times);
    void break_money_and_goods();
    void set_up_catalogue();
    void move_stock();
    void break_stock();
    void pay_in_parts(message::Value& order);
    message::Value line();

    base::Random& chance_;
    Trace& trace_;
    base::Random shop_chance_, company_chance_;
    sandbox::Shop shop_;
    sandbox::b1::Company company_;
    std::vector<std::string> missing_; // SKUs that were ordered and are no items yet
    std::int64_t ghosts_ = 0;
    bool whole_;
};

} // namespace ledgerline::simulation

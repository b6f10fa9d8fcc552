// Both sandboxes with what a sale needs: a store that sells 200 items, and a company that knows them.
#pragma once

#include "base/clock.hpp"
#include "base/http.hpp"
#include "base/random.hpp"

#include "b1/company.hpp"
#include "store/shop.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::bench {

class Systems {
public:
    // `clock` is borrowed.
    Systems(const base::Clock& clock, std::uint64_t seed);

    sandbox::Shop& shop() { return shop_; }
    sandbox::b1::Company& company() { return company_; }
    std::int64_t placed() const { return placed_; }
    // One to five lines, paid; half of them of the ten items that everybody wants.
    void place_order();
    static std::vector<std::string> items();

private:
    void set_up_company();

    base::Random chance_, shop_chance_, company_chance_;
    sandbox::Shop shop_;
    sandbox::b1::Company company_;
    std::int64_t placed_ = 0;
};

// A network without any delay. Thread-safe.
class AnsweringAtOnce final : public base::Transport {
public:
    explicit AnsweringAtOnce(Systems& systems) : systems_(systems) {}
    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override {
        return {base::Reach::answered, endpoint.host == "shop.test" ? systems_.shop().handle(request) : systems_.company().handle(request), ""};
    }

private:
    Systems& systems_;
};

} // namespace ledgerline::bench

// The control interface: what shoppers, merchants and administrators do, and what goes wrong, over HTTP with JSON bodies.
// docs/sandbox.md lists it.
#pragma once

#include "b1/company.hpp"
#include "base/http.hpp"
#include "server/shifted_clock.hpp"
#include "store/shop.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ledgerline::sandbox::server {

class ControlApi {
public:
    // All borrowed.
    ControlApi(Shop& shop, b1::Company& company, ShiftedClock& clock) : shop_(shop), company_(company), clock_(clock) {}

    // Where the company is busy: how its people fare. To be set before the first request.
    void tell_of_people(std::function<message::Value()> people) { people_ = std::move(people); }

    base::HttpResponse handle(const base::HttpRequest& request);

private:
    struct Call {
        std::string method;
        std::vector<std::string> path; // below /sandbox
        message::Value body;           // null without one
    };

    base::HttpResponse route(const Call& call);
    base::HttpResponse orders(const Call& call);
    base::HttpResponse store_faults(const Call& call);
    base::HttpResponse company(const Call& call);
    base::HttpResponse company_items(const Call& call);
    base::HttpResponse company_orders() const;
    void company_fault(const message::Value& fault);

    Shop& shop_;
    b1::Company& company_;
    ShiftedClock& clock_;
    std::function<message::Value()> people_;
};

} // namespace ledgerline::sandbox::server

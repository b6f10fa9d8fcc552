// What goes wrong on purpose. Each fault names the requests that it meets and for how many of them it lasts.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::sandbox {

struct Fault {
    enum class Kind {
        rate_limited,       // 429 with the rate-limit headers and X-Retry-After
        overloaded,         // 429 without any of them
        server_error,       // HTML page with `status` (500, 502, 503, 504)
        truncated,          // the JSON ends in the middle
        html,               // an HTML page under 200
        slow,               // the answer takes `delay_ms`
        no_answer,          // the request is carried out, the connection closes without an answer
        cut_off,            // the connection closes before the request is carried out
        stale_list,         // a list does not show yet what half of the orders became within the last `delay_ms`
        touch_after_list,   // after a page of /orders, one order of it is modified: the next pages shift
        tax_service,        // quotes and refunds without an override are 503: the tax service does not answer
        edit_before_lines,  // just before an order's lines are read, its first line gets one unit more
    };
    Kind kind = Kind::server_error;
    std::int64_t requests = 1; // how many matching requests it meets
    std::string method;        // "" = all
    std::string path;          // part of the path, "" = all
    int status = 503;          // server_error
    bool executed = false;     // server_error: the request is carried out before the page is sent
    base::Millis delay_ms = 0; // slow, stale_list
};

// Reads {"kind": "server_error", "requests": 3, "path": "/orders", ...}. Throws std::invalid_argument.
Fault fault_from(const message::Value& value);

namespace store {

class FaultPlan {
public:
    void add(Fault fault) { faults_.push_back(std::move(fault)); }
    void clear() { faults_.clear(); }
    // Faults that meet this request, in the order in which they were added; each is used up by one.
    std::vector<Fault> take(const std::string& method, const std::string& path);
    std::size_t active() const { return faults_.size(); }

private:
    std::vector<Fault> faults_;
};

} // namespace store

} // namespace ledgerline::sandbox

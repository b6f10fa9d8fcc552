// Writes down every exchange between the engine and the systems, one JSON object a line, so that it can be compared with the
// official descriptions of their interfaces (tests/conformance). What opens a system is replaced by "(secret)".
//
//   {"during": "coupon", "request": {"method", "target", "headers": {...}, "body"}, "answer": {"status", "headers": {...}, "body"}}
//
// A body is text as it was sent. `answer` is null where none came.
#pragma once

#include "base/http.hpp"

#include <mutex>
#include <ostream>
#include <string>

namespace ledgerline::scenario {

// Passes everything on to `wire`. Both must outlive it.
class Recording final : public base::Transport {
public:
    Recording(base::Transport& wire, std::ostream& out, std::string during) : wire_(wire), out_(out), during_(std::move(during)) {}
    base::Exchange send(const base::Endpoint& endpoint, const base::HttpRequest& request) override;

private:
    base::Transport& wire_;
    std::ostream& out_;
    std::string during_;
    std::mutex one_line_at_a_time_;
};

} // namespace ledgerline::scenario

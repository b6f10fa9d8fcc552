// When an exchange must be over. One exchange has one deadline for all of its steps, so that a remote that sends a byte a
// minute cannot hold a lane for ever.
#pragma once

#include "base/clock.hpp"

#include <algorithm>
#include <chrono>

namespace ledgerline::net {

class Deadline {
public:
    explicit Deadline(base::Millis in_ms) : end_(std::chrono::steady_clock::now() + std::chrono::milliseconds(in_ms)) {}

    base::Millis left_ms() const {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now()).count();
        return std::max<base::Millis>(left, 0);
    }
    bool is_over() const { return left_ms() == 0; }

private:
    std::chrono::steady_clock::time_point end_;
};

} // namespace ledgerline::net

// How much of one flow may be under way at the same time, counted in deliveries: a window, as TCP has one. It grows by one for
// each window of good answers and is cut when the other system shows that it has enough: rows are locked, an answer is lost, it
// has no free worker, or its answers take longer than the best of late although nothing fails. The people who work there feel
// that before anything fails, and they come first.
//
// The window is filled with full requests on few lanes: a request of eight deliveries costs the other system one worker.
// Thread-safe; time comes in with each call.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace ledgerline::delivery {

struct PaceLimits {
    std::size_t lanes = 1; // requests at the same time
    std::size_t batch = 1; // deliveries in one request
};

// What the answer to a request tells of the load of the other system.
enum class Load { good, locked, lost, unavailable };

class Pace {
public:
    explicit Pace(PaceLimits limits);

    struct Turn {
        std::size_t batch = 1;  // so many deliveries may leave together
        std::uint64_t cuts = 0; // as many cuts were made before it left
    };
    // Nothing: as much is under way as the other system bears now. A turn is given back by `nothing_due` or `end`.
    std::optional<Turn> begin(base::Millis now);
    void nothing_due();
    // `deliveries`: how many were in it; `took`: from leaving to answer, waiting for the connection included; `why`: the other
    // system's words where the answer is not good.
    void end(const Turn& turn, Load load, std::size_t deliveries, base::Millis took, base::Millis now, const std::string& why);

    struct Picture {
        std::size_t lanes = 1, batch = 1;
        base::Millis lowered_at = 0; // 0: never since the start
        std::string why;             // it was lowered then
        bool operator==(const Picture&) const = default;
    };
    Picture picture() const;

private:
    std::size_t lanes() const;
    std::size_t batch() const;
    void cut(std::size_t to, base::Millis now, std::string why);
    std::optional<base::Millis> best_for(std::size_t deliveries) const;
    bool is_slow(std::size_t deliveries, base::Millis took, base::Millis now);

    // The shortest answer of a span of time and of the one before it: what was once quick may never be so again.
    struct Best {
        base::Millis since = 0, shortest = 0, before = 0; // before: 0 = none
    };

    const PaceLimits limits_;
    mutable std::mutex lock_;
    std::size_t window_, running_ = 0;
    std::size_t good_ = 0;   // deliveries that were answered well since the window changed
    std::uint64_t cuts_ = 0;
    double slowness_ = 1;    // smoothed: how many times longer than the best the answers take
    std::map<std::size_t, Best> best_; // by the number of deliveries in a request
    base::Millis used_at_ = 0, lowered_at_ = 0;
    std::string why_;
};

} // namespace ledgerline::delivery

// Whether a source is silent for longer than is usual: how many new messages came in each hour of the week is learned from up
// to eight weeks, and a silence is told when chance alone would hardly ever bring one.
//
// Only hours in which the source was read count, for what is usual as well as for the silence: a source that cannot be read is not
// silent. What came while a backlog was read ends a silence, but tells nothing of what is usual and is not counted.
#pragma once

#include "exceptions/exceptions.hpp"
#include "intake/receiver.hpp"
#include "store/store.hpp"

#include <optional>

namespace ledgerline::intake {

class RateWatch {
public:
    explicit RateWatch(Arrival arrival) : arrival_(std::move(arrival)) {}

    // In the commit of a poll that passed. `fresh`: new messages in it; `backlog`: they may have been waiting for long. Answers the
    // silence, while there is one.
    std::optional<exceptions::Found> note(store::UnitOfWork& unit, std::size_t fresh, bool backlog) const;

private:
    Arrival arrival_;
};

// How many messages were to be expected in the silence that begins with the newest hour in which something came, and how many
// there are in a usual day. Nothing: too little is known yet, or nothing ever came. Hours oldest first.
struct Silence {
    store::Millis since = 0;
    double expected = 0, usual_per_day = 0;
};
std::optional<Silence> silence_in(const std::vector<store::ArrivalTable::Hour>& hours, store::Millis now);

} // namespace ledgerline::intake

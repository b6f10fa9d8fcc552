// A plugin that crashes or hangs harms its own messages only: what the last process was doing when a component ended it is read at
// the start, and what ended it twice is taken out of the way with an exception that names the component.
#pragma once

#include "app/earlier_work.hpp"
#include "exceptions/exceptions.hpp"
#include "plugin/work_note.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::app {

// What was contained is left alone for so long, and then tried once: what may have been booked must be looked up all the same.
inline constexpr base::Millis contained_pause_ms = 600'000;

struct Contained {
    std::vector<std::string> sources; // that ended the process twice: not to be polled at once
};

Contained contain(store::UnitOfWork& unit, const std::vector<plugin::WorkNote::Left>& left, const std::vector<RouteNow>& routes,
                  const exceptions::Exceptions& exceptions);

// "orders/bad-rule crashed (signal 11) over 1 message", for the log.
std::string in_words(const plugin::WorkNote::Left& left);

} // namespace ledgerline::app

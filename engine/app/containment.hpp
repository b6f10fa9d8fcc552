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

struct Contained {
    std::vector<std::string> sources; // that ended the process twice: not to be polled at once
};

Contained contain(store::UnitOfWork& unit, const std::vector<plugin::WorkNote::Left>& left, const std::vector<RouteNow>& routes,
                  const exceptions::Exceptions& exceptions);

// "orders/bad-rule crashed (signal 11) over 1 message", for the log.
std::string in_words(const plugin::WorkNote::Left& left);

} // namespace ledgerline::app

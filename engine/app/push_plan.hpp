// What the engine would push if it began now, without pushing it: both systems are read to their end into a store of its own, and the
// same code that pushes says what differs.
#pragma once

#include "app/engine.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ledgerline::app {

struct PlannedChange {
    std::string route, sku;
    std::string field;        // as in the Listing Change, or "stock at LOCATION"
    message::Value now, then; // null where there is nothing, or nobody can say
    std::string why;
};

struct PushPlan {
    std::vector<PlannedChange> changes;       // by route, in the order in which they would be sent
    std::vector<store::ExceptionRow> told;    // what people would be told of these flows
    std::vector<std::string> obstacles;       // why a route would push nothing now
};

// Steps only what reads and judges. `wait` passes a moment. Returns "" or why it came to no end.
std::string read_for_push(Engine& engine, const std::string& route, const base::Clock& clock, base::Millis give_up_ms, const std::function<void()>& wait);

// `route` "": all that push.
PushPlan push_plan(Engine& engine, store::Store& store, const std::string& route);

} // namespace ledgerline::app

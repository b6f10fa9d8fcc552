#include "delivery/pace_note.hpp"

#include "message/json.hpp"

#include <algorithm>

namespace ledgerline::delivery {

using message::Value;

namespace {

std::string note_of(const std::string& route) { return "pace." + route; }
std::size_t count_of(const Value& value) { return static_cast<std::size_t>(std::max<std::int64_t>(value.int_or(1), 1)); }

} // namespace

void note_pace(store::UnitOfWork& unit, const std::string& route, const Pace::Picture& pace) {
    unit.notes().put(note_of(route), message::write_json(Value::object({{"lanes", Value(static_cast<std::int64_t>(pace.lanes))},
                                                                       {"batch", Value(static_cast<std::int64_t>(pace.batch))},
                                                                       {"lowered_at", Value(pace.lowered_at)},
                                                                       {"why", pace.why}})));
}

std::optional<Pace::Picture> noted_pace(store::UnitOfWork& unit, const std::string& route) {
    const std::string note = unit.notes().get(note_of(route));
    if (note.empty()) return std::nullopt;
    const Value pace = message::parse_json(note);
    return Pace::Picture{count_of(pace["lanes"]), count_of(pace["batch"]), pace["lowered_at"].int_or(0), pace["why"].text_or("")};
}

} // namespace ledgerline::delivery

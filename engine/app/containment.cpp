#include "app/containment.hpp"

#include "ledger/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::app {
namespace {

using message::Value;
using plugin::WorkNote;

constexpr std::int64_t endings_max = 2;

std::string code_of(const WorkNote::Left& left) { return left.end == WorkNote::End::hung ? "PLUGIN_HUNG" : "PLUGIN_CRASHED"; }

std::string what_it_did(const WorkNote::Left& left) {
    if (left.end == WorkNote::End::hung) return "did not answer within its time";
    return left.signal == 0 ? "ended the program" : fmt::format("crashed (signal {})", left.signal);
}

exceptions::Found found(const WorkNote::Left& left, std::int64_t count, const std::string& over) {
    exceptions::Found found;
    found.code = code_of(left);
    found.component = left.component;
    found.subject = "component:" + left.component;
    found.message = fmt::format("{} {}{}, {} times", left.component, what_it_did(left), over, count);
    found.facts = Value::object({{"component", left.component}, {"signal", Value(static_cast<std::int64_t>(left.signal))}, {"times", Value(count)}});
    return found;
}

void contain_message(store::UnitOfWork& unit, const WorkNote::Left& left, store::Id id, const exceptions::Exceptions& exceptions) {
    const auto message = unit.messages().find(id);
    if (!message) return;
    const std::int64_t count = unit.notes().count_ending(fmt::format("message {}", id));
    ledger::record(unit, {id, message->correlation, "component ended the program", left.component,
                          Value::object({{"what", what_it_did(left)}, {"times", Value(count)}})});
    if (count < endings_max) return;
    const auto why = found(left, count, fmt::format(" over {} {}", message->type, message->number.empty() ? message->source_key : message->number));
    if (message->state == store::message_state::ready) {
        if (!unit.messages().move(id, message->version, store::message_state::held)) return;
        exceptions.hold(unit, *message, {why});
        ledger::record(unit, {id, message->correlation, "held", "engine", Value::object({{"reasons", Value::array({Value::object({{"code", why.code}, {"message", why.message}})})}})});
    } else if (message->state == store::message_state::routed) {
        exceptions.hold(unit, *message, {why});
        if (const auto row = unit.outbox().of_message(id)) unit.outbox().move(row->id, row->state, row->state, unit.now() + contained_pause_ms, why.message);
    }
}

} // namespace

std::string in_words(const WorkNote::Left& left) {
    return fmt::format("{} {}{}", left.component, what_it_did(left), left.messages.empty() ? "" : fmt::format(" over {} {}", left.messages.size(), left.messages.size() == 1 ? "message" : "messages"));
}

Contained contain(store::UnitOfWork& unit, const std::vector<WorkNote::Left>& left, const std::vector<RouteNow>& routes, const exceptions::Exceptions& exceptions) {
    Contained contained;
    for (const WorkNote::Left& one : left) {
        for (const std::int64_t id : one.messages) contain_message(unit, one, id, exceptions);
        if (!one.messages.empty()) continue;
        const std::int64_t count = unit.notes().count_ending(one.component);
        if (count < endings_max) continue;
        if (one.operation != LL_POLL) continue; // it could not even be made: the start itself tells
        const auto route = std::find_if(routes.begin(), routes.end(), [&](const RouteNow& now) { return now.source == one.component; });
        if (route == routes.end()) continue;
        auto why = found(one, count, " while it read");
        why.subject = one.component; // so that its first good poll closes it
        exceptions.flow(unit, route->name, why);
        contained.sources.push_back(one.component);
    }
    return contained;
}

} // namespace ledgerline::app

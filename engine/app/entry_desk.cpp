#include "app/entry_desk.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ledgerline::app {
namespace {

constexpr std::size_t shown_bytes_max = 100; // of what somebody wrote, in an answer

struct DryRun {}; // undoes the unit of work, after everything that could be refused was tried

} // namespace

EntryDesk::EntryDesk(const config::Settings& settings, const char* own_end) : exceptions_(settings.owners), receiver_(exceptions_) {
    for (const config::RouteSettings& route : settings.routes)
        if (route.from == own_end) route_ = route.name;
    for (const config::ConnectionSettings& connection : settings.connections) connections_.push_back(connection.name);
}

intake::Entered EntryDesk::enter(store::Store& store, const std::string& store_name, bool dry_run, const Work& work) const {
    if (!store_name.empty() && std::find(connections_.begin(), connections_.end(), store_name) == connections_.end())
        intake::refuse_entry(fmt::format("store: there is no connection \"{}\"; there are {}", store_name.substr(0, shown_bytes_max), fmt::join(connections_, ", ")));
    intake::Entered entered;
    try {
        store.commit([&](store::UnitOfWork& unit) {
            entered = work(unit, receiver_, route_);
            if (dry_run) throw DryRun{};
        });
    } catch (const DryRun&) {
    }
    return entered;
}

} // namespace ledgerline::app

// What every desk at which something is entered has: the deployment's route for it, and a way into the store that can be tried.
#pragma once

#include "config/deployment.hpp"
#include "exceptions/exceptions.hpp"
#include "intake/entry.hpp"
#include "intake/receiver.hpp"
#include "store/store.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ledgerline::app {

class EntryDesk {
public:
    // `own_end`: what the route reads from, such as "returns".
    EntryDesk(const config::Settings& settings, const char* own_end);

    // The deployment has such a route.
    bool is_open() const { return !route_.empty(); }
    // In one unit of work. With `dry_run` everything is tried and nothing is kept. `store_name`: the connection that somebody named, or "". Throws
    // intake::EntryRefused.
    using Work = std::function<intake::Entered(store::UnitOfWork& unit, const intake::Receiver& receiver, const std::string& route)>;
    intake::Entered enter(store::Store& store, const std::string& store_name, bool dry_run, const Work& work) const;

private:
    std::string route_;
    std::vector<std::string> connections_;
    exceptions::Exceptions exceptions_;
    intake::Receiver receiver_;
};

} // namespace ledgerline::app

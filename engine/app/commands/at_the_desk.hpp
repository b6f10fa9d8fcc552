// What every verb that enters something does around the desk.
#pragma once

#include "app/commands/command.hpp"
#include "intake/entry.hpp"

namespace ledgerline::app {

// `work`: enters it at the deployment's desk: (desk, store, by whom). UsageError where the deployment has no route for it, or it is not taken.
template <class Desk, class Work>
intake::Entered at_the_desk(const Common& common, const Work& work) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const Desk desk(deployment.settings);
    if (!desk.is_open()) throw UsageError(Desk::how_to_open());
    const auto store = open_store(deployment, clock);
    try {
        return work(desk, *store, intake::EnteredBy{"console", operator_name(common)});
    } catch (const intake::EntryRefused& refusal) {
        throw UsageError(refusal.what());
    }
}

} // namespace ledgerline::app

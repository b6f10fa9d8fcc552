// What a source goes on explaining: an exception of its flow that opens with the first poll which says so, and closes with the
// first that no longer does.
//
// A person who resolved one has seen it: it is not opened again before the source has stopped explaining it. What was
// explained last is remembered in the store, so a start of the engine changes nothing.
#pragma once

#include "exceptions/exceptions.hpp"
#include "intake/receiver.hpp"
#include "store/store.hpp"

#include <vector>

namespace ledgerline::intake {

class Standing {
public:
    Standing(Arrival arrival, const exceptions::Exceptions& exceptions) : arrival_(std::move(arrival)), exceptions_(exceptions) {}

    // In the commit of a poll that passed, with everything that it explained; the same code and subject counts once.
    void update(store::UnitOfWork& unit, const std::vector<exceptions::Found>& found) const;

private:
    Arrival arrival_;
    const exceptions::Exceptions& exceptions_;
};

} // namespace ledgerline::intake

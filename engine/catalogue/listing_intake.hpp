// Takes what a store has on sale into the table of listings: only what changed makes a write, and marks its SKU for those who push.
//
// The cursor that a poll returns says whether it was part of a full reading (`is_full`) and how many have begun (`full_pass`); when one has
// come to its end, what it has not seen is gone. A SKU that several variants have is told, and closes by itself; so is a listing that cannot
// be understood, until it can.
#pragma once

#include "exceptions/bounded_flow.hpp"
#include "plugin/component.hpp"
#include "store/store.hpp"

#include <set>
#include <string>
#include <vector>

namespace ledgerline::catalogue {

class ListingIntake {
public:
    // `route`: whose exceptions these are ("listings"). `store`: the connection ("shop"). `exceptions` borrowed.
    ListingIntake(const exceptions::Exceptions& exceptions, std::string route, std::string store) :
        store_(std::move(store)), duplicates_(exceptions, route, "SKU_DUPLICATE"), refused_(exceptions, route, "MESSAGE_REFUSED", {"listing:", "engine"}) {}

    struct Taken { std::size_t changed = 0, unchanged = 0, refused = 0, gone = 0; };
    // Inside the commit that moves the cursor to `cursor`. `complete`: the source says that there is no more now.
    // What does not fit its schema is left out and told: what was known of it stays. `findings`: what the source says of each ("listing:77").
    Taken take(store::UnitOfWork& unit, const std::vector<plugin::Emitted>& emitted, const std::vector<plugin::Finding>& findings, const message::Value& cursor, bool complete) const;

private:
    bool take_one(store::UnitOfWork& unit, const message::Value& body, std::int64_t pass, std::set<std::string>& moved) const;
    void tell_duplicates(store::UnitOfWork& unit, const std::set<std::string>& moved, bool look_again) const;

    void tell_refused(store::UnitOfWork& unit, const plugin::Emitted& one, const std::vector<plugin::Finding>& findings) const;

    const std::string store_;
    const exceptions::BoundedFlow duplicates_, refused_;
};

} // namespace ledgerline::catalogue

// What is told of single SKUs of a route that pushes stock: of each kind no more than a person can read, and how many more there are.
//
// How many more is counted since the start, since what is not told one by one stands nowhere else. One thread at a time.
#pragma once

#include "exceptions/bounded_flow.hpp"

#include <map>
#include <set>
#include <string>

namespace ledgerline::states {

class SkuFlows {
public:
    // `exceptions` borrowed.
    SkuFlows(const exceptions::Exceptions& exceptions, std::string route, exceptions::BoundedFlow::Naming naming) : exceptions_(exceptions), route_(std::move(route)), naming_(std::move(naming)) {}

    // The one thing that is told of it ("MUG-1", "MUG-1 at 2"): what was told of it under another code is over.
    void tell(store::UnitOfWork& unit, const std::string& code, const std::string& about, const std::string& message, message::Value facts);
    // Nothing is told of it any more.
    void close(store::UnitOfWork& unit, const std::string& about, const std::string& by);
    // At the end of a commit: how many more there are.
    void tell_rest(store::UnitOfWork& unit) const;
    // At a start. True: an earlier run had found more than it told, and everything is to be compared for them to be counted anew.
    bool count_anew(store::UnitOfWork& unit) const;

private:
    struct Flow {
        exceptions::BoundedFlow told;
        std::set<std::string> more; // not told one by one
    };
    void close_but(store::UnitOfWork& unit, const std::string& code, const std::string& about, const std::string& by);

    const exceptions::Exceptions& exceptions_;
    const std::string route_;
    const exceptions::BoundedFlow::Naming naming_;
    std::map<std::string, Flow> flows_; // by code: a store may refuse with codes of its own
};

} // namespace ledgerline::states

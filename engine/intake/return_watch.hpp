// Goods that should have come back and did not: asks where they are, once for each refund, when their day has passed.
#pragma once

#include "base/clock.hpp"
#include "exceptions/exceptions.hpp"
#include "store/store.hpp"

namespace ledgerline::intake {

class ReturnWatch {
public:
    ReturnWatch(store::Store& store, const exceptions::Exceptions& exceptions, const base::Clock& clock) : store_(store), exceptions_(exceptions), clock_(clock) {}

    // True if somebody was told.
    bool step();
    // When there may be something to tell; 0 = nothing is expected. Looks at most once an hour.
    base::Millis next_due() const;

private:
    std::string today() const;

    store::Store& store_;
    const exceptions::Exceptions& exceptions_;
    const base::Clock& clock_;
    base::Millis looked_at_ = 0;
};

} // namespace ledgerline::intake

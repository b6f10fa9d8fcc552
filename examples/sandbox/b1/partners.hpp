// Business partners: customers and their addresses and contacts.
#pragma once

#include "b1/state.hpp"

#include "message/value.hpp"

namespace ledgerline::sandbox::b1 {

class Partners {
public:
    explicit Partners(State& state) : state_(state) {}

    void load(const message::Value& partner);
    Table::Row post(Record partner);
    void patch(const Table::Row& before, const Record& changes, bool replaces_collections);
    // The partner with its balances filled in.
    Record with_balances(const Record& partner) const;
    std::optional<Cell> computed(const Record& partner, const Property& property) const;
    void remove(const Table::Row& partner);

private:
    void complete(Record& partner);
    void check(const Record& partner) const;

    State& state_;
};

} // namespace ledgerline::sandbox::b1

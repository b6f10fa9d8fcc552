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
    void remove(const Table::Row& partner);

private:
    void complete(Record& partner);
    void check(const Record& partner) const;

    State& state_;
};

} // namespace ledgerline::sandbox::b1

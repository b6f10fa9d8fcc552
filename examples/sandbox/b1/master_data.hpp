// Plain master data: warehouses, tax groups and codes, currencies, kinds of freight, price lists, special prices.
#pragma once

#include "b1/state.hpp"

#include "message/value.hpp"

namespace ledgerline::sandbox::b1 {

class MasterData {
public:
    MasterData(State& state, Table& table) : state_(state), table_(table) {}

    void load(const message::Value& object);
    Table::Row post(Record object);
    void patch(const Table::Row& before, const Record& changes, bool replaces_collections);
    void remove(const Table::Row& object);

private:
    std::string new_key(Record& object);
    void check(const Record& object) const;

    State& state_;
    Table& table_;
};

} // namespace ledgerline::sandbox::b1

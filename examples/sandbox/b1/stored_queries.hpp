// SQLQueries: select statements that are kept under a code and run by it.
#pragma once

#include "b1/call.hpp"
#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

class StoredQueries {
public:
    explicit StoredQueries(State& state) : state_(state) {}

    // Refuses with 701, 702 or 703 what could not be run.
    Table::Row post(Record query);
    void patch(const Table::Row& before, const Record& changes);
    void remove(const Table::Row& query);
    // GET or POST SQLQueries('code')/List: a page of the result.
    base::HttpResponse list(const Call& call, const Record& query) const;

private:
    void check(Record& query) const;

    State& state_;
};

} // namespace ledgerline::sandbox::b1

// User tables, user fields and user keys: how they are made, and the rows of the tables.
#pragma once

#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

class UserObjects {
public:
    explicit UserObjects(State& state) : state_(state) {}

    Table::Row post_table(Record table);
    Table::Row post_field(Record field);
    Table::Row post_key(Record key);

    Table::Row post_row(UserTable& table, Record row);
    void patch_row(UserTable& table, const Table::Row& before, const Record& changes);
    void remove_row(UserTable& table, const Table::Row& row);

    // nullptr for unknown tables and for those that wait for a restart.
    UserTable* loaded_table(std::string_view entity_set);
    void restart(); // makes everything visible

private:
    void check_unique_keys(const UserTable& table, const Record& row, const Record* before) const;
    void check_mandatory(const Record& row) const;
    Type* type_of_table(const std::string& table_name);

    State& state_;
};

} // namespace ledgerline::sandbox::b1

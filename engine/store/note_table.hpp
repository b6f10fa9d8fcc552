// Small facts about the store itself, by name: schema version, digest of the deployment, epoch.
#pragma once

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace ledgerline::store {

class NoteTable {
public:
    explicit NoteTable(Connection& connection) : connection_(connection) {}

    std::string get(const std::string& name); // "" if absent
    void put(const std::string& name, const std::string& value);

private:
    Connection& connection_;
};

} // namespace ledgerline::store

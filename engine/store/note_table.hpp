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

    // Why a source or sink does not work just now, "" = it does. Kept for whoever looks from outside of the engine.
    std::string trouble(const std::string& component);
    void set_trouble(const std::string& component, const std::string& why);

    // How often something has ended the process since it worked last: "shop/orders", "message 17". Returns how often by now.
    std::int64_t count_ending(const std::string& of);
    void forget_endings(const std::string& of);

private:
    Connection& connection_;
};

} // namespace ledgerline::store

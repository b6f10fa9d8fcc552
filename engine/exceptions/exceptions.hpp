// What a person must decide: opens, updates and closes exceptions inside a unit of work.
#pragma once

#include "config/settings.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::exceptions {

struct Found {
    std::string code;      // of the catalogue; an unknown one is kept and owned by IT
    std::string message;   // plain English, one line
    std::string where;     // JSON Pointer in the message, "" if none
    std::string subject;   // the shared cause: "sku:85123a"
    std::string waits_for; // "item:85123A"; "" = nothing the engine can see
    std::string component; // who found it
    message::Value facts;  // object: what was expected and found
};

class Exceptions {
public:
    explicit Exceptions(const config::OwnerSettings& owners) : owners_(owners) {} // copied

    // A held message has exactly one open exception, of the kind of its first finding: opens it, or replaces the
    // findings of the open one (and keeps who works on it). `found` must not be empty.
    store::Id hold(store::UnitOfWork& unit, const store::MessageRow& message, const std::vector<Found>& found) const;
    // About a flow, not a message: one open exception for a route, code and subject. One that says the same already is not written again.
    store::Id flow(store::UnitOfWork& unit, const std::string& route, const Found& found) const;
    // Closes the message's open exception, if there is one.
    void close(store::UnitOfWork& unit, const store::MessageRow& message, const std::string& by, const std::string& resolution) const;
    // Closes every open exception about the flow with this code, whatever its subject.
    void close_flow(store::UnitOfWork& unit, const std::string& route, const std::string& code, const std::string& by) const;
    // Closes every open exception about the flow with this subject, whatever its code: the system in question answers again.
    void close_flow_about(store::UnitOfWork& unit, const std::string& route, const std::string& subject, const std::string& by) const;
    // The team that owns a code: owners.yaml first, then the catalogue.
    std::string owner(const std::string& code) const;
    // A team of the catalogue or of owners.yaml; false: a person, or nobody that is known.
    bool is_team(const std::string& name) const;

private:
    config::OwnerSettings owners_;
};

// Why the message is held now; none if it is not.
std::vector<Found> standing(store::UnitOfWork& unit, store::Id message);

// One line for lists: the first finding's message, and how many more there are.
std::string title(const std::vector<Found>& found);

} // namespace ledgerline::exceptions

// Where returns are entered, from the command line and over HTTP alike: the deployment's route for them, and what is answered.
#pragma once

#include "app/entry_desk.hpp"
#include "config/deployment.hpp"
#include "intake/return_entry.hpp"
#include "store/store.hpp"

#include <string>

namespace ledgerline::app {

class ReturnDesk {
public:
    explicit ReturnDesk(const config::Settings& settings);

    // The deployment has a route from "returns".
    bool is_open() const { return desk_.is_open(); }
    // Why nothing can be entered where it has none, and what to write.
    static std::string how_to_open();
    // Both throw intake::EntryRefused. With `dry_run` everything is tried and nothing is kept.
    intake::Entered enter(store::Store& store, const intake::EnteredReturn& entry, const intake::EnteredBy& by, bool dry_run) const;
    intake::Entered withdraw(store::Store& store, const intake::EnteredWithdrawal& entry, const intake::EnteredBy& by, bool dry_run) const;

private:
    EntryDesk desk_;
};

// The same members as the command's options. Throws EntryRefused for what is no JSON, or holds members that nobody knows or of another kind.
intake::EnteredReturn entered_return(const std::string& json);
message::Value json_of(const intake::Entered& entered);
// "2 of MUG, 1 of PAN (not sellable)".
std::string goods_in_words(const message::Value& body);

} // namespace ledgerline::app

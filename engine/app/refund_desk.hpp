// Where money that went back outside of a store is entered, from the command line and over HTTP alike.
#pragma once

#include "app/entry_desk.hpp"
#include "config/deployment.hpp"
#include "intake/refund_entry.hpp"
#include "store/store.hpp"

#include <string>

namespace ledgerline::app {

class RefundDesk {
public:
    explicit RefundDesk(const config::Settings& settings);

    // The deployment has a route from "refunds".
    bool is_open() const { return desk_.is_open(); }
    // Why nothing can be entered where it has none, and what to write.
    static std::string how_to_open();
    // Both throw intake::EntryRefused. With `dry_run` everything is tried and nothing is kept.
    intake::Entered enter(store::Store& store, const intake::EnteredRefund& entry, const intake::EnteredBy& by, bool dry_run) const;
    intake::Entered withdraw(store::Store& store, const intake::EnteredWithdrawal& entry, const intake::EnteredBy& by, bool dry_run) const;

private:
    EntryDesk desk_;
};

// The same members as the command's options. Throws EntryRefused for what is no JSON, or holds members that nobody knows or of another kind.
intake::EnteredRefund entered_refund(const std::string& json);
message::Value json_of_refund(const intake::Entered& entered);
// "Chargeback ARN-7482 of 12.50 GBP"; "Refund 12 of 10.00 GBP" of a store's.
std::string refund_in_words(const message::Value& body);

} // namespace ledgerline::app

// Money that went back outside of a store - a chargeback, goodwill by bank transfer - as a person or a program enters it: a message of the engine's own
// source "refunds", once for each key, and booked as every other refund. It can be withdrawn, for instance when the bank decides for the merchant.
#pragma once

#include "intake/entry.hpp"
#include "intake/receiver.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::intake {

struct EnteredUnits {
    std::string line_id, units; // of an order line; units as text
};

struct EnteredRefund {
    std::string key;               // the bank's reference, without regard to capitals; "" = made of the rest, but not for a chargeback
    std::string order;             // the store's id, or the number that people see
    std::string store;             // connection; "" = the only one that has such an order
    std::string kind;              // "chargeback", "goodwill", "other"
    std::string amount;            // all that went back, tax included, in the order's currency
    std::vector<EnteredUnits> lines;
    std::string shipping, handling; // what of the amount is for these; "" = nothing
    std::string reason;
    std::string on;                // day on which the money left, YYYY-MM-DD; "" = today
    std::string by;                // who answers for it; "" = who enters it
    bool goods_expected = false;
};

inline constexpr std::size_t refund_lines_max = 200;
inline constexpr std::size_t refund_key_max = 30; // the rest of a key's fifty characters, and room for those of further documents

// In one unit of work with its history. Throws EntryRefused. `route`: of the deployment's route from "refunds".
Entered enter_refund(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredRefund& entry, const EnteredBy& by);

// What was not booked yet never is; of what was, finance is told which document to cancel. `is_new` false: it was withdrawn before.
Entered withdraw_refund(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredWithdrawal& entry, const EnteredBy& by);

// How a key is kept: a bank writes its references now so and now so, and databases differ in whether these are two.
std::string in_capitals(std::string text);
// "Chargeback", "Goodwill", "Refund outside of the store"; "Refund" of a store's.
std::string name_of_kind(const std::string& kind);

} // namespace ledgerline::intake

// Goods that came back, as a person or a program enters them: a message of the engine's own source "returns", once for each id. It can be withdrawn,
// for instance when it was entered with a wrong quantity.
#pragma once

#include "intake/entry.hpp"
#include "intake/receiver.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace ledgerline::intake {

struct EnteredLine {
    std::string line_id, sku; // one of them; the SKU to the byte
    std::string quantity;     // decimal text, in the unit of the order line
    bool sellable = true;
    std::string warehouse;    // "" = by the map of returns
    std::string reason;
};

struct EnteredReturn {
    std::string id;           // of whoever enters it: "RMA-17"
    std::string order;        // the store's id, or the number that people see
    std::string store;        // connection; "" = the only one that has such an order
    std::string refund_id, received_on, note;
    std::vector<EnteredLine> lines;
};

inline constexpr std::size_t return_lines_max = 200;
inline constexpr std::size_t return_id_max = 35; // the rest of a key's fifty characters

// In one unit of work with its history and its count. Throws EntryRefused. `route`: of the deployment's route from "returns".
Entered enter_return(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredReturn& entry, const EnteredBy& by);

// What was not posted yet never is, and counts no more; of what was, operations are told which document to reverse. `is_new` false: it was withdrawn before.
// `entry.key`: the id.
Entered withdraw_return(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredWithdrawal& entry, const EnteredBy& by);

} // namespace ledgerline::intake

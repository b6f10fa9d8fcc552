// Goods that came back, as a person or a program enters them: a message of the engine's own source "returns", once for each id.
#pragma once

#include "intake/receiver.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <stdexcept>
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

// Why it is not taken, in plain words with field, value and remedy.
struct EntryRefused : std::runtime_error {
    enum class Why { unfit, no_order, other_content };
    EntryRefused(Why kind, const std::string& text) : std::runtime_error(text), why(kind) {}
    Why why;
};

// Who says so: "console" and the user, or "api" and the name of the program.
struct EnteredBy {
    std::string origin, who;
};

struct Entered {
    bool is_new = false;       // false: the same return was entered before
    std::string order_number;
    message::Value body;       // canonical Return
};

// In one unit of work with its history and its count. Throws EntryRefused. `route`: of the deployment's route from "returns".
Entered enter_return(store::UnitOfWork& unit, const Receiver& receiver, const std::string& route, const EnteredReturn& entry, const EnteredBy& by);

} // namespace ledgerline::intake

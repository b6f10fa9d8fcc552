// How postings change the stock: one way for every document, written into the ledger.
#pragma once

#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

// The document that moves; entry 0 while it has no number.
struct Mover {
    std::string entity_set;
    std::int64_t entry = 0;
};

// The item of the line if the line moves stock: items without stock move nothing, and of a sales set only the parts do.
Table::Row item_with_stock(const State& state, const Record& line);
// Lines count sales units, levels inventory units.
Decimal inventory_quantity(const Record& item, const Decimal& quantity);
void change_stock(State& state, const Table::Row& item, const std::string& warehouse, const StockLevel& change, const Mover& mover);
// Refuses what has left the warehouse below nothing, where the company does not allow it.
void check_not_negative(const State& state, const Table::Row& item, const std::string& warehouse, const std::string& line_table, std::size_t line_number);

} // namespace ledgerline::sandbox::b1

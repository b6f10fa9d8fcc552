// The tables of the store, as numbered steps from nothing to now. A step that has been released never changes; a change
// is a new step at the end.
#pragma once

#include "store/connection.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace ledgerline::store {

// The statements of each step; the schema's number is the count of steps that were done.
std::span<const std::span<const std::string_view>> schema_steps();

// Makes the file if it is not there, for its owner only; a plain reason where that is impossible. Before its Connection.
void make_file(const Location& location);

// Checks and completes the database on `connection` for reading and writing: refuses what is not ours, what a newer engine
// made and what is damaged, then does the missing steps. Throws StoreError that names the file.
void open_for_writing(Connection& connection, const Location& location);
// For a look at a store that an engine may be running on: refuses what is not ours and what another version made; changes nothing.
void open_to_look(Connection& connection, const Location& location);
// For a connection that only reads; the database is open elsewhere already.
void open_for_reading(Connection& connection);

} // namespace ledgerline::store

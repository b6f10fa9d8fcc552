// What a change of an order may still touch once goods of it have left: SAP keeps what following documents were based on.
#pragma once

#include "b1/record.hpp"

namespace ledgerline::sandbox::b1 {

// Refuses it if a line that was taken over is gone, holds less than was taken over, or is another item or price.
void check_taken_lines(const Record& before, const Record& after);
// A line that holds no more than was taken over has nothing open any more.
void close_taken_lines(Record& order);

} // namespace ledgerline::sandbox::b1

// A detail of the JSON reader: numbers beyond a double.
#pragma once

#include <string>
#include <string_view>

namespace ledgerline::message {

// RapidJSON refuses a number that no double can hold ("1e999", 310 digits), even when it is only asked for the literal. This
// gives the same text, of the same length, with every long number replaced by a small one; the tree's literals are then
// taken from the original. Needed for the few texts with such a number only.
std::string with_harmless_numbers(std::string_view text);

// What is wrong with the number that `text` begins with, "" if nothing is.
std::string number_problem(std::string_view text);

} // namespace ledgerline::message

// What is wrong with a checked value, told with the place in the deployment that it came from.
#pragma once

#include "config/fields.hpp"

#include <string>

namespace ledgerline::config {

// `where`: JSON Pointer below the section, such as "/accept/1"; "" = the section as a whole. What is not written there stands at
// the nearest place above it. A value that came by reference is shown as its reference, wherever it stands in `what`.
Problem problem_at(const Section& section, const std::string& where, std::string what);

// What a component itself says of its settings. The same, but a row of a map file is told with its own file and line; `settings` is
// what check() made of the section.
Problem refusal(const Section& section, const message::Value& settings, const std::string& where, std::string what);

// "buffers, line 2: what is wrong", where the section names the file: with that file and line, and the place of the field.
Problem refusal_of_words(const Section& section, const message::Value& settings, const std::string& words);

} // namespace ledgerline::config

// What may stand in a document's text: UTF-8 without NUL. Whoever puts text from outside into a tree (a parser, a host
// function) asks here first, so that everything that is written can be read again.
#pragma once

#include <string>
#include <string_view>

namespace ledgerline::message {

// "" if it may; else why not, in plain words with the byte: "byte 3 is not UTF-8".
std::string text_problem(std::string_view text);

} // namespace ledgerline::message

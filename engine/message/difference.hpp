// What differs between two trees, by JSON Pointer.
#pragma once

#include "message/value.hpp"

#include <string>
#include <vector>

namespace ledgerline::message {

struct Difference {
    std::string path;   // JSON Pointer
    Value before, after;// null where there is nothing
};

std::vector<Difference> differences(const Value& before, const Value& after, std::size_t limit = 100);

// The value at a JSON Pointer; nullptr if there is none.
const Value* at_pointer(const Value& root, std::string_view pointer);

} // namespace ledgerline::message

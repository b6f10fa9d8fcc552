// Reading what a scenario's file or a system says, and listing it for people.
#pragma once

#include "message/value.hpp"

#include <string>

namespace ledgerline::scenario {

// None where it is no list.
inline const message::Value::Array& list_of(const message::Value& value) {
    static const message::Value::Array none;
    return value.as_array() ? *value.as_array() : none;
}

inline void add(std::string& list, const std::string& part, const char* between = ", ") {
    if (!part.empty()) list += (list.empty() ? "" : between) + part;
}

} // namespace ledgerline::scenario

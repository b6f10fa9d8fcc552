// The canonical documents' schemas, compiled in from sdk/documents/.
#pragma once

#include "message/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::message {

// Types with a schema: "item", "order", ...
std::vector<std::string> schema_types();
std::string_view schema_text(std::string_view type); // "" if unknown
// "" if the body fits; else where (JSON Pointer) and why, in plain words. Thread-safe.
std::string schema_problem(const std::string& type, const Value& body);
// The body without every member that is marked "x-change": "state": what a posted document depends on.
Value without_state(const std::string& type, const Value& body);

} // namespace ledgerline::message

// JSON object to record: only known properties, read-only ones ignored, every leniency of the input that is recorded.
#pragma once

#include "b1/record.hpp"

#include "message/value.hpp"

namespace ledgerline::sandbox::b1 {

struct ReadMode {
    bool read_only_too = false; // bulk loading brings stock and stamps as well
};

// Throws Refusal.
Record read_record(const message::Value& body, const Type& type, const ReadMode& mode = {});
// The cell that a JSON value means for a property; throws Refusal.
Cell read_cell(const message::Value& value, const Property& property, const Type& type, const ReadMode& mode = {});
// The body of a request as an object; throws Refusal when it is no JSON object.
message::Value read_body(const std::string& body);

} // namespace ledgerline::sandbox::b1

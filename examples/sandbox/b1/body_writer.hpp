// Record to JSON object: metadata order, nulls written out, dates by version, doubles with a decimal part.
#pragma once

#include "b1/record.hpp"
#include "b1/version.hpp"

#include "message/value.hpp"

#include <optional>
#include <set>

namespace ledgerline::sandbox::b1 {

struct WriteMode {
    Version version = Version::v2;
    bool complete = false;                                   // every property of the type
    const std::vector<const Property*>* selected = nullptr;  // $select; nullptr = all
};

message::Value write_cell(const Cell& cell, const Property& property, const WriteMode& mode);
// Members are added to `into`.
void write_record(const Record& record, const WriteMode& mode, message::Value& into);
message::Value number_value(const Decimal& number); // 10 becomes 10.0

} // namespace ledgerline::sandbox::b1

// Reading documents: what is not there is empty.
#pragma once

#include "message/value.hpp"

#include <string>

namespace ledgerline::refund_model {

inline const message::Value::Array& rows(const message::Value& value) {
    static const message::Value::Array none;
    return value.as_array() ? *value.as_array() : none;
}
inline std::string text(const message::Value& row, const char* name) { return row[name].text_or(""); }

} // namespace ledgerline::refund_model

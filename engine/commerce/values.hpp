// Reading amounts and lists of canonical documents that fit their schema.
#pragma once

#include "message/value.hpp"

#include "ledgerline/decimal.hpp"

#include <string>

namespace ledgerline::commerce {

// 0 for what is no amount.
inline Decimal amount_of(const std::string& text) { return Decimal::try_parse(text).value_or(Decimal()); }
inline Decimal amount_of(const message::Value& value) { return amount_of(value.text_or("")); }

// The elements; none for what is no list.
inline const message::Value::Array& rows_of(const message::Value& value) {
    static const message::Value::Array none;
    return value.as_array() ? *value.as_array() : none;
}

} // namespace ledgerline::commerce

// How the checkers read what the company has.
#pragma once

#include "b1/company.hpp"
#include "ledgerline/decimal.hpp"

#include <string>
#include <vector>

namespace ledgerline::simulation {

inline Decimal number(const message::Value& value) { return Decimal::parse_number(value.text_or("0")); }
inline bool is_yes(const message::Value& value) { return value.text_or("") == "tYES"; }

// A document that was cancelled, or that reverses one.
inline bool is_void(const message::Value& document) { return is_yes(document["Cancelled"]) || document["CancelStatus"].text_or("csNo") != "csNo"; }

// By DocEntry, which counts from 1.
inline std::vector<message::Value> all_of(const sandbox::b1::Company& company, const char* entity_set) {
    std::vector<message::Value> out;
    const std::size_t count = company.count(entity_set);
    for (std::size_t entry = 1; out.size() < count; ++entry)
        if (message::Value one = company.find(entity_set, std::to_string(entry)); !one.is_null()) out.push_back(std::move(one));
    return out;
}

// The lines of an array; none of what is no array.
inline const message::Value::Array& rows_in(const message::Value& list) {
    static const message::Value::Array none;
    return list.as_array() ? *list.as_array() : none;
}

} // namespace ledgerline::simulation

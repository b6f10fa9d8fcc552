// JSON text to tree and back: the only way in for text from strangers. Strict RFC 8259, UTF-8 checked, duplicate member
// names refused, limits on size and depth. RapidJSON stays behind this header.
#pragma once

#include "message/value.hpp"

#include <stdexcept>

namespace ledgerline::message {

struct JsonLimits {
    std::size_t bytes_max = std::size_t{8} * 1024 * 1024;
    std::size_t depth_max = 64;
    std::size_t values_max = 1'000'000; // a tree takes up to thirty times the text's memory
};

// "not JSON at byte 17: ..." in plain words.
struct JsonError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

Value parse_json(std::string_view text, const JsonLimits& limits = {});
// Compact, members in their order, no trailing newline.
std::string write_json(const Value& value);
// Two blanks of indent, for people.
std::string write_json_pretty(const Value& value);
// Members sorted by name, compact: the form that digests are made of.
std::string write_json_canonical(const Value& value);
// Lower-case hex SHA-256 of the canonical form.
std::string digest(const Value& value);

} // namespace ledgerline::message

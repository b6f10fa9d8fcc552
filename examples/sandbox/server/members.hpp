// Typed reading of JSON members, with the member's name in every refusal (std::invalid_argument).
#pragma once

#include "message/value.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace ledgerline::sandbox::server {

[[noreturn]] void refuse_member(const std::string& name, const std::string& why);

std::string text_of(const std::string& name, const message::Value& value);
std::int64_t number_of(const std::string& name, const message::Value& value, std::int64_t min, std::int64_t max);
bool flag_of(const std::string& name, const message::Value& value);
Decimal decimal_of(const std::string& name, const message::Value& value); // text or number
std::vector<std::string> texts_of(const std::string& name, const message::Value& value);
// The place of the word in the list of known ones.
std::size_t word_of(const std::string& name, const message::Value& value, std::initializer_list<std::string_view> known);
const message::Value::Object& object_of(const std::string& name, const message::Value& value);
const message::Value::Array& list_of(const std::string& name, const message::Value& value);

} // namespace ledgerline::sandbox::server

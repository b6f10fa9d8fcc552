// What is entered over HTTP, read member by member as the options of the command line: a refusal names the member and what to write.
#pragma once

#include "intake/entry.hpp"
#include "message/value.hpp"

#include <string>
#include <vector>

namespace ledgerline::app {

// All of them throw intake::EntryRefused.
message::Value parse_entry(const std::string& json);
std::string entry_text(const message::Value& value, const std::string& field);
bool entry_flag(const message::Value& value, const std::string& field);
void check_members(const message::Value& object, const std::string& place, const std::vector<std::string>& known);
// The elements of a list of at most so many. `example`: "[{\"sku\": \"MUG\", \"quantity\": 1}]".
const message::Value::Array& entry_list(const message::Value& value, const std::string& field, std::size_t length_max, const std::string& example);

// `key`: what the member is called that says of what: "key" of a refund, "id" of a return.
intake::EnteredWithdrawal entered_withdrawal(const std::string& json, const std::string& key);

} // namespace ledgerline::app

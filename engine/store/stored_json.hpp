// Documents in the store, as JSON text. What was accepted once can always be read again: the limits for strangers' text
// don't apply here, for a document may have grown on its way through the rules.
#pragma once

#include "message/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::store {

std::string to_stored(const message::Value& document);
// Many texts as one argument, for json_each: one query instead of one for each.
std::string to_list(const std::vector<std::string>& texts);
// `whose` ("message 7") is for the error: StoreError if the text is no JSON, which means that somebody changed the file.
message::Value from_stored(const std::string& text, std::string_view whose);
// Nothing instead of an error: for what is only read to people, which one bad entry must not end.
std::optional<message::Value> if_readable(const std::string& text);

} // namespace ledgerline::store

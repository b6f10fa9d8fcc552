// A later revision of what the other system has already: the document that it changes, and in what.
#pragma once

#include "message/difference.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::commerce {

// The key of the next change of it: none was sent under it that may have arrived. Nothing if that is too long for a key, or too many.
std::optional<std::string> next_change_key(store::UnitOfWork& unit, const std::string& first_key);

// What was sent for it and arrived: the document itself, lines that were added, changes; oldest first.
std::vector<message::Value> sent_bodies(store::UnitOfWork& unit, const store::CrossReferenceRow& reference);

// The newest of it; null: nothing, a person named the document.
message::Value last_sent(store::UnitOfWork& unit, const store::CrossReferenceRow& reference);

// In what two revisions differ, of all that the document depends on.
std::vector<message::Difference> differences(const std::string& type, const message::Value& before, const message::Value& now);
// For the facts of an exception: [{path, posted, now}].
message::Value list_of(const std::vector<message::Difference>& differences);

} // namespace ledgerline::commerce

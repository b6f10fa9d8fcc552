// What changed in an order, in a sentence for whoever must decide about it.
#pragma once

#include "message/difference.hpp"

#include <string>
#include <vector>

namespace ledgerline::commerce {

// "line 2 (MUG-BLU): quantity was 2, is now 5; the total was 10.00, is now 12.00 (and 3 more)". Lines come first, then the total, then the
// rest; three are told, and each line once that was added or taken off. `before` and `now` are the bodies that differ. Not for an empty list.
std::string in_words(const std::vector<message::Difference>& differences, const message::Value& before, const message::Value& now);

// Where somebody changes a thing of this kind: "in the store", "in the ERP".
std::string place_of_changes(const std::string& type, const message::Value& body);

} // namespace ledgerline::commerce

// An order of which only a part could be posted: some of its lines are quarantined, left out of the document until they can be
// added to it. Says from the bodies that were sent which lines are on the document and which wait, and for how much money.
//
// The first part has the order's own idempotency key, "order:shop:1047"; what is added later has "order:shop:1047+2", "+3", ...
#pragma once

#include "commerce/keys.hpp"
#include "message/value.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::commerce {

inline constexpr std::int64_t parts_max = 99;         // of one order

struct QuarantinedLine {
    std::size_t index = 0; // in the order
    std::string id, sku;
    std::string amount;    // as booked, "" if the rules have not come so far
};
std::vector<QuarantinedLine> quarantined_lines(const message::Value& body);
// "1 line (12.50 GBP)": how many wait, and what they come to.
std::string waiting_text(const message::Value& body);
// For the history: the lines with their amounts, and what they come to together. Null if there are none.
message::Value waiting_detail(const message::Value& body);

// "order:shop:1047" and 2 give "order:shop:1047+2". Nothing if that is too long for a key, or too many parts.
std::optional<std::string> part_key(const std::string& first_key, std::int64_t part);
// The key that the document carries: of the first part.
std::string document_key(const message::Value& body, const std::string& own_key);

// A document that lines are still to be added to.
struct OpenPart {
    store::CrossReferenceRow reference;
    std::int64_t next = 2;  // number of the part that comes next
    message::Value body;    // as it was sent last: each of its lines that is not quarantined is on the document
};
// Nothing if the whole order is on the document.
std::optional<OpenPart> part_posted(store::UnitOfWork& unit, const store::CrossReferenceRow& reference);
// Nothing either if a person has settled the rest of it.
std::optional<OpenPart> open_part(store::UnitOfWork& unit, const store::CrossReferenceRow& reference);

// Tells the rules and the sink what is on the document already.
void mark_posted(message::Value& body, const OpenPart& part);
// Some line of the judged body goes on the document with this part.
bool adds_lines(const message::Value& body);
// What would be booked otherwise now than it stands on the document, in plain words; "" if nothing.
std::string changed_since(const message::Value& body, const OpenPart& part);

} // namespace ledgerline::commerce

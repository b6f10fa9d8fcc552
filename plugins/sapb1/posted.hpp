// Looks up what a key has become in the company: document, draft, row of the key table.
#pragma once

#include "session.hpp"

#include <ledgerline/delivery.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

struct Posted {
    std::optional<ledgerline::Receipt> document; // not cancelled
    std::string cancelled_number;                // of a cancelled one, "" if none
};

// All of them throw Unavailable if the company does not answer.
Posted posted_order(ledgerline::Call& call, Session& session, std::string_view key);
// Number of the draft that an approval procedure made; "" if none.
std::string draft_of(ledgerline::Call& call, Session& session, std::string_view key);
bool key_is_taken(ledgerline::Call& call, Session& session, std::string_view key);

// A document by SAP's own key, as it stands now.
struct Standing {
    std::optional<ledgerline::Receipt> document; // nothing: there is none
    std::string key;                             // that it carries
    std::string closed;                          // "closed", "cancelled"; "" = open: lines may be added
    std::vector<std::string> lines;              // the store's line ids, if they were asked for
};
enum class WithLines { no, yes }; // SAP answers with some ten thousand bytes for each line
Standing standing_of(ledgerline::Call& call, Session& session, std::string_view document_id, WithLines with_lines = WithLines::no);

// From a document's body, in document currency; nothing if it is not one.
std::optional<ledgerline::Receipt> receipt_of(const ledgerline::Node& document);
// The document's total in its own currency.
std::optional<ledgerline::Decimal> total_of(const ledgerline::Node& document);

} // namespace sapb1

// Looks up what a key has become in the company: document, draft, row of the key table.
#pragma once

#include "session.hpp"

#include <ledgerline/decimal.hpp>
#include <ledgerline/delivery.hpp>
#include <ledgerline/order.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

// SAP answers with the whole document, some ten thousand bytes for each line, and the answer to a batch is text of 8 MiB at most. So few lines
// answer in one request, and a document with more is read back without them.
inline constexpr std::size_t answered_lines_max = 300;
// What is read alone has 32 MiB.
inline constexpr std::size_t read_lines_max = 2'000;

// A line as it was sent.
struct BookedLine {
    std::string id, item_code;
    ledgerline::Decimal quantity;
};
std::vector<BookedLine> booked_lines(const ledgerline::Order& order);

struct Posted {
    std::optional<ledgerline::Receipt> document; // not cancelled
    std::string cancelled_number;                // of a cancelled one, "" if none
    std::string stranger;                        // number of one that carries the key and is another order's, "" if none
};

// All of them throw Unavailable if the company does not answer.
// The document with this key, if it has the lines of this order: by the store's ids, with item and quantity. Two stores that are
// called alike in two deployments would otherwise take each other's documents for their own.
Posted posted_order(ledgerline::Call& call, Session& session, std::string_view key, const std::vector<BookedLine>& lines);
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
bool is_cancelled(const ledgerline::Node& document);
// A line that SAP adds by itself, below the line of a sales set.
bool is_part_of_set(const ledgerline::Node& line);
// The document's total in its own currency.
std::optional<ledgerline::Decimal> total_of(const ledgerline::Node& document);

} // namespace sapb1

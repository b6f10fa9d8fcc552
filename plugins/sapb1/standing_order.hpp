// A sales order as it stands in the company now, line by line: before it is changed, it must be known what became of it.
#pragma once

#include "posted.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sapb1 {

struct StandingLine {
    std::int64_t number = 0;    // LineNum: SAP's own key of it
    std::string id, item_code;  // the store's line, "" if people added it
    std::optional<std::string> warehouse; // nothing: SAP did not say
    ledgerline::Decimal quantity;
    ledgerline::Decimal taken;  // delivered or invoiced, or closed by people
    bool is_part = false;       // SAP added it: a part of the sales set in the line before
};

struct StandingOrder {
    std::optional<ledgerline::Receipt> document; // nothing: there is none
    std::string key, card_code, etag;
    bool is_cancelled = false, is_closed = false;
    std::vector<StandingLine> lines;
    // Remark, reference and address as they stand, by property ("Comments", "ShipToCity"); those that SAP did not tell are missing.
    std::map<std::string, std::string> texts;

    // Something of it was delivered or invoiced.
    bool is_begun() const;
};

// Throws Unavailable if the company does not answer.
StandingOrder standing_order(ledgerline::Call& call, Session& session, std::string_view document_id);

} // namespace sapb1

// What all sources do that read changed rows by their key: one page after the other, each asked for by the last key of the one
// before it, never by position and never by the server's link.
#pragma once

#include "change_cursor.hpp"
#include "session.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sapb1 {

struct ChangedRows {
    std::string entity;        // "Items"
    std::string key;           // "ItemCode"
    bool key_is_text = true;
    std::string select;
    std::string first_pass;    // narrows full passes, as a part of $filter; "" = everything
    std::int64_t overlap_ms = 0;
};

// The next page of the pass that runs, with at most `size` rows, and before its first page the newest stamp of all rows, where the pass
// has more than one. Rows may be too large for so many in one answer: then fewer are asked for, and `size` says how many. Nothing: even
// one row is too large. Throws Unavailable.
std::optional<ledgerline::Response> page_of(ledgerline::Call& call, Session& session, const ChangedRows& rows, ChangeCursor& cursor, std::int64_t& size, bool is_first);
// Of one row; nothing where it has none.
std::optional<std::int64_t> stamp_of(const ledgerline::Node& row);
// Whether the server says that there is more than this answer.
bool has_next_link(const ledgerline::Node& body);
// Whether there may be more than this answer, which has at most `size` rows.
bool goes_on(const ledgerline::Node& body, std::int64_t size);

} // namespace sapb1

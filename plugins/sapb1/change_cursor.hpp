// Where the reading of rows that carry stamps stands (items, deliveries). A pass goes through the rows by their key; it is a full
// one or reads what was changed since a stamp. Stamps come from SAP's own rows, never from our clock; our clock only measures
// how long ago something was.
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sapb1 {

struct ChangeCursor {
    bool full = true;
    bool in_pass = false;               // between the pages of a pass
    std::string last_key;               // the pass has come so far
    std::optional<std::int64_t> since;  // newest change that an earlier pass has seen, in the server's local time
    std::int64_t since_known_ms = 0;    // our clock when `since` became known
    std::int64_t started_ms = 0;        // of this pass, our clock
    std::int64_t quiet_ms = 0;          // when the last pass began that saw nothing newer than `since`, our clock
    std::optional<std::int64_t> next_since; // of this pass
    std::int64_t full_started_ms = 0;   // our clock

    static ChangeCursor read(const ledgerline::Node& node); // an empty one where nothing stands
    void write(const ledgerline::Node& node) const;

    // Begins a pass if none runs.
    void begin(std::int64_t now_ms, std::int64_t full_every_ms);
    // The stamp of a row of the first page (of a delta), or the newest of all when a pass of several pages begins: whatever is
    // changed later has this stamp or a newer one.
    void saw(std::int64_t stamp);
    void finish(std::int64_t now_ms);
    // What a delta asks for, as a part of $filter; "" = everything.
    std::string changed(std::int64_t overlap_ms) const;
};

} // namespace sapb1

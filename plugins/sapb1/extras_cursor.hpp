// Where the look through bills of materials and special prices stands, between the pages of items.
#pragma once

#include "item_extras.hpp"

#include <ledgerline/node.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sapb1 {

struct ExtrasCursor {
    std::int64_t started_ms = 0;     // of the last look, or of the last reading of all items
    std::optional<ExtraKind> looking;
    std::string last_key;

    static ExtrasCursor read(const ledgerline::Node& node);
    void write(const ledgerline::Node& node) const;
    bool is_due(std::int64_t now_ms, std::int64_t every_ms) const { return now_ms - started_ms >= every_ms || now_ms < started_ms; }
    friend bool operator==(const ExtrasCursor&, const ExtrasCursor&) = default;
};

} // namespace sapb1

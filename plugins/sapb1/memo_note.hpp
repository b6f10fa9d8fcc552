// What the row of a refund's key says of what was done with it: how many memos there are, and what the sales order lost. A probe has nothing
// else to know it by where the order alone was changed.
#pragma once

#include <ledgerline/decimal.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sapb1 {

struct MemoNote {
    std::size_t memos = 0;
    ledgerline::Decimal cut;  // of the order's total, as far as no memo credits it
    std::string order_id;     // "" = the order was left as it is
};

// "refund:shop:57: 1 memo, 24.90 off order 812": the Name of the row.
std::string note_text(std::string_view key, const MemoNote& note);
// Nothing: the row says something else.
std::optional<MemoNote> note_of(std::string_view name);

} // namespace sapb1

#include "memo_note.hpp"

#include "text.hpp"

#include <ledgerline/format.hpp>

namespace sapb1 {

using namespace ledgerline;

std::string note_text(std::string_view key, const MemoNote& note) {
    std::string text = format("{}: {} memo{}", key, static_cast<std::int64_t>(note.memos), note.memos == 1 ? "" : "s");
    if (!note.order_id.empty()) text += format(", {} off order {}", note.cut.text(2), note.order_id);
    return text;
}

std::optional<MemoNote> note_of(std::string_view name) {
    const std::size_t memos = name.find(" memo");
    if (memos == std::string_view::npos) return std::nullopt;
    const std::size_t begin = name.rfind(": ", memos);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::string_view count = name.substr(begin + 2, memos - begin - 2);
    if (!is_number(count)) return std::nullopt;
    MemoNote note;
    note.memos = static_cast<std::size_t>(Decimal::parse(count).units());
    constexpr std::string_view off = " off order ";
    const std::size_t at = name.find(off, memos), comma = name.find(", ", memos);
    if (at == std::string_view::npos || comma == std::string_view::npos || comma > at) return note;
    const auto cut = Decimal::try_parse(name.substr(comma + 2, at - comma - 2));
    if (!cut) return std::nullopt;
    note.cut = *cut;
    note.order_id = std::string(name.substr(at + off.size()));
    return note;
}

} // namespace sapb1

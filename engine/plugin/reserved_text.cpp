#include "plugin/reserved_text.hpp"

#include <algorithm>
#include <string_view>

namespace ledgerline::plugin {

namespace {

constexpr std::string_view reserved = "${secret:";

std::string neutral(std::string text) {
    for (std::size_t at = text.find(reserved); at != std::string::npos; at = text.find(reserved, at)) text.insert(at + 1, " ");
    return text;
}

} // namespace

bool neutralise_reserved_text(message::Value& value) {
    bool found = false;
    if (const auto* text = value.as_text()) {
        if (text->find(reserved) == std::string::npos) return false;
        value = neutral(*text);
        found = true;
    } else if (auto* items = value.as_array()) {
        for (auto& item : *items) found |= neutralise_reserved_text(item);
    } else if (auto* members = value.as_object()) {
        for (auto& [name, member] : *members) found |= neutralise_reserved_text(member);
    }
    return found;
}

bool holds_reserved_value(const message::Value& value) {
    if (const auto* text = value.as_text()) return text->find(reserved) != std::string::npos;
    if (const auto* items = value.as_array()) return std::any_of(items->begin(), items->end(), holds_reserved_value);
    if (const auto* members = value.as_object()) return std::any_of(members->begin(), members->end(), [](const auto& member) { return holds_reserved_value(member.second); });
    return false;
}

bool holds_reserved_text(const message::Value& value) {
    if (const auto* text = value.as_text()) return text->find(reserved) != std::string::npos;
    if (const auto* items = value.as_array()) return std::any_of(items->begin(), items->end(), holds_reserved_text);
    if (const auto* members = value.as_object())
        return std::any_of(members->begin(), members->end(), [](const auto& member) { return member.first.find(reserved) != std::string::npos || holds_reserved_text(member.second); });
    return false;
}

} // namespace ledgerline::plugin

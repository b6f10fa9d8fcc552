#include "plugin/weight.hpp"

namespace ledgerline::plugin {

std::size_t weight_of(const message::Value& value) {
    std::size_t weight = sizeof(message::Value);
    if (const auto* text = value.as_text()) weight += text->size();
    else if (const auto* number = value.as_number()) weight += number->literal.size();
    else if (const auto* items = value.as_array())
        for (const auto& item : *items) weight += weight_of(item);
    else if (const auto* members = value.as_object())
        for (const auto& [name, member] : *members) weight += sizeof(std::string) + name.size() + weight_of(member);
    return weight;
}

} // namespace ledgerline::plugin

#include "config/tree.hpp"

namespace ledgerline::config {
namespace {

using message::Value;

Place place_in(const std::map<std::string, Place>& places, const std::string& pointer) {
    const auto found = places.find(pointer);
    return found == places.end() ? Place{} : found->second;
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

void erase_below(std::map<std::string, Place>& places, const std::string& pointer) {
    places.erase(pointer);
    const std::string start = pointer + "/";
    auto at = places.lower_bound(start);
    while (at != places.end() && starts_with(at->first, start)) at = places.erase(at);
}

void copy_below(std::map<std::string, Place>& to, const std::map<std::string, Place>& from, const std::string& pointer) {
    for (const auto& [rest, place] : places_below(from, pointer)) to[pointer + rest] = place;
}

void lay_over(Tree& base, Value& target, const Tree& overlay, const Value& source, const std::string& pointer) {
    for (const auto& [name, value] : *source.as_object()) {
        const std::string below = pointer_of(pointer, name);
        Value* known = target.find(name);
        if (known != nullptr && known->is_object() && value.is_object()) {
            lay_over(base, *known, overlay, value, below);
            continue;
        }
        erase_below(base.places, below);
        erase_below(base.names, below);
        if (value.is_null()) {
            target.erase(name);
            continue;
        }
        target.set(name, value);
        copy_below(base.places, overlay.places, below);
        copy_below(base.names, overlay.names, below);
    }
}

} // namespace

std::string field_of(const std::string& parent, const std::string& name) {
    return parent.empty() ? name : parent + "." + name;
}

std::string pointer_of(std::string_view parent, std::string_view name) {
    std::string out(parent);
    out += '/';
    for (const char c : name) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
    return out;
}

std::string pointer_of(std::string_view parent, std::size_t index) {
    return std::string(parent) + "/" + std::to_string(index);
}

std::map<std::string, Place> places_below(const std::map<std::string, Place>& places, const std::string& pointer) {
    std::map<std::string, Place> out;
    const auto self = places.find(pointer);
    if (self != places.end()) out.emplace("", self->second);
    const std::string start = pointer + "/";
    for (auto at = places.lower_bound(start); at != places.end() && starts_with(at->first, start); ++at)
        out.emplace(at->first.substr(pointer.size()), at->second);
    return out;
}

Place Entry::place() const { return place_in(tree->places, pointer); }

Place Entry::name_place() const {
    const Place named = place_in(tree->names, pointer);
    return named.file.empty() ? place() : named;
}

Entry Entry::member(const std::string& member_name) const {
    return {tree, &(*value)[member_name], pointer_of(pointer, member_name), field_of(field, member_name)};
}

Entry Entry::element(std::size_t index) const {
    return {tree, &(*value->as_array())[index], pointer_of(pointer, index), field + "[" + std::to_string(index) + "]"};
}

std::vector<Entry> Entry::children() const {
    std::vector<Entry> out;
    if (const auto* members = value->as_object())
        for (const auto& [member_name, child] : *members)
            out.push_back({tree, &child, pointer_of(pointer, member_name), field_of(field, member_name)});
    if (const auto* elements = value->as_array())
        for (std::size_t i = 0; i < elements->size(); ++i) out.push_back(element(i));
    return out;
}

std::string Entry::name() const {
    const std::string last = pointer.substr(pointer.rfind('/') + 1);
    std::string out;
    for (std::size_t at = 0; at < last.size(); ++at) {
        if (last[at] == '~' && at + 1 < last.size()) out += last[++at] == '1' ? '/' : '~';
        else out += last[at];
    }
    return out;
}

void lay_over(Tree& base, const Tree& overlay) {
    if (base.value.is_object() && overlay.value.is_object()) lay_over(base, base.value, overlay, overlay.value, "");
}

} // namespace ledgerline::config

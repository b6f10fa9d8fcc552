#include "message/schema_tree.hpp"

#include "message/json.hpp"
#include "message/walk.hpp"

#include <algorithm>

namespace ledgerline::message {

namespace {

// As a sentence needs it: "must be ...", "found ...".
std::string_view phrase(Kind kind) {
    switch (kind) {
    case Kind::null: return "null";
    case Kind::boolean: return "true or false";
    case Kind::integer: return "an integer";
    case Kind::number: return "a number";
    case Kind::text: return "text";
    case Kind::array: return "an array";
    case Kind::object: return "an object";
    }
    return "nothing";
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& text : texts) {
        if (!out.empty()) out += " or ";
        out += text;
    }
    return out;
}

// A value for people: cut, so that a problem stays one line.
std::string shown(const Value& value) {
    constexpr std::size_t longest = 60;
    std::string text = write_json(value);
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end; // not inside of a character
    text.resize(end);
    return text + "...";
}

std::int64_t characters(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

class Check {
public:
    // Every function: false when a problem was found, which then stands in problem().
    bool fits(const SchemaNode& node, const Value& value) {
        if (const auto* number = value.as_number()) return wrong("must be decimal text, found the number " + number->literal.substr(0, 40) + " (amounts are text in canonical documents)");
        if (!node.kinds.empty() && std::find(node.kinds.begin(), node.kinds.end(), value.kind()) == node.kinds.end()) return wrong_kind(node, value);
        if (!node.choices.empty() && std::find(node.choices.begin(), node.choices.end(), value) == node.choices.end()) return wrong_choice(node, value);
        if (node.is_foreign) return true;
        switch (value.kind()) {
        case Kind::integer: return integer(node, *value.as_int());
        case Kind::text: return text(node, *value.as_text());
        case Kind::array: return array(node, *value.as_array());
        case Kind::object: return object(node, value);
        default: return true;
        }
    }
    std::string problem() const { return problem_; }

private:
    bool wrong(const std::string& why) {
        problem_ = (pointer_.empty() ? std::string("the document") : pointer_) + ": " + why;
        return false;
    }
    bool wrong_kind(const SchemaNode& node, const Value& value) {
        std::vector<std::string> allowed;
        for (const Kind kind : node.kinds) allowed.emplace_back(phrase(kind));
        return wrong("must be " + joined(allowed) + ", found " + std::string(value.is_text() ? "text" : phrase(value.kind())));
    }
    bool wrong_choice(const SchemaNode& node, const Value& value) {
        std::vector<std::string> allowed;
        for (const auto& choice : node.choices) allowed.push_back(write_json(choice));
        return wrong("must be " + joined(allowed) + ", found " + shown(value));
    }

    bool integer(const SchemaNode& node, std::int64_t value) {
        if (node.minimum && value < *node.minimum) return wrong("must be at least " + std::to_string(*node.minimum) + ", found " + std::to_string(value));
        if (node.maximum && value > *node.maximum) return wrong("must be at most " + std::to_string(*node.maximum) + ", found " + std::to_string(value));
        return true;
    }

    bool text(const SchemaNode& node, const std::string& value) {
        if (node.pattern && !node.pattern->matches(value)) {
            std::string what = node.name.empty() ? "must look like " : "is not a valid " + node.name + " (must look like ";
            what += node.pattern_text;
            if (node.name.empty()) return wrong(what + ", found " + shown(Value(value)));
            return wrong(shown(Value(value)) + " " + what + ")");
        }
        if (!node.length_min && !node.length_max) return true;
        const std::int64_t length = characters(value);
        if (node.length_min && length < *node.length_min) return wrong("must have at least " + std::to_string(*node.length_min) + " characters, found " + std::to_string(length));
        if (node.length_max && length > *node.length_max) return wrong("must have at most " + std::to_string(*node.length_max) + " characters, found " + std::to_string(length));
        return true;
    }

    bool array(const SchemaNode& node, const Value::Array& items) {
        const auto count = static_cast<std::int64_t>(items.size());
        if (node.items_min && count < *node.items_min) return wrong("must have at least " + std::to_string(*node.items_min) + " elements, found " + std::to_string(count));
        if (node.items_max && count > *node.items_max) return wrong("must have at most " + std::to_string(*node.items_max) + " elements, found " + std::to_string(count));
        if (!node.items) return anything_inside(items);
        for (std::size_t at = 0; at < items.size(); ++at)
            if (!step([&] { return fits(*node.items, items[at]); }, std::to_string(at))) return false;
        return true;
    }

    bool object(const SchemaNode& node, const Value& value) {
        std::size_t required = 0;
        for (const Member& member : *value.as_object()) {
            const auto known = node.members.find(std::string_view(member.first));
            const bool is_known = known != node.members.end();
            if (!is_known && !node.others_allowed) return step([&] { return wrong("not a known member"); }, member.first);
            if (is_known && known->second.is_required) ++required;
            const SchemaNode& inside = is_known ? *known->second.node : unlimited_;
            if (!step([&] { return fits(inside, member.second); }, member.first)) return false;
        }
        if (required >= node.required.size()) return true;
        const auto missing = std::find_if(node.required.begin(), node.required.end(), [&](const std::string& name) { return !value.find(name); });
        return missing == node.required.end() || wrong("missing member " + *missing);
    }

    // Where the schema says nothing, there may still be no number that is no integer.
    bool anything_inside(const Value::Array& items) {
        for (std::size_t at = 0; at < items.size(); ++at)
            if (!step([&] { return fits(unlimited_, items[at]); }, std::to_string(at))) return false;
        return true;
    }

    template <typename Action> bool step(Action action, std::string_view name) {
        const std::size_t length = pointer_.size();
        append_pointer_step(pointer_, name);
        const bool fine = action();
        pointer_.resize(length);
        return fine;
    }

    const SchemaNode unlimited_{};
    std::string pointer_;
    std::string problem_;
};

Value stateless(const SchemaNode& node, const Value& value) {
    if (!node.holds_state) return value;
    if (const auto* items = value.as_array()) {
        if (!node.items) return value;
        Value::Array kept;
        kept.reserve(items->size());
        for (const auto& item : *items) kept.push_back(stateless(*node.items, item));
        return Value::array(std::move(kept));
    }
    const auto* members = value.as_object();
    if (!members) return value;
    Value::Object kept;
    kept.reserve(members->size());
    for (const auto& [name, inside] : *members) {
        const auto member = node.members.find(std::string_view(name));
        if (member == node.members.end()) kept.emplace_back(name, inside);
        else if (!member->second.is_state) kept.emplace_back(name, stateless(*member->second.node, inside));
    }
    return Value::object(std::move(kept));
}

} // namespace

std::string SchemaTree::problem(const Value& body) const {
    Check check;
    check.fits(*root_, body);
    return check.problem();
}

Value SchemaTree::without_state(const Value& body) const { return stateless(*root_, body); }

} // namespace ledgerline::message

#include "message/difference.hpp"

#include "message/walk.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace ledgerline::message {

namespace {

class Comparison {
public:
    explicit Comparison(std::size_t limit) : limit_(limit) {}

    void compare(const Value& before, const Value& after) {
        if (is_full()) return;
        if (before.is_object() && after.is_object()) members(*before.as_object(), *after.as_object());
        else if (before.is_array() && after.is_array()) elements(*before.as_array(), *after.as_array());
        else if (!(before == after)) add(before, after);
    }
    std::vector<Difference> take() { return std::move(found_); }

private:
    bool is_full() const { return found_.size() >= limit_; }
    void add(const Value& before, const Value& after) {
        if (!is_full()) found_.push_back({pointer_, before, after});
    }

    // Runs `compare_there` with the pointer one step longer.
    template <typename Action> void below(std::string_view name, Action compare_there) {
        const std::size_t length = pointer_.size();
        append_pointer_step(pointer_, name);
        compare_there();
        pointer_.resize(length);
    }

    void elements(const Value::Array& before, const Value::Array& after) {
        const std::size_t longest = std::max(before.size(), after.size());
        for (std::size_t at = 0; at < longest && !is_full(); ++at)
            below(std::to_string(at), [&] {
                if (at >= after.size()) add(before[at], Value());
                else if (at >= before.size()) add(Value(), after[at]);
                else compare(before[at], after[at]);
            });
    }

    // The order of members is no difference. An index keeps huge objects from taking quadratic time.
    void members(const Value::Object& before, const Value::Object& after) {
        const auto index = [](const Value::Object& object) {
            std::unordered_map<std::string_view, const Value*> by_name;
            by_name.reserve(object.size());
            for (const auto& [name, value] : object) by_name.emplace(name, &value);
            return by_name;
        };
        const auto later = index(after);
        for (const auto& member : before) {
            if (is_full()) return;
            const auto found = later.find(member.first);
            below(member.first, [&] { found == later.end() ? add(member.second, Value()) : compare(member.second, *found->second); });
        }
        const auto earlier = index(before);
        for (const auto& member : after) {
            if (is_full()) return;
            if (!earlier.contains(member.first)) below(member.first, [&] { add(Value(), member.second); });
        }
    }

    const std::size_t limit_;
    std::string pointer_;
    std::vector<Difference> found_;
};

// An array index of a JSON Pointer: digits without a leading zero.
const Value* element_at(const Value::Array& items, std::string_view step) {
    std::size_t index = 0;
    const char* end = step.data() + step.size();
    const auto [stopped, error] = std::from_chars(step.data(), end, index);
    if (error != std::errc() || stopped != end || (step.size() > 1 && step[0] == '0') || index >= items.size()) return nullptr;
    return &items[index];
}

// Nothing: "~" without 0 or 1 behind it.
std::optional<std::string> unescaped(std::string_view step) {
    std::string out;
    for (std::size_t at = 0; at < step.size(); ++at) {
        if (step[at] != '~') {
            out += step[at];
        } else {
            ++at;
            if (at == step.size() || (step[at] != '0' && step[at] != '1')) return std::nullopt;
            out += step[at] == '0' ? '~' : '/';
        }
    }
    return out;
}

} // namespace

std::vector<Difference> differences(const Value& before, const Value& after, std::size_t limit) {
    Comparison comparison(limit);
    comparison.compare(before, after);
    return comparison.take();
}

const Value* at_pointer(const Value& root, std::string_view pointer) {
    const Value* here = &root;
    while (!pointer.empty() && here) {
        if (pointer.front() != '/') return nullptr;
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        const std::string_view step = pointer.substr(0, end);
        pointer.remove_prefix(end);
        if (const auto* items = here->as_array()) {
            here = element_at(*items, step);
        } else {
            const auto name = unescaped(step);
            here = name ? here->find(*name) : nullptr;
        }
    }
    return here;
}

} // namespace ledgerline::message

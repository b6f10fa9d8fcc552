#include "message/walk.hpp"

#include <array>

namespace ledgerline::message {

namespace {

// The steps from the root downward. The table keeps them upward, because that costs no memory.
class Way {
public:
    Way(const PathTable& paths, const Address& address) {
        const PathStep* last = paths.step(address.path);
        fits_ = last && last->each_count == address.indices.size();
        if (!fits_) return;
        count_ = last->depth;
        for (std::size_t at = count_; at > 0; --at, last = last->parent) steps_[at - 1] = last;
    }
    bool fits() const { return fits_; }
    std::size_t size() const { return count_; }
    const PathStep& operator[](std::size_t at) const { return *steps_[at]; }

private:
    std::array<const PathStep*, PathTable::depth_max> steps_; // filled as far as count_
    std::size_t count_ = 0;
    bool fits_ = false;
};

const Value* member_of(const Value::Object& members, const PathStep& step) {
    const std::size_t guess = step.hint.load(std::memory_order_relaxed);
    if (guess < members.size() && members[guess].first == step.name) return &members[guess].second;
    for (std::size_t at = 0; at < members.size(); ++at) {
        if (members[at].first != step.name) continue;
        step.hint.store(static_cast<std::uint32_t>(at), std::memory_order_relaxed);
        return &members[at].second;
    }
    return nullptr;
}

Found absent() { return {Walk::absent, nullptr}; }
Found wrong_kind() { return {Walk::wrong_kind, nullptr}; }

// One step from `from`; `index` is used by a `*`.
Found go(const Value& from, const PathStep& step, std::uint64_t index) {
    if (const auto* members = from.as_object()) {
        if (step.each) return index < members->size() ? Found{Walk::ok, &(*members)[index].second} : absent();
        const Value* member = member_of(*members, step);
        return member ? Found{Walk::ok, member} : absent();
    }
    if (from.is_null()) return absent();
    const auto* items = from.as_array();
    if (!items || !step.each) return wrong_kind();
    return index < items->size() ? Found{Walk::ok, &(*items)[index]} : absent();
}

// As far as the way goes; `done` tells how many steps were possible.
Found go_along(const Way& way, const Value& root, std::span<const std::uint64_t> indices, std::size_t end, std::size_t& done) {
    Found here{Walk::ok, &root};
    std::size_t next_index = 0;
    for (done = 0; done < end; ++done) {
        const std::uint64_t index = way[done].each ? indices[next_index++] : 0;
        const Found next = go(*here.value, way[done], index);
        if (next.walk != Walk::ok) return {next.walk, here.value};
        here = next;
    }
    return here;
}

Value* writable(const Value* value) { return const_cast<Value*>(value); } // only used below a root that came in writable

} // namespace

Found find(const PathTable& paths, const Value& root, const Address& address) {
    const Way way(paths, address);
    if (!way.fits()) return {Walk::bad_path, nullptr};
    std::size_t done = 0;
    const Found found = go_along(way, root, address.indices, way.size(), done);
    return {found.walk, found.walk == Walk::ok ? found.value : nullptr};
}

Place find(const PathTable& paths, Value& root, const Address& address) {
    const Found found = find(paths, std::as_const(root), address);
    return {found.walk, writable(found.value)};
}

Place ensure(const PathTable& paths, Value& root, const Address& address) {
    const Way way(paths, address);
    if (!way.fits()) return {Walk::bad_path, nullptr};
    std::size_t done = 0;
    const Found deepest = go_along(way, root, address.indices, way.size(), done);
    if (deepest.walk == Walk::ok) return {Walk::ok, writable(deepest.value)};
    if (deepest.walk != Walk::absent) return {deepest.walk, nullptr};
    // What is missing can only be made if all of it are members.
    for (std::size_t at = done; at < way.size(); ++at)
        if (way[at].each) return {Walk::absent, nullptr};
    Value* place = writable(deepest.value);
    for (std::size_t at = done; at < way.size(); ++at) place = &place->member(way[at].name);
    return {Walk::ok, place};
}

Walk erase(const PathTable& paths, Value& root, const Address& address) {
    const Way way(paths, address);
    if (!way.fits() || way.size() == 0) return Walk::bad_path;
    std::size_t done = 0;
    const Found parent = go_along(way, root, address.indices, way.size() - 1, done);
    if (parent.walk != Walk::ok) return parent.walk;
    const PathStep& last = way[way.size() - 1];
    const std::uint64_t index = last.each ? address.indices.back() : 0;
    const Found found = go(*parent.value, last, index);
    if (found.walk != Walk::ok) return found.walk;
    Value* container = writable(parent.value);
    if (auto* items = container->as_array()) {
        items->erase(items->begin() + static_cast<std::ptrdiff_t>(index));
    } else if (auto* members = container->as_object()) {
        if (!last.each) container->erase(last.name);
        else members->erase(members->begin() + static_cast<std::ptrdiff_t>(index));
    }
    return Walk::ok;
}

Walk append(const PathTable& paths, Value& root, const Address& address, Value value, std::uint64_t& index) {
    // Looked at first, so that a refusal makes nothing.
    const Place present = find(paths, root, address);
    if (present.walk == Walk::ok && !present.value->is_null() && !present.value->is_array()) return Walk::wrong_kind;
    const Place place = ensure(paths, root, address);
    if (place.walk != Walk::ok) return place.walk;
    index = place.value->size();
    place.value->push(std::move(value));
    return Walk::ok;
}

std::string pointer_text(const PathTable& paths, const Value& root, const Address& address) {
    const Way way(paths, address);
    if (!way.fits()) return paths.pattern(address.path);
    std::string out;
    const Value* here = &root;
    std::size_t next_index = 0;
    for (std::size_t at = 0; at < way.size(); ++at) {
        const std::uint64_t index = way[at].each ? address.indices[next_index++] : 0;
        const auto* members = here ? here->as_object() : nullptr;
        if (!way[at].each) append_pointer_step(out, way[at].name);
        else if (members && index < members->size()) append_pointer_step(out, (*members)[index].first);
        else out += '/' + std::to_string(index);
        const Found next = here ? go(*here, way[at], index) : absent();
        here = next.walk == Walk::ok ? next.value : nullptr;
    }
    return out;
}

bool is_within_depth(const Value& value, std::size_t levels_max) {
    const auto* items = value.as_array();
    const auto* members = value.as_object();
    if (!items && !members) return true;
    if (levels_max == 0) return false;
    if (items) {
        for (const auto& item : *items)
            if (!is_within_depth(item, levels_max - 1)) return false;
    } else {
        for (const auto& [name, member] : *members)
            if (!is_within_depth(member, levels_max - 1)) return false;
    }
    return true;
}

void append_pointer_step(std::string& pointer, std::string_view name) {
    pointer += '/';
    for (const char c : name) {
        if (c == '~') pointer += "~0";
        else if (c == '/') pointer += "~1";
        else pointer += c;
    }
}

} // namespace ledgerline::message

#include "message/path.hpp"

#include "message/text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace ledgerline::message {

namespace {

constexpr std::size_t block_size = 1024;

// Nothing: an unknown escape.
std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '~') {
            out += text[at];
            continue;
        }
        ++at;
        if (at == text.size()) return std::nullopt;
        switch (text[at]) {
        case '0': out += '~'; break;
        case '1': out += '/'; break;
        case '2': out += '*'; break;
        default: return std::nullopt;
        }
    }
    return out;
}

void append_escaped(std::string& out, std::string_view name) {
    if (name == "*") {
        out += "~2";
        return;
    }
    for (const char c : name) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
}

} // namespace

struct PathTable::Block {
    std::array<std::optional<PathStep>, block_size> steps;
};

std::size_t PathTable::KeyHash::operator()(const Key& key) const {
    const std::size_t parent = std::hash<const void*>()(key.parent);
    return std::hash<std::string_view>()(key.name) ^ (parent * 0x9E3779B97F4A7C15u) ^ (key.each ? 1u : 0u);
}

PathTable::PathTable(std::size_t entries_max)
    : entries_max_(std::clamp<std::size_t>(entries_max, 1, no_path)), blocks_((entries_max_ + block_size - 1) / block_size) {
    add(Key{nullptr, {}, false}); // the root is id 0
}

PathTable::~PathTable() {
    for (auto& block : blocks_) delete block.load();
}

std::size_t PathTable::size() const { return size_.load(std::memory_order_acquire); }

const PathStep* PathTable::step(PathId path) const {
    if (path >= size_.load(std::memory_order_acquire)) return nullptr;
    const Block* block = blocks_[path / block_size].load(std::memory_order_acquire);
    return &*block->steps[path % block_size];
}

PathId PathTable::add(const Key& key) {
    const std::size_t id = size_.load(std::memory_order_relaxed);
    if (id >= entries_max_) return no_path;
    auto& block = blocks_[id / block_size];
    if (!block.load(std::memory_order_relaxed)) block.store(new Block, std::memory_order_release);
    const PathStep& made = block.load(std::memory_order_relaxed)->steps[id % block_size].emplace(key.parent, std::string(key.name), key.each);
    const auto path = static_cast<PathId>(id);
    known_.emplace(Key{key.parent, made.name, key.each}, path);
    size_.store(id + 1, std::memory_order_release);
    return path;
}

PathId PathTable::step_below(PathId parent, std::string_view name, bool each) {
    const PathStep* above = step(parent);
    if (!above || above->depth >= depth_max) return no_path;
    const Key key{above, name, each};
    {
        std::shared_lock reading(lock_);
        if (const auto found = known_.find(key); found != known_.end()) return found->second;
    }
    if (name.size() > name_bytes_max || !text_problem(name).empty()) return no_path;
    std::unique_lock writing(lock_);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    return add(key);
}

PathId PathTable::child(PathId parent, std::string_view name) { return step_below(parent, name, false); }

PathId PathTable::each(PathId parent) { return step_below(parent, {}, true); }

PathId PathTable::intern(std::string_view pattern) {
    PathId path = root_path;
    if (!pattern.empty() && pattern.front() != '/') return no_path;
    while (!pattern.empty() && path != no_path) {
        pattern.remove_prefix(1);
        const std::size_t end = std::min(pattern.find('/'), pattern.size());
        const std::string_view text = pattern.substr(0, end);
        pattern.remove_prefix(end);
        if (text == "*") {
            path = each(path);
        } else {
            const auto name = unescaped(text);
            path = name ? child(path, *name) : no_path;
        }
    }
    return path;
}

std::string PathTable::pattern(PathId path) const {
    std::vector<const PathStep*> way;
    for (const PathStep* at = step(path); at && at->parent; at = at->parent) way.push_back(at);
    std::string out;
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
        out += '/';
        if ((*at)->each) out += '*';
        else append_escaped(out, (*at)->name);
    }
    return out;
}

bool PathTable::covers(PathId declared, PathId path) const {
    const PathStep* wide = step(declared);
    const PathStep* narrow = step(path);
    if (!wide || !narrow) return false;
    while (narrow->depth > wide->depth) narrow = narrow->parent;
    if (narrow->depth != wide->depth) return false;
    for (; narrow != wide; narrow = narrow->parent, wide = wide->parent)
        if (!wide->each && (narrow->each || narrow->name != wide->name)) return false;
    return true;
}

} // namespace ledgerline::message

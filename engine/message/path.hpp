// Compiled paths: "/body/lines/ * /sku" (without the blanks) is read once and is a small number from then on. A path names a
// place in any document, never a node. This is what stands behind `ll_path` of the plugin contract.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ledgerline::message {

using PathId = std::uint32_t;
inline constexpr PathId root_path = 0;
inline constexpr PathId no_path = 0xffffffffu;

// One step of a path together with the way to it. Never changes after it was made, except for the hint.
struct PathStep {
    PathStep(const PathStep* above, std::string member, bool any) : parent(above), name(std::move(member)), each(any),
        depth(above ? above->depth + 1 : 0), each_count(above ? above->each_count + (any ? 1 : 0) : 0) {}

    const PathStep* parent; // nullptr: this is the root
    std::string name;       // of a member; "" when `each`
    bool each;              // the n-th element of an array or the n-th member of an object
    std::size_t depth;      // steps from the root
    std::size_t each_count; // `*` among them: so many indices belong to an address
    // Where this member stood in the object that was looked at last. Documents of one type have their members in one
    // order, so that the next look is mostly one comparison. Only ever a guess.
    mutable std::atomic<std::uint32_t> hint{0};
};

// Thread-safe. Paths are never removed: an id stays valid as long as the table.
class PathTable {
public:
    static constexpr std::size_t depth_max = 64;
    static constexpr std::size_t name_bytes_max = 1024;

    explicit PathTable(std::size_t entries_max = 1'000'000);
    ~PathTable();
    PathTable(const PathTable&) = delete;
    PathTable& operator=(const PathTable&) = delete;

    // "" is the root; "~0" is "~", "~1" is "/", "~2" is "*" in a name; a step "*" is each. All three answer no_path for a
    // malformed pattern, an unknown parent, a name that is too long or not UTF-8, a path that is too deep, and a full table.
    PathId intern(std::string_view pattern);
    PathId child(PathId parent, std::string_view name);
    PathId each(PathId parent);

    // nullptr: no such path. Takes no lock.
    const PathStep* step(PathId path) const;
    // The pattern as it would be written, "" for the root and for no_path.
    std::string pattern(PathId path) const;
    // Whether `path` is `declared` or lies below it; a `*` of `declared` covers every name.
    bool covers(PathId declared, PathId path) const;

    std::size_t size() const;

private:
    struct Block;
    struct Key {
        const PathStep* parent;
        std::string_view name; // of the step itself once it is in the table
        bool each;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };

    PathId step_below(PathId parent, std::string_view name, bool each);
    PathId add(const Key& key);

    const std::size_t entries_max_;
    // Blocks never move, so that a reader needs no lock; ids count through them.
    std::vector<std::atomic<Block*>> blocks_;
    std::atomic<std::size_t> size_{0};
    std::unordered_map<Key, PathId, KeyHash> known_;
    mutable std::shared_mutex lock_;
};

} // namespace ledgerline::message

// Goes along a compiled path through a document. An address can be wrong; it cannot dangle: nothing is kept between calls.
#pragma once

#include "message/path.hpp"
#include "message/value.hpp"

#include <span>

namespace ledgerline::message {

enum class Walk {
    ok,
    absent,     // nothing is there, or an index is past the end
    wrong_kind, // something else is there: text where an object would have to be
    bad_path    // no such path, or the number of indices does not fit it
};

// An address: a path and one index for each `*` in it, outermost first.
struct Address {
    PathId path = root_path;
    std::span<const std::uint64_t> indices;
};

struct Found {
    Walk walk = Walk::absent;
    const Value* value = nullptr; // when ok
};
struct Place {
    Walk walk = Walk::absent;
    Value* value = nullptr; // when ok
};

Found find(const PathTable& paths, const Value& root, const Address& address);
Place find(const PathTable& paths, Value& root, const Address& address);

// The place to write to. Missing members on the way (and nulls) become objects, the last one is made as null. It never turns
// anything else into an object and never makes an array longer: an index past the end is `absent`. Unless it answers ok,
// the document is as before.
Place ensure(const PathTable& paths, Value& root, const Address& address);

// Removes a member, or an element (the later ones move up). The root cannot be removed: bad_path.
Walk erase(const PathTable& paths, Value& root, const Address& address);

// Puts a value at the end of the array there, which is made if it is absent or null. `index` tells where it stands.
Walk append(const PathTable& paths, Value& root, const Address& address, Value value, std::uint64_t& index);

// The address as JSON Pointer, for people: "/body/lines/3/sku". Where `root` has an object under a `*`, the name of that
// member is used. "" for the root; the pattern where the indices do not fit.
std::string pointer_text(const PathTable& paths, const Value& root, const Address& address);

// Whether no place of the tree lies deeper than so many levels (a scalar has none). Stops at the first that does.
bool is_within_depth(const Value& value, std::size_t levels_max);

// "~" as "~0", "/" as "~1": one step of a JSON Pointer with its slash.
void append_pointer_step(std::string& pointer, std::string_view name);

} // namespace ledgerline::message

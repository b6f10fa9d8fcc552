// The item master as the engine knows it: fed by item messages, asked by rules. Strict look-ups are by exact bytes;
// the folded form only finds what a person may have meant.
#pragma once

#include "message/value.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::commerce {

// The form under which near misses meet: ASCII letters in lower case, blanks (all ASCII white space), '-', '_', '.' and
// '/' left out, every other byte kept. "85123-A", "85123 a" and "85123A" fold to "85123a". Two different codes may fold to
// the same form, and a code of separators only folds to "": never use it to pick an item, only to show candidates.
std::string folded(std::string_view code);

class ItemMaster {
public:
    // Takes one canonical item (sdk/documents/item.schema.json) in. True: it is new or its content changed; then held
    // messages that wait for "item:<code>" or "item-near:<folded code>" become ready again. Throws std::invalid_argument
    // if the item has no code.
    bool apply(store::UnitOfWork& unit, const message::Value& canonical_item) const;

    // A message is decided first and held in a later commit; an item that comes between the two would release nothing, and
    // the message would wait for ever. So: take the mark before deciding, and in the commit that would hold the message ask
    // for each `waits_for` whether it has come since. If so, the message stays ready and is decided anew.
    std::int64_t mark(store::UnitOfWork& unit) const;
    bool came_since(store::UnitOfWork& unit, std::int64_t mark, const std::string& waits_for) const;
};

// The look-up tables "items" and "items-near" over the store, with a bounded cache. Thread-safe.
class ItemLookup {
public:
    // `store` is borrowed. At most `cached_max` answers are kept in memory (about 2 kB each), absent items included.
    explicit ItemLookup(const store::Store& store, std::size_t cached_max = 10'000);
    ~ItemLookup();
    ItemLookup(const ItemLookup&) = delete;
    ItemLookup& operator=(const ItemLookup&) = delete;

    // Table "items": the canonical item with exactly this code; nothing if there is none.
    std::optional<message::Value> item(const std::string& code) const;
    // Table "items-near": {"codes": [...]}, at most 5 codes that fold to the same form as this one, in byte order; nothing
    // if there are none.
    std::optional<message::Value> near(const std::string& code) const;
    // Both by the name of the table; nothing for an unknown table too.
    std::optional<message::Value> find(std::string_view table, const std::string& key) const;
    static bool has(std::string_view table) { return table == "items" || table == "items-near"; }

    // Around a commit that applies items: made before the commit, ended after it. While one lives, answers come from the
    // store and none is kept, so that a message which the same commit released never meets an old answer; at its end the
    // codes are forgotten. Several may live at a time.
    class Change {
    public:
        Change(ItemLookup& lookup, std::vector<std::string> codes);
        ~Change();
        Change(const Change&) = delete;
        Change& operator=(const Change&) = delete;

    private:
        ItemLookup& lookup_;
        std::vector<std::string> codes_;
    };

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ledgerline::commerce

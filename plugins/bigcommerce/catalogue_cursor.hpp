// Where the reading of the catalogue stands. A pass goes through the products by their ids, whose pages cannot shift: a full one, or
// one of those that were modified since. Times are the store's; our clock only measures how long ago something was.
#pragma once

#include <ledgerline/node.hpp>

#include <cstdint>

namespace bigcommerce {

struct CatalogueCursor {
    std::int64_t full_pass = 0;    // how many full passes have begun
    bool is_full = false;          // this pass, or the last one
    bool in_pass = false;          // between the pages of a pass
    std::int64_t after_id = 0;     // the pass has come to this product
    std::int64_t full_began_ms = 0;
    std::int64_t began_ms = 0;     // this pass
    std::int64_t newest = 0;       // the newest change when this pass began
    std::int64_t newest_ms = 0;    // when that became known
    std::int64_t since = 0;        // what this pass reads was modified then or later; of a full one 0
    std::int64_t read_newest = 0;  // `newest` of the last pass that ended
    std::int64_t read_ms = 0;      // when that pass began

    static CatalogueCursor read(const ledgerline::Node& node);
    void write(const ledgerline::Node& node) const;

    // A full pass is due (then `newest` may be 0: the store is empty, or does not say it), or one of changes: false if there is none.
    bool begin(std::int64_t now_ms, std::int64_t newest_s, std::int64_t full_every_ms, std::int64_t overlap_ms);
    void finish();
    bool is_full_due(std::int64_t now_ms, std::int64_t full_every_ms) const;
};

} // namespace bigcommerce

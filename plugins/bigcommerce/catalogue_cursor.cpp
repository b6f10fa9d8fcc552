#include "catalogue_cursor.hpp"

#include <algorithm>

namespace bigcommerce {

using ledgerline::Node;

CatalogueCursor CatalogueCursor::read(const Node& node) {
    CatalogueCursor out;
    if (!node.is_object()) return out;
    out.full_pass = node["full_pass"].integer_or(0);
    out.is_full = node["is_full"].boolean_or(false);
    out.in_pass = node["in_pass"].boolean_or(false);
    out.after_id = node["after_id"].integer_or(0);
    out.full_began_ms = node["full_began_ms"].integer_or(0);
    out.began_ms = node["began_ms"].integer_or(0);
    out.newest = node["newest"].integer_or(0);
    out.newest_ms = node["newest_ms"].integer_or(0);
    out.since = node["since"].integer_or(0);
    out.read_newest = node["read_newest"].integer_or(0);
    out.read_ms = node["read_ms"].integer_or(0);
    return out;
}

void CatalogueCursor::write(const Node& node) const {
    node.set_json("{}");
    node["full_pass"].set(full_pass);
    node["is_full"].set(is_full);
    node["in_pass"].set(in_pass);
    node["after_id"].set(after_id);
    node["full_began_ms"].set(full_began_ms);
    node["began_ms"].set(began_ms);
    node["newest"].set(newest);
    node["newest_ms"].set(newest_ms);
    node["since"].set(since);
    node["read_newest"].set(read_newest);
    node["read_ms"].set(read_ms);
}

bool CatalogueCursor::is_full_due(std::int64_t now_ms, std::int64_t full_every_ms) const {
    // A clock that was set back must not put the next full pass off for ever.
    return full_pass == 0 || now_ms - full_began_ms >= full_every_ms || now_ms < full_began_ms;
}

bool CatalogueCursor::begin(std::int64_t now_ms, std::int64_t newest_s, std::int64_t full_every_ms, std::int64_t overlap_ms) {
    // A change may become visible after a newer one, so passes look back. Once a pass has begun so much later than the newest change
    // became known, nothing older can come any more: a mass change is not read again and again.
    const bool settled = read_newest != 0 && read_newest == newest && read_ms - newest_ms >= overlap_ms;
    const bool is_changed = newest_s != newest;
    if (is_changed) {
        newest = newest_s;
        newest_ms = now_ms;
    }
    is_full = is_full_due(now_ms, full_every_ms);
    if (is_full) {
        ++full_pass;
        full_began_ms = now_ms;
        since = 0;
    } else {
        if (settled && !is_changed) return false;
        // A second: whether the store's bounds count is not said.
        since = std::max<std::int64_t>(settled ? read_newest - 1 : (read_newest == 0 ? newest : read_newest) - overlap_ms / 1'000, 1);
    }
    in_pass = true;
    began_ms = now_ms;
    after_id = 0;
    return true;
}

void CatalogueCursor::finish() {
    in_pass = false;
    after_id = 0;
    read_newest = newest;
    read_ms = began_ms;
}

} // namespace bigcommerce

#include "change_pages.hpp"

#include "local_time.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

std::string both(const std::string& one, const std::string& other) { return one.empty() || other.empty() ? one + other : one + " and " + other; }

std::optional<Response> page_after(Call& call, Session& session, const ChangedRows& rows, const ChangeCursor& cursor, std::int64_t& size) {
    const std::string after = cursor.last_key.empty() ? std::string() : rows.key + " gt " + (rows.key_is_text ? literal(cursor.last_key) : cursor.last_key);
    const std::string changed = cursor.changed(rows.overlap_ms);
    const std::string filter = both(changed.empty() ? rows.first_pass : changed, after);
    Request request = Request::get("/" + rows.entity).query("$select", rows.select).query("$orderby", rows.key);
    if (!filter.empty()) request.query("$filter", filter);
    return session.read_page(call, request, size);
}

// The newest stamp of all rows: whatever is changed later has this one or a newer one.
void note_newest(Call& call, Session& session, const ChangedRows& rows, ChangeCursor& cursor) {
    const Response answer = session.read_list(call, Request::get("/" + rows.entity)
                                                   .query("$select", rows.key + ",UpdateDate,UpdateTime")
                                                   .query("$orderby", "UpdateDate desc,UpdateTime desc")
                                                   .query("$top", 1));
    for (const Node row : answer.json()["value"].elements())
        if (const auto stamp = stamp_of(row)) cursor.saw(*stamp);
    answer.discard();
}

} // namespace

std::optional<Response> page_of(Call& call, Session& session, const ChangedRows& rows, ChangeCursor& cursor, std::int64_t& size, bool is_first) {
    if (is_first && cursor.full) note_newest(call, session, rows, cursor);
    auto page = page_after(call, session, rows, cursor, size);
    if (!is_first || cursor.full || !page || !goes_on(page->json(), size)) return page;
    // So much was changed that the newest stamp may stand on a page behind this one. Without it the next delta would begin where this page
    // ends by time, and read the rest again and again. It is noted before the first page is read, so that nothing changes in between unseen.
    page->discard();
    note_newest(call, session, rows, cursor);
    return page_after(call, session, rows, cursor, size);
}

std::optional<std::int64_t> stamp_of(const Node& row) { return local_seconds(text_of(row["UpdateDate"]), text_of(row["UpdateTime"])); }

// v1 and v2 name it differently; some versions drop our filter from it, so only its presence counts.
bool has_next_link(const Node& body) { return !text_of(body["@odata.nextLink"]).empty() || !text_of(body["odata.nextLink"]).empty(); }

bool goes_on(const Node& body, std::int64_t size) { return has_next_link(body) || static_cast<std::int64_t>(body["value"].count()) >= size; }

} // namespace sapb1

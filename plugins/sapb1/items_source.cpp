#include "items_source.hpp"

#include "local_time.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t page_size_max = 1000; // an item has some kilobytes
constexpr std::int64_t refusal_pause_ms = 60'000;

std::int64_t offset_of(const Config& config) {
    const auto offset = offset_seconds(config.text("utc_offset"));
    if (!offset) config.refuse(config.problem("utc_offset", "\"{}\" is not an offset (write +02:00)", config.text("utc_offset")));
    return offset.value_or(0);
}

// v1 and v2 name it differently; some versions drop our filter from it, so only its presence counts.
bool has_next_link(const Node& body) { return !text_of(body["@odata.nextLink"]).empty() || !text_of(body["odata.nextLink"]).empty(); }

std::optional<std::int64_t> stamp_of(const Node& row) { return local_seconds(text_of(row["UpdateDate"]), text_of(row["UpdateTime"])); }

} // namespace

ItemsSource::ItemsSource(const Config& config)
    : item_settings_{config.choice("valid_no_means") == "active", config.list("price_lists")}, overlap_ms_(config.duration_ms("overlap")),
      full_every_ms_(config.duration_ms("full_every")), offset_seconds_(offset_of(config)), session_(Connection::from(config.connection())) {
    if (overlap_ms_ < 60'000) config.refuse(config.problem("overlap", "must be a minute or more: SAP may compare times by the minute"));
    if (full_every_ms_ < 60'000) config.refuse(config.problem("full_every", "must be a minute or more"));
}

Verdict ItemsSource::poll(Poll& poll) {
    try {
        return read_page(poll);
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
}

Verdict ItemsSource::read_page(Poll& poll) {
    Call& call = poll.call();
    ItemCursor cursor = ItemCursor::read(poll.cursor());
    const bool first_page = !cursor.in_pass;
    cursor.begin(call.now_ms(), full_every_ms_);
    if (first_page && cursor.full) note_newest(call, cursor);

    const std::int64_t size = std::clamp<std::int64_t>(poll.limit(), 1, page_size_max);
    const Response answer = page(call, cursor, size);
    const std::string today = date_text(call.now_ms() / 1000 + offset_seconds_);
    std::int64_t rows = 0;
    std::string last_code;
    for (const Node row : answer.json()["value"].elements()) {
        ++rows;
        const std::string code = text_of(row["ItemCode"]);
        if (code.empty()) {
            call.warning("an item without a code was left out: {}", shown(row.json(), 200));
            continue;
        }
        if (!cursor.last_code.empty() && code == cursor.last_code)
            return retry_after(refusal_pause_ms, "ERP_UNAVAILABLE", "SAP Business One gave item \"{}\" again after it was asked for those that follow it", code);
        last_code = code;
        // What is changed after the first page was read has a stamp that is not older than the newest on it.
        if (const auto stamp = stamp_of(row); stamp && first_page && !cursor.full) cursor.saw(*stamp);
        const Node body = poll.new_body();
        write_item(row, today, item_settings_, body);
        poll.emit("item", code, "", body);
        body.set_null(); // the engine has its copy
    }
    const bool more = !last_code.empty() && (has_next_link(answer.json()) || rows >= size);
    answer.discard();
    if (more) cursor.last_code = last_code;
    else cursor.finish(call.now_ms());
    cursor.write(poll.cursor());
    poll.set_more(more);
    return pass();
}

void ItemsSource::note_newest(Call& call, ItemCursor& cursor) {
    const Response answer = session_.read_list(call, Request::get("/Items")
                                                    .query("$select", "ItemCode,UpdateDate,UpdateTime")
                                                    .query("$orderby", "UpdateDate desc,UpdateTime desc")
                                                    .query("$top", 1));
    for (const Node row : answer.json()["value"].elements())
        if (const auto stamp = stamp_of(row)) cursor.saw(*stamp);
    answer.discard();
}

Response ItemsSource::page(Call& call, const ItemCursor& cursor, std::int64_t size) {
    Request request = Request::get("/Items")
                          .query("$select", item_properties())
                          .query("$orderby", "ItemCode")
                          .header("Prefer", "odata.maxpagesize=" + std::to_string(size));
    if (const std::string filter = cursor.filter(overlap_ms_); !filter.empty()) request.query("$filter", filter);
    return session_.read_list(call, request);
}

} // namespace sapb1

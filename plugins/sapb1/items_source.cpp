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

} // namespace

ItemsSource::ItemsSource(const Config& config)
    : item_settings_{config.choice("valid_no_means") == "active", config.list("price_lists")},
      rows_{"Items", "ItemCode", true, item_properties(), "", config.duration_ms("overlap")}, full_every_ms_(config.duration_ms("full_every")),
      offset_seconds_(utc_offset_of(config)), session_(Connection::from(config.connection())) {
    if (rows_.overlap_ms < 60'000) config.refuse(config.problem("overlap", "must be a minute or more: SAP may compare times by the minute"));
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
    ChangeCursor cursor = ChangeCursor::read(poll.cursor());
    const bool first_page = !cursor.in_pass;
    cursor.begin(call.now_ms(), full_every_ms_);
    if (first_page && cursor.full) note_newest(call, session_, rows_, cursor);

    std::int64_t size = std::clamp<std::int64_t>(poll.limit(), 1, page_size_max);
    const auto page = page_of(call, session_, rows_, cursor, size);
    if (!page) return retry_after(refusal_pause_ms, "ERP_UNAVAILABLE", "The item after \"{}\" is too large an answer", cursor.last_key);
    const Response& answer = *page;
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
        if (!cursor.last_key.empty() && code == cursor.last_key)
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
    if (more) cursor.last_key = last_code;
    else cursor.finish(call.now_ms());
    cursor.write(poll.cursor());
    poll.set_more(more);
    return pass();
}

} // namespace sapb1

#include "stock_source.hpp"

#include "local_time.hpp"
#include "stock_query.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t pause_ms = 60'000;
// An item with its levels has some kilobytes, a row of the query a hundred bytes; an answer has room for 32 MiB.
constexpr std::int64_t items_in_a_page = 1000, levels_in_a_page = 10'000, page_size_max = 50'000;
constexpr std::size_t held_items_in_a_page = 2000;

StockWay way_of(const Config& config) { return config.choice("read") == "query" ? StockWay::query : StockWay::items; }

std::int64_t page_size_of(const Config& config) {
    const std::int64_t given = config.integer("page_size");
    if (given == 0) return way_of(config) == StockWay::query ? levels_in_a_page : items_in_a_page;
    if (given < 0 || given > page_size_max) config.refuse(config.problem("page_size", "must be from 0 to " + std::to_string(page_size_max)));
    return given;
}

std::string utc_text(std::int64_t ms) {
    const std::string thousandths = std::to_string(1000 + ms % 1000).substr(1);
    return stamp_text(ms / 1000) + "." + thousandths + "Z";
}

Unavailable came_again(std::string_view code) {
    return {"ERP_UNAVAILABLE", format("SAP Business One gave item \"{}\" again after it was asked for those that follow it", code), pause_ms};
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string with_other_capitals(std::string code) {
    for (char& c : code)
        if (is_letter(c)) c = static_cast<char>(c ^ 0x20);
    return code;
}

} // namespace

StockSource::StockSource(const Config& config) : reading_(way_of(config), page_size_of(config)), session_(Connection::from(config.connection())) {}

Verdict StockSource::poll(Poll& poll) {
    try {
        return read_page(poll);
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
}

Verdict StockSource::prepare(Prepare& prepare) {
    if (reading_.way() != StockWay::query) return pass();
    try {
        make_stock_query_ready(prepare, session_);
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
    return pass();
}

StockSource::Extent StockSource::extent_of(const StockPage& page, const std::string& column, std::string_view after) const {
    Extent out;
    std::string_view before = after;
    std::uint64_t row_number = 0, first_of_last = 0;
    for (const Node row : page.rows().elements()) {
        const std::string_view code = row[column].text_or("");
        if (code.empty()) throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One lists stock without an item code: {}", shown(row.json(), 200)), pause_ms);
        if (row_number == 0 && !after.empty() && code == after) throw came_again(after);
        if (code != before || row_number == 0) {
            out.ascends = out.ascends && (code > before || (row_number == 0 && after.empty()));
            first_of_last = row_number;
            if (out.with_a_letter.empty() && std::any_of(code.begin(), code.end(), is_letter)) out.with_a_letter = code;
        }
        before = code;
        ++row_number;
    }
    out.rows = row_number;
    out.last = before;
    if (!page.more || reading_.way() == StockWay::items) return out;
    // The levels of the last item may go on behind the end of the page: it is read again, whole.
    out.is_cut = true;
    out.rows = first_of_last;
    out.last = first_of_last == 0 ? std::string() : text_of(page.rows()[first_of_last - 1][column]);
    return out;
}

// Where capitals do not count, the database has an order of its own.
CodeOrder StockSource::find_order(Call& call, const std::string& code) {
    if (code.empty()) return CodeOrder::unknown;
    const std::string other = with_other_capitals(code);
    const Response answer = session_.read_list(call, Request::get("/Items").query("$select", "ItemCode").query("$filter", "ItemCode eq " + literal(other)));
    bool found_another = false;
    for (const Node row : answer.json()["value"].elements()) found_another = found_another || text_of(row["ItemCode"]) != other;
    answer.discard();
    return found_another ? CodeOrder::own : CodeOrder::bytes;
}

// A page that holds at least one whole item.
StockPage StockSource::whole_page(Call& call, StockCursor& cursor, StockColumns& columns, Extent& extent) {
    StockPage page = reading_.page(call, session_, cursor.after, cursor.size);
    // Believed, it would set every item to nothing.
    if (page.rows().count() == 0 && cursor.after.empty())
        throw Unavailable("ERP_UNAVAILABLE", "SAP Business One lists not a single stock level; the integration's user may lack the right to see items", pause_ms);
    columns = reading_.columns(page.rows());
    extent = extent_of(page, columns.item_code, cursor.after);
    while (extent.is_cut && extent.rows == 0) {
        const auto rows_before = page.rows().count();
        const auto in_pieces = [&] {
            return Unavailable("ERP_UNAVAILABLE", format("SAP Business One gives no more than {} rows a page, and the item after \"{}\" has as many levels; `read: items` reads them whole",
                                                         rows_before, cursor.after), pause_ms);
        };
        if (!StockReading::enlarge(cursor.size)) throw in_pieces();
        page.answer.discard();
        page = reading_.page(call, session_, cursor.after, cursor.size);
        if (page.more && page.rows().count() <= rows_before) throw in_pieces();
        extent = extent_of(page, columns.item_code, cursor.after);
    }
    if (page.more && extent.last == cursor.after) throw came_again(cursor.after);
    return page;
}

Verdict StockSource::read_page(Poll& poll) {
    Call& call = poll.call();
    StockCursor cursor = StockCursor::read(poll.cursor());
    if (cursor.telling && held_.is_complete(cursor.started_ms) && told_from_ != cursor.after) return tell_held(poll, cursor);
    // What was held is gone when the process was started anew in between. What was told from the same place before was not taken: told
    // again and again, a figure that was corrected meanwhile would never be read.
    if (cursor.telling || (cursor.started_ms != 0 && !held_.is(cursor.started_ms, cursor.after))) cursor.begin_anew();

    StockColumns columns;
    Extent extent;
    const StockPage page = whole_page(call, cursor, columns, extent);
    if (cursor.order == CodeOrder::unknown && cursor.started_ms == 0) cursor.order = find_order(call, extent.with_a_letter);
    if (cursor.order != CodeOrder::bytes) return hold_page(poll, cursor, page, columns, extent);
    if (extent.ascends) return tell_page(poll, cursor, page, columns, extent);

    // Ranges that were told of this snapshot may have left items out: all of them are told again, in one piece.
    call.warning("SAP Business One does not sort item codes by bytes (after \"{}\"): the snapshot is read anew and told when it is complete", cursor.after);
    page.answer.discard();
    cursor.begin_anew();
    cursor.order = CodeOrder::own;
    return go_on(poll, cursor, true);
}

Verdict StockSource::go_on(Poll& poll, const StockCursor& cursor, bool more) const {
    cursor.write(poll.cursor());
    poll.set_more(more);
    return pass();
}

Verdict StockSource::tell_page(Poll& poll, StockCursor& cursor, const StockPage& page, const StockColumns& columns, const Extent& extent) const {
    const Node body = poll.new_body();
    try {
        body["rows"].copy_from(page.rows());
    } catch (const RefusedError&) {
        // The answer and its copy are too much for one call: in smaller pages they are not.
        body.set_null();
        page.answer.discard();
        if (cursor.size <= 1) throw Unavailable("ERP_UNAVAILABLE", format("The stock of the item after \"{}\" is too large for one message", cursor.after), pause_ms);
        cursor.size = std::max<std::int64_t>(cursor.size / 4, 1);
        return go_on(poll, cursor, true);
    }
    page.answer.discard();
    for (std::uint64_t count = body["rows"].count(); count > extent.rows; --count) body["rows"][count - 1].erase();
    emit(poll, body, page.as_of_ms, cursor.after, page.more ? extent.last : std::string(), columns);
    if (page.more) cursor.after = extent.last;
    else cursor.begin_anew();
    return go_on(poll, cursor, page.more);
}

Verdict StockSource::hold_page(Poll& poll, StockCursor& cursor, const StockPage& page, const StockColumns& columns, const Extent& extent) {
    if (cursor.started_ms == 0) {
        held_.begin(page.as_of_ms);
        told_from_.reset();
        cursor.started_ms = page.as_of_ms;
    }
    if (!held_.add(page.rows(), extent.rows, columns, extent.last))
        throw Unavailable("ERP_UNAVAILABLE", format("The company's stock takes more than {} MiB, and it does not sort item codes by bytes, so that it cannot be told in pieces",
                                                    HeldStock::bytes_max / 1024 / 1024), pause_ms);
    page.answer.discard();
    cursor.after = extent.last;
    if (page.more) return go_on(poll, cursor, true);
    if (const std::string twice = held_.finish(); !twice.empty()) {
        held_.begin(0);
        throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One gave item \"{}\" twice in one reading of the stock", twice), pause_ms);
    }
    cursor.telling = true;
    cursor.after.clear();
    return tell_held(poll, cursor);
}

Verdict StockSource::tell_held(Poll& poll, StockCursor& cursor) {
    const HeldStock::Told told = held_.page(cursor.after, held_items_in_a_page);
    const Node body = poll.new_body();
    body["rows"].set_json(told.rows);
    emit(poll, body, held_.started_ms(), cursor.after, told.until, HeldStock::columns());
    told_from_ = cursor.after;
    cursor.after = told.until;
    const bool more = !told.until.empty();
    if (!more) cursor.begin_anew();
    return go_on(poll, cursor, more);
}

void StockSource::emit(Poll& poll, const Node& body, std::int64_t as_of_ms, std::string_view after, std::string_view until, const StockColumns& columns) const {
    const std::string as_of = utc_text(as_of_ms);
    body["as_of"].set(as_of);
    body["after"].set(after);
    body["until"].set(until);
    columns.write(body["columns"]);
    poll.emit("stock", after.empty() ? std::string_view("-") : after, as_of, body);
    body.set_null(); // the engine has its copy
}

} // namespace sapb1

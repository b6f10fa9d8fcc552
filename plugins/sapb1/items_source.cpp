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
constexpr std::size_t codes_in_a_filter = 20; // an address has its limits

} // namespace

ItemsSource::ItemsSource(const Config& config)
    : item_settings_{config.choice("valid_no_means") == "active", config.list("price_lists"), config.boolean("barcodes"), config.boolean("weight")}, extras_(config),
      rows_{"Items", "ItemCode", true, item_properties(item_settings_), "", config.duration_ms("overlap")}, full_every_ms_(config.duration_ms("full_every")),
      extras_every_ms_(config.duration_ms("extras_every")), offset_seconds_(utc_offset_of(config)), session_(Connection::from(config.connection())) {
    if (rows_.overlap_ms < 60'000) config.refuse(config.problem("overlap", "must be a minute or more: SAP may compare times by the minute"));
    if (full_every_ms_ < 60'000) config.refuse(config.problem("full_every", "must be a minute or more"));
    // Nothing would be read of a list that cannot be there, and no price would ever be sent.
    for (std::uint64_t i = 0; i < item_settings_.price_lists.size(); ++i)
        if (const std::string& list = item_settings_.price_lists[i]; !is_number(list)) config.refuse(config.problem(config.node()["price_lists"][i], "\"{}\" is no number of a price list (write 1)", list));
    const std::vector<std::string> partners = config.list("special_prices");
    for (std::uint64_t i = 0; i < partners.size(); ++i)
        if (const std::string& partner = partners[i]; partner.starts_with('*') && !is_number(std::string_view(partner).substr(1)))
            config.refuse(config.problem(config.node()["special_prices"][i], "\"{}\" is no price list (write *1, or all for every special price)", partner));
    if (extras_every_ms_ < 60'000) config.refuse(config.problem("extras_every", "must be a minute or more"));
}

Verdict ItemsSource::poll(Poll& poll) {
    try {
        return read_page(poll);
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
}

void ItemsSource::emit(Poll& poll, const Node& row, const std::string& code) {
    const Node body = poll.new_body();
    write_item(row, date_text(poll.call().now_ms() / 1000 + offset_seconds_), item_settings_, body);
    if (extras_.any()) extras_.write(code, body["tree"].text(), body);
    poll.emit("item", code, "", body);
    body.set_null(); // the engine has its copy
}

void ItemsSource::read_extras_of(Call& call, const Node& rows, const ChangeCursor& cursor) {
    std::vector<std::string> codes;
    for (const Node row : rows.elements())
        if (std::string code = text_of(row["ItemCode"]); !code.empty()) codes.push_back(std::move(code));
    if (codes.empty()) return;
    // The items of a full reading are neighbours, those of a delta may be anywhere.
    if (cursor.full) extras_.read_range(call, session_, cursor.last_key, codes.back());
    else extras_.read_codes(call, session_, codes);
}

void ItemsSource::emit_items(Poll& poll, const std::vector<std::string>& codes) {
    Call& call = poll.call();
    extras_.read_codes(call, session_, codes);
    for (std::size_t from = 0; from < codes.size(); from += codes_in_a_filter) {
        std::string filter;
        for (std::size_t at = from; at < std::min(from + codes_in_a_filter, codes.size()); ++at) filter += (filter.empty() ? "" : " or ") + ("ItemCode eq " + literal(codes[at]));
        const Response answer = session_.read_list(call, Request::get("/Items")
                                                             .query("$select", rows_.select)
                                                             .query("$filter", filter)
                                                             .header("Prefer", "odata.maxpagesize=" + std::to_string(2 * codes_in_a_filter)));
        for (const Node row : answer.json()["value"].elements()) emit(poll, row, text_of(row["ItemCode"]));
        answer.discard();
    }
}

// One page of all trees or special prices: the items are told again of which they are not as they were.
void ItemsSource::look_at_extras(Poll& poll, ExtrasCursor& extras) {
    // The same place again: what was told then was not kept.
    if (extras == looked_from_) extras_.unlearn(looked_changed_);
    looked_from_ = extras;
    if (extras.last_key.empty()) extras_.begin_look();
    ItemExtras::Look look = extras_.look(poll.call(), session_, *extras.looking, extras.last_key);
    if (!look.more)
        for (std::string& code : extras_.gone(*extras.looking)) look.changed.push_back(std::move(code));
    looked_changed_ = look.changed;
    emit_items(poll, look.changed);
    extras.last_key = look.more ? look.last_key : std::string();
    if (look.more) return;
    if (*extras.looking == ExtraKind::trees && extras_.wants(ExtraKind::prices)) extras.looking = ExtraKind::prices;
    else extras.looking.reset();
}

Verdict ItemsSource::read_page(Poll& poll) {
    Call& call = poll.call();
    ChangeCursor cursor = ChangeCursor::read(poll.cursor());
    ExtrasCursor extras = ExtrasCursor::read(poll.cursor()["extras"]);
    const auto keep = [&](bool more) {
        cursor.write(poll.cursor());
        if (extras_.any()) extras.write(poll.cursor()["extras"]);
        poll.set_more(more);
        return pass();
    };
    if (extras_.any() && extras.looking) {
        look_at_extras(poll, extras);
        return keep(true);
    }
    const bool first_page = !cursor.in_pass;
    cursor.begin(call.now_ms(), full_every_ms_);
    if (first_page && cursor.full) extras.started_ms = call.now_ms(); // all of them come with all items

    std::int64_t size = std::clamp<std::int64_t>(poll.limit(), 1, page_size_max);
    const auto page = page_of(call, session_, rows_, cursor, size, first_page);
    if (!page) return retry_after(refusal_pause_ms, "ERP_UNAVAILABLE", "The item after \"{}\" is too large an answer", cursor.last_key);
    const Response& answer = *page;
    if (extras_.any()) read_extras_of(call, answer.json()["value"], cursor);
    std::string last_code;
    for (const Node row : answer.json()["value"].elements()) {
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
        emit(poll, row, code);
    }
    const bool more = !last_code.empty() && goes_on(answer.json(), size);
    answer.discard();
    if (more) cursor.last_key = last_code;
    else cursor.finish(call.now_ms());
    if (!more && extras_.any() && extras.is_due(call.now_ms(), extras_every_ms_)) {
        extras = {call.now_ms(), extras_.wants(ExtraKind::trees) ? ExtraKind::trees : ExtraKind::prices, ""};
        return keep(true);
    }
    return keep(more);
}

} // namespace sapb1

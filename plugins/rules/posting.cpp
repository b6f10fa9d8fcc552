#include "posting.hpp"

#include "days.hpp"
#include "places.hpp"
#include "words.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

} // namespace

Posting::Posting(const Config& config) :
    by_placement_(config.choice("date") == "order"), due_days_(config.integer("due_days")),
    holds_several_addresses_(config.choice("several_addresses") == "hold"), series_(config.text("series")), branch_(config.text("branch")),
    comments_(config.text("comments")) {
    const auto offset = offset_ms_of(config.text("utc_offset"));
    if (!offset) config.refuse(config.problem("utc_offset", "\"{}\" is no offset from UTC (write +01:00)", config.text("utc_offset")));
    offset_s_ = offset.value_or(0) / 1'000;
    if (const std::string unknown = unknown_placeholder(comments_, {"number", "method"}); !unknown.empty())
        config.refuse(config.problem("comments", "{} in \"{}\" is not known; known are {{number} and {{method}", unknown, comments_));
    for (const ConfigRow& row : config.rows("numbering")) {
        Numbering out{row.text_or("channel", ""), row.text_or("country", ""), row.text_or("currency", ""), row.text_or("series", ""), row.text_or("branch", "")};
        if (fits_no_country(out.country)) config.refuse(row.problem("country", fits_no_country_text, out.country));
        if (out.series.empty() && out.branch.empty()) config.refuse(row.problem("series", "a row needs a series or a branch"));
        numbering_.push_back(std::move(out));
    }
    if (due_days_ < 0 || due_days_ > 3'650) config.refuse(config.problem("due_days", "{} is not between 0 and 3650 days", due_days_));
}

bool Posting::Numbering::fits(const Order& order, const std::string& to_country) const {
    return (channel.empty() || channel == order.channel().id()) && (country.empty() || country == to_country) && (currency.empty() || currency == order.currency());
}

Verdict Posting::apply(Order order) {
    if (const auto places = order.consignments().size(); places > 1 && holds_several_addresses_)
        return hold("SEVERAL_ADDRESSES", "Order {} goes to {} addresses, and a sales order has one", order.number(), places)
            .at(order["consignments"])
            .because(facts().subject(format("order:{}", order.number())).add("addresses", static_cast<std::int64_t>(places)));
    // The business day is the company's: an order of 23:30 UTC may belong to the next day, and to the next period.
    std::int64_t at = call().now_ms();
    if (by_placement_) {
        const auto placed = ms_of_iso(order.placed_at());
        if (!placed) order["placed_at"].fail("is not a time (2026-01-31T09:15:00Z)");
        at = *placed;
    }
    at += offset_s_ * 1'000;
    Booking booking = order.booking();
    booking.set_document_date(day_of(at));
    booking.set_due_date(day_of(at + due_days_ * day_ms));
    const std::string country = country_of(order);
    const auto row = std::find_if(numbering_.begin(), numbering_.end(), [&](const Numbering& one) { return one.fits(order, country); });
    const bool mapped = row != numbering_.end();
    booking.set_series(mapped && !row->series.empty() ? row->series : series_);
    booking.set_branch(mapped && !row->branch.empty() ? row->branch : branch_);
    booking.set_comments(replaced(replaced(comments_, "{number}", order.number()), "{method}", order.payment().method()));
    return pass();
}

} // namespace rules

#include "intake/rate_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace ledgerline::intake {

namespace {

constexpr store::Millis hour_ms = 3'600'000;
constexpr std::int64_t hours_of_week = 168;
constexpr std::int64_t hours_kept = 8 * hours_of_week;
constexpr std::size_t hours_to_know = 2 * hours_of_week;
// Of random arrivals none comes with a chance of e^-expected: one in 1,100.
constexpr double expected_to_tell = 7;

// One day of a sale must not make the same day of the next weeks look dead: an hour counts for at most three times what the others
// of its kind have, and three more.
double typical(const std::vector<std::int64_t>& counts) {
    if (counts.empty()) return 0;
    const double sum = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    const auto size = static_cast<double>(counts.size());
    double out = 0;
    for (const std::int64_t count : counts) {
        const double others = counts.size() == 1 ? 0 : (sum - static_cast<double>(count)) / (size - 1);
        out += std::min(static_cast<double>(count), 3 * others + 3);
    }
    return out / size;
}

} // namespace

std::optional<Silence> silence_in(const std::vector<store::ArrivalTable::Hour>& hours, store::Millis now) {
    const auto last = std::find_if(hours.rbegin(), hours.rend(), [](const auto& hour) { return hour.last_at > 0; });
    if (last == hours.rend()) return std::nullopt;
    // The silence itself says nothing about what is usual.
    std::array<std::vector<std::int64_t>, hours_of_week> known;
    std::size_t count = 0;
    for (const auto& hour : hours)
        if (hour.hour < last->hour && ++count > 0) known[static_cast<std::size_t>(hour.hour % hours_of_week)].push_back(hour.messages);
    if (count < hours_to_know) return std::nullopt;
    std::array<double, hours_of_week> usual{};
    std::transform(known.begin(), known.end(), usual.begin(), typical);

    Silence silence;
    silence.since = last->last_at;
    silence.usual_per_day = std::accumulate(usual.begin(), usual.end(), 0.0) / 7;
    for (const auto& hour : hours) {
        const store::Millis from = std::max(hour.hour * hour_ms, last->last_at), to = std::min((hour.hour + 1) * hour_ms, now);
        if (to > from) silence.expected += usual[static_cast<std::size_t>(hour.hour % hours_of_week)] * static_cast<double>(to - from) / static_cast<double>(hour_ms);
    }
    return silence;
}

std::optional<exceptions::Found> RateWatch::note(store::UnitOfWork& unit, std::size_t fresh, bool backlog) const {
    const std::int64_t hour = unit.now() / hour_ms;
    if (!backlog || fresh > 0) unit.arrivals().add(arrival_.source, hour, backlog ? 0 : static_cast<std::int64_t>(fresh), fresh > 0 ? unit.now() : 0);
    unit.arrivals().forget_before(arrival_.source, hour - hours_kept);
    if (fresh > 0) return std::nullopt;
    const auto silence = silence_in(unit.arrivals().of(arrival_.source), unit.now());
    if (!silence || silence->expected < expected_to_tell) return std::nullopt;
    exceptions::Found found;
    found.code = "FEED_SILENT";
    const int digits = silence->usual_per_day < 10 ? 1 : 0;
    found.message = fmt::format("Nothing new came from {} since {}; usual are about {:.{}f} new messages a day", arrival_.source, base::iso_time(silence->since), silence->usual_per_day, digits);
    found.subject = "feed:" + arrival_.source;
    found.component = "engine";
    found.facts = message::Value::object({{"since", base::iso_time(silence->since)}, {"usual_per_day", fmt::format("{:.1f}", silence->usual_per_day)}});
    return found;
}

} // namespace ledgerline::intake

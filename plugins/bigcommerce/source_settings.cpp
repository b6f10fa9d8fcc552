#include "source_settings.hpp"

#include "dates.hpp"

namespace bigcommerce {

std::int64_t first_day_in(const ledgerline::Config& config) {
    const std::string day = config.text("from");
    if (day.empty()) return 0;
    const auto from = seconds_of(day + "T00:00:00Z");
    if (!from) config.refuse(config.problem("from", "\"{}\" is not a day (write 2026-01-31)", day));
    return from.value_or(0);
}

std::string channel_in(const ledgerline::Config& config) {
    const std::string channel = config.text("channel");
    // Orders name their channel by its number: a name would leave out all of them.
    if (!channel.empty() && (channel.find_first_not_of("0123456789") != std::string::npos || channel[0] == '0'))
        config.refuse(config.problem("channel", "\"{}\" is not the number of a channel (write 1 for the store's own site; GET /v3/channels lists the numbers)", channel));
    return channel;
}

std::int64_t now_of(ledgerline::Poll& poll) { return poll.call().now_ms() / 1'000; }

} // namespace bigcommerce

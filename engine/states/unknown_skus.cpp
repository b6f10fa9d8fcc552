#include "states/unknown_skus.hpp"

#include "base/clock.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace ledgerline::states {

namespace {

constexpr const char* code = "STOCK_SKU_UNKNOWN";
constexpr std::size_t named_max = 20, read_together = 500;

std::vector<std::string> without_listing(store::UnitOfWork& unit, const std::string& store, const std::vector<std::string>& skus) {
    std::vector<std::string> unknown;
    for (std::size_t from = 0; from < skus.size(); from += read_together) {
        const std::vector<std::string> some(skus.begin() + static_cast<std::ptrdiff_t>(from), skus.begin() + static_cast<std::ptrdiff_t>(std::min(skus.size(), from + read_together)));
        std::set<std::string> listed;
        for (const store::ListingRow& listing : unit.listings().of_skus(store, some)) listed.insert(listing.sku);
        std::copy_if(some.begin(), some.end(), std::back_inserter(unknown), [&](const std::string& sku) { return listed.count(sku) == 0; });
    }
    return unknown;
}

} // namespace

void tell_unknown_skus(store::UnitOfWork& unit, const StockPushSettings& settings, const commerce::StockPolicy& policy, const exceptions::Exceptions& exceptions) {
    const std::string subject = "buffers:" + settings.sink;
    if (settings.listing_source.empty()) return exceptions.close_flow_about(unit, settings.route, subject, "engine: nothing reads any more what the store has");
    const auto cursor = unit.cursors().find(settings.listing_source);
    if (!cursor || cursor->completed_at == 0) return;
    std::vector<std::string> unknown = without_listing(unit, settings.store, policy.skus_with_buffer(base::iso_time(unit.now()).substr(0, 10)));
    if (unknown.empty()) return exceptions.close_flow_about(unit, settings.route, subject, "engine: the store has each of them");
    const std::size_t all = unknown.size();
    unknown.resize(std::min(all, named_max));
    const std::string names = fmt::format("{}{}", fmt::join(unknown, ", "), all > named_max ? fmt::format(" and {} more", all - named_max) : "");
    exceptions.flow(unit, settings.route, {code, fmt::format("The table of buffers names {} that {} does not have: {}. Nothing is kept back for what was meant", all == 1 ? "a SKU" : fmt::format("{} SKUs", all), settings.store, names),
                                           "", subject, "", settings.sink, message::Value::object({{"skus", names}, {"count", static_cast<std::int64_t>(all)}})});
}

} // namespace ledgerline::states

#include "return_warehouse.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

// Of the order line that the goods were sold with.
std::string sold_from(const Return& returned, std::string_view line_id) {
    for (const OriginalLine line : returned.original().lines())
        if (line.line_id() == line_id) return std::string(line.warehouse());
    return {};
}

} // namespace

ReturnWarehouse::ReturnWarehouse(const Config& config) : sellable_warehouse_(config.text("sellable_warehouse")), scrap_warehouse_(config.text("scrap_warehouse")) {
    for (const ConfigRow& row : config.rows("map")) {
        const std::string sellable = row.text_or("sellable", "");
        if (sellable != "yes" && sellable != "no") config.refuse(row.problem("sellable", "\"{}\" is neither yes nor no", sellable));
        rows_.push_back({row.text_or("item", ""), row.text_or("from warehouse", ""), sellable == "yes", row.text_or("warehouse", "")});
    }
}

std::optional<std::string> ReturnWarehouse::warehouse_of(std::string_view item, std::string_view from, bool sellable) const {
    const auto fits = [&](const Row& row) { return row.sellable == sellable && (row.item.empty() || row.item == item) && (row.from.empty() || row.from == from); };
    const auto row = std::find_if(rows_.begin(), rows_.end(), fits);
    if (row != rows_.end()) return row->warehouse;
    if (!sellable) return scrap_warehouse_;
    const std::string warehouse = sellable_warehouse_.empty() ? std::string(from) : sellable_warehouse_;
    return warehouse.empty() ? std::nullopt : std::optional<std::string>(warehouse);
}

Verdict ReturnWarehouse::apply(Return returned) {
    if (message().held() || returned.cancelled()) return pass();
    bool holds = false;
    for (const ReturnLine line : returned.lines())
        for (ReturnBooking booking : line.booking()) {
            if (returned.stock_posted()) {
                booking.set_warehouse(line.warehouse());
                booking.set_posts(false);
                continue;
            }
            // What whoever looked at the goods says, comes before the table.
            const auto warehouse = line.warehouse().empty() ? warehouse_of(booking.item_code(), sold_from(returned, booking.line_id()), line.sellable()) : std::optional<std::string>(line.warehouse());
            booking.set_warehouse(warehouse.value_or(""));
            booking.set_posts(!warehouse.value_or("").empty());
            if (warehouse && (warehouse->empty() || !booking.item_code().empty())) continue;
            holds = true;
            if (!booking.item_code().empty()) {
                explain("MAP_ENTRY_MISSING",
                        format("Return {} brings back {} of line {} ({}), which can be sold, and nothing says into which warehouse: order {} was booked without one. Set sellable_warehouse, or add a row to the map of returns",
                               returned.id(), booking.units().normalized(), booking.line_id(), line.sku(), returned.original().number()),
                        line.node(), facts().subject(format("warehouse of returns:{}", booking.item_code())).add("item", booking.item_code()));
                continue;
            }
            explain("RETURN_NO_ORDER",
                    format("Return {} brings back {} of line {} ({}), which is on no document of order {}: no item is known to post", returned.id(), booking.units().normalized(), booking.line_id(), line.sku(),
                           returned.original().number()),
                    line.node(), facts().subject(format("order:{}", returned.order_id())).add("line", booking.line_id()));
        }
    return holds ? hold() : pass();
}

} // namespace rules

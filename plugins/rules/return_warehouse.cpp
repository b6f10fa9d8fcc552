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
    if (!sellable_warehouse_.empty()) return sellable_warehouse_;
    return from.empty() ? std::nullopt : std::optional<std::string>(from);
}

bool ReturnWarehouse::explain_unknown(const Return& returned, const ReturnLine& line, const ReturnBooking& booking, const std::optional<std::string>& warehouse) {
    const bool is_posted = !warehouse || !warehouse->empty();
    if (!is_posted || (warehouse && !booking.item_code().empty())) return false;
    const std::string goods = format("Return {} brings back {} of line {} ({})", returned.id(), booking.units().normalized(), booking.line_id(), line.sku());
    if (booking.item_code().empty())
        explain("RETURN_NO_ORDER", format("{}, which is on no document of order {}: no item is known to post", goods, returned.original().number()), line.node(),
                facts().subject(format("order:{}", returned.order_id())).add("line", booking.line_id()));
    else
        explain("STOCK_UNMAPPED_WAREHOUSE",
                format("{}, and no warehouse is known for it: order {} names none and no row of the map of returns fits. Add a row there (an empty warehouse = nowhere) or set sellable_warehouse, then retry", goods,
                       returned.original().number()),
                line.node(), facts().subject(format("return-item:{}", booking.item_code())).add("line", booking.line_id()));
    return true;
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
            booking.set_posts(warehouse && !warehouse->empty());
            if (explain_unknown(returned, line, booking, warehouse)) holds = true;
        }
    return holds ? hold() : pass();
}

} // namespace rules

#include "app/commands/stock.hpp"

#include "app/stock_story.hpp"

#include <fmt/format.h>

namespace ledgerline::app {

int stock_explain(const Common& common, const std::string& sku) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const std::vector<StockRoute> routes = stock_routes(deployment);
    if (routes.empty()) throw UsageError("no route of this deployment pushes stock: none is from stock-levels");
    const auto store = look_at_store(deployment, clock);
    message::Value stories = message::Value::array();
    bool is_known = false;
    store->read([&](store::UnitOfWork& unit) {
        for (const StockRoute& route : routes) {
            is_known = is_known || unit.items().find(sku) || unit.levels().find(sku) || !unit.listings().of_sku(route.store, sku).empty() || !unit.demand().of_sku(sku).empty();
            stories.push(stock_story(unit, route, sku));
        }
    });
    if (!is_known)
        print_error(common, fmt::format("nothing is known of \"{}\": it is in no listing of a store, no item and no level of the ERP, and nobody has ordered it. SKUs are compared to the byte", sku));
    if (common.json) print_json(common, stories);
    else if (is_known)
        for (const message::Value& story : *stories.as_array())
            for (const std::string& line : lines_of(story)) print(common, line);
    return is_known ? exit_code::fine : exit_code::findings;
}

} // namespace ledgerline::app

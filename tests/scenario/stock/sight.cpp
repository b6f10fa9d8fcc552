// What there is to be seen after a step.
#include "world.hpp"

#include "process.hpp"

#include "app/stock_story.hpp"

namespace ledgerline::scenario {

using message::Value;

Value World::exceptions() const {
    Value out = Value::array();
    store_->read([&](store::UnitOfWork& unit) {
        for (const auto& row : unit.exceptions().list({}))
            out.push(Value::object({{"code", row.code}, {"subject", row.subject}, {"title", row.title}, {"team", row.team}, {"route", row.route}}));
    });
    return out;
}

std::string World::explained(const std::string& sku) const {
    std::string out;
    store_->read([&](store::UnitOfWork& unit) {
        for (const app::StockRoute& route : app::stock_routes(process_->deployment))
            for (const std::string& line : app::lines_of(app::stock_story(unit, route, sku))) out += line + "\n";
    });
    return out;
}

Value World::sent() const { return Value::object({{"requests", Value(requests_)}, {"numbers", Value(numbers_)}}); }

std::size_t World::documents() const {
    std::size_t out = 0;
    company_.each_order([&](const Value& order) { out += order["Cancelled"].text_or("tNO") == "tNO" ? 1 : 0; });
    return out;
}

} // namespace ledgerline::scenario

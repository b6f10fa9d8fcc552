// A simulated company that is prepared for orders.
#pragma once

#include "world.hpp"

namespace sapb1_room {


struct Ready : World {
    explicit Ready(b1::CompanySettings settings = settings_of_test(), const std::string& version = "v2", const Value& sink_fields = sink_settings())
        : World(std::move(settings), version, sink_fields) {
        prepare();
    }
};

// An order of this many units at this gross price, without freight.
inline Value plain_order(const std::string& number, int quantity, const Decimal& price) {
    Value body = order(number);
    const Decimal amount = price * Decimal(quantity);
    Value& booked = body.member("lines").as_array()->front().member("booking");
    booked.set("quantity", std::to_string(quantity));
    booked.set("unit_price", price.text());
    booked.set("amount", amount.text(2));
    body.member("booking").set("freight", Value::array());
    body.member("booking").set("expected_total", amount.text(2));
    return body;
}

} // namespace sapb1_room

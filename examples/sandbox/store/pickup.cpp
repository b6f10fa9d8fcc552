#include "store/pickup.hpp"

#include "message/json.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

// In every element of a list.
void set_in_all(std::string& list, std::int64_t method) {
    Value rows = message::parse_json(list, own_text);
    for (Value& row : *rows.as_array()) {
        if (row["order_address_id"].int_or(0) == 0) continue; // never was sent
        row.set("order_address_id", 0);
        row.set("order_pickup_method_id", method);
    }
    list = message::write_json(rows);
}

} // namespace

Value make_collected(OrderRecord& order, const Value& pickup, std::int64_t next_id) {
    if (!pickup.is_object()) throw std::invalid_argument("pickup: must be an object");
    for (const auto& [name, ignored] : *pickup.as_object())
        if (name != "id" && name != "method" && name != "instructions" && name != "time" && name != "location")
            throw std::invalid_argument("pickup." + name + ": unknown; known are method, instructions, time, location");
    constexpr std::int64_t method_id = 1;
    const std::int64_t id = pickup["id"].int_or(next_id);
    set_in_all(order.products, id);
    set_in_all(order.taxes, id);
    order.addresses = "[]";
    Value head = message::parse_json(order.order, own_text);
    head.set("shipping_address_count", 0);
    order.order = message::write_json(head);
    Value location = Value::object({{"id", Value(1)}});
    for (const char* name : {"name", "code", "address_line_1", "address_line_2", "city", "state", "postal_code", "country_alpha2", "email", "phone"})
        location.set(name, pickup["location"][name].text_or(""));
    order.pickups = message::write_json(Value::array({Value::object({{"id", Value(id)},
                                                                     {"pickup_method_id", Value(method_id)},
                                                                     {"pickup_method_display_name", Value(pickup["method"].text_or("Pick up in store"))},
                                                                     {"collection_instructions", Value(pickup["instructions"].text_or(""))},
                                                                     {"collection_time_description", Value(pickup["time"].text_or(""))},
                                                                     {"location", std::move(location)}})}));
    Value out = pickup;
    out.set("id", id);
    return out;
}

} // namespace ledgerline::sandbox::store

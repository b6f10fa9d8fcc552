// Deliveries of the ERP to the sink of shipments, over the sandbox's store: what was sent, and what stands there.
#pragma once

#include "writing_room.hpp"

namespace bigcommerce_room {

inline Value shipment_fields() {
    return Value::object({{"mark", "Delivery {number}/{id}"},
                          {"carriers", json(R"([{"carrier":"UPS","provider":"ups"},{"carrier":"DPD","tracking_carrier":"dpd-uk"}])")},
                          {"lines_without_id", "hold"},
                          {"without_address", "leave"},
                          {"collected", "leave"},
                          {"status", "store"},
                          {"cancelled", "leave"},
                          {"cancel_note", "Delivery {number} was cancelled"}});
}
inline Value with(const char* field, Value value) {
    Value out = shipment_fields();
    out.set(field, std::move(value));
    return out;
}

struct ShipmentWorld : WritingWorld {
    explicit ShipmentWorld(Value given = shipment_fields(), sandbox::ShopSettings store = british_store()) : WritingWorld("shipments", std::move(given), std::move(store)) { id = place(); }
    // A delivery of lines by their place in the order: {0, "2"} is two of the first.
    Value sent(const std::string& delivery, const std::vector<std::pair<std::size_t, std::string>>& lines, const std::string& state = "shipped") const {
        Value rows = Value::array();
        for (const auto& [index, quantity] : lines)
            rows.push(Value::object({{"id", std::to_string(rows.size())}, {"line_id", line_id(id, index)}, {"item_code", "A"}, {"quantity", quantity}, {"warehouse", "01"}}));
        return delivery_of("shipment", delivery,
                           Value::object({{"id", delivery}, {"number", "8" + delivery}, {"order_id", std::to_string(id)}, {"erp_order_id", "501"}, {"consignment_id", ""}, {"state", state},
                                          {"shipped_on", "2026-03-01"}, {"created_at", ""}, {"carrier", ""}, {"service", ""}, {"tracking", Value::array()}, {"lines", std::move(rows)}, {"comment", ""}}));
    }
    Value whole(const std::string& delivery = "77") const { return sent(delivery, {{0, "2"}, {1, "1"}}); }
    std::string path() const { return "/v2/orders/" + std::to_string(id) + "/shipments"; }
    std::string status() const { return text(id, "status_id"); }
    Value shipment(std::size_t index = 0) const { return (*shipments(id).as_array())[index]; }
    std::int64_t id = 0;
};

inline Value& body_of_delivery(Value& delivery) { return delivery.member("message").member("body"); }
inline Value parcel(const std::string& number, const std::string& carrier = "", const std::string& link = "") { return Value::object({{"number", number}, {"link", link}, {"carrier", carrier}}); }
inline Value tracked(Value delivery, std::vector<Value> parcels, const std::string& carrier = "UPS") {
    body_of_delivery(delivery).set("tracking", Value::array(std::move(parcels)));
    body_of_delivery(delivery).set("carrier", carrier);
    return delivery;
}
inline Value cancelled(Value delivery) {
    body_of_delivery(delivery).set("state", "cancelled");
    return delivery;
}

} // namespace bigcommerce_room

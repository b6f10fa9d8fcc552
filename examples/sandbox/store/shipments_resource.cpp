#include "store/resources.hpp"

#include "message/json.hpp"
#include "store/body.hpp"
#include "store/raw_json.hpp"

namespace ledgerline::sandbox::store {

namespace {

const Refused unknown(404, "The requested resource was not found.");

base::HttpResponse one_shipment(const OrderRecord& order, std::int64_t id, int status) {
    const std::string wanted = std::to_string(id);
    for (std::string_view shipment : elements(order.shipments))
        if (member_text(shipment, "id") == wanted) return json_answer(status, std::string(shipment));
    throw unknown;
}

base::HttpResponse all_shipments(const Call& call, State& state, const OrderRecord& order, base::Millis now) {
    require_method(call, {"GET", "POST", "DELETE"});
    if (call.method == "GET") {
        refuse_unknown_parameters(call, {"page", "limit"});
        return list_answer(elements(order.shipments), read_page(call, state.settings.page_above_maximum), EmptyList::no_content);
    }
    const std::int64_t order_id = order.id;
    if (call.method == "DELETE") {
        state.book.remove_shipments(order_id, std::nullopt, now);
        return no_content();
    }
    const std::int64_t id = state.book.ship(order_id, read_body(call), now);
    return one_shipment(*state.book.find(order_id), id, 201);
}

} // namespace

base::HttpResponse answer_shipments(const Call& call, State& state, const OrderRecord& order, base::Millis now) {
    if (call.path.size() == 3) return all_shipments(call, state, order, now);
    if (call.path[3] == "count") {
        require_method(call, {"GET"});
        return json_answer(message::Value::object({{"count", message::Value(static_cast<std::int64_t>(elements(order.shipments).size()))}}));
    }
    const auto id = whole_number(call.path[3]);
    if (!id) throw unknown;
    require_method(call, {"GET", "PUT", "DELETE"});
    const std::int64_t order_id = order.id;
    if (call.method == "DELETE") {
        state.book.remove_shipments(order_id, *id, now);
        return no_content();
    }
    if (call.method == "PUT") state.book.change_shipment(order_id, *id, read_body(call), now);
    return one_shipment(*state.book.find(order_id), *id, 200);
}

} // namespace ledgerline::sandbox::store

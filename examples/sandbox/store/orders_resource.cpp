#include "store/resources.hpp"

#include "message/json.hpp"
#include "store/consignments.hpp"
#include "store/order_filter.hpp"
#include "store/order_put.hpp"
#include "store/raw_json.hpp"
#include "store/statuses.hpp"

#include <algorithm>
#include <sstream>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

std::string fees_text(const OrderRecord& order, FeesShape shape) {
    if (shape == FeesShape::object) return "{\"fees\":" + order.fees + "}";
    const auto rows = elements(order.fees);
    if (shape == FeesShape::single && rows.size() == 1) return std::string(rows.front());
    return order.fees;
}

// ?include= embeds parts instead of their links.
struct Include {
    bool fees = false, consignments = false, lines = false;
};

Include read_include(const Call& call) {
    Include out;
    std::istringstream names(call.parameter("include").value_or(""));
    for (std::string name; std::getline(names, name, ',');) {
        if (name == "fees") out.fees = true;
        else if (name == "consignments") out.consignments = true;
        else if (name == "consignments.line_items") out.consignments = out.lines = true;
        else throw Refused(400, "The field 'include' is invalid.");
    }
    return out;
}

std::string order_text(const OrderRecord& order, const Include& include, const State& state) {
    if (!include.fees && !include.consignments) return order.order;
    Value tree = message::parse_json(order.order, own_text);
    if (include.fees) tree.set("fees", message::parse_json(fees_text(order, state.settings.fees_shape), own_text));
    if (include.consignments) tree.set("consignments", consignments_of(order, state.book.addresses(order), state.book.link_base(), include.lines));
    return message::write_json(tree);
}

base::HttpResponse list(const Call& call, const State& state) {
    const Page page = read_page(call, state.settings.page_above_maximum);
    const Include include = read_include(call);
    auto chosen = OrderFilter::of_list(call, state.settings).choose(state.book.orders());
    if (state.lists_stand_at > 0) std::erase_if(chosen, [&](const OrderRecord* order) { return order->id % 2 == 1 && order->modified >= state.lists_stand_at; });
    if (page.first() >= chosen.size()) return no_content();
    std::string body = "[";
    const std::size_t end = std::min(chosen.size(), page.first() + page.limit);
    for (std::size_t i = page.first(); i < end; ++i) {
        if (body.size() > 1) body += ',';
        body += order_text(*chosen[i], include, state);
    }
    return json_answer(200, body + "]");
}

base::HttpResponse count(const Call& call, const State& state) {
    const auto chosen = OrderFilter::of_count(call, state.settings).choose(state.book.orders());
    Value rows = Value::array();
    for (const OrderStatus& status : order_statuses()) {
        const auto number = std::count_if(chosen.begin(), chosen.end(), [&](const OrderRecord* order) { return order->status_id == status.id; });
        Value row = status_row(status);
        row.erase("order");
        row.set("count", std::int64_t{number});
        row.set("sort_order", status.sort_order);
        rows.push(std::move(row));
    }
    return json_answer(Value::object({{"statuses", std::move(rows)}, {"count", Value(static_cast<std::int64_t>(chosen.size()))}}));
}

} // namespace

base::HttpResponse answer_orders(const Call& call, State& state, base::Millis now) {
    require_scope(call, state, {scope_orders});
    if (call.path.size() == 1) {
        require_method(call, {"GET"});
        return list(call, state);
    }
    if (call.path[1] == "count" && call.path.size() == 2) {
        require_method(call, {"GET"});
        return count(call, state);
    }
    const auto id = whole_number(call.path[1]);
    const OrderRecord* order = id ? state.book.find(*id) : nullptr;
    if (!order) throw Refused(404, "The requested resource was not found.");
    if (call.path.size() > 2 && call.path.size() <= 4 && call.path[2] == "shipments") return answer_shipments(call, state, *order, now);
    if (call.path.size() > 2) return answer_order_parts(call, state, *order);
    require_method(call, {"GET", "PUT", "DELETE"});
    refuse_unknown_parameters(call, {"include", "consignment_structure"});
    if (call.method == "DELETE") {
        state.book.set_members(*id, {{"is_deleted", Value(true)}}, now); // an archive, not the end of it
        return no_content();
    }
    if (call.method == "PUT") put_order(call, state, *id, now);
    return json_answer(200, order_text(*state.book.find(*id), read_include(call), state));
}

} // namespace ledgerline::sandbox::store

#include "store/resources.hpp"

#include "message/json.hpp"
#include "store/order_filter.hpp"
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

// ?include=fees embeds them instead of the link. Consignments are not served.
bool fees_asked(const Call& call) {
    bool fees = false;
    std::istringstream names(call.parameter("include").value_or(""));
    for (std::string name; std::getline(names, name, ',');) {
        if (name == "fees") fees = true;
        else if (name.rfind("consignments", 0) == 0) throw Refused(501, "The sandbox does not serve consignments.");
        else throw Refused(400, "The field 'include' is invalid.");
    }
    return fees;
}

std::string order_text(const OrderRecord& order, bool with_fees, FeesShape shape) {
    if (!with_fees) return order.order;
    Value tree = message::parse_json(order.order, own_text);
    tree.set("fees", message::parse_json(fees_text(order, shape), own_text));
    return message::write_json(tree);
}

base::HttpResponse list(const Call& call, const State& state) {
    const Page page = read_page(call, state.settings.page_above_maximum);
    const bool with_fees = fees_asked(call);
    auto chosen = OrderFilter::of_list(call, state.settings).choose(state.book.orders());
    if (state.lists_stand_at > 0) std::erase_if(chosen, [&](const OrderRecord* order) { return order->id % 2 == 1 && order->modified >= state.lists_stand_at; });
    if (page.first() >= chosen.size()) return no_content();
    std::string body = "[";
    const std::size_t end = std::min(chosen.size(), page.first() + page.limit);
    for (std::size_t i = page.first(); i < end; ++i) {
        if (body.size() > 1) body += ',';
        body += order_text(*chosen[i], with_fees, state.settings.fees_shape);
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

[[noreturn]] void refuse_read_only(const std::string& name) {
    throw Refused(400, "The field '" + name + "' cannot be written to. Please remove it from your request before trying again.");
}

[[noreturn]] void refuse_invalid(const std::string& name) { throw Refused(400, "The field '" + name + "' is invalid."); }

void check_member(const std::string& name, const Value& value) {
    constexpr std::size_t staff_notes_max = 65'535;
    if (name == "status_id") {
        const auto* id = value.as_int();
        if (!id || !find_status(*id)) refuse_invalid(name);
    } else if (name == "customer_id") {
        if (!value.as_int()) refuse_invalid(name);
    } else if (name == "is_deleted" || name == "order_is_digital") {
        if (!value.as_bool()) refuse_invalid(name);
    } else if (!value.is_text() && !value.is_null()) {
        refuse_invalid(name);
    }
    if (name == "staff_notes" && value.text_or("").size() > staff_notes_max) refuse_invalid(name);
}

// Only plain members: the store's own recalculation of lines and money after a PUT is not played.
base::HttpResponse update(const Call& call, State& state, const OrderRecord& order, base::Millis now) {
    const std::string type = base::header(*call.headers, "Content-Type");
    if (type.rfind("application/json", 0) != 0) throw Refused(415, "The Content-Type must be application/json.");
    Value body;
    try {
        body = message::parse_json(call.body);
    } catch (const message::JsonError&) {
        throw Refused(400, "The request body is not valid JSON.");
    }
    if (!body.is_object()) throw Refused(400, "The request body is not valid JSON.");
    const Value known = message::parse_json(order.order, own_text);
    Value::Object changes;
    for (const auto& [name, value] : *body.as_object()) {
        if (name == "tax_provider_id") continue; // the real store ignores it without a word
        if (name == "custom_status") throw Refused(400, "The field 'custom_status' is not supported by this resource.");
        if (!OrderBook::is_plain_member(name)) {
            for (const char* priced : {"products", "consignments", "fees", "billing_address", "shipping_addresses", "discount_amount",
                                       "subtotal_ex_tax", "subtotal_inc_tax", "total_ex_tax", "total_inc_tax"})
                if (name == priced) throw Refused(501, "The sandbox does not take '" + name + "' in a PUT; edit the order through its control API.");
            if (known.find(name)) refuse_read_only(name);
            throw Refused(400, "The field '" + name + "' is not supported by this resource.");
        }
        check_member(name, value);
        changes.emplace_back(name, value);
    }
    const std::int64_t id = order.id;
    if (!changes.empty()) state.book.set_members(id, changes, now);
    return json_answer(200, state.book.find(id)->order);
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
    if (call.path.size() > 2) return answer_order_parts(call, state, *order);
    require_method(call, {"GET", "PUT"});
    refuse_unknown_parameters(call, {"include"});
    if (call.method == "PUT") return update(call, state, *order, now);
    return json_answer(200, order_text(*order, fees_asked(call), state.settings.fees_shape));
}

} // namespace ledgerline::sandbox::store

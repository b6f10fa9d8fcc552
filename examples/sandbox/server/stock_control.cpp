#include "server/stock_control.hpp"

#include "server/members.hpp"

namespace ledgerline::sandbox::server {

namespace {

using message::Value;

constexpr std::int64_t stock_most = 2'147'483'647;

base::HttpResponse products(Shop& shop, const ControlCall& call) {
    if (call.path.size() == 1) {
        require_method(call.method, {"GET", "POST"});
        if (call.method == "GET") return control_answer(200, Value::object({{"products", shop.products()}}));
        if (!call.body.is_array()) return control_answer(201, Value::object({{"id", Value(shop.add_product(call.body))}}));
        Value ids = Value::array();
        for (const Value& product : *call.body.as_array()) ids.push(Value(shop.add_product(product)));
        return control_answer(201, Value::object({{"ids", std::move(ids)}}));
    }
    if (call.path.size() != 2) throw no_such_resource();
    require_method(call.method, {"GET", "PUT", "DELETE"});
    const std::int64_t id = id_of(call.path[1]);
    if (call.method == "DELETE") {
        shop.remove_product(id);
        return control_done();
    }
    if (call.method == "PUT") shop.change_product(id, call.body);
    return control_answer(200, shop.product(id));
}

base::HttpResponse stock(Shop& shop, const ControlCall& call) {
    if (call.path.size() == 2) {
        require_method(call.method, {"GET"});
        return control_answer(200, shop.stock_of(call.path[1]));
    }
    if (call.path.size() != 1) throw no_such_resource();
    require_method(call.method, {"PUT"});
    require_members("stock", call.body, {"sku", "location", "on_hand"});
    const std::string sku = text_of("sku", call.body["sku"]);
    const Value& location = call.body["location"];
    shop.set_stock(sku, location.as_int() ? location.text_or("") : text_of("location", location), number_of("on_hand", call.body["on_hand"], -stock_most, stock_most));
    return control_answer(200, shop.stock_of(sku));
}

base::HttpResponse adjustments(const Shop& shop) {
    Value rows = Value::array();
    for (const AdjustmentFate& one : shop.adjustments())
        rows.push(Value::object({{"transaction_id", one.transaction_id},
                                 {"reason", one.reason},
                                 {"relative", Value(one.relative)},
                                 {"accepted", base::iso_time(one.accepted)},
                                 {"applied", one.applied == 0 ? "" : base::iso_time(one.applied)},
                                 {"lines", Value(one.lines)},
                                 {"lines_applied", Value(one.lines_applied)},
                                 {"lost", Value(one.lost)}}));
    return control_answer(200, Value::object({{"adjustments", std::move(rows)}}));
}

} // namespace

std::optional<base::HttpResponse> answer_stock(Shop& shop, const ControlCall& call) {
    const std::string name = call.path.empty() ? "" : call.path.front();
    if (name == "products") return products(shop, call);
    if (name == "stock") return stock(shop, call);
    if (call.path.size() != 1) return std::nullopt;
    if (name == "stock-movements") {
        require_method(call.method, {"GET"});
        return control_answer(200, Value::object({{"movements", shop.stock_rows()}}));
    }
    if (name == "adjustments") {
        require_method(call.method, {"GET"});
        return adjustments(shop);
    }
    if (name == "stock-faults") {
        require_method(call.method, {"POST", "DELETE"});
        if (call.method == "DELETE") shop.clear_stock_faults();
        else shop.inject(stock_fault_from(call.body));
        return control_done();
    }
    if (name == "inventory-settings") {
        require_method(call.method, {"PUT"});
        shop.change_inventory_settings(call.body);
        return control_done();
    }
    return std::nullopt;
}

void add_products(Shop& shop, const Value& products) {
    if (products.is_null()) return;
    std::size_t at = 0;
    for (const Value& product : list_of("store.products", products)) {
        try {
            shop.add_product(product);
        } catch (const std::invalid_argument& error) {
            refuse_member("store.products[" + std::to_string(at) + "]", error.what());
        }
        ++at;
    }
}

} // namespace ledgerline::sandbox::server

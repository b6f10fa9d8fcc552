// What happens: in the store, in the office of the company, on the wire between them, and to the engine itself.
#include "world.hpp"

#include "config/numbers.hpp"
#include "message/json.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

#include <stdexcept>

namespace ledgerline::scenario {

using message::Value;

namespace {

Value json(const std::string& text) { return message::parse_json(text); }

Value address() {
    return json(R"({"first_name":"Ines","last_name":"Farrow","company":"","street_1":"2 Mill Lane","street_2":"","city":"Leeds","state":"","zip":"LS1 4AP","country":"United Kingdom",
        "country_iso2":"GB","phone":"","email":"ines@example.com"})");
}

} // namespace

// {"name": "A", "lines": {"MUG": 2}}; further members are the order's own: "status_id", "payment", "products" instead of lines.
void World::place_order(const Value& order) {
    Value to = address();
    to.set("shipping_method", "Flat rate");
    to.set("cost", "3.95");
    Value body = Value::object({{"customer_id", Value(0)}, {"status_id", Value(11)}, {"billing_address", address()}, {"shipping_addresses", Value::array({to})}, {"payment", json(R"({"state":"captured"})")}});
    Value lines = Value::array();
    if (const auto* given = order["lines"].as_object())
        for (const auto& [sku, quantity] : *given) lines.push(Value::object({{"sku", sku}, {"name", "Goods " + sku}, {"price", "12.00"}, {"quantity", quantity}}));
    body.set("products", std::move(lines));
    for (const auto& [name, value] : *order.as_object())
        if (name != "name" && name != "lines") body.set(name, value);
    orders_[order["name"].text_or("")] = shop_.place_order(body);
}

std::int64_t World::order_id(const std::string& name) const {
    const auto found = orders_.find(name);
    if (found == orders_.end()) throw std::invalid_argument("then: there is no order " + name);
    return found->second;
}

std::int64_t World::document_of(const std::string& name) const {
    const auto documents = company_.orders_with("NumAtCard", std::to_string(order_id(name)));
    if (documents.size() != 1) throw std::invalid_argument(fmt::format("then: order {} has {} sales orders", name, documents.size()));
    return Decimal::parse_number(documents.front()["DocEntry"].text_or("0")).units();
}

// A file does not know the store's ids of lines: {"order": "A", "quantities": [5]} are those of its lines, in their order.
void World::edit_order(const Value& given) {
    const std::int64_t id = order_id(given["order"].text_or(""));
    Value lines = Value::array();
    std::size_t at = 0;
    const Value order = shop_.order(id);
    for (const Value& quantity : *given["quantities"].as_array()) lines.push(Value::object({{"id", order["products"].as_array()->at(at++)["id"]}, {"quantity", quantity}}));
    shop_.edit_order(id, Value::object({{"products", std::move(lines)}}));
}

// What people receive, count and issue: {"MUG": {"01": 12}} is what is in stock afterwards.
void World::set_erp_stock(const Value& levels) {
    for (const auto& [code, warehouses] : *levels.as_object())
        for (const auto& [warehouse, in_stock] : *warehouses.as_object()) company_.set_stock(code, warehouse, Decimal::parse(in_stock.text_or(std::to_string(in_stock.int_or(0)))));
}

void World::take(const Value& step) {
    requests_ = numbers_ = 0;
    bool worked = false;
    for (const auto& [what, given] : *step.as_object()) {
        if (what == "expect" || what == "why") continue;
        if (what == "order") place_order(given);
        else if (what == "status") shop_.set_status(order_id(given["order"].text_or("")), given["status_id"].int_or(0));
        else if (what == "edit") edit_order(given);
        else if (what == "pay") shop_.pay(order_id(given.text_or("")));
        else if (what == "ship_in_store") shop_.ship(order_id(given.text_or("")), Value::object());
        else if (what == "by_hand") set_by_hand(given);
        else if (what == "remove_product") remove_product(given.text_or(""));
        else if (what == "stock_fault") shop_.inject(sandbox::stock_fault_from(given));
        else if (what == "erp_stock") set_erp_stock(given);
        else if (what == "item") company_.change_item(given["code"].text_or(""), given["changes"]);
        else if (what == "new_item") add_item(given);
        else if (what == "deliver") company_.deliver_order(document_of(given.text_or("")));
        else if (what == "office_cancel") company_.cancel_document("Orders", document_of(given.text_or("")));
        else if (what == "office_order") company_.make_document("Orders", given);
        else if (what == "contention") company_.contend("Orders", static_cast<int>(given.int_or(1)));
        else if (what == "lost_answers") company_.break_down_after_commit(static_cast<int>(given.int_or(1)), 502);
        else if (what == "erp") erp_away_ = given.text_or("") == "away";
        else if (what == "store") store_away_ = given.text_or("") == "away";
        else if (what == "engine" && given.text_or("") == "stops") stop();
        else if (what == "engine" && given.text_or("") == "starts") start();
        else if (what == "wait") {
            work_for(config::parse_duration(given.text_or("")).value());
            worked = true;
        } else throw std::invalid_argument("then: there is no step " + what);
    }
    if (!worked) work();
}

} // namespace ledgerline::scenario

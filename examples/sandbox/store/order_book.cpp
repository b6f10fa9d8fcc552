#include "store/order_book.hpp"

#include "message/json.hpp"
#include "store/format.hpp"
#include "store/order_edit.hpp"
#include "store/pickup.hpp"
#include "store/refund_effects.hpp"
#include "store/request.hpp"
#include "store/shipments.hpp"
#include "store/statuses.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

base::Millis placed_at(const Value& order, base::Millis now) {
    const Value* given = order.find("date_created");
    if (!given) return whole_second(now);
    if (const auto at = base::parse_time(given->text_or(""))) return whole_second(*at);
    throw std::invalid_argument("date_created: \"" + given->text_or("") + "\" is not a date (write it like 2026-03-01T10:00:00Z)");
}

// Where it is collected is no part of what it costs.
Placing placing_in(Value placed) {
    if (placed.is_object()) placed.erase("pickup");
    return read_placing(placed);
}

} // namespace

OrderBook::OrderBook(const ShopSettings& settings) : settings_(settings), writer_(settings, identifiers_) {
    identifiers_.order = settings.first_order_id;
}

const OrderRecord* OrderBook::find(std::int64_t id) const {
    const auto at = orders_.find(id);
    return at == orders_.end() ? nullptr : &at->second;
}

OrderRecord& OrderBook::get(std::int64_t id) {
    const auto at = orders_.find(id);
    if (at == orders_.end()) throw std::invalid_argument("no order " + std::to_string(id));
    return at->second;
}

std::int64_t OrderBook::place(const Value& order, base::Millis now) {
    const std::int64_t id = order["id"].int_or(identifiers_.order);
    if (orders_.count(id)) throw std::invalid_argument("id: order " + std::to_string(id) + " exists already");
    const base::Millis created = placed_at(order, now);
    OrderRecord record = written(id, order, created, std::max(created, whole_second(now)));
    record.transactions = writer_.transactions(record, placing_in(order));
    orders_.emplace(id, std::move(record));
    identifiers_.order = std::max(identifiers_.order, id + 1);
    tell("store/order/created", id, now);
    return id;
}

void OrderBook::tell(const char* scope, std::int64_t id, base::Millis now, Value more) const {
    if (!listener_) return;
    Value data = Value::object({{"type", "order"}, {"id", Value(id)}});
    for (auto& [name, value] : *more.as_object()) data.set(name, std::move(value));
    listener_(scope, data, now);
}

void OrderBook::give_products(Placing& placing) {
    for (PlacedLine& line : placing.lines) {
        if (line.product_id != 0 || line.sku.empty()) continue; // a custom line has neither product nor variant
        if (const auto known = resolver_ ? resolver_(line.sku) : std::nullopt) {
            line.product_id = known->product_id;
            line.variant_id = known->variant_id;
            continue;
        }
        const auto [at, is_new] = made_up_.try_emplace(line.sku);
        if (is_new) {
            at->second = {identifiers_.product, identifiers_.product};
            ++identifiers_.product;
        }
        line.product_id = at->second.product_id;
        line.variant_id = at->second.variant_id;
    }
}

OrderRecord OrderBook::written(std::int64_t id, const Value& placed, base::Millis created, base::Millis modified) {
    Placing placing = placing_in(placed);
    writer_.assign_ids(placing);
    give_products(placing);
    OrderRecord record = writer_.write(id, placing, created, modified);
    Value kept = with_ids(placed, placing);
    if (const Value* pickup = placed.find("pickup")) {
        const Value with_id = make_collected(record, *pickup, next_pickup_);
        next_pickup_ = std::max(next_pickup_, with_id["id"].int_or(0) + 1);
        kept.set("pickup", with_id);
    }
    record.placed = message::write_json(kept);
    return record;
}

void OrderBook::rebuild(OrderRecord& record, Value placed, base::Millis now) {
    OrderRecord fresh = written(record.id, placed, record.created, std::max(record.modified, whole_second(now)));
    // Money that moved stays moved, and goods that left stay sent: an edit doesn't undo either.
    fresh.transactions = record.transactions;
    fresh.shipments = record.shipments;
    fresh.messages = record.messages;
    keep_refunded(fresh, record);
    count_shipped(fresh);
    record = std::move(fresh);
}

void OrderBook::edit(std::int64_t id, const Value& changes, base::Millis now) {
    OrderRecord& record = get(id);
    if (!changes.is_object()) throw std::invalid_argument("the changes must be an object");
    Value::Object plain;
    Value priced = Value::object();
    for (const auto& [name, value] : *changes.as_object()) {
        if (is_plain_member(name)) plain.emplace_back(name, value);
        else priced.set(name, value);
    }
    if (priced.size() > 0) {
        const Value placed = record.placed.empty() ? placing_of_loaded(record, settings_) : message::parse_json(record.placed, own_text);
        OrderRecord before = record;
        if (before.transactions.empty()) before.transactions = derived_transactions(record);
        rebuild(before, merged(placed, priced, settings_.edit_keeps_line_ids), now);
        record = std::move(before);
        if (plain.empty()) tell("store/order/updated", id, now);
    }
    if (!plain.empty()) set_members(id, plain, now);
}

bool OrderBook::is_plain_member(std::string_view name) {
    static constexpr std::string_view names[] = {
        "customer_id",     "status_id",        "staff_notes",    "customer_message", "external_order_id", "external_source",
        "payment_method",  "is_deleted",       "ebay_order_id",  "customer_locale",  "payment_provider_id", "order_is_digital",
        "geoip_country",   "geoip_country_iso2", "ip_address",   "ip_address_v6",       "channel_id"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

void OrderBook::set_members(std::int64_t id, const Value::Object& members, base::Millis now) {
    OrderRecord& record = get(id);
    Value order = message::parse_json(record.order, own_text);
    Value placed = record.placed.empty() ? Value() : message::parse_json(record.placed, own_text);
    for (const auto& [name, value] : members) {
        order.set(name, value);
        const bool is_placed = name != "order_is_digital" && name != "geoip_country" && name != "geoip_country_iso2" && name != "ip_address_v6";
        if (placed.is_object() && is_placed) placed.set(name, value);
        if (name == "status_id") {
            const OrderStatus* status = find_status(value.int_or(-1));
            if (!status) throw std::invalid_argument("status_id: " + value.text_or("?") + " is not an order status (0 to 14)");
            order.set("status", status->name);
            order.set("custom_status", status->name);
        }
    }
    order.set("date_modified", rfc2822(std::max(record.modified, whole_second(now))));
    OrderRecord changed = record;
    read_keys(changed, order);
    changed.order = message::write_json(order);
    if (placed.is_object()) changed.placed = message::write_json(placed);
    const std::int64_t status_before = record.status_id;
    const bool archived_before = record.archived;
    record = std::move(changed);
    tell("store/order/updated", id, now);
    if (record.status_id != status_before)
        tell("store/order/statusUpdated", id, now,
             Value::object({{"status", Value::object({{"previous_status_id", Value(status_before)}, {"new_status_id", Value(record.status_id)}})}}));
    if (record.archived && !archived_before) tell("store/order/archived", id, now);
}

void OrderBook::pay(std::int64_t id, base::Millis now) {
    OrderRecord& record = get(id);
    Value order = message::parse_json(record.order, own_text);
    const std::string state = order["payment_status"].text_or("");
    if (state == "captured" || state == "partially refunded" || state == "refunded") throw std::invalid_argument("order " + std::to_string(id) + " is paid already");
    const Value rows = message::parse_json(transactions(record), own_text);
    Decimal open = record.total_inc_tax;
    std::int64_t authorization = 0;
    for (const Value& row : *rows.as_array()) {
        const std::string event = row["event"].text_or("");
        if (row["status"].text_or("") != "ok") continue;
        if (event == "authorization") authorization = row["id"].int_or(0);
        if (event == "purchase" || event == "capture") open = open - Decimal::parse_number(row["amount"].text_or("0"));
    }
    Value placed = record.placed.empty() ? Value() : message::parse_json(record.placed, own_text);
    PlacedPayment payment = placed.is_object() ? placing_in(placed).payment : PlacedPayment{};
    payment.state = "captured";
    record.transactions = message::write_json(rows);
    if (open > Decimal()) add_transaction(id, payment, authorization ? "capture" : "purchase", open, authorization, true, now);
    if (placed.is_object()) {
        placed.member("payment").set("state", "captured");
        record.placed = message::write_json(placed);
    }
    // The order's payment_status follows from the payment; it is no member that anybody may set.
    order.set("payment_status", "captured");
    record.order = message::write_json(order);
    Value::Object changes;
    const bool waited = record.status_id == status_incomplete || record.status_id == status_pending || record.status_id == status_awaiting_payment;
    if (waited) changes.emplace_back("status_id", status_awaiting_fulfillment);
    set_members(id, changes, now);
}

std::int64_t OrderBook::add_transaction(std::int64_t id, const PlacedPayment& payment, const std::string& event, const Decimal& amount, std::int64_t reference, bool tells,
                                        base::Millis at) {
    OrderRecord& record = get(id);
    const std::string currency = message::parse_json(record.order, own_text)["default_currency_code"].text_or(settings_.currency);
    Value rows = message::parse_json(transactions(record), own_text);
    const Value row = writer_.transaction(record, payment, event, amount, currency, reference, at);
    rows.push(row);
    record.transactions = message::write_json(rows);
    if (listener_ && tells) {
        const bool is_done = row["status"].text_or("") == "ok";
        const Value result = Value::object({{"code", is_done ? "ok" : "declined"}, {"message", is_done ? "Approved" : "Declined"}, {"type", is_done ? "success" : "failure"}});
        listener_("store/order/transaction/created",
                  Value::object({{"type", "transaction"}, {"order_id", std::to_string(id)}, {"transaction_id", row["id"].text_or("")},
                                 {"transaction_status", is_done ? "complete" : "failed"}, {"transaction_type", event}, {"result", result},
                                 {"platform_transaction_id", row["id"].text_or("")}, {"provider_transaction_id", row["gateway_transaction_id"].text_or("")}}),
                  at);
    }
    return row["id"].int_or(0);
}

void OrderBook::take_refund(OrderRecord changed, std::optional<std::int64_t> status_id, bool touches, base::Millis now) {
    OrderRecord& record = get(changed.id);
    record = std::move(changed);
    Value::Object members;
    if (status_id && *status_id != record.status_id) members.emplace_back("status_id", *status_id);
    if (touches || !members.empty()) set_members(record.id, members, now);
}

std::int64_t OrderBook::ship(std::int64_t id, const Value& body, base::Millis now) {
    OrderRecord changed = get(id);
    Value shipments = message::parse_json(changed.shipments, own_text);
    shipments.push(new_shipment(changed, addresses(changed), body, next_shipment_, now));
    changed.shipments = message::write_json(shipments);
    count_shipped(changed);
    Value::Object status;
    if (settings_.shipment_moves_status) status.emplace_back("status_id", all_shipped(changed) ? status_shipped : status_partially_shipped);
    get(id) = std::move(changed);
    set_members(id, status, now);
    return next_shipment_++;
}

void OrderBook::change_shipment(std::int64_t id, std::int64_t shipment_id, const Value& body, base::Millis now) {
    OrderRecord& record = get(id);
    Value shipments = message::parse_json(record.shipments, own_text);
    for (Value& shipment : *shipments.as_array())
        if (shipment["id"].int_or(0) == shipment_id) {
            shipment = changed_shipment(addresses(record), shipment, body);
            record.shipments = message::write_json(shipments);
            set_members(id, {}, now);
            return;
        }
    throw Refused(404, "The requested resource was not found.");
}

void OrderBook::remove_shipments(std::int64_t id, std::optional<std::int64_t> shipment_id, base::Millis now) {
    OrderRecord& record = get(id);
    Value shipments = message::parse_json(record.shipments, own_text);
    const auto removed = std::erase_if(*shipments.as_array(), [&](const Value& one) { return !shipment_id || one["id"].int_or(0) == *shipment_id; });
    if (removed == 0 && shipment_id) throw Refused(404, "The requested resource was not found.");
    record.shipments = message::write_json(shipments);
    count_shipped(record);
    set_members(id, {}, now);
}

std::int64_t OrderBook::leave_message(std::int64_t id, const Value& given, base::Millis now) {
    OrderRecord& record = get(id);
    if (!given.is_object()) throw std::invalid_argument("a message must be an object");
    const Value order = message::parse_json(record.order, own_text);
    Value messages = message::parse_json(record.messages, own_text);
    messages.push(Value::object({{"id", Value(next_message_)},
                                 {"order_id", Value(id)},
                                 {"staff_id", Value(1)},
                                 {"customer_id", Value(record.customer_id)},
                                 {"type", Value(given["type"].text_or("admin"))},
                                 {"subject", Value(given["subject"].text_or(""))},
                                 {"message", Value(given["message"].text_or(""))},
                                 {"status", Value("unread")},
                                 {"is_flagged", Value(given["is_flagged"].bool_or(false))},
                                 {"date_created", Value(rfc2822(whole_second(now)))},
                                 {"customer", Value::object({{"first_name", order["billing_address"]["first_name"]}, {"last_name", order["billing_address"]["last_name"]}})}}));
    record.messages = message::write_json(messages);
    set_members(id, {}, now);
    return next_message_++;
}

void OrderBook::adopt(OrderRecord record) {
    const std::int64_t id = record.id;
    if (!orders_.emplace(id, std::move(record)).second) throw std::invalid_argument("order " + std::to_string(id) + " exists already");
    identifiers_.order = std::max(identifiers_.order, id + 1);
    // A loaded order brings ids of its own: its address and its purchase have the order's id, its lines and tax rows
    // are numbered through.
    constexpr std::int64_t beyond_loaded = 10'000'000;
    for (std::int64_t* next : {&identifiers_.line, &identifiers_.address, &identifiers_.tax, &identifiers_.transaction})
        *next = std::max(*next, std::max(beyond_loaded, id + 1));
}

std::string OrderBook::addresses(const OrderRecord& record) const {
    return record.addresses.empty() ? derived_addresses(record, writer_.link_base()) : record.addresses;
}

std::string OrderBook::transactions(const OrderRecord& record) const {
    return record.transactions.empty() ? derived_transactions(record) : record.transactions;
}

} // namespace ledgerline::sandbox::store

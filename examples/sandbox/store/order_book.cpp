#include "store/order_book.hpp"

#include "message/json.hpp"
#include "store/format.hpp"
#include "store/order_edit.hpp"
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
    Placing placing = read_placing(order);
    const std::int64_t id = order["id"].int_or(identifiers_.order);
    if (orders_.count(id)) throw std::invalid_argument("id: order " + std::to_string(id) + " exists already");
    const base::Millis created = placed_at(order, now);
    writer_.assign_ids(placing);
    give_products(placing);
    OrderRecord record = writer_.write(id, placing, created, std::max(created, whole_second(now)));
    record.transactions = writer_.transactions(record, placing);
    record.placed = message::write_json(with_ids(order, placing));
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
        const auto [at, is_new] = catalogue_.try_emplace(line.sku);
        if (is_new) {
            at->second = {identifiers_.product, identifiers_.product};
            ++identifiers_.product;
        }
        line.product_id = at->second.product_id;
        line.variant_id = at->second.variant_id;
    }
}

void OrderBook::rebuild(OrderRecord& record, Value placed, base::Millis now) {
    Placing placing = read_placing(placed);
    writer_.assign_ids(placing);
    give_products(placing);
    OrderRecord fresh = writer_.write(record.id, placing, record.created, std::max(record.modified, whole_second(now)));
    // Money that moved stays moved; an edit doesn't undo a payment.
    fresh.transactions = record.transactions;
    fresh.placed = message::write_json(with_ids(placed, placing));
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
        "geoip_country",   "geoip_country_iso2"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

void OrderBook::set_members(std::int64_t id, const Value::Object& members, base::Millis now) {
    OrderRecord& record = get(id);
    Value order = message::parse_json(record.order, own_text);
    Value placed = record.placed.empty() ? Value() : message::parse_json(record.placed, own_text);
    for (const auto& [name, value] : members) {
        order.set(name, value);
        const bool follows_from_lines = name == "order_is_digital" || name == "geoip_country" || name == "geoip_country_iso2";
        if (placed.is_object() && !follows_from_lines) placed.set(name, value);
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
    if (order["payment_status"].text_or("") == "captured") throw std::invalid_argument("order " + std::to_string(id) + " is paid already");
    Value rows = message::parse_json(transactions(record), own_text);
    Decimal open = record.total_inc_tax;
    std::int64_t authorization = 0;
    for (const Value& row : *rows.as_array()) {
        const std::string event = row["event"].text_or("");
        if (row["status"].text_or("") != "ok") continue;
        if (event == "authorization") authorization = row["id"].int_or(0);
        if (event == "purchase" || event == "capture") open = open - Decimal::parse_number(row["amount"].text_or("0"));
    }
    Value placed = record.placed.empty() ? Value() : message::parse_json(record.placed, own_text);
    PlacedPayment payment = placed.is_object() ? read_placing(placed).payment : PlacedPayment{};
    payment.state = "captured";
    const std::string currency = order["default_currency_code"].text_or(settings_.currency);
    if (open > Decimal())
        rows.push(writer_.transaction(record, payment, authorization ? "capture" : "purchase", open, currency, authorization, now));
    record.transactions = message::write_json(rows);
    if (listener_ && open > Decimal())
        listener_("store/order/transaction/created",
                  Value::object({{"type", "transaction"}, {"order_id", std::to_string(id)}, {"transaction_id", rows.as_array()->back()["id"].text_or("")},
                                 {"transaction_status", "complete"}, {"transaction_type", authorization ? "capture" : "purchase"}}),
                  now);
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

void OrderBook::add_to_catalogue(const std::string& sku, const CatalogueEntry& entry) {
    catalogue_.emplace(sku, entry);
    identifiers_.product = std::max({identifiers_.product, entry.product_id + 1, entry.variant_id + 1});
}

std::string OrderBook::addresses(const OrderRecord& record) const {
    return record.addresses.empty() ? derived_addresses(record, writer_.link_base()) : record.addresses;
}

std::string OrderBook::transactions(const OrderRecord& record) const {
    return record.transactions.empty() ? derived_transactions(record) : record.transactions;
}

} // namespace ledgerline::sandbox::store

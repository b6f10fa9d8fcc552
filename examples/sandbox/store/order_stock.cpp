#include "store/order_stock.hpp"

#include "message/json.hpp"
#include "store/raw_json.hpp"
#include "store/request.hpp"
#include "store/statuses.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

bool is_given_up(std::int64_t status) { return status == status_cancelled || status == status_refunded; }

bool is_done(std::int64_t status) { return status == status_shipped || status == status_completed; }

std::string text_of(std::string_view object, std::string_view name) {
    const auto text = member_text(object, name);
    return text ? message::parse_json(*text).text_or("") : "";
}

std::string pickup_location(const OrderRecord& order) {
    const auto pickups = elements(order.pickups);
    if (pickups.empty()) return "";
    const auto location = member_text(pickups.front(), "location");
    return location ? text_of(*location, "code") : "";
}

} // namespace

void OrderStock::want(std::vector<Wanted>& list, Variant* variant, std::int64_t quantity) const {
    if (!variant || quantity <= 0) return;
    const StockItem item = item_of(*variant);
    if (!item.is_tracked()) return;
    for (Wanted& known : list)
        if (known.item.product == item.product && known.item.variant == item.variant) {
            known.quantity += quantity;
            return;
        }
    list.push_back({item, quantity});
}

std::vector<OrderStock::Wanted> OrderStock::wanted(const OrderRecord& order) const {
    std::vector<Wanted> out;
    for (const std::string_view line : elements(order.products)) {
        const std::string sku = text_of(line, "sku");
        const auto number = [&](const char* name) { return whole_number(member_text(line, name).value_or("")).value_or(0); };
        want(out, sku.empty() ? catalogue_.variant(number("variant_id")) : catalogue_.variant_with(sku), number("quantity"));
    }
    return out;
}

const Location* OrderStock::source(const StockItem& item, std::int64_t quantity, const std::string& pickup_code) const {
    // What is collected comes from where it is collected.
    if (!pickup_code.empty())
        if (const Location* chosen = locations_.find(pickup_code); chosen && chosen->enabled) return chosen;
    if (settings_.allocation == Allocation::first_with_enough)
        for (const Location& one : locations_.all())
            if (one.enabled && stock_.available(item, one) >= quantity) return &one;
    return locations_.find(default_location);
}

void OrderStock::check(const Value& order) const {
    if (settings_.oversell == Oversell::allow || !rules_.decrement_on_placement(order["channel_id"].int_or(1))) return;
    const std::int64_t status = order["status_id"].int_or(status_awaiting_fulfillment);
    if (status == status_incomplete || is_given_up(status) || !order["products"].is_array()) return;
    std::vector<Wanted> all;
    for (const Value& line : *order["products"].as_array()) {
        const std::string sku = line["sku"].text_or("");
        want(all, sku.empty() ? catalogue_.variant(line["variant_id"].int_or(0)) : catalogue_.variant_with(sku), line["quantity"].int_or(1));
    }
    const std::string pickup = order["pickup"]["location"]["code"].text_or("");
    for (const Wanted& one : all) {
        const Location* from = source(one.item, one.quantity, pickup);
        if (!stock_.cell(one.item, *from).in_stock || stock_.available(one.item, *from) < one.quantity)
            throw std::invalid_argument("products: only " + std::to_string(stock_.available(one.item, *from)) + " of " +
                                        (one.item.variant ? one.item.variant->sku : one.item.product->name) + " left, and the store sells no more");
    }
}

void OrderStock::begin(const OrderRecord& order, base::Millis now) {
    orders_.try_emplace(order.id);
    follow(order, now);
}

void OrderStock::keep_goods(std::int64_t order_id) {
    if (const auto known = orders_.find(order_id); known != orders_.end()) known->second.keeps_when_refunded = true;
}

void OrderStock::follow(const OrderRecord& order, base::Millis now) {
    const auto known = orders_.find(order.id);
    if (known == orders_.end() || catalogue_.products().empty()) return;
    Held& held = known->second;
    if (order.status_id != status_refunded) held.keeps_when_refunded = false;
    if (!held.has_taken) {
        const bool takes = rules_.decrement_on_placement(order.channel_id) ? order.status_id != status_incomplete && !is_given_up(order.status_id) : is_done(order.status_id);
        if (!takes) return;
        held.has_taken = true;
        for (const Wanted& one : wanted(order)) take(held.parts, order, one, now);
    } else if (order.status_id == status_refunded && held.keeps_when_refunded) {
        return;
    } else if (is_given_up(order.status_id)) {
        if (!rules_.returns_on_cancel(order.channel_id)) return;
        for (const Taken& one : held.parts) move(order, one, one.quantity, now);
        held = {};
    } else if (rules_.edits_adjust(order.channel_id)) {
        adjust(held.parts, order, now);
    }
}

void OrderStock::adjust(std::vector<Taken>& taken, const OrderRecord& order, base::Millis now) {
    const std::vector<Wanted> all = wanted(order);
    const auto is = [](const Taken& one, const StockItem& item) { return one.product_id == item.product->id && one.variant_id == (item.variant ? item.variant->id : 0); };
    const std::vector<Taken> before = taken;
    for (const Wanted& one : all) {
        std::int64_t held = 0;
        for (const Taken& part : before)
            if (is(part, one.item)) held += part.quantity;
        if (one.quantity > held) take(taken, order, {one.item, one.quantity - held}, now);
        else if (one.quantity < held) give_back(taken, order, one.item.product->id, one.item.variant ? one.item.variant->id : 0, held - one.quantity, now);
    }
    for (const Taken& part : before)
        if (std::none_of(all.begin(), all.end(), [&](const Wanted& one) { return is(part, one.item); })) give_back(taken, order, part.product_id, part.variant_id, part.quantity, now);
    std::erase_if(taken, [](const Taken& one) { return one.quantity == 0; });
}

void OrderStock::take(std::vector<Taken>& taken, const OrderRecord& order, const Wanted& one, base::Millis now) {
    const Location* from = source(one.item, one.quantity, pickup_location(order));
    const Taken part{one.item.product->id, one.item.variant ? one.item.variant->id : 0, from->id, one.quantity};
    move(order, part, -one.quantity, now);
    taken.push_back(part);
}

void OrderStock::give_back(std::vector<Taken>& taken, const OrderRecord& order, std::int64_t product_id, std::int64_t variant_id, std::int64_t quantity, base::Millis now) {
    for (auto part = taken.rbegin(); part != taken.rend() && quantity > 0; ++part) {
        if (part->product_id != product_id || part->variant_id != variant_id) continue;
        const std::int64_t returned = std::min(quantity, part->quantity);
        move(order, *part, returned, now);
        part->quantity -= returned;
        quantity -= returned;
    }
}

void OrderStock::move(const OrderRecord& order, const Taken& from, std::int64_t difference, base::Millis now) {
    const Location* location = locations_.find(from.location_id);
    Variant* variant = from.variant_id ? catalogue_.variant(from.variant_id) : nullptr;
    Product* product = catalogue_.product(from.product_id);
    if (!location || !product || (from.variant_id && !variant)) return; // removed meanwhile
    stock_.add({product, variant}, *location, difference, {StockMovement::Cause::order, order.id, now, now});
}

} // namespace ledgerline::sandbox::store

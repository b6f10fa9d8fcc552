#include "store/state.hpp"

#include "message/json.hpp"
#include "store/format.hpp"

namespace ledgerline::sandbox::store {

using message::Value;

State::State(ShopSettings given, base::Random& random)
    : settings(std::move(given)), book(settings), hooks(settings), catalogue(settings.stock.sku_case), locations(settings.stock.locations), stock(settings.stock, locations),
      adjustments(settings.stock, catalogue, locations, stock, random), inventory_settings(settings.stock),
      order_stock(settings.stock, inventory_settings, catalogue, locations, stock),
      refunding(settings, book, refunds, order_stock, hooks, random) {
    book.when_changed([this](const std::string& scope, const Value& data, base::Millis now) {
        hooks.happened(scope, data, now);
        const bool is_new = scope == "store/order/created";
        if (!is_new && scope != "store/order/updated") return;
        const OrderRecord& order = *book.find(data["id"].int_or(0));
        if (is_new) order_stock.begin(order, now);
        else order_stock.follow(order, now);
    });
    book.find_products_by([this](const std::string& sku) -> std::optional<CatalogueEntry> {
        const Variant* variant = catalogue.variant_with(sku);
        if (!variant) return std::nullopt;
        return CatalogueEntry{variant->product->id, variant->id};
    });
    stock.when_moved([this](const StockItem& item, const Location& location, const StockMovement& movement) { tell_of_stock(item, location, movement); });
}

void State::tell_of_product(const char* what, const Product& product, base::Millis now) {
    hooks.happened(std::string("store/product/") + what, Value::object({{"type", "product"}, {"id", Value(product.id)}}), now);
}

void State::tell_of_variant(const char* what, const Variant& variant, base::Millis now) {
    const Value ids = Value::object({{"product_id", Value(variant.product->id)}, {"variant_id", Value(variant.id)}});
    hooks.happened(std::string("store/sku/") + what, Value::object({{"type", "sku"}, {"id", Value(variant.sku_id)}, {"sku", ids}}), now);
}

void State::tell_of_stock(const StockItem& item, const Location& location, const StockMovement& movement) {
    if (!hooks.are_wanted() || movement.before == movement.after) return;
    const base::Millis at = movement.applied;
    const bool by_order = movement.cause == StockMovement::Cause::order;
    const std::string tail = by_order ? "/inventory/order/updated" : "/inventory/updated";
    Value inventory = Value::object({{"product_id", Value(item.product->id)}, {"method", by_order ? "relative" : "absolute"}, {"value", Value(movement.after - movement.before)}});
    if (item.is_by_product()) {
        hooks.happened("store/product" + tail, Value::object({{"type", "product"}, {"id", Value(item.product->id)}, {"inventory", std::move(inventory)}}), at);
    } else {
        inventory.set("variant_id", item.variant->id);
        hooks.happened("store/sku" + tail, Value::object({{"type", "sku"}, {"id", Value(item.variant->sku_id)}, {"inventory", std::move(inventory)}}), at);
    }
    const std::int64_t variant = item.variant ? item.variant->id : item.product->variants.front()->id;
    const Value place = Value::object({{"variant_id", Value(variant)}, {"product_id", Value(item.product->id)}, {"location_id", Value(location.id)}});
    const std::string here = "store/channel/*/inventory/product/";
    hooks.happened(here + "stock_changed", place, at);
    const StockCell& cell = stock.cell(item, location);
    const auto falls_to = [&](std::int64_t level) { return movement.before - cell.safety > level && movement.after - cell.safety <= level; };
    if (cell.warning > 0 && falls_to(cell.warning)) hooks.happened(here + "low_stock_reached", place, at);
    if (falls_to(0)) hooks.happened(here + "out_of_stock_reached", place, at);
}

void State::know_customer(std::int64_t id, const message::Value& billing, base::Millis created, std::int64_t group) {
    if (id == 0 || customers.count(id)) return;
    const Value customer = Value::object({{"id", Value(id)},
                                          {"email", billing["email"]},
                                          {"first_name", billing["first_name"]},
                                          {"last_name", billing["last_name"]},
                                          {"company", billing["company"]},
                                          {"phone", billing["phone"]},
                                          {"registration_ip_address", Value("")},
                                          {"notes", Value("")},
                                          {"tax_exempt_category", Value("")},
                                          {"customer_group_id", Value(group)},
                                          {"date_created", Value(iso8601(created))},
                                          {"date_modified", Value(iso8601(created))},
                                          {"address_count", Value(1)},
                                          {"attribute_count", Value(0)},
                                          {"authentication", Value::object({{"force_password_reset", Value(false)}})},
                                          {"accepts_product_review_abandoned_cart_emails", Value(false)},
                                          {"origin_channel_id", Value(1)},
                                          {"channel_ids", Value::array()}});
    customers.emplace(id, CustomerRecord{billing["email"].text_or(""), message::write_json(customer)});
}

} // namespace ledgerline::sandbox::store

// What people do to the catalogue and the stock, and what tests ask about them.
#include "message/json.hpp"
#include "store/catalogue_writing.hpp"
#include "store/product_text.hpp"
#include "store/shop.hpp"

#include <stdexcept>

namespace ledgerline::sandbox {

using message::Value;
using namespace store;

namespace {

Variant& the_variant(const State& state, const std::string& sku) {
    if (Variant* found = state.catalogue.variant_with(sku)) return *found;
    throw std::invalid_argument("no product with the SKU " + sku);
}

Product& the_product(const State& state, std::int64_t id) {
    if (Product* found = state.catalogue.product(id)) return *found;
    throw std::invalid_argument("no product " + std::to_string(id));
}

const Location& the_location(const State& state, const std::string& code_or_id) {
    if (const Location* found = state.locations.find(code_or_id)) return *found;
    throw std::invalid_argument("no location " + code_or_id);
}

Value row_of(const State& state, const Product& product) {
    Call call;
    call.query.emplace_back("include", "variants,options");
    std::string text;
    ProductText(state.stock, state.settings.stock).write(text, product, ShownMembers(call));
    return message::parse_json(text);
}

} // namespace

std::int64_t Shop::add_product(const Value& product) {
    const std::lock_guard guard(lock_);
    const base::Millis now = time();
    const Product& added = store::add_product(*state_, store::product_of(product), now);
    state_->tell_of_product("created", added, now);
    return added.id;
}

void Shop::add_products(const std::vector<PlainProduct>& products) {
    const std::lock_guard guard(lock_);
    const base::Millis now = time();
    for (const PlainProduct& one : products) {
        NewProduct added;
        added.product = std::make_unique<Product>();
        Product& product = *added.product;
        product.name = one.name.empty() ? one.sku : one.name;
        product.price = one.price;
        product.tracking = one.tracking;
        product.variants.push_back(std::make_unique<Variant>());
        product.variants.front()->sku = one.sku;
        store::add_product(*state_, std::move(added), now);
        const auto& locations = state_->locations.all();
        for (std::size_t i = one.stock.size(); i-- > 0;) { // the last first: the room for all is made once
            if (i >= locations.size()) throw std::invalid_argument(one.sku + ": the store has only " + std::to_string(locations.size()) + " locations");
            state_->stock.open(item_of(product), locations[i], one.stock[i]);
        }
    }
}

void Shop::change_product(std::int64_t id, const Value& changes) {
    const std::lock_guard guard(lock_);
    Product& product = the_product(*state_, id);
    if (!changes.is_object()) throw std::invalid_argument("the changes must be an object");
    require_fitting(changes, product_members());
    CatalogueWriting(*state_, time()).change(product, changes);
}

void Shop::remove_product(std::int64_t id) {
    const std::lock_guard guard(lock_);
    CatalogueWriting(*state_, time()).remove(the_product(*state_, id));
}

void Shop::set_stock(const std::string& sku, const std::string& location, std::int64_t on_hand) {
    const std::lock_guard guard(lock_);
    const base::Millis now = time();
    const StockItem item = item_of(the_variant(*state_, sku));
    if (!state_->stock.set(item, the_location(*state_, location), on_hand, {StockMovement::Cause::person, 0, now, now}))
        throw std::invalid_argument("on_hand: must be 2147483647 at most");
}

void Shop::change_inventory_settings(const Value& members) {
    const std::lock_guard guard(lock_);
    if (!members.is_object()) throw std::invalid_argument("the settings must be an object");
    try {
        state_->inventory_settings.change(members);
    } catch (const Refused& refused) {
        throw std::invalid_argument(message::write_json(refused.errors));
    }
}

void Shop::inject(const StockFault& fault) {
    const std::lock_guard guard(lock_);
    state_->adjustments.inject(fault);
}

void Shop::clear_stock_faults() {
    const std::lock_guard guard(lock_);
    state_->adjustments.clear_faults();
}

StockCell Shop::stock(const std::string& sku, const std::string& location) const {
    const std::lock_guard guard(lock_);
    time();
    return state_->stock.cell(item_of(the_variant(*state_, sku)), the_location(*state_, location));
}

Value Shop::stock_of(const std::string& sku) const {
    const std::lock_guard guard(lock_);
    time();
    Variant& variant = the_variant(*state_, sku);
    const StockItem item = item_of(variant);
    Value rows = Value::array();
    for (const Location& location : state_->locations.all()) {
        const StockCell& cell = state_->stock.cell(item, location);
        rows.push(Value::object({{"location", location.code},
                                 {"location_id", Value(location.id)},
                                 {"on_hand", Value(cell.on_hand)},
                                 {"available", Value(cell.on_hand - cell.safety)},
                                 {"safety_stock", Value(std::int64_t{cell.safety})},
                                 {"is_in_stock", Value(cell.in_stock)},
                                 {"ever_set", Value(cell.ever_set)}}));
    }
    return Value::object({{"sku", variant.sku},
                          {"product_id", Value(variant.product->id)},
                          {"variant_id", Value(variant.id)},
                          {"tracking", std::string(name_of(variant.product->tracking))},
                          {"locations", std::move(rows)}});
}

std::vector<StockMovement> Shop::stock_movements(std::size_t skipped) const {
    const std::lock_guard guard(lock_);
    time();
    const auto& all = state_->stock.movements();
    return {all.begin() + static_cast<std::ptrdiff_t>(std::min(skipped, all.size())), all.end()};
}

Value Shop::stock_rows(std::size_t skipped) const {
    const std::vector<StockMovement> movements = stock_movements(skipped);
    const std::lock_guard guard(lock_);
    Value rows = Value::array();
    for (const StockMovement& one : movements) {
        std::string who(name_of(one.cause));
        if (one.cause == StockMovement::Cause::order) who += " " + std::to_string(one.number);
        if (one.cause == StockMovement::Cause::adjustment) who += " " + state_->adjustments.fates()[static_cast<std::size_t>(one.number) - 1].transaction_id;
        const Variant* variant = state_->catalogue.variant(one.variant_id);
        const Product* product = state_->catalogue.product(one.product_id);
        const Location* location = state_->locations.find(one.location_id);
        rows.push(Value::object({{"who", who},
                                 {"sku", variant ? variant->sku : product ? product->main_sku() : ""},
                                 {"product_id", Value(one.product_id)},
                                 {"variant_id", Value(one.variant_id)},
                                 {"location", location ? location->code : std::to_string(one.location_id)},
                                 {"accepted", base::iso_time(one.accepted)},
                                 {"applied", base::iso_time(one.applied)},
                                 {"before", Value(one.before)},
                                 {"after", Value(one.after)}}));
    }
    return rows;
}

std::vector<AdjustmentFate> Shop::adjustments() const {
    const std::lock_guard guard(lock_);
    time();
    return state_->adjustments.fates();
}

base::Millis Shop::stock_quiet_at() const {
    const std::lock_guard guard(lock_);
    time();
    return state_->adjustments.quiet_at();
}

Value Shop::products() const {
    const std::lock_guard guard(lock_);
    time();
    Value rows = Value::array();
    for (const auto& product : state_->catalogue.products()) rows.push(row_of(*state_, *product));
    return rows;
}

Value Shop::product(std::int64_t id) const {
    const std::lock_guard guard(lock_);
    time();
    return row_of(*state_, the_product(*state_, id));
}

} // namespace ledgerline::sandbox

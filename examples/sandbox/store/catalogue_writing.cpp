#include "store/catalogue_writing.hpp"

#include "store/format.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::size_t variants_max = 600;

[[noreturn]] void refuse(int status, const std::string& title, const std::string& member) { throw Refused(status, title, Value::object({{member, title}})); }

} // namespace

void CatalogueWriting::check_sku(const std::string& sku, const Product* product, const Variant* variant) {
    if (sku.empty()) return;
    const bool in_request = std::any_of(skus_.begin(), skus_.end(), [&](const std::string& other) { return state_.catalogue.same_sku(other, sku); });
    if (in_request || state_.catalogue.is_sku_taken(sku, product, variant)) refuse(state_.settings.stock.duplicate_sku_status, "The product sku is a duplicate", "sku");
    skus_.push_back(sku);
}

void CatalogueWriting::check_product(const Value& body, const Product* product) {
    Value problems = problems_in(body, product_members());
    if (!product)
        for (const char* name : {"name", "type", "weight", "price"})
            if (!body.find(name)) problems.set(name, std::string("Please provide a ") + name + ".");
    if (body.find("name") && body["name"].text_or("").empty()) problems.set("name", "name must be a string with a length between 1 and 250");
    if (problems.size() > 0) throw Refused(422, product ? "JSON data is missing or invalid" : "Missing Required Fields", std::move(problems));
    if (const Value* name = body.find("name")) {
        const std::string& wanted = *name->as_text();
        if (std::find(names_.begin(), names_.end(), wanted) != names_.end() || state_.catalogue.is_name_taken(wanted, product)) refuse(409, "The product name is a duplicate", "name");
        names_.push_back(wanted);
    }
    const auto* variants = body["variants"].as_array();
    if (product || !variants || variants->empty()) {
        check_sku(body["sku"].text_or(""), product, nullptr);
        return;
    }
    if (variants->size() > variants_max) refuse(422, "A product can have 600 variants at most", "variants");
    for (const Value& variant : *variants) check_variant(variant, nullptr, nullptr);
    // The SKU of a product with one variant without options is that variant's.
    const std::string sku = body["sku"].text_or("");
    if (variants->front()["option_values"].size() > 0) check_sku(sku, nullptr, nullptr);
}

void CatalogueWriting::check_variant(const Value& body, const Product* product, const Variant* variant) {
    if (!body.is_object()) refuse(422, "JSON data is missing or invalid", "variants");
    Value problems = problems_in(body, variant_members());
    if (!variant)
        for (const char* name : {"sku", "option_values"})
            if (!body.find(name)) problems.set(name, std::string("error.path.missing"));
    if (!variant && body.find("sku") && body["sku"].text_or("").empty()) problems.set("sku", "sku must be a string with a length between 1 and 255");
    if (problems.size() > 0) throw Refused(422, "JSON data is missing or invalid", std::move(problems));
    if (product && !variant && product->variants.size() >= variants_max) refuse(422, "A product can have 600 variants at most", "variants");
    if (variant && body.find("sku") && state_.catalogue.same_sku(variant->sku, body["sku"].text_or(""))) return; // as it is
    static const Variant nobody;
    check_sku(body["sku"].text_or(""), product, variant ? variant : &nobody);
}

Product& CatalogueWriting::create(const Value& body) {
    Value plain = body;
    for (const char* name : {"id", "date_created", "date_modified", "stock"}) plain.erase(name);
    if (auto* variants = plain.member("variants").as_array())
        for (Value& one : *variants)
            for (const char* name : {"id", "sku_id", "stock"}) one.erase(name);
    else plain.erase("variants");
    if (!plain.find("inventory_tracking")) plain.set("inventory_tracking", "none");
    Product& product = add_product(state_, product_of(plain), now_);
    state_.tell_of_product("created", product, now_);
    if (product.has_options())
        for (const auto& one : product.variants) state_.tell_of_variant("created", *one, now_);
    if (const Value* level = body.find("inventory_level")) write_level(item_of(product), product.id, *level);
    if (const auto* variants = body["variants"].as_array(); variants && product.has_options())
        for (std::size_t i = 0; i < variants->size(); ++i)
            if (const Value* level = (*variants)[i].find("inventory_level")) write_level({&product, product.variants[i].get()}, product.variants[i]->id, *level);
    return product;
}

void CatalogueWriting::change(Product& product, const Value& body) {
    if (const Value* name = body.find("name")) state_.catalogue.rename(product, *name->as_text());
    if (const Value* sku = body.find("sku")) state_.catalogue.change_sku(product, *sku->as_text());
    take_members(product, body);
    touch(product);
    if (const Value* level = body.find("inventory_level")) write_level(item_of(product), product.id, *level);
}

Variant& CatalogueWriting::create_variant(Product& product, const Value& body) {
    const bool had_options = product.has_options();
    const std::string main_sku = product.main_sku();
    const std::int64_t first = product.variants.front()->id;
    Variant& added = state_.catalogue.add_variant(product, variant_of(body, true));
    if (!had_options) { // the base variant makes room for those with options
        state_.catalogue.remove_variant(product, first);
        state_.catalogue.change_sku(product, main_sku);
    }
    number_options(product);
    touch(product);
    state_.tell_of_variant("created", added, now_);
    if (const Value* level = body.find("inventory_level"); level && !level->is_null()) write_level({&product, &added}, added.id, *level);
    return added;
}

void CatalogueWriting::change(Variant& variant, const Value& body) {
    Product& product = *variant.product;
    if (const Value* sku = body.find("sku")) state_.catalogue.change_sku(variant, *sku->as_text());
    if (product.has_options()) take_members(variant, body);
    else {
        // What is the variant's is the product's.
        Value shared = body;
        for (const char* name : {"price", "weight"})
            if (shared[name].is_null()) shared.erase(name);
        take_members(product, shared);
        if (const Value* disabled = body.find("purchasing_disabled")) variant.purchasing_disabled = disabled->bool_or(false);
    }
    touch(product);
    if (product.has_options()) state_.tell_of_variant("updated", variant, now_);
    if (const Value* level = body.find("inventory_level"); level && !level->is_null()) write_level({&product, &variant}, variant.id, *level);
}

void CatalogueWriting::remove(Product& product) {
    state_.tell_of_product("deleted", product, now_);
    state_.catalogue.remove(product.id);
}

void CatalogueWriting::remove(Variant& variant) {
    Product& product = *variant.product;
    if (!product.has_options() || product.variants.size() == 1) refuse(422, "The last variant of a product can't be deleted", "id");
    state_.tell_of_variant("deleted", variant, now_);
    state_.catalogue.remove_variant(product, variant.id);
    touch(product);
}

void CatalogueWriting::write_level(const StockItem& item, std::int64_t id, const Value& level) {
    // It has no effect where the stock is counted otherwise or not at all.
    const Tracking needed = item.variant && item.product->has_options() ? Tracking::variant : Tracking::product;
    if (!item.is_tracked() || (item.product->has_options() && item.product->tracking != needed)) return;
    const Location& location = *state_.locations.find(default_location);
    if (state_.adjustments.loses_catalogue_stock() || !location.enabled) {
        unsaved_.set(std::to_string(id), "The inventory was not updated");
        return;
    }
    state_.stock.set(item, location, std::min(level.int_or(0), stock_max), {StockMovement::Cause::catalogue, 0, now_, now_});
}

void CatalogueWriting::touch(Product& product) {
    product.modified = std::max(product.modified, whole_second(now_));
    state_.tell_of_product("updated", product, now_);
}

} // namespace ledgerline::sandbox::store

#include "store/product_reading.hpp"

#include "message/json.hpp"
#include "store/format.hpp"
#include "store/state.hpp"

#include <map>
#include <stdexcept>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::int64_t variants_max = 600;

std::optional<Decimal> amount(const Value& value) {
    if (value.is_null()) return std::nullopt;
    return Decimal::parse_number(value.text_or("?")); // DecimalError names the text
}

// What is as usual is not kept.
void keep(Value& more, const CatalogueMember& member, const Value& value) {
    const Value kept = member.kind == CatalogueMember::Kind::amount && !value.is_null() ? json_number(*amount(value)) : value;
    if (message::write_json(kept) == member.usual) more.erase(member.name);
    else more.set(member.name, kept);
}

bool is_own(const CatalogueMember* member) { return member && member->kind != CatalogueMember::Kind::read_only && member->name != "inventory_level"; }

void read_stock(const Value& stock, std::size_t variant, std::vector<OpeningStock>& out) {
    if (stock.is_null()) return;
    if (!stock.is_object()) throw std::invalid_argument("stock: must be an object of quantities by location");
    for (const auto& [location, quantity] : *stock.as_object()) {
        if (!quantity.as_int()) throw std::invalid_argument("stock." + location + ": must be a whole number");
        out.push_back({variant, location, *quantity.as_int()});
    }
}

base::Millis moment(const Value& value) {
    const auto at = base::parse_time(value.text_or(""));
    return at ? whole_second(*at) : 0;
}

} // namespace

Value problems_in(const Value& members, const std::vector<CatalogueMember>& table) {
    Value out = Value::object();
    for (const auto& [name, value] : *members.as_object())
        if (const CatalogueMember* member = find_member(table, name))
            if (const auto why = misfit(*member, value)) out.set(name, *why);
    return out;
}

void require_fitting(const Value& members, const std::vector<CatalogueMember>& table) {
    const Value problems = problems_in(members, table);
    if (problems.size() > 0) throw std::invalid_argument(problems.as_object()->front().second.text_or(""));
}

void take_members(Product& product, const Value& members) {
    for (const auto& [name, value] : *members.as_object()) {
        const CatalogueMember* member = find_member(product_members(), name);
        if (!is_own(member) || name == "name" || name == "sku") continue;
        if (name == "price") product.price = amount(value).value_or(Decimal());
        else if (name == "weight") product.weight = amount(value).value_or(Decimal());
        else if (name == "is_visible") product.visible = value.bool_or(true);
        else if (name == "inventory_tracking") product.tracking = tracking_named(value.text_or("")).value_or(Tracking::none);
        else keep(product.more, *member, value);
    }
}

void take_members(Variant& variant, const Value& members) {
    for (const auto& [name, value] : *members.as_object()) {
        const CatalogueMember* member = find_member(variant_members(), name);
        if (!is_own(member) || name == "sku") continue;
        if (name == "price") variant.price = amount(value);
        else if (name == "weight") variant.weight = amount(value);
        else if (name == "purchasing_disabled") variant.purchasing_disabled = value.bool_or(false);
        else keep(variant.more, *member, value);
    }
}

std::unique_ptr<Variant> variant_of(const Value& given, bool has_options) {
    auto out = std::make_unique<Variant>();
    out->id = given["id"].int_or(0);
    out->sku = given["sku"].text_or("");
    out->sku_id = has_options ? given["sku_id"].int_or(-1) : 0;
    if (has_options) take_members(*out, given);
    else out->purchasing_disabled = given["purchasing_disabled"].bool_or(false);
    return out;
}

void number_options(Product& product) {
    std::map<std::string, std::int64_t> options, labels; // by name, and by name and label
    const std::int64_t first = product.variants.front()->id; // ids are the store's own: any that nobody else has
    for (const auto& variant : product.variants) {
        const Value* given = variant->more.find("option_values");
        if (!given || !given->is_array()) continue;
        Value numbered = Value::array();
        for (const Value& one : *given->as_array()) {
            const std::string name = one["option_display_name"].text_or("Option"), label = one["label"].text_or("");
            const std::int64_t option = options.try_emplace(name, first * 10 + static_cast<std::int64_t>(options.size())).first->second;
            const std::int64_t value = labels.try_emplace(name + "\n" + label, first * 1'000 + static_cast<std::int64_t>(labels.size())).first->second;
            numbered.push(Value::object({{"id", Value(value)}, {"label", label}, {"option_id", Value(option)}, {"option_display_name", name}}));
        }
        variant->more.set("option_values", std::move(numbered));
    }
}

NewProduct product_of(const Value& given) {
    if (!given.is_object()) throw std::invalid_argument("a product must be an object");
    require_fitting(given, product_members());
    NewProduct out;
    out.product = std::make_unique<Product>();
    Product& product = *out.product;
    product.id = given["id"].int_or(0);
    take_members(product, given);
    if (given["inventory_tracking"].is_null()) product.tracking = Tracking::product;
    product.created = moment(given["date_created"]);
    product.modified = moment(given["date_modified"]);
    read_stock(given["stock"], OpeningStock::whole, out.stock);
    const auto* variants = given["variants"].as_array();
    const bool has_options = variants && (variants->size() > 1 || (variants->size() == 1 && variants->front()["option_values"].size() > 0));
    if (variants && static_cast<std::int64_t>(variants->size()) > variants_max) throw std::invalid_argument("variants: a product has at most 600");
    if (!variants || variants->empty()) {
        product.variants.push_back(variant_of(Value::object({{"sku", given["sku"]}}), false));
    } else {
        for (const Value& one : *variants) {
            if (!one.is_object()) throw std::invalid_argument("variants: each must be an object");
            require_fitting(one, variant_members());
            read_stock(one["stock"], product.variants.size(), out.stock);
            product.variants.push_back(variant_of(one, has_options));
        }
    }
    product.sku = has_options ? given["sku"].text_or("") : "";
    product.name = given["name"].text_or(product.main_sku());
    return out;
}

Product& add_product(State& state, NewProduct added, base::Millis now) {
    for (const OpeningStock& one : added.stock)
        if (!state.locations.find(one.location)) throw std::invalid_argument("stock: there is no location " + one.location);
    if (added.product->created == 0) added.product->created = whole_second(now);
    if (added.product->modified == 0) added.product->modified = added.product->created;
    Product& product = state.catalogue.add(std::move(added.product));
    if (product.has_options()) number_options(product);
    for (const OpeningStock& one : added.stock) {
        const StockItem item = one.variant == OpeningStock::whole ? item_of(product) : item_of(*product.variants[one.variant]);
        state.stock.open(item, *state.locations.find(one.location), one.quantity);
    }
    return product;
}

} // namespace ledgerline::sandbox::store

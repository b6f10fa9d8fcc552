#include "store/product_text.hpp"

#include "message/json.hpp"
#include "store/catalogue_members.hpp"
#include "store/format.hpp"

#include <algorithm>
#include <sstream>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

std::set<std::string, std::less<>> words(const Call& call, std::string_view parameter) {
    std::set<std::string, std::less<>> out;
    std::istringstream list(call.parameter(parameter).value_or(""));
    for (std::string word; std::getline(list, word, ',');) out.insert(word);
    return out;
}

// Members of an object, one after the other.
class ObjectText {
public:
    explicit ObjectText(std::string& out) : out_(out) { out_ += '{'; }
    void add(std::string_view name, std::string_view json) {
        if (out_.back() != '{') out_ += ',';
        (((out_ += '"') += name) += "\":") += json;
    }
    void end() { out_ += '}'; }

private:
    std::string& out_;
};

std::string number(const Decimal& amount) { return amount.normalized().text(); }
std::string text(const std::string& value) { return message::write_json(Value(value)); }
std::string flag(bool value) { return value ? "true" : "false"; }
std::string amount_or_null(const std::optional<Decimal>& amount) { return amount ? number(*amount) : "null"; }

std::optional<Decimal> amount_in(const Value& more, std::string_view name) {
    const Value* found = more.find(name);
    return found ? Decimal::try_parse(found->text_or("")) : std::nullopt;
}

} // namespace

ShownMembers::ShownMembers(const Call& call) : only_(words(call, "include_fields")), without_(words(call, "exclude_fields")), parts_(words(call, "include")) {}

bool ShownMembers::shows(std::string_view member) const {
    if (member == "id") return true;
    return (only_.empty() || only_.find(member) != only_.end()) && without_.find(member) == without_.end();
}

Decimal sold_for(const Product& product) {
    const auto sale = amount_in(product.more, "sale_price");
    return sale && !sale->is_zero() ? *sale : product.price;
}

Decimal sold_for(const Variant& variant) {
    const auto sale = amount_in(variant.more, "sale_price");
    if (sale) return *sale;
    return variant.price ? *variant.price : sold_for(*variant.product);
}

void ProductText::write(std::string& out, const Product& product, const ShownMembers& shown) const {
    ObjectText object(out);
    for (const CatalogueMember& member : product_members()) {
        const std::string_view name = member.name;
        if (!shown.shows(name)) continue;
        if (name == "id") object.add(name, std::to_string(product.id));
        else if (name == "name") object.add(name, text(product.name));
        else if (name == "sku") object.add(name, text(product.main_sku()));
        else if (name == "price") object.add(name, number(product.price));
        else if (name == "weight") object.add(name, number(product.weight));
        else if (name == "calculated_price") object.add(name, number(sold_for(product)));
        else if (name == "inventory_tracking") object.add(name, "\"" + std::string(name_of(product.tracking)) + "\"");
        else if (name == "inventory_level") object.add(name, std::to_string(stock_.catalogue_level(product)));
        else if (name == "is_visible") object.add(name, flag(product.visible));
        else if (name == "date_created") object.add(name, "\"" + iso8601(product.created) + "\"");
        else if (name == "date_modified") object.add(name, "\"" + iso8601(product.modified) + "\"");
        else if (name == "base_variant_id") object.add(name, product.has_options() ? "null" : std::to_string(product.variants.front()->id));
        else if (const Value* own = product.more.find(name)) object.add(name, message::write_json(*own));
        else if (name == "custom_url") object.add(name, "{\"url\":\"/product-" + std::to_string(product.id) + "/\",\"is_customized\":false}");
        else object.add(name, member.usual);
    }
    if (shown.includes("variants")) {
        std::string list;
        write_variants(list, product);
        object.add("variants", list);
    }
    if (shown.includes("options")) object.add("options", message::write_json(options_of(product)));
    if (shown.includes("channels")) object.add("channels", "[1]");
    if (shown.includes("primary_image")) object.add("primary_image", "null");
    for (const char* part : {"modifiers", "images", "videos", "custom_fields", "bulk_pricing_rules", "parent_relations", "reviews"})
        if (shown.includes(part)) object.add(part, "[]");
    object.end();
}

void ProductText::write_variants(std::string& out, const Product& product) const {
    out += '[';
    for (const auto& variant : product.variants) {
        if (out.back() != '[') out += ',';
        write(out, *variant, ShownMembers{});
    }
    out += ']';
}

void ProductText::write(std::string& out, const Variant& variant, const ShownMembers& shown) const {
    const Product& product = *variant.product;
    const bool base = variant.sku_id == 0;
    // The variant of a product without options has nothing of its own.
    const Value& more = base ? product.more : variant.more;
    ObjectText object(out);
    for (const CatalogueMember& member : variant_members()) {
        const std::string_view name = member.name;
        if (!shown.shows(name)) continue;
        if (name == "id") object.add(name, std::to_string(variant.id));
        else if (name == "product_id") object.add(name, std::to_string(product.id));
        else if (name == "sku") object.add(name, text(variant.sku));
        else if (name == "sku_id") object.add(name, base ? "null" : std::to_string(variant.sku_id));
        else if (name == "price") object.add(name, base && settings_.base_variant_price == BaseVariantPrice::product ? number(product.price) : amount_or_null(variant.price));
        else if (name == "calculated_price") object.add(name, number(sold_for(variant)));
        else if (name == "weight") object.add(name, base && settings_.base_variant_price == BaseVariantPrice::product ? number(product.weight) : amount_or_null(variant.weight));
        else if (name == "calculated_weight") object.add(name, number(variant.weight ? *variant.weight : product.weight));
        else if (name == "purchasing_disabled") object.add(name, flag(variant.purchasing_disabled));
        else if (name == "inventory_level") object.add(name, std::to_string(stock_.catalogue_level(variant)));
        else if (const Value* own = more.find(name)) object.add(name, message::write_json(*own));
        else object.add(name, member.usual);
    }
    object.end();
}

Value options_of(const Product& product) {
    Value out = Value::array();
    if (!product.has_options()) return out;
    for (const auto& variant : product.variants) {
        const auto* values = variant->more["option_values"].as_array();
        if (!values) continue;
        for (const Value& one : *values) {
            Value::Array& options = *out.as_array();
            auto option = std::find_if(options.begin(), options.end(), [&](const Value& known) { return known["id"] == one["option_id"]; });
            if (option == options.end()) {
                out.push(Value::object({{"id", one["option_id"]},
                                        {"product_id", Value(product.id)},
                                        {"name", one["option_display_name"]},
                                        {"display_name", one["option_display_name"]},
                                        {"type", Value("rectangles")},
                                        {"sort_order", Value(static_cast<std::int64_t>(options.size()))},
                                        {"option_values", Value::array()},
                                        {"config", Value::array()}}));
                option = std::prev(options.end());
            }
            Value::Array& labels = *option->member("option_values").as_array();
            if (std::none_of(labels.begin(), labels.end(), [&](const Value& known) { return known["id"] == one["id"]; }))
                labels.push_back(Value::object({{"id", one["id"]},
                                                {"label", one["label"]},
                                                {"sort_order", Value(static_cast<std::int64_t>(labels.size()))},
                                                {"value_data", Value()},
                                                {"is_default", Value(false)}}));
        }
    }
    return out;
}

} // namespace ledgerline::sandbox::store

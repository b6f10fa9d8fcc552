#include "store/catalogue_members.hpp"

#include <ledgerline/decimal.hpp>

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using Kind = CatalogueMember::Kind;

constexpr std::int64_t stock_max = 2'147'483'647;
constexpr std::int64_t billion = 1'000'000'000;

// Characters, not bytes.
std::size_t characters(const std::string& utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

const std::vector<CatalogueMember>& product_members() {
    static const std::vector<CatalogueMember> members = {
        {"id", Kind::read_only, "0"},
        {"name", Kind::text, "\"\"", 250},
        {"type", Kind::word, "\"physical\"", 0, false, "|physical|digital|"},
        {"sku", Kind::text, "\"\"", 255},
        {"description"},
        {"weight", Kind::amount, "0"},
        {"width", Kind::amount, "0"},
        {"depth", Kind::amount, "0"},
        {"height", Kind::amount, "0"},
        {"price", Kind::amount, "0"},
        {"cost_price", Kind::amount, "0"},
        {"retail_price", Kind::amount, "0"},
        {"sale_price", Kind::amount, "0"},
        {"map_price", Kind::amount, "0"},
        {"tax_class_id", Kind::integer, "0", 255},
        {"product_tax_code", Kind::text, "\"\"", 255},
        {"calculated_price", Kind::read_only, "0"},
        {"categories", Kind::list, "[]", 1'000},
        {"brand_id", Kind::integer, "0", billion},
        {"option_set_id", Kind::read_only, "null"},
        {"option_set_display", Kind::read_only, "\"right\""},
        {"inventory_level", Kind::integer, "0", INT64_MAX},
        {"inventory_warning_level", Kind::integer, "0", stock_max},
        {"inventory_tracking", Kind::word, "\"none\"", 0, false, "|none|product|variant|"},
        {"reviews_rating_sum", Kind::read_only, "0"},
        {"reviews_count", Kind::read_only, "0"},
        {"total_sold", Kind::read_only, "0"},
        {"fixed_cost_shipping_price", Kind::amount, "0"},
        {"is_free_shipping", Kind::flag, "false"},
        {"is_visible", Kind::flag, "true"},
        {"is_featured", Kind::flag, "false"},
        {"related_products", Kind::list, "[-1]", 1'000},
        {"warranty"},
        {"bin_picking_number", Kind::text, "\"\"", 255},
        {"layout_file", Kind::text, "\"product.html\"", 500},
        {"upc", Kind::text, "\"\"", 14},
        {"mpn", Kind::text, "\"\"", 255},
        {"gtin", Kind::text, "\"\"", 14},
        {"date_last_imported", Kind::read_only, "\"\""},
        {"search_keywords"},
        {"availability", Kind::word, "\"available\"", 0, false, "|available|disabled|preorder|"},
        {"availability_description", Kind::text, "\"\"", 255},
        {"gift_wrapping_options_type", Kind::word, "\"any\"", 0, false, "|any|none|list|"},
        {"gift_wrapping_options_list", Kind::list, "[]", 1'000},
        {"sort_order", Kind::integer, "0", stock_max, false, {}, -stock_max - 1},
        {"condition", Kind::word, "\"New\"", 0, false, "|New|Used|Refurbished|"},
        {"is_condition_shown", Kind::flag, "false"},
        {"order_quantity_minimum", Kind::integer, "0", billion},
        {"order_quantity_maximum", Kind::integer, "0", billion},
        {"page_title", Kind::text, "\"\"", 255},
        {"meta_keywords", Kind::list, "[]", 1'000},
        {"meta_description"},
        {"date_created", Kind::read_only, "\"\""},
        {"date_modified", Kind::read_only, "\"\""},
        {"view_count", Kind::read_only, "0"},
        {"preorder_release_date", Kind::text, "null", 64, true},
        {"preorder_message", Kind::text, "\"\"", 255},
        {"is_preorder_only", Kind::flag, "false"},
        {"is_price_hidden", Kind::flag, "false"},
        {"price_hidden_label", Kind::text, "\"\"", 200},
        {"custom_url", Kind::object, "{\"url\":\"\",\"is_customized\":false}"},
        {"base_variant_id", Kind::read_only, "null"},
        {"open_graph_type", Kind::word, "\"product\"", 0, false, "|product|album|book|drink|food|game|movie|song|tv_show|"},
        {"open_graph_title"},
        {"open_graph_description"},
        {"open_graph_use_meta_description", Kind::flag, "true"},
        {"open_graph_use_product_name", Kind::flag, "true"},
        {"open_graph_use_image", Kind::flag, "true"},
    };
    return members;
}

const std::vector<CatalogueMember>& variant_members() {
    static const std::vector<CatalogueMember> members = {
        {"id", Kind::read_only, "0"},
        {"product_id", Kind::read_only, "0"},
        {"sku", Kind::text, "\"\"", 255},
        {"sku_id", Kind::read_only, "null"},
        {"price", Kind::amount, "null", 0, true},
        {"calculated_price", Kind::read_only, "0"},
        {"sale_price", Kind::amount, "null", 0, true},
        {"retail_price", Kind::amount, "null", 0, true},
        {"map_price", Kind::amount, "null", 0, true},
        {"weight", Kind::amount, "null", 0, true},
        {"calculated_weight", Kind::read_only, "0"},
        {"width", Kind::amount, "null", 0, true},
        {"height", Kind::amount, "null", 0, true},
        {"depth", Kind::amount, "null", 0, true},
        {"is_free_shipping", Kind::flag, "false"},
        {"fixed_cost_shipping_price", Kind::amount, "null", 0, true},
        {"purchasing_disabled", Kind::flag, "false"},
        {"purchasing_disabled_message", Kind::text, "\"\"", 255},
        {"image_url", Kind::text, "\"\"", 2'048},
        {"cost_price", Kind::amount, "null", 0, true},
        {"upc", Kind::text, "\"\"", 14, true},
        {"mpn", Kind::text, "\"\"", 255, true},
        {"gtin", Kind::text, "\"\"", 14, true},
        {"inventory_level", Kind::integer, "0", INT64_MAX, true},
        {"inventory_warning_level", Kind::integer, "0", stock_max, true},
        {"bin_picking_number", Kind::text, "\"\"", 255, true},
        {"option_values", Kind::list, "[]", 250},
    };
    return members;
}

const CatalogueMember* find_member(const std::vector<CatalogueMember>& members, std::string_view name) {
    const auto at = std::find_if(members.begin(), members.end(), [&](const CatalogueMember& one) { return one.name == name; });
    return at == members.end() ? nullptr : &*at;
}

std::optional<std::string> misfit(const CatalogueMember& member, const message::Value& value) {
    const std::string name(member.name);
    if (value.is_null() && member.nullable) return std::nullopt;
    switch (member.kind) {
        case Kind::read_only: return std::nullopt;
        case Kind::text:
            if (!value.is_text()) return name + " must be a string";
            if (characters(*value.as_text()) > static_cast<std::size_t>(member.max)) return name + " must be " + std::to_string(member.max) + " characters or less";
            return std::nullopt;
        case Kind::amount: {
            const bool is_number = value.as_int() || value.as_number() || value.is_text();
            const auto amount = is_number ? Decimal::try_parse(value.text_or("")) : std::nullopt;
            if (!amount || amount->is_negative()) return name + " must be a number greater than or equal to 0";
            return std::nullopt;
        }
        case Kind::integer: {
            const auto* number = value.as_int();
            if (!number || *number < member.min || *number > member.max) return name + " must be an integer within its bounds";
            return std::nullopt;
        }
        case Kind::flag: return value.as_bool() ? std::nullopt : std::optional(name + " must be a boolean");
        case Kind::word:
            if (!value.is_text() || value.as_text()->find('|') != std::string::npos || member.words.find("|" + *value.as_text() + "|") == std::string_view::npos)
                return name + " is invalid";
            return std::nullopt;
        case Kind::list: return value.is_array() ? std::nullopt : std::optional(name + " must be an array");
        case Kind::object: return value.is_object() ? std::nullopt : std::optional(name + " must be an object");
    }
    return std::nullopt;
}

} // namespace ledgerline::sandbox::store

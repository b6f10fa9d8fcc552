// Lines and what is said about them: options, discounts, wrapping, taxes.
#include "order_mapper.hpp"

namespace bigcommerce {
namespace {

std::string_view kind_of(const Node& product) {
    const std::string_view type = product["type"].text_or("");
    if (type == "giftcertificate") return "gift_certificate";
    if (type == "digital") return "digital";
    const Node id = product["product_id"];
    return is_unset(id) || whole_number(id) == 0 ? "custom" : "physical";
}

std::string_view discount_kind(std::string_view id) {
    if (id.find("coupon") != std::string_view::npos) return "coupon";
    if (id.find("manual") != std::string_view::npos) return "manual";
    return id.empty() ? "other" : "automatic";
}

void map_discounts(const Node& product, const Node& list) {
    list.set_json("[]");
    const Node applied = product["applied_discounts"];
    if (!applied.is_array()) return;
    for (const Node discount : applied.elements()) {
        const Node out = list.append();
        out["kind"].set(discount_kind(discount["id"].text_or("")));
        out["place"].set(discount["target"].text_or("") == "order" ? "order" : "line");
        copy_text(discount["code"], out["code"]);
        copy_text(discount["name"], out["name"]);
        copy_amount(discount["amount"], out["amount"]);
    }
}

void map_options(const Node& product, const Node& list) {
    list.set_json("[]");
    const Node options = product["product_options"];
    if (!options.is_array()) return;
    for (const Node option : options.elements()) {
        const Node out = list.append();
        copy_text(option["display_name"], out["name"]);
        copy_text(option["display_value"], out["value"]);
    }
}

} // namespace

void map_line(const Node& product, const Node& line) {
    line["id"].set(product["id"].text());
    copy_id(product["parent_order_product_id"], line["parent_id"]);
    line["kind"].set(kind_of(product));
    copy_id(product["product_id"], line["product_id"]);
    copy_id(product["variant_id"], line["variant_id"]);
    line["sku"].set(product["sku"].text_or(""));
    copy_text(product["name"], line["name"]);
    line["quantity"].set(whole_number(product["quantity"]));
    copy_id(product["order_address_id"], line["consignment_id"]);
    copy_amount(product["price_ex_tax"], line["unit_price_ex_tax"]);
    copy_amount(product["price_inc_tax"], line["unit_price_inc_tax"]);
    copy_amount(product["total_ex_tax"], line["total_ex_tax"]);
    copy_amount(product["total_inc_tax"], line["total_inc_tax"]);
    copy_amount(product["total_tax"], line["total_tax"]);
    const Node discounted = product["discounted_total_inc_tax"];
    if (is_unset(discounted)) line["discounted_total_inc_tax"].set("");
    else copy_amount(discounted, line["discounted_total_inc_tax"]);
    map_discounts(product, line["discounts"]);
    map_options(product, line["options"]);
    const Node wrapping = line["wrapping"];
    copy_text(product["wrapping_name"], wrapping["name"]);
    copy_text(product["wrapping_message"], wrapping["message"]);
    copy_split(product, "wrapping_cost_", wrapping);
    copy_id(product["gift_certificate_id"], line["gift_certificate_id"]);
    for (const char* name : {"quantity_shipped", "quantity_refunded"}) {
        const Node from = product[name];
        if (is_unset(from)) line[name].set(0);
        else line[name].set(whole_number(from));
    }
}

void map_tax(const Node& row, const Node& tax) {
    copy_text(row["name"], tax["name"]);
    copy_text(row["class"], tax["class"]);
    copy_amount(row["rate"], tax["rate"]);
    copy_amount(row["line_amount"].is_missing() ? row["priority_amount"] : row["line_amount"], tax["amount"]);
    const std::string_view type = row["line_item_type"].text_or("item");
    tax["place"].set(type == "gift-wrapping" ? std::string_view("wrapping") : type);
    copy_id(row["order_product_id"], tax["line_id"]);
    copy_id(row["order_address_id"], tax["consignment_id"]);
    tax["priority"].set(is_unset(row["priority"]) ? 0 : whole_number(row["priority"]));
}

void map_coupon(const Node& coupon, const Node& discount) {
    // 3 shipping_discount, 4 free_shipping; everything else is taken off goods.
    const std::string_view type = coupon["type"].text_or("");
    discount["kind"].set(type == "5" ? "automatic" : "coupon");
    discount["place"].set(type == "3" || type == "4" ? "shipping" : type == "0" ? "line" : "order");
    copy_text(coupon["code"], discount["code"]);
    copy_text(coupon["code"], discount["name"]);
    copy_amount(coupon["discount"], discount["amount"]);
}

void map_fee(const Node& row, const Node& fee) {
    copy_text(row["id"], fee["id"]);
    copy_text(row["display_name_customer"], fee["name"]);
    // The store's own samples misspell the name in places.
    copy_amount(row["cost_ex_tax"].is_missing() ? row["cost_exc_tax"] : row["cost_ex_tax"], fee["ex_tax"]);
    copy_amount(row["cost_inc_tax"], fee["inc_tax"]);
    copy_amount(row["cost_tax"], fee["tax"]);
    copy_id(row["tax_class_id"], fee["tax_class"]);
}

} // namespace bigcommerce

#include "listing_mapper.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"

#include <stdexcept>

namespace bigcommerce {

namespace {

void copy_amount_if_any(const Node& from, const Node& to) {
    if (is_unset(from)) to.set("");
    else copy_amount(from, to);
}

// 0 is how the store writes that there is none.
void copy_sale_price(const Node& from, const Node& to) {
    if (is_unset(from) || from.decimal().is_zero()) to.set("");
    else copy_amount(from, to);
}

void map_common(const Node& row, const ListedProduct& product, const std::string& barcode, const Node& body) {
    if (!product.problem.empty()) throw std::invalid_argument(product.problem);
    copy_text(row["sku"], body["sku"]);
    body["product_id"].set(product.id);
    body["tracking"].set(product.tracking);
    body["name"].set(product.name);
    copy_amount_if_any(row["price"], body["price"]);
    copy_sale_price(row["sale_price"], body["sale_price"]);
    copy_amount_if_any(row["weight"], body["weight"]);
    copy_text(row[barcode], body["barcode"]);
    body["visible"].set(product.visible);
    body["tax_class"].set(product.tax_class);
    body["modified_at"].set(product.modified_at);
}

// "" = it has none, or nothing that could be one.
std::string base_variant_of(const Node& product) {
    const Node base = product["base_variant_id"];
    try {
        const std::int64_t id = is_unset(base) ? 0 : whole_number(base);
        return id > 0 ? std::to_string(id) : "";
    } catch (const std::runtime_error&) {
        return "";
    }
}

void map_own(const Node& product, ListedProduct& out) {
    out.name = text_in(product["name"]);
    out.tracking = is_unset(product["inventory_tracking"]) ? std::string_view("none") : text_in(product["inventory_tracking"]);
    out.tax_class = text_in(product["tax_class_id"]);
    const Node modified = product["date_modified"];
    out.modified_at = is_unset(modified) ? "" : iso(modified.text());
    out.visible = is_true(product["is_visible"]);
}

} // namespace

ListedProduct listed_product(const Node& product, std::int64_t id) {
    ListedProduct out;
    out.id = std::to_string(id);
    out.base_variant_id = base_variant_of(product);
    try {
        map_own(product, out);
    } catch (const std::runtime_error& problem) {
        out.problem = problem.what();
    } catch (const std::invalid_argument& problem) {
        out.problem = problem.what();
    }
    return out;
}

void map_product(const Node& product, const ListedProduct& listed, const std::string& barcode, const Node& body) {
    map_common(product, listed, barcode, body);
    body["variant_id"].set(listed.base_variant_id);
    body["base"].set(true);
    body["purchasable"].set(text_in(product["availability"]) != "disabled");
}

void map_variant(const Node& variant, const ListedProduct& product, const std::string& barcode, const Node& body) {
    map_common(variant, product, barcode, body);
    body["variant_id"].set(std::to_string(whole_number(variant["id"])));
    const Node options = variant["option_values"];
    body["base"].set(options.is_array() && options.count() == 0);
    body["purchasable"].set(!is_true(variant["purchasing_disabled"]));
}

} // namespace bigcommerce

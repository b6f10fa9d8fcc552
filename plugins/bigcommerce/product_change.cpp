#include "product_change.hpp"

#include "order_mapper.hpp"

#include <ledgerline/text.hpp>

namespace bigcommerce {

using namespace ledgerline;

namespace {

// As JSON has them: "02" is none.
bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string_view::npos && (text == "0" || text[0] != '0');
}

// What products and variants have alike.
bool write_common(const ListingValues& changes, const std::string& barcode, const Node& body) {
    if (const auto price = changes.price()) body["price"].set_number(*price);
    if (const auto weight = changes.weight()) body["weight"].set_number(*weight);
    if (const auto code = changes.barcode()) body[barcode].set(*code);
    return changes.price() || changes.weight() || changes.barcode();
}

bool is_same(const Node& sent, const Node& found) {
    if (sent.is_boolean()) return found.is_boolean() && found.boolean() == sent.boolean();
    if (sent.is_text()) return text_in(found) == sent.text();
    return !is_unset(found) && found.decimal() == sent.decimal();
}

} // namespace

std::string barcode_member(const Config& connection) { return connection.choice("barcode"); }

ProductSettings::ProductSettings(const Config& config)
    : barcode(barcode_member(config.connection())), type(config.choice("type")), tracking(config.choice("tracking")), categories(config.list("categories")), hidden(config.choice("new") == "hidden") {
    for (std::size_t i = 0; i < categories.size(); ++i)
        if (!is_number(categories[i]))
            config.refuse(config.problem(config.node()["categories"][i], "\"{}\" is not the number of a category (GET /v3/catalog/trees/categories lists them)", categories[i]));
}

bool write_product(const ListingChange& change, const ProductSettings& settings, const Node& body) {
    const ListingValues changes = change.changes();
    bool any = write_common(changes, settings.barcode, body);
    if (const auto name = changes.name()) body["name"].set(*name);
    if (const auto visible = changes.visible()) body["is_visible"].set(*visible);
    if (const auto tax_class = changes.tax_class()) body["tax_class_id"].set_json(*tax_class);
    any = any || changes.name() || changes.visible() || changes.tax_class();
    return any;
}

bool write_variant(const ListingChange& change, const ProductSettings& settings, const Node& body) {
    const ListingValues changes = change.changes();
    const bool any = write_common(changes, settings.barcode, body);
    if (const auto visible = changes.visible()) body["purchasing_disabled"].set(!*visible);
    return any || changes.visible();
}

std::string unwritable(const ListingChange& change) {
    const auto tax_class = change.changes().tax_class();
    if (!tax_class || is_number(*tax_class)) return "";
    return format("\"{}\" is not the number of a tax class (GET /v2/tax_classes lists them)", *tax_class);
}

std::string incomplete(const ListingChange& change) {
    const ListingValues changes = change.changes();
    std::string missing;
    const auto need = [&](bool there, std::string_view what) {
        if (!there) missing += format("{}no {}", missing.empty() ? "" : ", ", what);
    };
    need(!change.sku().empty(), "SKU");
    need(changes.name().has_value() && !changes.name()->empty(), "name");
    need(changes.price().has_value(), "price");
    need(changes.weight().has_value(), "weight");
    return missing;
}

void write_new_product(const ListingChange& change, const ProductSettings& settings, const Node& body) {
    write_product(change, settings, body);
    body["sku"].set(change.sku());
    body["type"].set(settings.type);
    body["inventory_tracking"].set(settings.tracking);
    if (settings.hidden) body["is_visible"].set(false);
    else if (!body["is_visible"].exists()) body["is_visible"].set(true);
    body["categories"].set_json("[]");
    for (const std::string& id : settings.categories) body["categories"].append().set_json(id);
}

std::string not_saved(const Node& sent, const Node& row) {
    std::string out;
    for (const auto& [name, value] : sent.members()) {
        const Node found = row[name];
        if (name == "id" || value.is_array() || !found.exists() || is_same(value, found)) continue;
        out += format("{}{} is {}", out.empty() ? "" : ", ", name, shown(found.json()));
    }
    return out;
}

} // namespace bigcommerce

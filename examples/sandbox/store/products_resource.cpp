// v3 /catalog/products and /catalog/summary.
#include "message/json.hpp"
#include "store/body.hpp"
#include "store/catalogue_writing.hpp"
#include "store/product_filter.hpp"
#include "store/product_text.hpp"
#include "store/resources.hpp"

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::size_t batch_max = 10, delete_max = 250, page_max = 250, page_with_options_max = 10;

std::string text_of(const State& state, const Product& product, const ShownMembers& shown) {
    std::string out;
    ProductText(state.stock, state.settings.stock).write(out, product, shown);
    return out;
}

base::HttpResponse list(const Call& call, const State& state, base::Millis now) {
    const ShownMembers shown(call);
    const bool narrow = shown.includes("options") || shown.includes("modifiers");
    const Page page = narrow ? read_page(call, PageAboveMaximum::clamp, page_with_options_max) : read_page(call, state.settings.page_above_maximum, page_max);
    const auto chosen = ProductFilter(call, state.catalogue, state.stock, state.settings.malformed_date, now).choose();
    const ProductText text(state.stock, state.settings.stock);
    std::string data = "[";
    for (std::size_t i = page.first(); i < std::min(chosen.size(), page.first() + page.limit); ++i) {
        if (data.size() > 1) data += ',';
        text.write(data, *chosen[i], shown);
    }
    return json_answer(200, envelope_of(data + "]", chosen.size(), page));
}

// 207 where the products were saved and their stock was not.
base::HttpResponse written(const std::string& data, const std::string& meta, const Value& unsaved) {
    if (unsaved.size() == 0) return json_answer(200, "{\"data\":" + data + ",\"meta\":" + meta + "}");
    const Value errors = error_object(207, "The product was saved, its inventory was not", unsaved);
    return json_answer(207, "{\"data\":" + data + ",\"errors\":" + message::write_json(errors) + ",\"meta\":" + meta + "}");
}

base::HttpResponse one(const Call& call, const State& state, const Product& product, const CatalogueWriting& writing) {
    return written(text_of(state, product, ShownMembers(call)), "{}", writing.unsaved());
}

base::HttpResponse create(const Call& call, State& state, base::Millis now) {
    const Value body = read_body(call);
    CatalogueWriting writing(state, now);
    writing.check_product(body, nullptr);
    state.adjustments.catalogue_job(now);
    const Product& product = writing.create(body);
    Call with_variants = call;
    with_variants.query.emplace_back("include", "variants,options");
    return one(with_variants, state, product, writing);
}

base::HttpResponse change_many(const Call& call, State& state, base::Millis now) {
    const Value body = read_list(call);
    const Value::Array& items = *body.as_array();
    if (items.size() > batch_max) throw Refused(413, "The request payload is too large. The maximum items allowed in the array is 10.", Value::object());
    CatalogueWriting writing(state, now);
    for (const Value& item : items) {
        if (!item.is_object() || !item["id"].as_int()) throw Refused(422, "JSON data is missing or invalid", Value::object({{"id", "error.path.missing"}}));
        const Product* product = state.catalogue.product(*item["id"].as_int());
        if (!product) throw Refused(404, "The product " + item["id"].text_or("") + " was not found.");
        writing.check_product(item, product);
    }
    state.adjustments.catalogue_job(now);
    std::string data = "[";
    const ShownMembers shown(call);
    for (const Value& item : items) {
        Product& product = *state.catalogue.product(*item["id"].as_int());
        writing.change(product, item);
        if (data.size() > 1) data += ',';
        data += text_of(state, product, shown);
    }
    return written(data + "]", "{}", writing.unsaved());
}

base::HttpResponse remove_many(const Call& call, State& state, base::Millis now) {
    const ProductFilter filter(call, state.catalogue, state.stock, MalformedDate::refuse, now);
    if (filter.is_empty()) throw Refused(422, "A filter is needed to delete products.");
    auto chosen = filter.choose();
    if (chosen.size() > delete_max) chosen.resize(delete_max);
    CatalogueWriting writing(state, now);
    for (const Product* product : chosen) writing.remove(*state.catalogue.product(product->id));
    return no_content();
}

base::HttpResponse answer_one(const Call& call, State& state, Product& product, base::Millis now) {
    require_method(call, {"GET", "PUT", "DELETE"});
    CatalogueWriting writing(state, now);
    if (call.method == "DELETE") {
        writing.remove(product);
        return no_content();
    }
    if (call.method == "PUT") {
        const Value body = read_body(call);
        writing.check_product(body, &product);
        writing.change(product, body);
    }
    return one(call, state, product, writing);
}

base::HttpResponse summary(const State& state) {
    std::int64_t units = 0, variants = 0;
    Decimal value, highest, sum;
    std::optional<Decimal> lowest;
    for (const Variant* variant : state.catalogue.variants()) {
        const std::int64_t level = state.stock.catalogue_level(*variant);
        const Decimal price = sold_for(*variant);
        ++variants;
        units += level;
        value += price.times(Decimal(level));
        sum += price;
        if (price > highest) highest = price;
        if (!lowest || price < *lowest) lowest = price;
    }
    const auto number = [](const Decimal& amount) { return Value::number(amount.normalized().text()); };
    const Decimal average = variants == 0 ? Decimal() : sum.divided(Decimal(variants), 2, Round::half_up);
    const Value data = Value::object({{"inventory_count", Value(units)},
                                      {"variant_count", Value(variants)},
                                      {"inventory_value", number(value)},
                                      {"highest_variant_price", number(highest)},
                                      {"average_variant_price", number(average)},
                                      {"lowest_variant_price", Value(lowest.value_or(Decimal()).normalized().text())}, // text, as the official file has it
                                      {"oldest_variant_date", Value("")},
                                      {"newest_variant_date", Value("")},
                                      {"primary_category_id", Value(0)},
                                      {"primary_category_name", Value("")}});
    return json_answer(Value::object({{"data", data}, {"meta", Value::object()}}));
}

} // namespace

base::HttpResponse answer_catalogue(const Call& call, State& state, base::Millis now) {
    require_scope(call, state, {scope_products});
    const std::string name = call.path.size() > 1 ? call.path[1] : "";
    if (name == "products") return answer_products(call, state, now);
    if (name == "variants" && call.path.size() == 2) return answer_variants(call, state, now);
    if (name == "summary" && call.path.size() == 2) {
        require_method(call, {"GET"});
        return summary(state);
    }
    throw Refused(404, "The requested resource was not found.");
}

base::HttpResponse answer_products(const Call& call, State& state, base::Millis now) {
    if (call.path.size() == 2) {
        require_method(call, {"GET", "POST", "PUT", "DELETE"});
        if (call.method == "POST") return create(call, state, now);
        if (call.method == "PUT") return change_many(call, state, now);
        if (call.method == "DELETE") return remove_many(call, state, now);
        return list(call, state, now);
    }
    const auto id = whole_number(call.path[2]);
    Product* product = id ? state.catalogue.product(*id) : nullptr;
    const bool variants = call.path.size() >= 4 && call.path.size() <= 5 && call.path[3] == "variants";
    if (!product || (call.path.size() > 3 && !variants)) throw Refused(404, "The requested resource was not found.");
    return variants ? answer_variants_of(call, state, *product, now) : answer_one(call, state, *product, now);
}

} // namespace ledgerline::sandbox::store

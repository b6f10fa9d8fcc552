// v3 /catalog/variants and the variants of one product.
#include "message/json.hpp"
#include "store/body.hpp"
#include "store/catalogue_writing.hpp"
#include "store/product_filter.hpp"
#include "store/product_text.hpp"
#include "store/resources.hpp"

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::size_t batch_max = 50;

std::string text_of(const State& state, const Variant& variant, const ShownMembers& shown = {}) {
    std::string out;
    ProductText(state.stock, state.settings.stock).write(out, variant, shown);
    return out;
}

base::HttpResponse page_of(const Call& call, const State& state, const std::vector<const Variant*>& chosen) {
    const Page page = read_page(call, state.settings.page_above_maximum);
    const ShownMembers shown(call);
    const ProductText text(state.stock, state.settings.stock);
    std::string data = "[";
    for (std::size_t i = page.first(); i < std::min(chosen.size(), page.first() + page.limit); ++i) {
        if (data.size() > 1) data += ',';
        text.write(data, *chosen[i], shown);
    }
    return json_answer(200, envelope_of(data + "]", chosen.size(), page));
}

base::HttpResponse list(const Call& call, const State& state) {
    const auto id = number_parameter(call, "id");
    const auto products = number_list(call, "product_id:in");
    const auto sku = call.parameter("sku"), upc = call.parameter("upc");
    const auto fits = [&](const Variant& variant) {
        if (id && variant.id != *id) return false;
        if (sku && !state.catalogue.same_sku(variant.sku, *sku)) return false;
        if (!upc) return true;
        const Value& more = variant.sku_id == 0 ? variant.product->more : variant.more;
        return more["upc"].text_or("") == *upc;
    };
    std::vector<const Variant*> chosen;
    if (products) {
        for (const std::int64_t product_id : *products)
            if (const Product* product = state.catalogue.product(product_id))
                for (const auto& variant : product->variants)
                    if (fits(*variant)) chosen.push_back(variant.get());
        std::sort(chosen.begin(), chosen.end(), [](const Variant* a, const Variant* b) { return a->id < b->id; });
    } else {
        for (const Variant* variant : state.catalogue.variants())
            if (fits(*variant)) chosen.push_back(variant);
    }
    return page_of(call, state, chosen);
}

// What one of a batch is refused for; the shape is documented, what is in it is our choice.
Value batch_error(const Value& item, const Refused& refused) {
    const std::string which = item["id"].as_int() ? "variant " + item["id"].text_or("") : item["sku"].text_or("?");
    Value out = error_object(refused.status, which + ": " + refused.what(), refused.errors.is_null() ? Value::object() : refused.errors);
    out.set("instance", "");
    return out;
}

// Everything is checked before anything is written.
base::HttpResponse change_many(const Call& call, State& state, base::Millis now) {
    const Value body = read_list(call);
    const Value::Array& items = *body.as_array();
    if (items.size() > batch_max) throw Refused(413, "The request payload is too large. The maximum items allowed in the array is 50", Value::object());
    CatalogueWriting writing(state, now);
    Value wrong = Value::array();
    for (const Value& item : items) {
        try {
            if (!item.is_object()) throw Refused(422, "JSON data is missing or invalid");
            const Variant* variant = item["id"].as_int() ? state.catalogue.variant(*item["id"].as_int()) : nullptr;
            if (item.find("id") && !variant) throw Refused(404, "The variant was not found.");
            const Product* product = variant ? variant->product : state.catalogue.product(item["product_id"].int_or(0));
            if (!product) throw Refused(422, "JSON data is missing or invalid", Value::object({{"product_id", "error.path.missing"}}));
            writing.check_variant(item, product, variant);
        } catch (const Refused& refused) {
            wrong.push(batch_error(item, refused));
        }
    }
    if (wrong.size() > 0) return json_answer(422, message::write_json(Value::object({{"batch_errors", std::move(wrong)}})));
    state.adjustments.catalogue_job(now);
    std::string data = "[";
    for (const Value& item : items) {
        Variant* variant = item["id"].as_int() ? state.catalogue.variant(*item["id"].as_int()) : nullptr;
        if (variant) writing.change(*variant, item);
        else variant = &writing.create_variant(*state.catalogue.product(item["product_id"].int_or(0)), item);
        if (data.size() > 1) data += ',';
        data += text_of(state, *variant);
    }
    return json_answer(200, envelope_of(data + "]", items.size(), Page{1, batch_max}));
}

base::HttpResponse one(const State& state, const Variant& variant, const Value& unsaved = Value::object()) {
    const std::string data = "{\"data\":" + text_of(state, variant);
    if (unsaved.size() == 0) return json_answer(200, data + ",\"meta\":{}}");
    return json_answer(207, data + ",\"errors\":" + message::write_json(error_object(207, "The variant was saved, its inventory was not", unsaved)) + ",\"meta\":{}}");
}

} // namespace

base::HttpResponse answer_variants(const Call& call, State& state, base::Millis now) {
    require_method(call, {"GET", "PUT"});
    return call.method == "PUT" ? change_many(call, state, now) : list(call, state);
}

base::HttpResponse answer_variants_of(const Call& call, State& state, Product& product, base::Millis now) {
    CatalogueWriting writing(state, now);
    if (call.path.size() == 4) {
        require_method(call, {"GET", "POST"});
        if (call.method == "GET") {
            std::vector<const Variant*> all;
            for (const auto& variant : product.variants) all.push_back(variant.get());
            return page_of(call, state, all);
        }
        const Value body = read_body(call);
        writing.check_variant(body, &product, nullptr);
        const Variant& created = writing.create_variant(product, body);
        return one(state, created, writing.unsaved());
    }
    require_method(call, {"GET", "PUT", "DELETE"});
    const auto id = whole_number(call.path[4]);
    Variant* variant = id ? state.catalogue.variant(*id) : nullptr;
    if (!variant || variant->product != &product) throw Refused(404, "The requested resource was not found.");
    if (call.method == "DELETE") {
        writing.remove(*variant);
        return no_content();
    }
    if (call.method == "PUT") {
        const Value body = read_body(call);
        writing.check_variant(body, &product, variant);
        writing.change(*variant, body);
    }
    return one(state, *variant, writing.unsaved());
}

} // namespace ledgerline::sandbox::store

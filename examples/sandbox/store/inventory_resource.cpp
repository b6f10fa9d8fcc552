// v3 /inventory/items and /inventory/locations/{id}/items.
#include "message/json.hpp"
#include "store/body.hpp"
#include "store/product_filter.hpp"
#include "store/resources.hpp"
#include "store/stock_identity.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::size_t page_max = 1'000, settings_max = 2'000;

// Every variant of a product that is tracked is a row; those of a product that is tracked as a whole show its stock.
std::vector<const Variant*> choose(const Call& call, const State& state) {
    const auto skus = text_list(call, "sku:in");
    const auto variants = number_list(call, "variant_id:in"), products = number_list(call, "product_id:in");
    const auto has = [](const std::vector<std::int64_t>& list, std::int64_t id) { return std::binary_search(list.begin(), list.end(), id); };
    std::vector<const Variant*> out;
    const auto take = [&](const Variant& variant) {
        if (variant.product->tracking == Tracking::none) return;
        if ((variants && !has(*variants, variant.id)) || (products && !has(*products, variant.product->id))) return;
        if (skus && std::none_of(skus->begin(), skus->end(), [&](const std::string& sku) { return state.catalogue.same_sku(variant.sku, sku); })) return;
        out.push_back(&variant);
    };
    if (variants) {
        for (const std::int64_t id : *variants)
            if (const Variant* variant = state.catalogue.variant(id)) take(*variant);
    } else if (products) {
        for (const std::int64_t id : *products)
            if (const Product* product = state.catalogue.product(id))
                for (const auto& variant : product->variants) take(*variant);
    } else if (skus) {
        for (const std::string& sku : *skus)
            for (const Variant* variant : state.catalogue.variants_with(sku)) take(*variant);
        std::sort(out.begin(), out.end(), [](const Variant* a, const Variant* b) { return a->id < b->id; });
        out.erase(std::unique(out.begin(), out.end()), out.end());
    } else {
        for (const Variant* variant : state.catalogue.variants()) take(*variant);
    }
    return out;
}

std::string text(const std::string& value) { return message::write_json(Value(value)); }

// The numbers and settings of one item at one location, members without brackets.
void add_level(std::string& out, const State& state, const StockItem& item, const Location& location) {
    const StockCell& cell = state.stock.cell(item, location);
    out += "\"available_to_sell\":" + std::to_string(state.stock.shown(cell.on_hand - cell.safety));
    out += ",\"total_inventory_onhand\":" + std::to_string(state.stock.shown(cell.on_hand));
    out += ",\"settings\":{\"safety_stock\":" + std::to_string(cell.safety) + ",\"is_in_stock\":" + (cell.in_stock ? "true" : "false");
    out += ",\"warning_level\":" + std::to_string(cell.warning) + ",\"bin_picking_number\":" + text(state.stock.bin(item, location)) + "}";
}

std::string identity(const Variant& variant, bool with_sku_id) {
    std::string out = "{\"sku\":" + text(variant.sku) + ",\"variant_id\":" + std::to_string(variant.id) + ",\"product_id\":" + std::to_string(variant.product->id);
    if (with_sku_id) out += ",\"sku_id\":" + (variant.sku_id == 0 ? "null" : std::to_string(variant.sku_id));
    return out + "}";
}

template <class Write>
base::HttpResponse page_of(const Call& call, const State& state, const Write& write) {
    const Page page = read_page(call, state.settings.page_above_maximum, page_max);
    const auto chosen = choose(call, state);
    std::string data = "[";
    for (std::size_t i = page.first(); i < std::min(chosen.size(), page.first() + page.limit); ++i) {
        if (data.size() > 1) data += ',';
        write(data, *chosen[i]);
    }
    return json_answer(200, envelope_of(data + "]", chosen.size(), page));
}

base::HttpResponse items(const Call& call, const State& state) {
    const auto ids = number_list(call, "location_id:in");
    const auto codes = text_list(call, "location_code:in");
    std::vector<const Location*> shown;
    for (const Location& location : state.locations.all()) {
        if (ids && std::find(ids->begin(), ids->end(), location.id) == ids->end()) continue;
        if (codes && std::find(codes->begin(), codes->end(), location.code) == codes->end()) continue;
        shown.push_back(&location);
    }
    return page_of(call, state, [&](std::string& out, const Variant& variant) {
        const StockItem item = item_of(*state.catalogue.variant(variant.id));
        out += "{\"identity\":" + identity(variant, true) + ",\"locations\":[";
        for (const Location* location : shown) {
            if (location != shown.front()) out += ',';
            out += "{\"location_id\":" + std::to_string(location->id) + ",\"location_code\":" + text(location->code) + ",\"location_name\":" + text(location->label) +
                   ",\"location_enabled\":" + (location->enabled ? "true," : "false,");
            add_level(out, state, item, *location);
            out += '}';
        }
        out += "]}";
    });
}

base::HttpResponse items_at(const Call& call, const State& state, const Location& location) {
    return page_of(call, state, [&](std::string& out, const Variant& variant) {
        out += "{\"identity\":" + identity(variant, false) + ",";
        add_level(out, state, item_of(*state.catalogue.variant(variant.id)), location);
        out += '}';
    });
}

struct Change {
    StockItem item;
    StockCell cell;
    std::optional<std::string> bin;
};

// One element of the settings, or what is wrong with it.
std::optional<std::string> read_change(const State& state, const Location& location, const Value& given, Change& out) {
    StockIdentity named;
    if (!read_identity(given["identity"], named)) return "Exactly one of sku, variant_id or product_id must be specified";
    const auto found = resolve(named, state.catalogue);
    if (!found) return "Item with " + named.text() + " was not found";
    out.item = found->item;
    out.cell = state.stock.cell(out.item, location);
    bool any = false;
    for (const auto& [name, value] : *given.as_object()) {
        const bool is_number = name == "safety_stock" || name == "warning_level";
        if (is_number && (value.int_or(-1) < 0 || value.int_or(-1) > stock_max)) return name + " must be an integer within its bounds";
        if (name == "is_in_stock" && !value.as_bool()) return name + " must be a boolean";
        if (name == "safety_stock") out.cell.safety = static_cast<std::int32_t>(*value.as_int());
        else if (name == "warning_level") out.cell.warning = static_cast<std::int32_t>(*value.as_int());
        else if (name == "is_in_stock") out.cell.in_stock = *value.as_bool();
        else if (name == "bin_picking_number") out.bin = value.text_or("");
        else continue;
        any = true;
    }
    if (!any) return "At least one setting must be specified: warning_level, is_in_stock or safety_stock";
    return std::nullopt;
}

base::HttpResponse change_settings(const Call& call, State& state, const Location& location, base::Millis now) {
    const Value body = read_body(call);
    const auto* list = body["settings"].as_array();
    if (!list || list->empty()) throw Refused(422, "Payload contains invalid fields", Value::object({{"settings", "At least one item must be specified"}}));
    if (list->size() > settings_max) throw Refused(413, "The request payload is too large. The maximum items allowed in the array is 2000", Value::object());
    std::vector<Change> changes;
    Value errors = Value::object();
    for (const Value& given : *list) {
        Change change;
        const std::string place = "setting." + std::to_string(changes.size()) + ".settings"; // so spelt in the official sample
        if (!given.is_object()) errors.set(place, "must be an object");
        else if (const auto why = read_change(state, location, given, change)) errors.set(place, *why);
        changes.push_back(std::move(change));
    }
    if (errors.size() > 0) throw Refused(422, "Payload contains invalid fields", std::move(errors));
    for (const Change& change : changes) {
        state.stock.change_settings(change.item, location, change.cell);
        if (change.bin) state.stock.set_bin(change.item, location, *change.bin);
        const Variant& variant = change.item.variant ? *change.item.variant : *change.item.product->variants.front();
        state.hooks.happened("store/channel/*/inventory/product/settings_changed",
                             Value::object({{"variant_id", Value(variant.id)}, {"product_id", Value(change.item.product->id)}, {"location_id", Value(location.id)}}), now);
    }
    return json_answer(Value::object({{"transaction_id", state.adjustments.new_transaction_id()}}));
}

} // namespace

base::HttpResponse answer_inventory(const Call& call, State& state, base::Millis now) {
    const auto& path = call.path;
    const std::string name = path.size() > 1 ? path[1] : "";
    if (name == "adjustments") return answer_adjustments(call, state, now);
    if (name == "items" && path.size() == 2) {
        require_scope(call, state, {scope_inventory});
        require_method(call, {"GET"});
        return items(call, state);
    }
    if (name == "locations" && path.size() == 2) return answer_locations(call, state, now);
    if (name == "locations" && path.size() == 4 && path[3] == "items") {
        require_scope(call, state, {scope_inventory});
        require_method(call, {"GET", "PUT"});
        const auto id = whole_number(path[2]);
        const Location* location = id ? state.locations.find(*id) : nullptr;
        if (!location) throw Refused(404, "Location not found");
        return call.method == "PUT" ? change_settings(call, state, *location, now) : items_at(call, state, *location);
    }
    throw Refused(404, "The requested resource was not found.");
}

base::HttpResponse answer_settings(const Call& call, State& state) {
    if (call.path.size() != 2 || call.path[1] != "inventory") throw Refused(404, "The requested resource was not found.");
    require_scope(call, state, {scope_information});
    return state.inventory_settings.answer(call);
}

} // namespace ledgerline::sandbox::store

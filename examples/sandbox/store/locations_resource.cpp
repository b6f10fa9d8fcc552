// v3 /inventory/locations. Writes are done at once; the store says no more than a transaction id.
#include "message/json.hpp"
#include "store/body.hpp"
#include "store/product_filter.hpp"
#include "store/resources.hpp"

#include <algorithm>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr std::size_t page_max = 1'000;

base::HttpResponse list(const Call& call, const State& state) {
    const auto ids = number_list(call, "location_id:in");
    const auto codes = text_list(call, "location_code:in"), types = text_list(call, "type_id:in");
    // "true" or "false" of a parameter against what the location has.
    const auto agrees = [&](const char* name, bool has) {
        const auto wanted = call.parameter(name);
        return !wanted || (*wanted == "true" || *wanted == "1") == has;
    };
    const auto is_in = [](const auto& filter, const auto& value) { return !filter || std::find(filter->begin(), filter->end(), value) != filter->end(); };
    std::vector<std::string> texts;
    for (const Location& one : state.locations.all())
        if (is_in(ids, one.id) && is_in(codes, one.code) && is_in(types, one.type) && agrees("is_default", one.id == default_location) && agrees("is_active", one.enabled) &&
            agrees("managed_by_external_source", one.managed_by_external_source) && agrees("storefront_visibility", one.storefront_visibility))
            texts.push_back(message::write_json(value_of(one)));
    return envelope_answer({texts.begin(), texts.end()}, read_page(call, state.settings.page_above_maximum, page_max), true);
}

// Takes over what the element names; what is wrong goes to `errors`.
void read_location(const State& state, const Value& given, const std::string& place, Location& out, Value& errors) {
    for (const auto& [name, value] : *given.as_object()) {
        const bool is_flag = name == "managed_by_external_source" || name == "enabled" || name == "storefront_visibility";
        const bool is_text = name == "code" || name == "label" || name == "type_id";
        if ((is_flag && !value.as_bool()) || (is_text && !value.is_text())) errors.set(place + name, "is invalid");
        else if (name == "code") out.code = *value.as_text();
        else if (name == "label") out.label = *value.as_text();
        else if (name == "type_id") out.type = *value.as_text();
        else if (name == "enabled") out.enabled = *value.as_bool();
        else if (name == "managed_by_external_source") out.managed_by_external_source = *value.as_bool();
        else if (name == "storefront_visibility") out.storefront_visibility = *value.as_bool();
        else if (name == "description" || name == "operating_hours" || name == "special_hours" || name == "time_zone" || name == "address") out.more.set(name, value);
    }
    if (out.type != "PHYSICAL" && out.type != "VIRTUAL") errors.set(place + "type_id", "is invalid");
    if (!out.code.empty() && state.locations.is_code_taken(out.code, out.id)) errors.set(place + "code", "The location code " + out.code + " is taken");
}

std::vector<Location> read_locations(const Call& call, const State& state, base::Millis now) {
    const Value body = read_list(call);
    const bool is_new = call.method == "POST";
    std::vector<Location> out;
    Value errors = Value::object();
    for (const Value& given : *body.as_array()) {
        const std::string place = std::to_string(out.size()) + ".";
        Location location;
        if (!given.is_object()) { errors.set(place, "must be an object"); continue; }
        if (is_new) {
            location.created = now;
            for (const char* name : {"label", "managed_by_external_source", "type_id", "time_zone", "address"})
                if (!given.find(name)) errors.set(place + name, "error.path.missing");
        } else if (const Location* known = state.locations.find(given["id"].int_or(0))) {
            location = *known;
        } else {
            errors.set(place + "id", "Location not found");
        }
        location.updated = now;
        read_location(state, given, place, location, errors);
        out.push_back(std::move(location));
    }
    if (errors.size() > 0) throw Refused(422, "Payload contains invalid fields", std::move(errors));
    return out;
}

void remove(const Call& call, State& state) {
    const auto ids = number_list(call, "location_id:in");
    if (!ids) throw Refused(422, "Payload contains invalid fields", Value::object({{"location_id:in", "error.path.missing"}}));
    for (const std::int64_t id : *ids) {
        const Location* location = state.locations.find(id);
        if (!location) throw Refused(404, "Location not found");
        if (id == default_location)
            throw Refused(422, "Location can't be deleted. " + location->label + " is set as a shipping origin for this store and can't be deleted.", Value::object());
    }
    for (const std::int64_t id : *ids) state.locations.remove(id);
}

} // namespace

base::HttpResponse answer_locations(const Call& call, State& state, base::Millis now) {
    require_scope(call, state, {scope_locations});
    require_method(call, {"GET", "POST", "PUT", "DELETE"});
    if (call.method == "GET") return list(call, state);
    if (call.method == "DELETE") {
        remove(call, state);
    } else {
        for (Location& location : read_locations(call, state, now)) {
            const bool is_new = location.id == 0;
            const std::int64_t id = is_new ? state.locations.add(location) : location.id;
            if (!is_new) state.locations.change(location);
            state.hooks.happened(std::string("store/inventory/location/") + (is_new ? "created" : "updated"), Value::object({{"location_id", Value(id)}}), now);
        }
    }
    return json_answer(Value::object({{"transaction_id", state.adjustments.new_transaction_id()}}));
}

} // namespace ledgerline::sandbox::store

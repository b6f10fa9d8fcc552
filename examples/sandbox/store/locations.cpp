#include "store/locations.hpp"

#include "store/format.hpp"
#include "store/request.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox::store {

using message::Value;

namespace {

Value usual_hours() {
    Value out = Value::object();
    for (const char* day : {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"})
        out.set(day, Value::object({{"open", Value(false)}, {"opening", Value("08:00")}, {"closing", Value("16:00")}}));
    return out;
}

Value usual_address() {
    Value out = Value::object();
    for (const char* name : {"address1", "address2", "city", "state", "zip"}) out.set(name, "");
    out.set("email", "stock@example.com");
    out.set("phone", "");
    out.set("geo_coordinates", Value::object({{"latitude", Value(0)}, {"longitude", Value(0)}}));
    out.set("country_code", "GB");
    return out;
}

} // namespace

Locations::Locations(const std::vector<ShopLocation>& further) {
    Location first;
    first.id = default_location;
    first.code = "BC-LOCATION-1";
    first.label = "Default location";
    for (const ShopLocation& given : further) // the default location may be named otherwise
        if (given.id == default_location) {
            first.code = given.code;
            if (!given.label.empty()) first.label = given.label;
            first.enabled = given.enabled;
        }
    add(std::move(first));
    for (const ShopLocation& given : further) {
        if (given.id == default_location) continue;
        Location location;
        location.id = given.id;
        location.code = given.code;
        location.label = given.label.empty() ? given.code : given.label;
        location.enabled = given.enabled;
        if (given.id != 0 && find(given.id)) throw std::invalid_argument("location " + std::to_string(given.id) + " is there twice");
        if (is_code_taken(given.code, 0)) throw std::invalid_argument("the location code " + given.code + " is there twice");
        add(std::move(location));
    }
}

const Location* Locations::find(std::int64_t id) const {
    const auto at = std::find_if(all_.begin(), all_.end(), [&](const Location& one) { return one.id == id; });
    return at == all_.end() ? nullptr : &*at;
}

const Location* Locations::find(const std::string& code_or_id) const {
    for (const Location& one : all_)
        if (one.code == code_or_id) return &one;
    const auto id = whole_number(code_or_id);
    return id ? find(*id) : nullptr;
}

bool Locations::is_code_taken(const std::string& code, std::int64_t by_other_than) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Location& one) { return one.id != by_other_than && one.code == code; });
}

std::int64_t Locations::add(Location location) {
    if (location.id == 0) location.id = next_id_;
    next_id_ = std::max(next_id_, location.id + 1);
    location.slot = next_slot_++;
    const std::int64_t id = location.id;
    if (location.code.empty()) location.code = "BC-LOCATION-" + std::to_string(id);
    const auto behind = std::find_if(all_.begin(), all_.end(), [&](const Location& one) { return one.id > id; });
    all_.insert(behind, std::move(location));
    return id;
}

void Locations::change(const Location& location) {
    for (Location& one : all_)
        if (one.id == location.id) {
            const std::size_t slot = one.slot;
            one = location;
            one.slot = slot;
        }
}

void Locations::remove(std::int64_t id) {
    std::erase_if(all_, [&](const Location& one) { return one.id == id; });
}

Value value_of(const Location& location) {
    const auto given = [&](const char* name, Value usual) { return location.more.find(name) ? location.more[name] : std::move(usual); };
    return Value::object({{"id", Value(location.id)},
                          {"code", location.code},
                          {"label", location.label},
                          {"description", given("description", Value(""))},
                          {"managed_by_external_source", Value(location.managed_by_external_source)},
                          {"type_id", location.type},
                          {"enabled", Value(location.enabled)},
                          {"operating_hours", given("operating_hours", usual_hours())},
                          {"time_zone", given("time_zone", Value("Etc/UTC"))},
                          {"created_at", base::iso_time(whole_second(location.created))},
                          {"updated_at", base::iso_time(whole_second(location.updated))},
                          {"address", given("address", usual_address())},
                          {"storefront_visibility", Value(location.storefront_visibility)},
                          {"special_hours", given("special_hours", Value::array())}});
}

} // namespace ledgerline::sandbox::store

// An order that the shopper collects: no address that it is sent to, but a place where it waits.
#include "order_mapper.hpp"

namespace bigcommerce {

bool is_collected(const Node& product) { return !is_unset(product["order_pickup_method_id"]) && text_in(product["order_pickup_method_id"]) != "0"; }

void map_pickup(const Node& pickup, const Node& consignment) {
    consignment["id"].set(pickup["id"].text());
    consignment["kind"].set("pickup");
    const Node place = pickup["location"], address = consignment["address"];
    for (const char* name : {"first_name", "last_name", "state", "phone", "email"}) address[name].set("");
    copy_text(place["name"], address["company"]);
    copy_text(place["address_line_1"], address["street_1"]);
    copy_text(place["address_line_2"], address["street_2"]);
    copy_text(place["city"], address["city"]);
    copy_text(place["state"], address["state"]);
    copy_text(place["postal_code"], address["postcode"]);
    address["country"].set(""); // the store says only its code
    copy_code(place["country_alpha2"], address["country_code"]);
    copy_text(place["phone"], address["phone"]);
    copy_text(place["email"], address["email"]);
    address["fields"].set_json("[]");
    copy_text(pickup["pickup_method_display_name"], consignment["method"]);
    for (const char* charge : {"shipping", "handling"})
        for (const char* part : {"ex_tax", "inc_tax", "tax"}) consignment[charge][part].set("0");
}

} // namespace bigcommerce

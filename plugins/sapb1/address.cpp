#include "address.hpp"

#include "text.hpp"

namespace sapb1 {

using ledgerline::Address;
using ledgerline::Node;

namespace {

// Who receives it, for the lines that SAP calls address name 2 and 3.
std::string person(const Address& address) {
    const std::string first(address.first_name()), last(address.last_name());
    return first.empty() || last.empty() ? first + last : first + " " + last;
}

void put(const Node& to, const std::string& name, std::string_view value, std::size_t length_max) {
    if (const std::string text = fitted_line(value, length_max); !text.empty()) to[name].set(text);
}

} // namespace

std::string AddressCodes::state_of(const Address& address) const {
    for (const StateCode& state : states)
        if (state.country == address.country_code() && lower(state.name) == lower(address.state())) return state.code;
    return {};
}

std::string AddressCodes::country_of(const Address& address) const {
    const std::string code(address.country_code());
    const auto found = countries.find(code.empty() ? std::string(address.country()) : code);
    return found == countries.end() ? code : found->second;
}

std::string address_in_a_line(const Address& address) {
    std::string line;
    const auto add = [&](std::string_view part, std::string_view before) {
        if (part.empty()) return;
        if (!line.empty()) line += before;
        line += part;
    };
    add(person(address), ", ");
    add(address.company(), ", ");
    add(address.street_1(), ", ");
    add(address.street_2(), ", ");
    add(address.postcode(), ", ");
    add(address.city(), address.postcode().empty() ? ", " : " ");
    add(address.country_code(), ", ");
    return line;
}

void write_document_address(const Address& address, std::string_view side, const AddressCodes& codes, const Node& to) {
    const std::string prefix(side);
    put(to, prefix + "Street", address.street_1(), 100);
    put(to, prefix + "Building", address.street_2(), 100);
    put(to, prefix + "ZipCode", address.postcode(), 20);
    put(to, prefix + "City", address.city(), 100);
    put(to, prefix + "State", codes.state_of(address), 3);
    put(to, prefix + "Country", codes.country_of(address), 3);
    put(to, prefix + "Address2", person(address), 50);
    put(to, prefix + "Address3", address.company(), 50);
}

void write_partner_address(const Address& address, std::string_view name, std::string_view type, const AddressCodes& codes, const Node& rows) {
    if (address.street_1().empty() && address.city().empty() && address.postcode().empty()) return;
    const Node row = rows.append();
    row["AddressName"].set(name);
    row["AddressType"].set(type);
    put(row, "AddressName2", person(address), 50);
    put(row, "AddressName3", address.company(), 50);
    put(row, "Street", address.street_1(), 100);
    put(row, "BuildingFloorRoom", address.street_2(), 100);
    put(row, "ZipCode", address.postcode(), 20);
    put(row, "City", address.city(), 100);
    put(row, "State", codes.state_of(address), 3);
    put(row, "Country", codes.country_of(address), 3);
}

} // namespace sapb1

// Canonical addresses in SAP's columns.
#pragma once

#include <ledgerline/order.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

// Which code SAP has for a state that the store writes by name.
struct StateCode {
    std::string country, name, code; // "US", "California", "CA"; the country as the store has it
};

// The company's own codes, where they are not those of the store.
struct AddressCodes {
    std::vector<StateCode> states;
    std::map<std::string, std::string> countries; // by ISO code, or by name where the store has no code: "Channel Islands" → "GG"

    // "" if the code is not known: SAP refuses names in its columns for codes.
    std::string state_of(const ledgerline::Address& address) const;
    // The store's ISO code where the company has no other.
    std::string country_of(const ledgerline::Address& address) const;
};

// "Ann Buyer, Acme, 1 Quay, BS1 1AA Bristol, GB": for where SAP has no fields for an address.
std::string address_in_a_line(const ledgerline::Address& address);

// Members ShipToStreet... or BillToStreet... of AddressExtension; `side` is "ShipTo" or "BillTo". A state without a known code
// is left out.
void write_document_address(const ledgerline::Address& address, std::string_view side, const AddressCodes& codes, const ledgerline::Node& to);
// One row of BPAddresses, if the address says anything.
void write_partner_address(const ledgerline::Address& address, std::string_view name, std::string_view type, const AddressCodes& codes, const ledgerline::Node& rows);

} // namespace sapb1

// Canonical addresses in SAP's columns.
#pragma once

#include <ledgerline/order.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sapb1 {

// Which code SAP has for a state that the store writes by name.
struct StateCode {
    std::string country, name, code; // "US", "California", "CA"
};

// "Ann Buyer, Acme, 1 Quay, BS1 1AA Bristol, GB": for where SAP has no fields for an address.
std::string address_in_a_line(const ledgerline::Address& address);

// Members ShipToStreet... or BillToStreet... of AddressExtension; `side` is "ShipTo" or "BillTo". A state without a known code
// is left out: SAP refuses a name in that column.
void write_document_address(const ledgerline::Address& address, std::string_view side, const std::vector<StateCode>& states, const ledgerline::Node& to);
// One row of BPAddresses, if the address says anything.
void write_partner_address(const ledgerline::Address& address, std::string_view name, std::string_view type, const ledgerline::Node& rows);
// "" if the code is not known.
std::string state_code(const ledgerline::Address& address, const std::vector<StateCode>& states);

} // namespace sapb1

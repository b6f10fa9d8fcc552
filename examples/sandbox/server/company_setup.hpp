// The company's side of a set-up file.
#pragma once

#include "b1/company.hpp"
#include "message/value.hpp"

namespace ledgerline::sandbox::server {

// Reads "b1.company" over the defaults; null = the defaults. Throws std::invalid_argument that names the member, for
// unknown members too.
b1::CompanySettings company_settings_from(const message::Value& company);

// Adds the master data of "b1": warehouses, vat_groups, expenses, business_partners, items (objects as the Service Layer
// writes them), rates [{currency, date, rate}]. Null = nothing.
void add_master_data(b1::Company& company, const message::Value& b1);

// What a company needs so that orders of the converter can be booked, where the set-up file brought none of the kind:
// warehouses 01, 02, 03; VAT groups S1 (20 %), S2 (17.5 %), S0; freight code 1; the web shop's partner C-WEB.
void add_default_master_data(b1::Company& company);

} // namespace ledgerline::sandbox::server

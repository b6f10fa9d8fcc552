// Active and blocked: Valid and Frozen with their dates, the same for items and business partners.
#pragma once

#include "b1/company_settings.hpp"
#include "b1/record.hpp"

namespace ledgerline::sandbox::b1 {

// The two flags exclude each other: setting one without dates moves the other. `sent` is what the request brought.
void couple_activity(Record& master_data, const Record& sent);
bool active_on(const Record& master_data, const std::string& date, const CompanySettings& settings);

} // namespace ledgerline::sandbox::b1

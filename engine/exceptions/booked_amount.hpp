// Not a cent is hidden: what the ERP booked is compared with what it should have come to, whatever the sink thinks of it.
#pragma once

#include "exceptions/exceptions.hpp"

#include <optional>
#include <string>

namespace ledgerline::exceptions {

// `body` as it was sent, with what it was to come to. Nothing if that is what was booked, or if the rules said nothing of a total; an
// ERP that does not say with which total it booked is found as well.
std::optional<Found> booked_otherwise(const std::string& key, const std::string& sink, const message::Value& body, const std::string& document_number, const std::string& booked_amount);

} // namespace ledgerline::exceptions

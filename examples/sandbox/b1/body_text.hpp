// JSON text as the Service Layer writes it: tabs, a blank before the colon.
#pragma once

#include "message/value.hpp"

#include <string>

namespace ledgerline::sandbox::b1 {

std::string body_text(const message::Value& body);

} // namespace ledgerline::sandbox::b1

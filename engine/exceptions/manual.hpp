// The catalogue as a page of the manual (Markdown).
#pragma once

#include <string>

namespace ledgerline::exceptions {

std::string manual();

} // namespace ledgerline::exceptions

// A folder of the retail converter, on both sides.
#pragma once

#include "b1/company.hpp"
#include "message/value.hpp"
#include "store/shop.hpp"

#include <filesystem>

namespace ledgerline::sandbox::server {

// Its orders, refunds and products into the store, sap_items.json (which it may lack) into the company. What is there already stays as it is. The answer
// counts what is new: {"orders", "lines", "refunds", "products", "items"}. Throws std::invalid_argument with file and line.
message::Value load_folder(Shop& shop, b1::Company& company, const std::filesystem::path& folder);

} // namespace ledgerline::sandbox::server

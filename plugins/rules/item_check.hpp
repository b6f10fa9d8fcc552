// Whether an item of the ERP may be booked: what every line and every charge that is booked as a line must pass.
#pragma once

#include <ledgerline/call.hpp>
#include <ledgerline/facts.hpp>
#include <ledgerline/item.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rules {

// Why an item cannot be booked: code of the exception, the reason for people, and what it waits for.
struct ItemProblem {
    std::string code, message;
    ledgerline::Facts facts;
};

enum class BillsOfMaterials { hold, post };

// Looks the item up by its exact code. `sold_as`: what the store calls it, for people.
std::optional<ItemProblem> problem_of_item(ledgerline::Call& call, const std::string& code, std::string_view sold_as, BillsOfMaterials bills_of_materials);

} // namespace rules

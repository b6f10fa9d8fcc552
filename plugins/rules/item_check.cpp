#include "item_check.hpp"

#include "days.hpp"

#include <vector>

namespace rules {

using namespace ledgerline;

namespace {

// "" if it may be sold on that day; else why not, for people.
std::string unusable(const Item& item, const std::string& today) {
    if (!item.active()) return item.inactive_reason().empty() ? "it is inactive" : std::string(item.inactive_reason());
    if (!item.valid_from().empty() && today < item.valid_from()) return format("it is valid from {} on", item.valid_from());
    if (!item.valid_to().empty() && today > item.valid_to()) return format("it was valid until {}", item.valid_to());
    const bool has_period = !item.frozen_from().empty() || !item.frozen_to().empty();
    if (has_period && (item.frozen_from().empty() || today >= item.frozen_from()) && (item.frozen_to().empty() || today <= item.frozen_to()))
        return format("it is frozen from {} to {}", item.frozen_from().empty() ? "the beginning" : item.frozen_from(), item.frozen_to().empty() ? "further notice" : item.frozen_to());
    return "";
}

ItemProblem unknown(Call& call, const std::string& code, std::string_view sold_as) {
    std::vector<std::string> near;
    if (const auto row = call.lookup("items-near", code))
        for (const Node other : (*row)["codes"].elements()) near.emplace_back(other.text());
    Facts found = facts().subject("sku:" + code).waits_for("item:" + code).add("sku", code).add("name", sold_as);
    if (near.empty()) return {"SKU_NOT_FOUND", format("SKU {} ({}) is not in the item master", code, sold_as), found};
    found.add("near", near);
    std::string list;
    for (const std::string& other : near) list += (list.empty() ? "" : ", ") + other;
    return {"SKU_NEAR_MATCH", format("SKU {} ({}) is not in the item master; similar, but not the same: {}", code, sold_as, list), found};
}

} // namespace

std::optional<ItemProblem> problem_of_item(Call& call, const std::string& code, std::string_view sold_as, BillsOfMaterials bills_of_materials) {
    const auto row = call.lookup("items", code);
    if (!row) return unknown(call, code, sold_as);
    const Item item(*row);
    const Facts waiting = facts().subject("sku:" + code).waits_for("item:" + code).add("sku", code).add("item", item.name());
    if (const std::string why = unusable(item, day_of(call.now_ms())); !why.empty())
        return ItemProblem{"ITEM_INACTIVE", format("Item {} ({}) cannot be sold: {}", code, item.name(), why), waiting};
    if (!item.sales_item()) return ItemProblem{"ITEM_NOT_SALES", format("Item {} ({}) is not marked as a sales item in the ERP", code, item.name()), waiting};
    if (bills_of_materials == BillsOfMaterials::hold && (item.tree() == "sales" || item.tree() == "template"))
        return ItemProblem{"KIT_UNRESOLVED", format("Item {} ({}) is a {} bill of materials: the ERP adds its parts to the document, and their prices to the total", code, item.name(), item.tree()),
                           waiting};
    if (item.units_per_sale() != Decimal(1))
        return ItemProblem{"ITEM_UOM_MISMATCH",
                           format("Item {} ({}) is sold in the ERP by {} of {} pieces; the store sells single pieces", code, item.name(),
                                  item.sales_unit().empty() ? "a unit" : item.sales_unit(), item.units_per_sale()),
                           waiting};
    return std::nullopt;
}

} // namespace rules

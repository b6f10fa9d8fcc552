#include "sku_match.hpp"

#include <ledgerline/item.hpp>

#include "days.hpp"

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

} // namespace

SkuMatch::SkuMatch(const Config& config) :
    gift_certificate_item_(config.text("gift_certificate_item")), warehouse_(config.text("warehouse")),
    posts_bills_of_materials_(config.choice("bills_of_materials") == "post"), posts_good_lines_(config.choice("on_unknown") == "post-good-lines") {}

Verdict SkuMatch::apply(Order order) {
    bool all = true, any = false;
    for (const OrderLine line : order.lines()) {
        // What stands on the document stays there, whatever became of its item since.
        const bool good = line.booking().posted() || book(line);
        if (!good && posts_good_lines_) line.booking().set_quarantined(true);
        all = all && good;
        any = any || good;
    }
    return all || (any && posts_good_lines_) ? pass() : hold();
}

bool SkuMatch::refuse(const OrderLine& line, std::string_view code, const std::string& why, const Facts& facts) {
    explain(code, why, line["sku"], facts);
    return false;
}

bool SkuMatch::book(OrderLine line) {
    const std::string sku(line.kind() == "gift_certificate" && line.sku().empty() ? gift_certificate_item_ : std::string(line.sku()));
    if (sku.empty())
        return refuse(line, "LINE_WITHOUT_SKU", format("Line {} ({}) has no SKU, so nobody knows which item to book", line.id(), line.name()),
                      facts().subject(format("line:{}", line.name())).add("name", line.name()));
    if (line.quantity() <= 0)
        return refuse(line, "LINE_WITHOUT_SKU", format("Line {} ({}) has the quantity {}, which no document line can have", line.id(), sku, line.quantity()),
                      facts().subject(format("line:{}", line.name())));
    const auto row = call().lookup("items", sku);
    if (!row) {
        explain_unknown(line, sku);
        return false;
    }
    const Item item(*row);
    const Facts waiting = facts().subject("sku:" + sku).waits_for("item:" + sku).add("sku", sku).add("item", item.name());
    if (const std::string why = unusable(item, day_of(call().now_ms())); !why.empty())
        return refuse(line, "ITEM_INACTIVE", format("Item {} ({}) cannot be sold: {}", sku, item.name(), why), waiting);
    if (!item.sales_item()) return refuse(line, "ITEM_NOT_SALES", format("Item {} ({}) is not marked as a sales item in the ERP", sku, item.name()), waiting);
    if (!posts_bills_of_materials_ && (item.tree() == "sales" || item.tree() == "template"))
        return refuse(line, "KIT_UNRESOLVED",
                      format("Item {} ({}) is a {} bill of materials: the ERP adds its parts to the document, and their prices to the total", sku, item.name(), item.tree()), waiting);
    if (item.units_per_sale() != Decimal(1))
        return refuse(line, "ITEM_UOM_MISMATCH",
                      format("Item {} ({}) is sold in the ERP by {} of {} pieces; the store sells single pieces", sku, item.name(),
                             item.sales_unit().empty() ? "a unit" : item.sales_unit(), item.units_per_sale()),
                      waiting);
    LineBooking booking = line.booking();
    booking.set_item_code(item.code());
    booking.set_quantity(Decimal(line.quantity()));
    booking.set_warehouse(warehouse_);
    return true;
}

void SkuMatch::explain_unknown(const OrderLine& line, const std::string& sku) {
    std::vector<std::string> near;
    if (const auto row = call().lookup("items-near", sku))
        for (const Node code : (*row)["codes"].elements()) near.emplace_back(code.text());
    Facts found = facts().subject("sku:" + sku).waits_for("item:" + sku).add("sku", sku).add("name", line.name());
    if (near.empty()) {
        refuse(line, "SKU_NOT_FOUND", format("SKU {} ({}) is not in the item master", sku, line.name()), found);
        return;
    }
    found.add("near", near);
    std::string list;
    for (const std::string& code : near) list += (list.empty() ? "" : ", ") + code;
    refuse(line, "SKU_NEAR_MATCH", format("SKU {} ({}) is not in the item master; similar, but not the same: {}", sku, line.name(), list), found);
}

} // namespace rules

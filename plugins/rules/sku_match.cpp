#include "sku_match.hpp"

#include "bundles.hpp"
#include "days.hpp"

namespace rules {

using namespace ledgerline;

SkuMatch::SkuMatch(const Config& config) :
    gift_certificate_item_(config.text("gift_certificate_item")), custom_item_(config.text("custom_item")), warehouse_(config.text("warehouse")), bundles_(config.choice("bundles")),
    aliases_(config, "aliases"), bills_of_materials_(config.choice("bills_of_materials") == "post" ? BillsOfMaterials::post : BillsOfMaterials::hold),
    posts_good_lines_(config.choice("on_unknown") == "post-good-lines") {}

Verdict SkuMatch::apply(Order order) {
    if (order.lines().size() == 0)
        return hold("LINE_WITHOUT_SKU", "Order {} has no lines, so there is nothing to book", order.number()).at(order["lines"]).because(facts().subject(format("order:{}", order.number())));
    const std::vector<bool> undecided = settle_bundles(order);
    // An alias counts on the day of the order: what was meant when it was sold.
    const auto placed = ms_of_iso(order.placed_at());
    if (!placed) order["placed_at"].fail("is not a time (2026-01-31T09:15:00Z)");
    const std::string day = day_of(*placed);
    bool all = true, any = false;
    std::size_t at = 0;
    for (const OrderLine line : order.lines()) {
        const std::size_t i = at++;
        if (line.booking().omitted()) continue;
        // What stands on the document stays there, whatever became of its item since.
        const bool good = line.booking().posted() || (!undecided[i] && book(line, day));
        if (!good && posts_good_lines_) line.booking().set_quarantined(true);
        all = all && good;
        any = any || good;
    }
    return all || (any && posts_good_lines_) ? pass() : hold();
}

std::vector<bool> SkuMatch::settle_bundles(const Order& order) {
    std::vector<bool> undecided(order.lines().size(), false);
    if (bundles_ == "lines") return undecided;
    for (const Bundle& bundle : bundles_of(order)) {
        const OrderLine whole = order.lines()[bundle.whole];
        if (bundles_ == "hold" || bundle.nested) {
            const Facts found = facts().subject(format("bundle:{}", whole.sku())).add("sku", whole.sku()).add("name", whole.name());
            undecided[bundle.whole] = true;
            refuse(whole, "KIT_UNRESOLVED",
                   bundle.nested ? format("Line {} ({}) is part of a bundle within a bundle: book it by hand", whole.id(), whole.name())
                                 : format("Line {} ({}) is a bundle of {} parts, and the deployment has bundles held", whole.id(), whole.name(), bundle.parts.size()),
                   found);
            for (const std::size_t part : bundle.parts) {
                const OrderLine line = order.lines()[part];
                undecided[part] = true;
                // Each line that is left out of a document says why.
                if (posts_good_lines_) refuse(line, "KIT_UNRESOLVED", format("Line {} ({}) is a part of the bundle on line {} and waits with it", line.id(), line.name(), whole.id()), found);
            }
        } else if (bundles_ == "parts") {
            whole.booking().set_omitted(true);
        } else {
            for (const std::size_t part : bundle.parts) order.lines()[part].booking().set_omitted(true);
        }
    }
    return undecided;
}

bool SkuMatch::refuse(const OrderLine& line, std::string_view code, const std::string& why, const Facts& facts) {
    explain(code, why, line["sku"], facts);
    return false;
}

SkuMatch::Wanted SkuMatch::wanted(const OrderLine& line, const std::string& day) const {
    const std::string sku(line.sku());
    if (sku.empty() && line.kind() == "gift_certificate") return {gift_certificate_item_, "policy"};
    if (sku.empty() && line.kind() == "custom") return {custom_item_, "policy"};
    if (const std::string* item = aliases_.item_of(sku, day)) return {*item, "alias"};
    return {sku, ""};
}

bool SkuMatch::book(OrderLine line, const std::string& day) {
    const auto [code, found_by] = wanted(line, day);
    if (code.empty())
        return refuse(line, "LINE_WITHOUT_SKU", format("Line {} ({}) has no SKU, so nobody knows which item to book", line.id(), line.name()),
                      facts().subject(format("line:{}", line.name())).add("name", line.name()));
    if (line.quantity() <= 0)
        return refuse(line, "LINE_WITHOUT_SKU", format("Line {} ({}) has the quantity {}, which no document line can have", line.id(), code, line.quantity()),
                      facts().subject(format("line:{}", line.name())));
    const std::string sold_as = found_by == "alias" ? format("{}, sold as {}", line.name(), line.sku()) : std::string(line.name());
    if (const auto problem = problem_of_item(call(), code, sold_as, bills_of_materials_)) return refuse(line, problem->code, problem->message, problem->facts);
    LineBooking booking = line.booking();
    booking.set_item_code(code);
    booking.set_quantity(Decimal(line.quantity()));
    booking.set_warehouse(warehouse_);
    if (!found_by.empty()) booking.set_found_by(found_by);
    return true;
}

} // namespace rules

#include "b1/product_trees.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

constexpr const char* prices[] = {"UnitPrice", "Price", "GrossPrice", "PriceAfterVAT", "LineTotal"};

void make_free(Record& line) {
    for (const char* price : prices) line.erase(price);
    line.set("UnitPrice", Decimal());
    line.set("~entered", "UnitPrice");
}

Record part_line(const TreePart& part, const Record& whole, bool free) {
    Record line(whole.type());
    line.set("ItemCode", part.item_code);
    line.set("Quantity", (part.quantity * (whole.has("Quantity") ? whole.number("Quantity") : Decimal(1))).normalized());
    line.set("TreeType", "iIngredient");
    line.set("~parts", "is one");
    if (!part.warehouse.empty()) line.set("WarehouseCode", part.warehouse);
    for (const char* tax : {"VatGroup", "TaxCode"})
        if (whole.has(tax)) line.set(tax, whole.text(tax));
    if (free) make_free(line);
    return line;
}

} // namespace

void add_parts(Rows& lines, const State& state) {
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const auto item = state.items.find_text(lines[at].text("ItemCode"));
        const std::string kind = item ? item->text("TreeType") : "";
        if ((kind != "iSalesTree" && kind != "iTemplateTree") || !lines[at].text("~parts").empty()) continue;
        const auto tree = state.trees.find(state.item_key(item->text("ItemCode")));
        if (tree == state.trees.end()) continue;
        lines[at].set("~parts", "added");
        const bool parts_carry_price = kind == "iTemplateTree" || state.settings.sales_set_prices == SetPrices::parts;
        Rows parts;
        for (const TreePart& part : tree->second) parts.push_back(part_line(part, lines[at], !parts_carry_price));
        if (parts_carry_price && kind == "iSalesTree") make_free(lines[at]);
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, parts.begin(), parts.end());
        at += parts.size();
    }
}

} // namespace ledgerline::sandbox::b1

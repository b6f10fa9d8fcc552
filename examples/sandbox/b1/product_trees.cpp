#include "b1/product_trees.hpp"

#include "b1/merge.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

constexpr const char* prices[] = {"UnitPrice", "Price", "GrossPrice", "PriceAfterVAT", "LineTotal"};

void make_free(Record& line) {
    for (const char* price : prices) line.erase(price);
    line.set("UnitPrice", Decimal());
    line.set("~entered", "UnitPrice");
}

Record part_line(const Record& part, const Decimal& wholes, const Record& whole, bool free) {
    Record line(whole.type());
    line.set("ItemCode", part.text("ItemCode"));
    const Decimal quantity = (part.number("Quantity").normalized() * (whole.has("Quantity") ? whole.number("Quantity") : Decimal(1)).normalized()).normalized();
    line.set("Quantity", wholes == Decimal(1) ? quantity : quantity.divided(wholes, 6, Round::half_up).normalized());
    line.set("TreeType", "iIngredient");
    line.set("~parts", "is one");
    if (!part.text("Warehouse").empty()) line.set("WarehouseCode", part.text("Warehouse"));
    // What the line says of the whole goes for its parts: credited without the goods, no part comes back.
    for (const char* same : {"VatGroup", "TaxCode", "WithoutInventoryMovement"})
        if (whole.has(same)) line.set(same, whole.text(same));
    if (free) make_free(line);
    return line;
}

} // namespace

void add_parts(Rows& lines, const State& state) {
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const auto item = state.items.find_text(lines[at].text("ItemCode"));
        const std::string kind = item ? item->text("TreeType") : "";
        if ((kind != "iSalesTree" && kind != "iTemplateTree") || !lines[at].text("~parts").empty()) continue;
        const auto tree = state.product_trees.find_text(item->text("ItemCode"));
        if (!tree) continue;
        lines[at].set("~parts", "added");
        const bool parts_carry_price = kind == "iTemplateTree" || state.settings.sales_set_prices == SetPrices::parts;
        const Decimal wholes = tree->number("Quantity").normalized();
        Rows parts;
        for (const Record& part : tree->rows("ProductTreeLines"))
            if (part.text("ItemType") == "pit_Item") parts.push_back(part_line(part, wholes, lines[at], !parts_carry_price));
        if (parts_carry_price && kind == "iSalesTree") make_free(lines[at]);
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, parts.begin(), parts.end());
        at += parts.size();
    }
}

void ProductTrees::check(Record& tree) const {
    const auto item = state_.items.find_text(tree.text("TreeCode"));
    if (!item) throw unknown_reference(state_.settings.unknown_reference_status);
    if (tree.text("TreeType") == "iNotATree" || tree.text("TreeType") == "iIngredient") throw malformed("Invalid value in property 'TreeType'"); // text: our choice
    if (!tree.has("Quantity")) tree.set("Quantity", Decimal(1));
    if (tree.number("Quantity") <= Decimal(0)) throw rule("Quantity must be above zero [OITT.Qauntity]"); // text: our choice
    if (tree.rows("ProductTreeLines").empty()) throw rule("Bill of materials has no lines [ITT1.Code]");          // text: our choice
    std::int64_t number = 0;
    for (Record& line : tree.rows_to_change("ProductTreeLines")) {
        line.set("ChildNum", number);
        line.set("VisualOrder", number++);
        line.set("ParentItem", tree.text("TreeCode"));
        if (line.text("ItemType") != "pit_Item") continue;
        if (!state_.items.find_text(line.text("ItemCode"))) throw unknown_reference(state_.settings.unknown_reference_status);
        if (!line.has("Quantity")) line.set("Quantity", Decimal(1));
        if (line.number("Quantity") <= Decimal(0)) throw rule("Quantity must be above zero [ITT1.Quantity]"); // text: our choice
    }
}

// Whether the item gets a stamp of its own by it is not documented: item_follows_tree_change.
void ProductTrees::tell_item(const std::string& code, const std::string& kind) {
    const auto before = state_.items.find_text(code);
    if (!before) return;
    if (before->text("TreeType") == kind && !state_.settings.item_follows_tree_change) return;
    Record item = *before;
    item.set("TreeType", kind);
    if (state_.settings.item_follows_tree_change) state_.stamp_changed(item);
    state_.items.put(std::move(item), state_.journal);
}

Table::Row ProductTrees::post(Record tree) {
    const std::string code = tree.text("TreeCode");
    if (state_.product_trees.find_text(code)) throw already_exists();
    check(tree);
    tell_item(code, tree.text("TreeType"));
    state_.product_trees.put(std::move(tree), state_.journal);
    return state_.product_trees.find_text(code);
}

void ProductTrees::patch(const Table::Row& before, const Record& changes, bool replaces_collections) {
    Record tree = *before;
    merge(tree, changes, replaces_collections);
    tree.set("TreeCode", before->text("TreeCode"));
    check(tree);
    tell_item(tree.text("TreeCode"), tree.text("TreeType"));
    state_.product_trees.put(std::move(tree), state_.journal);
}

void ProductTrees::remove(const Table::Row& tree) {
    tell_item(tree->text("TreeCode"), "iNotATree");
    state_.product_trees.remove(state_.product_trees.key_of(*tree), state_.journal);
}

void ProductTrees::load(Record tree) {
    const auto item = state_.items.find_text(tree.text("TreeCode"));
    if (item && !tree.has("TreeType") && item->text("TreeType") != "iNotATree") tree.set("TreeType", item->text("TreeType"));
    check(tree);
    tell_item(tree.text("TreeCode"), tree.text("TreeType"));
    state_.product_trees.put(std::move(tree), state_.journal);
}

} // namespace ledgerline::sandbox::b1

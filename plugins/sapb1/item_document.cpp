#include "item_document.hpp"

#include "local_time.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using ledgerline::Decimal;
using ledgerline::DecimalError;
using ledgerline::Node;

namespace {

std::string amount_text(const Node& node, const std::string& otherwise) {
    const std::string text = text_of(node);
    if (text.empty()) return otherwise;
    try {
        return Decimal::parse_number(text).normalized().text();
    } catch (const DecimalError&) {
        return text;
    }
}

// By name and by stored code.
std::string tree_of(const std::string& type) {
    if (type == "iSalesTree" || type == "S") return "sales";
    if (type == "iProductionTree" || type == "P") return "production";
    if (type == "iTemplateTree" || type == "T") return "template";
    if (type == "iAssemblyTree" || type == "A") return "assembly";
    return "none";
}

std::string managed_by(const Node& row) {
    if (is_yes(row["ManageBatchNumbers"])) return "batches";
    if (is_yes(row["ManageSerialNumbers"])) return "serial_numbers";
    return "none";
}

void write_prices(const Node& rows, const ItemSettings& settings, const Node& to) {
    to.set_json("[]");
    for (const Node row : rows.elements_or_none()) {
        const std::string list = text_of(row["PriceList"]);
        if (list.empty()) continue;
        const auto& wanted = settings.price_lists;
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), list) == wanted.end()) continue;
        const Node price = to.append();
        price["list"].set(list);
        price["price"].set(amount_text(row["Price"], "0"));
        price["currency"].set(text_of(row["Currency"]));
    }
}

// The main one first.
void write_barcodes(const Node& row, const Node& to) {
    to.set_json("[]");
    std::vector<std::string> seen;
    const auto add = [&](const std::string& barcode) {
        if (barcode.empty() || std::find(seen.begin(), seen.end(), barcode) != seen.end()) return;
        seen.push_back(barcode);
        to.push(barcode);
    };
    add(text_of(row["BarCode"]));
    for (const Node other : row["ItemBarCodeCollection"].elements_or_none()) add(text_of(other["Barcode"]));
}

} // namespace

std::string item_properties(const ItemSettings& settings) {
    return "ItemCode,ItemName,BarCode," + std::string(validity_properties) +
           ",SalesItem,InventoryItem,ManageBatchNumbers,ManageSerialNumbers,TreeType,SalesUnit,SalesItemsPerUnit,SalesVATGroup,ArTaxCode,ItemPrices,UpdateDate,UpdateTime" +
           (settings.barcodes ? ",ItemBarCodeCollection" : "") + (settings.weight ? ",SalesUnitWeight" : "");
}

void write_item(const Node& row, std::string_view today, const ItemSettings& settings, const Node& to) {
    const Validity validity = validity_of(row, today, settings.unset_is_active);
    to["code"].set(text_of(row["ItemCode"]));
    to["name"].set(text_of(row["ItemName"]));
    to["barcode"].set(text_of(row["BarCode"]));
    to["active"].set(validity.active);
    to["inactive_reason"].set(validity.reason);
    to["valid_from"].set(validity.valid_from);
    to["valid_to"].set(validity.valid_to);
    to["frozen_from"].set(validity.frozen_from);
    to["frozen_to"].set(validity.frozen_to);
    to["sales_item"].set(is_yes(row["SalesItem"]));
    to["stocked"].set(is_yes(row["InventoryItem"]));
    to["managed_by"].set(managed_by(row));
    to["tree"].set(tree_of(text_of(row["TreeType"])));
    to["sales_unit"].set(text_of(row["SalesUnit"]));
    // 0 stands where nobody ever set it: one sales unit is one piece then.
    const std::string units = amount_text(row["SalesItemsPerUnit"], "1");
    const auto count = Decimal::try_parse(units);
    to["units_per_sale"].set(count && count->is_zero() ? "1" : units);
    // Countries with sales tax name the code elsewhere than countries with VAT.
    const std::string vat = text_of(row["SalesVATGroup"]);
    to["tax_code"].set(vat.empty() ? text_of(row["ArTaxCode"]) : vat);
    write_prices(row["ItemPrices"], settings, to["prices"]);
    if (settings.barcodes) write_barcodes(row, to["barcodes"]);
    if (settings.weight) to["weight"].set(amount_text(row["SalesUnitWeight"], "0"));
    const auto updated = local_seconds(text_of(row["UpdateDate"]), text_of(row["UpdateTime"]));
    to["updated_at"].set(updated ? stamp_text(*updated) : std::string());
}

} // namespace sapb1

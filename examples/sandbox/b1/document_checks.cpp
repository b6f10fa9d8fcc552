#include "b1/document_checks.hpp"

#include "b1/activity.hpp"
#include "b1/product_trees.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

void set_default(Record& record, const char* name, Cell cell) {
    if (!record.has(name)) record.set(name, std::move(cell));
}

const Record* address_named(const Record& partner, const std::string& type, const std::string& name) {
    for (const Record& address : partner.rows("BPAddresses"))
        if (address.text("AddressType") == type && address.text("AddressName") == name) return &address;
    return nullptr;
}

} // namespace

Decimal tax_rate(const Record& vat_group, const std::string& date) {
    std::string newest;
    Decimal rate;
    for (const Record& line : vat_group.rows("VatGroups_Lines")) {
        const std::string from = line.text("Effectivefrom");
        if (from > date || from < newest) continue;
        newest = from;
        rate = line.number("Rate");
    }
    return rate;
}

std::string entered_price(const Record& line) {
    for (const char* name : {"UnitPrice", "Price", "GrossPrice", "PriceAfterVAT", "LineTotal", "RowTotalFC"})
        if (line.has(name)) return name;
    return "";
}

void check_posting_date(const State& state, const std::string& date) {
    const Faults& faults = state.faults;
    for (const PeriodLock& lock : faults.locked_periods)
        if (lock.from <= date && date <= lock.to) throw Refusal(400, "-4013", "Posting period locked; specify an alternative date");
    if ((!faults.permitted_from.empty() && date < faults.permitted_from) || (!faults.permitted_to.empty() && date > faults.permitted_to))
        throw rule("Date deviates from permissible range");
}

std::string DocumentChecks::where(const char* field) const {
    return " [" + tables_.header + "." + field + "]";
}

std::string DocumentChecks::where(const char* field, std::size_t line_number) const {
    return " [" + tables_.lines + "." + field + "][line: " + std::to_string(line_number) + "]";
}

void DocumentChecks::complete(Record& document) const {
    partner(document);
    const auto known = state_.partners.find_text(document.text("CardCode"));
    dates(document);
    currency(document, *known);
    addresses(document, *known);
    lines(document, *known);
    freight(document, *known);
}

void DocumentChecks::partner(Record& document) const {
    const std::string code = document.text("CardCode");
    const auto partner = state_.partners.find_text(code);
    if (!partner || partner->text("CardType") == "cSupplier") throw Refusal(400, "-5002", "Invalid BP code" + where("CardCode") + " , '" + code + "'");
    document.set("CardCode", partner->text("CardCode"));
    if (!document.has("CardName")) document.set("CardName", partner->value(partner->type().at("CardName")));
    if (state_.settings.branches_required && !document.has("BPL_IDAssignedToInvoice")) throw Refusal(400, "-5002", "Specify an active branch" + where("BPLId"));
    const auto rejection = state_.faults.rejections.find(document.text("CardCode"));
    if (rejection != state_.faults.rejections.end()) throw Refusal(400, "-1116", rejection->second);
    const std::int64_t shipping = document.integer("TransportationCode", -1);
    if (shipping != -1 && state_.shipping_types.size() > 0 && !state_.shipping_types.find_number(shipping)) throw unknown_reference(state_.settings.unknown_reference_status);
    set_default(document, "PaymentGroupCode", partner->integer("PayTermsGrpCode", -1));
    set_default(document, "SalesPersonCode", partner->integer("SalesPersonCode", -1));
    if (!partner->number("DiscountPercent").is_zero() && !document.stored("DiscountPercent"))
        document.set("DiscountPercent", partner->number("DiscountPercent"));
    if (partner->has("FederalTaxID")) set_default(document, "FederalTaxID", partner->text("FederalTaxID"));
}

void DocumentChecks::dates(Record& document) const {
    const std::string today = state_.now().date;
    set_default(document, "DocDate", today);
    set_default(document, "TaxDate", document.text("DocDate"));
    if (!document.has("DocDueDate") && tables_.due_date_required) throw rule("Delivery date is required");
    set_default(document, "DocDueDate", document.text("DocDate"));
    const std::string date = document.text("DocDate");
    check_posting_date(state_, date);
    const auto partner = state_.partners.find_text(document.text("CardCode"));
    // Texts for blocked partners are not public: our choice.
    if (!active_on(*partner, date, state_.settings)) throw rule("Business partner '" + document.text("CardCode") + "' is inactive" + where("CardCode"));
}

void DocumentChecks::currency(Record& document, const Record& partner) const {
    const std::string of_partner = partner.text("Currency");
    const std::string& local = state_.settings.local_currency;
    set_default(document, "DocCurrency", of_partner == "##" || of_partner.empty() ? local : of_partner);
    const std::string currency = document.text("DocCurrency");
    if (!state_.knows_currency(currency)) throw unknown_reference(state_.settings.unknown_reference_status);
    if (of_partner != "##" && currency != of_partner && currency != local) // text: our choice
        throw rule("Document currency '" + currency + "' is not the currency of the business partner" + where("DocCur"));
    if (currency == local) {
        document.set("DocRate", Decimal(1));
        return;
    }
    if (document.number("DocRate").is_zero()) {
        const auto rate = state_.rate(currency, document.text("DocDate"));
        if (!rate) throw rule("Update the exchange rate , '" + currency + "'");
        document.set("DocRate", *rate);
    }
    document.set("DocRate", document.number("DocRate").rounded(state_.settings.accuracy.rates, Round::half_up).normalized());
}

void DocumentChecks::addresses(Record& document, const Record& partner) const {
    struct Side {
        const char *code, *main, *type, *prefix;
    };
    static constexpr Side sides[] = {{"ShipToCode", "ShipToDefault", "bo_ShipTo", "ShipTo"}, {"PayToCode", "BilltoDefault", "bo_BillTo", "BillTo"}};
    const bool sent = !document.rows("AddressExtension").empty();
    for (const Side& side : sides) {
        if (document.has(side.code) && !document.text(side.code).empty()) {
            if (!address_named(partner, side.type, document.text(side.code))) throw unknown_reference(state_.settings.unknown_reference_status);
        } else if (partner.has(side.main)) {
            document.set(side.code, partner.text(side.main));
        }
        const Record* address = address_named(partner, side.type, document.text(side.code));
        if (!address || sent) continue;
        Rows& extension = document.rows_to_change("AddressExtension");
        if (extension.empty()) extension.emplace_back(state_.schema.type("AddressExtension"));
        for (const char* field : {"Street", "StreetNo", "Block", "City", "ZipCode", "County", "State", "Country"})
            if (address->has(field)) extension.front().set(std::string(side.prefix) + field, address->text(field));
    }
}

std::string DocumentChecks::tax_group(const std::string& sent, const std::string& of_item, const Record& partner, const std::string& place) const {
    std::string code = sent;
    for (const std::string& next : {partner.text("VatGroup"), of_item, state_.settings.default_vat_group})
        if (code.empty()) code = next;
    const auto group = state_.vat_groups.find_text(code);
    // Texts for tax groups are not public: our choice.
    if (code.empty()) throw rule("Specify tax group" + place);
    if (!group || group->yes("Inactive") || group->text("Category") == "bovcInputTax") throw Refusal(400, "-5002", "Invalid tax group" + place + " , '" + code + "'");
    return group->text("Code");
}

std::string DocumentChecks::sales_tax_code(const std::string& sent, const std::string& place) const {
    const std::string code = sent.empty() ? state_.settings.default_vat_group : sent;
    const auto known = state_.sales_tax_codes.find_text(code);
    // Texts for tax codes are not public: our choice.
    if (code.empty()) throw rule("Specify tax code" + place);
    if (!known || known->yes("Inactive") || !known->yes("ValidForAR")) throw Refusal(400, "-5002", "Invalid tax code" + place + " , '" + code + "'");
    return known->text("Code");
}

void DocumentChecks::tax(Record& row, const char* percent, const std::string& of_item, const Record& document, const Record& partner, const std::string& table, std::size_t number) const {
    const bool sales_tax = state_.settings.sales_tax;
    const std::string place = " [" + table + (sales_tax ? ".TaxCode" : ".VatGroup") + "][line: " + std::to_string(number) + "]";
    if (sales_tax) {
        // The column of the other localisations: it is not there.
        if (row.has("VatGroup") && !row.text("VatGroup").empty()) throw Refusal(400, "-5002", "Invalid tax group" + place + " , '" + row.text("VatGroup") + "'");
        row.set("TaxCode", sales_tax_code(row.text("TaxCode"), place));
        row.set(percent, state_.sales_tax_codes.find_text(row.text("TaxCode"))->number("Rate"));
        return;
    }
    row.set("VatGroup", tax_group(row.text("VatGroup"), of_item, partner, place));
    row.set(percent, tax_rate(*state_.vat_groups.find_text(row.text("VatGroup")), document.text("DocDate")));
}

void DocumentChecks::lines(Record& document, const Record& partner) const {
    if (document.rows("DocumentLines").empty()) throw rule("Document has no lines" + where("DocEntry")); // text: our choice
    Rows& rows = document.rows_to_change("DocumentLines");
    if (document.text("DocType") != "dDocument_Service") add_parts(rows, state_);
    std::int64_t next = 0;
    for (const Record& row : rows) next = std::max(next, row.integer("LineNum", -1) + 1);
    std::vector<std::int64_t> numbers;
    numbers.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].has("LineNum")) rows[i].set("LineNum", next++);
        numbers.push_back(rows[i].integer("LineNum"));
        rows[i].set("VisualOrder", static_cast<std::int64_t>(i));
        line(rows[i], i + 1, document, partner);
    }
    std::sort(numbers.begin(), numbers.end());
    if (std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end()) throw already_exists();
}

void DocumentChecks::line(Record& line, std::size_t number, const Record& document, const Record& partner) const {
    if (!tables_.takes_bases && line.integer("BaseType", -1) != -1) throw unknown_reference(state_.settings.unknown_reference_status);
    line.set("Currency", document.text("DocCurrency"));
    set_default(line, "LineStatus", "bost_Open");
    set_default(line, "ShipDate", document.text("DocDueDate"));
    if (document.text("DocType") == "dDocument_Service") {
        if (line.text("~entered").empty()) line.set("~entered", entered_price(line));
        tax(line, "TaxPercentagePerRow", "", document, partner, tables_.lines, number);
    } else {
        line_item(line, number, document, partner);
    }
}

void DocumentChecks::line_item(Record& line, std::size_t number, const Record& document, const Record& partner) const {
    const std::string code = line.text("ItemCode");
    if (code.empty()) throw Refusal(400, "-5002", "Item number is missing; specify an item number [DocumentLines.ItemCode][line: " + std::to_string(number) + "]");
    const auto item = state_.items.find_text(code);
    if (!item) throw unknown_reference(state_.settings.unknown_reference_status);
    line.set("ItemCode", item->text("ItemCode"));
    if (!active_on(*item, document.text("DocDate"), state_.settings)) throw rule("Item '" + code + "' is inactive " + where("ItemCode", number));
    if (!item->yes("SalesItem")) throw rule("Item '" + code + "' not specified as sales item " + where("ItemCode", number));
    if (item->has("ItemName")) set_default(line, "ItemDescription", item->text("ItemName"));
    if (item->has("BarCode")) set_default(line, "BarCode", item->text("BarCode"));
    if (item->text("TreeType") != "iNotATree" && line.text("TreeType") != "iIngredient") line.set("TreeType", item->text("TreeType"));

    set_default(line, "Quantity", Decimal(1));
    if (line.number("Quantity") <= Decimal(0)) throw rule("Quantity must be greater than zero " + where("Quantity", number)); // text: our choice

    if (line.text("WarehouseCode").empty()) line.set("WarehouseCode", items_.default_warehouse(*item));
    const auto warehouse = state_.warehouses.find_text(line.text("WarehouseCode"));
    if (!warehouse) throw unknown_reference(state_.settings.unknown_reference_status);
    line.set("WarehouseCode", warehouse->text("WarehouseCode"));
    if (warehouse->yes("Inactive")) throw rule("Warehouse is inactive " + where("WhsCode", number)); // text: our choice
    if (item->yes("InventoryItem") && !items_.has_warehouse(*item, warehouse->text("WarehouseCode")))
        throw rule("Warehouse is not assigned " + where("ItemCode", number));

    tax(line, "TaxPercentagePerRow", item->text("SalesVATGroup"), document, partner, tables_.lines, number);
    if (line.text("~entered").empty()) line_price(line, document, *item, partner);
}

void DocumentChecks::line_price(Record& line, const Record& document, const Record& item, const Record& partner) const {
    const std::string sent = entered_price(line);
    if (!sent.empty()) {
        line.set("~entered", sent);
        return;
    }
    const std::int64_t list = partner.integer("PriceListNum", 1);
    const auto& gross_lists = state_.settings.gross_price_lists;
    const std::string entered = std::find(gross_lists.begin(), gross_lists.end(), list) == gross_lists.end() ? "UnitPrice" : "GrossPrice";
    line.set("~entered", entered);
    line.set(entered, Decimal());
    for (const Record& price : item.rows("ItemPrices")) {
        if (price.integer("PriceList") != list) continue;
        const std::string currency = price.text("Currency");
        if (currency.empty() || currency == document.text("DocCurrency")) line.set(entered, price.number("Price"));
    }
}

void DocumentChecks::freight(Record& document, const Record& partner) const {
    if (document.rows("DocumentAdditionalExpenses").empty()) return;
    std::int64_t line_number = 0;
    for (Record& row : document.rows_to_change("DocumentAdditionalExpenses")) {
        row.set("LineNum", line_number++);
        const auto expense = state_.expenses.find_number(row.integer("ExpenseCode"));
        if (!row.has("ExpenseCode") || !expense) throw unknown_reference(state_.settings.unknown_reference_status);
        tax(row, "TaxPercent", expense->text("OutputVATGroup"), document, partner, tables_.lines.substr(0, 3) + "3", static_cast<std::size_t>(line_number));
        if (row.text("~entered").empty() && !row.has("LineTotal") && !row.has("LineGross")) row.set("LineTotal", expense->number("FixedAmountRevenues"));
    }
}

} // namespace ledgerline::sandbox::b1

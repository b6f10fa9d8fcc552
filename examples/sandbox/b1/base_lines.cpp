#include "b1/base_lines.hpp"

#include "b1/document_store.hpp"
#include "b1/line_status.hpp"

#include <algorithm>
#include <map>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr const char* inherited_by_header[] = {"NumAtCard", "DocCurrency", "DiscountPercent", "DocType", "ShipToCode", "PayToCode", "Address", "Address2", "ContactPersonCode",
                                               "SalesPersonCode", "PaymentGroupCode", "PaymentMethod", "TransportationCode", "FederalTaxID", "BPL_IDAssignedToInvoice", "Project"};
constexpr const char* inherited_by_line[] = {"ItemCode", "ItemDescription", "DiscountPercent", "VatGroup", "WarehouseCode", "AccountCode", "CostingCode", "ProjectCode",
                                             "FreeText", "ItemDetails", "TreeType", "ShippingMethod", "SupplierCatNum", "BarCode", "UoMEntry"};

// Takes over what the receiver was not sent.
void inherit_cell(Record& to, const Record& from, const char* name) {
    const Cell* cell = from.stored(name);
    if (cell && !to.stored(name)) to.set(name, *cell);
}

void inherit_user_fields(Record& to, const Record& from) {
    for (const auto& [property, cell] : from.cells())
        if (property->user_field && !to.stored(*property)) to.set(*property, cell);
}

bool names_base(const Record& line) {
    return line.integer("BaseType", -1) != -1;
}

const Record* line_of(const Record& document, std::int64_t number) {
    for (const Record& line : document.rows("DocumentLines"))
        if (line.integer("LineNum", -1) == number) return &line;
    return nullptr;
}

} // namespace

bool takes_quantities(const DocumentKind& target, std::int64_t base_type) {
    return target.number != object_number::down_payment && base_type != object_number::down_payment;
}

std::string BaseLines::where(const char* field, std::size_t number) const {
    return " [" + std::string(target_.line_table) + "." + field + "][line: " + std::to_string(number) + "]";
}

void BaseLines::inherit(Record& document) const {
    if (document.rows("DocumentLines").empty()) return;
    Rows lines = document.rows("DocumentLines");
    for (std::size_t i = 0; i < lines.size(); ++i) inherit_line(lines[i], i + 1, document);
    // A set whose parts were copied with it gets none by itself.
    for (std::size_t i = 0; i + 1 < lines.size(); ++i)
        if (lines[i].text("TreeType") == "iSalesTree" && names_base(lines[i]) && names_base(lines[i + 1]) && lines[i + 1].text("TreeType") == "iIngredient") lines[i].set("~parts", "added");
    document.rows_to_change("DocumentLines") = std::move(lines);
    inherit_freight(document);
}

void BaseLines::inherit_line(Record& line, std::size_t number, Record& document) const {
    if (!names_base(line)) {
        if (line.has("BaseEntry") || line.has("BaseLine")) throw Refusal(400, "-5002", "Internal error (-5002) occurred");
        return;
    }
    const std::int64_t type = line.integer("BaseType");
    // Which pairs exist is not public as a list, nor is the text: our choice.
    const bool possible = std::find(target_.bases.begin(), target_.bases.end(), type) != target_.bases.end();
    const DocumentKind* kind = document_kind(type);
    if (!possible || !kind) throw Refusal(400, "-5002", "Documents of this kind cannot be based on object " + std::to_string(type) + where("BaseType", number));
    if (!line.has("BaseEntry") || !line.has("BaseLine")) throw Refusal(400, "-5002", "Internal error (-5002) occurred");
    const auto base = (state_.*kind->table).find_number(line.integer("BaseEntry"));
    const Record* from = base ? line_of(*base, line.integer("BaseLine")) : nullptr;
    if (!from) throw unknown_reference(state_.settings.unknown_reference_status);
    state_.refuse_locked_row(kind->entity_set, std::to_string(base->integer("DocEntry")));

    if (!document.has("CardCode")) document.set("CardCode", base->text("CardCode"));
    if (key_part(document.text("CardCode"), state_.ignores_case()) != key_part(base->text("CardCode"), state_.ignores_case()))
        throw rule("Base document card and target document card do not match.");
    const bool paid_down_payment = type == object_number::down_payment; // it is closed by its payment and can still be credited
    const bool closed = paid_down_payment ? base->text("CancelStatus") != "csNo" || base->text("DownPaymentStatus") == "so_Closed" : !open(*base) || !line_open(*from);
    if (closed) throw Refusal(400, state_.settings.base_closed_code, "One of the base documents has already been closed " + where("BaseEntry", number));
    if (!base->yes("Confirmed")) throw rule("Base document is not approved" + where("BaseEntry", number)); // text: our choice
    if (line.has("ItemCode")) {
        if (state_.settings.item_with_base_refused) throw Refusal(400, "-5002", "Internal error (-5002) occurred");
        if (state_.item_key(line.text("ItemCode")) != state_.item_key(from->text("ItemCode"))) throw rule("target item number does not match (base)");
    }

    const Decimal left = paid_down_payment ? from->number("Quantity") : open_quantity(*from);
    if (!line.has("Quantity")) line.set("Quantity", left);
    if (state_.settings.over_delivery_refused && line.number("Quantity") > left) // text: our choice
        throw rule("Quantity exceeds the open quantity of the base document" + where("Quantity", number));
    line.set("BaseOpenQuantity", left);
    for (const char* name : inherited_by_line) inherit_cell(line, *from, name);
    bool priced = false;
    for (const char* name : {"UnitPrice", "Price", "GrossPrice", "PriceAfterVAT", "LineTotal"}) priced = priced || line.has(name);
    if (!priced) {
        const std::string entered = from->text("~entered").empty() ? "UnitPrice" : from->text("~entered");
        line.set("~entered", entered);
        Decimal price = from->number(entered);
        // The lines of a down payment are those of the whole order.
        if (paid_down_payment) price = (price.normalized() * base->number("DownPaymentPercentage").normalized()).normalized().divided(Decimal(100), 6, Round::half_up);
        line.set(entered, price);
    }
    if (state_.settings.user_fields_follow != UserFieldsFollow::none) inherit_user_fields(line, *from);
    inherit_header(document, *base, *kind);
}

void BaseLines::inherit_header(Record& document, const Record& base, const DocumentKind& kind) const {
    for (const char* name : inherited_by_header) inherit_cell(document, base, name);
    // An absent discount of the base is no discount: the partner's own must not come on top.
    if (!document.stored("DiscountPercent")) document.set("DiscountPercent", Decimal());
    if (document.rows("AddressExtension").empty() && !base.rows("AddressExtension").empty()) document.rows_to_change("AddressExtension") = base.rows("AddressExtension");
    if (state_.settings.user_fields_follow == UserFieldsFollow::headers_and_lines) inherit_user_fields(document, base);
    if (!document.has("Comments")) document.set("Comments", "Based On " + std::string(kind.title) + " " + base.text("DocNum") + ".");
}

// Freight comes over where a row names the row that it stands for.
void BaseLines::inherit_freight(Record& document) const {
    if (document.rows("DocumentAdditionalExpenses").empty()) return;
    for (Record& row : document.rows_to_change("DocumentAdditionalExpenses")) {
        const std::int64_t type = row.integer("BaseDocType", -1);
        if (type == -1 || !row.has("BaseDocEntry") || row.integer("BaseDocEntry") == -1) continue;
        const DocumentKind* kind = document_kind(type);
        const auto base = kind ? (state_.*kind->table).find_number(row.integer("BaseDocEntry")) : nullptr;
        if (!base) throw unknown_reference(state_.settings.unknown_reference_status);
        const Rows& rows = base->rows("DocumentAdditionalExpenses");
        const auto from = std::find_if(rows.begin(), rows.end(), [&](const Record& one) { return one.integer("LineNum", -1) == row.integer("BaseDocLine", 0); });
        if (from == rows.end()) throw unknown_reference(state_.settings.unknown_reference_status);
        for (const char* name : {"ExpenseCode", "VatGroup", "Remarks"}) inherit_cell(row, *from, name);
        row.set("BaseDocumentReference", base->integer("DocNum"));
        if (row.has("LineTotal") || row.has("LineGross")) continue;
        const bool foreign = base->text("DocCurrency") != state_.settings.local_currency;
        const Decimal net = from->number(foreign ? "LineTotalFC" : "LineTotal");
        if (from->text("~entered") == "LineGross") row.set("LineGross", foreign ? net + from->number("TaxSumFC") : from->number("LineGross"));
        else row.set("LineTotal", net);
    }
}

// Every base document is changed once, whatever number of lines names it.
template <class Change>
void BaseLines::change_bases(const Record& document, Change change, const char* freight_status) const {
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<const Record*>> by_base;
    for (const Record& line : document.rows("DocumentLines")) {
        if (!names_base(line) || !takes_quantities(target_, line.integer("BaseType"))) continue;
        by_base[{line.integer("BaseType"), line.integer("BaseEntry")}].push_back(&line);
    }
    for (const auto& [name, lines] : by_base) {
        const DocumentKind* kind = document_kind(name.first);
        const auto before = kind ? (state_.*kind->table).find_number(name.second) : nullptr;
        if (!before) continue;
        Record base = *before;
        for (const Record* line : lines)
            for (Record& from : base.rows_to_change("DocumentLines"))
                if (from.integer("LineNum", -1) == line->integer("BaseLine", -1)) change(from, line->has("Quantity") ? line->number("Quantity") : Decimal(1));
        for (const Record& row : document.rows("DocumentAdditionalExpenses")) {
            if (row.integer("BaseDocType", -1) != name.first || row.integer("BaseDocEntry", -1) != name.second) continue;
            for (Record& from : base.rows_to_change("DocumentAdditionalExpenses"))
                if (from.integer("LineNum", -1) == row.integer("BaseDocLine", 0)) from.set("Status", freight_status);
        }
        // Whether an invoice is open is a matter of its amount.
        if (kind->number != object_number::invoice) follow_lines(base);
        state_.stamp_changed(base);
        put_document(state_, *kind, before.get(), std::move(base));
    }
}

void BaseLines::draw(const Record& document) const {
    change_bases(document, [this](Record& line, const Decimal& quantity) { draw_line(line, quantity, state_.settings.accuracy.amounts); }, "bost_Close");
}

void BaseLines::give_back(const Record& document) const {
    change_bases(document, [this](Record& line, const Decimal& quantity) { give_back_to_line(line, quantity, state_.settings.accuracy.amounts); }, "bost_Open");
}

} // namespace ledgerline::sandbox::b1

#include "b1/sql_tables.hpp"

#include "b1/words.hpp"

#include <algorithm>

namespace ledgerline::sandbox::b1 {

namespace {

using From = SqlColumn::From;

// "column=Property" of the object, "column=.Property" of its row, "column=?figure" of the stock; the first is the key.
struct Description {
    const char *name, *type, *part_type, *collection;
    Table State::*objects;
    const char* columns;
};

constexpr const char* head_of_documents = "DocEntry=DocEntry DocNum=DocNum CardCode=CardCode CardName=CardName NumAtCard=NumAtCard DocStatus=DocumentStatus CANCELED=Cancelled DocDate=DocDate "
                                          "DocDueDate=DocDueDate DocCur=DocCurrency DocTotal=DocTotal UpdateDate=UpdateDate Comments=Comments";
constexpr const char* lines_of_documents = "DocEntry=DocEntry LineNum=.LineNum ItemCode=.ItemCode Dscription=.ItemDescription Quantity=.Quantity OpenQty=.RemainingOpenQuantity WhsCode=.WarehouseCode "
                                           "LineStatus=.LineStatus LineTotal=.LineTotal BaseType=.BaseType BaseEntry=.BaseEntry BaseLine=.BaseLine";

const std::vector<Description>& descriptions() {
    static const std::vector<Description> all{
        {"OITM", "Item", "", "", &State::items,
         "ItemCode=ItemCode ItemName=ItemName CodeBars=BarCode ItmsGrpCod=ItemsGroupCode SellItem=SalesItem InvntItem=InventoryItem validFor=Valid validFrom=ValidFrom validTo=ValidTo "
         "frozenFor=Frozen frozenFrom=FrozenFrom frozenTo=FrozenTo TreeType=TreeType DfltWH=DefaultWarehouse SalUnitMsr=SalesUnit NumInSale=SalesItemsPerUnit SWeight1=SalesUnitWeight "
         "CreateDate=CreateDate UpdateDate=UpdateDate OnHand=?total_in_stock IsCommited=?total_committed OnOrder=?total_ordered"},
        {"OITW", "Item", "ItemWarehouseInfo", "ItemWarehouseInfoCollection", &State::items,
         "ItemCode=ItemCode WhsCode=.WarehouseCode OnHand=?in_stock IsCommited=?committed OnOrder=?ordered Locked=.Locked MinStock=.MinimalStock MaxStock=.MaximalStock AvgPrice=.StandardAveragePrice"},
        {"ITM1", "Item", "ItemPrice", "ItemPrices", &State::items, "ItemCode=ItemCode PriceList=.PriceList Price=.Price Currency=.Currency Factor=.Factor BasePLNum=.BasePriceList"},
        {"OWHS", "Warehouse", "", "", &State::warehouses, "WhsCode=WarehouseCode WhsName=WarehouseName Inactive=Inactive"},
        {"OPLN", "PriceList", "", "", &State::price_lists, "ListNum=PriceListNo ListName=PriceListName BASE_NUM=BasePriceList Factor=Factor IsGrossPrc=IsGrossPrice ValidFor=Active"},
        {"OSPP", "SpecialPrice", "", "", &State::special_prices,
         "ItemCode=ItemCode CardCode=CardCode Price=Price Currency=Currency Discount=DiscountPercent ListNum=PriceListNum Valid=Valid ValidFrom=ValidFrom ValidTo=ValidTo"},
        {"OITT", "ProductTree", "", "", &State::product_trees, "Code=TreeCode TreeType=TreeType Qauntity=Quantity ToWH=Warehouse"},
        {"ITT1", "ProductTree", "ProductTreeLine", "ProductTreeLines", &State::product_trees,
         "Father=TreeCode ChildNum=.ChildNum Code=.ItemCode Quantity=.Quantity Warehouse=.Warehouse Price=.Price PriceList=.PriceList Type=.ItemType"},
        {"OCRD", "BusinessPartner", "", "", &State::partners, "CardCode=CardCode CardName=CardName CardType=CardType validFor=Valid frozenFor=Frozen E_Mail=EmailAddress Currency=Currency ListNum=PriceListNum"},
        {"ORDR", "Document", "", "", &State::orders, head_of_documents},
        {"RDR1", "Document", "DocumentLine", "DocumentLines", &State::orders, lines_of_documents},
        {"ODLN", "Document", "", "", &State::deliveries, head_of_documents},
        {"DLN1", "Document", "DocumentLine", "DocumentLines", &State::deliveries, lines_of_documents},
        {"OINV", "Document", "", "", &State::invoices, head_of_documents},
        {"INV1", "Document", "DocumentLine", "DocumentLines", &State::invoices, lines_of_documents},
        {"OPOR", "Document", "", "", &State::purchase_orders, head_of_documents},
        {"POR1", "Document", "DocumentLine", "DocumentLines", &State::purchase_orders, lines_of_documents},
    };
    return all;
}

From figure(std::string_view name) {
    constexpr std::pair<std::string_view, From> figures[] = {{"in_stock", From::in_stock},           {"committed", From::committed},             {"ordered", From::ordered},
                                                             {"total_in_stock", From::total_in_stock}, {"total_committed", From::total_committed}, {"total_ordered", From::total_ordered}};
    for (const auto& [known, from] : figures)
        if (known == name) return from;
    throw std::logic_error("no figure '" + std::string(name) + "'");
}

SqlTable made_of(const Description& from, const State& state) {
    SqlTable out{from.name, from.objects, from.collection, std::string_view(from.name) == "OITW", {}};
    const Type& type = state.schema.type(from.type);
    const Type* part = *from.part_type ? &state.schema.type(from.part_type) : nullptr;
    for (std::string_view word : split(from.columns, ' ')) {
        if (word.empty()) continue;
        const std::size_t equals = word.find('=');
        const std::string_view what = word.substr(equals + 1);
        SqlColumn column;
        column.name = word.substr(0, equals);
        if (what[0] == '?') column.from = figure(what.substr(1));
        else if (what[0] == '.') column.from = From::part, column.property = &part->at(what.substr(1));
        else column.property = &type.at(what);
        column.is_key = out.columns.empty();
        column.is_second = out.levels && out.columns.size() == 1;
        out.columns.push_back(std::move(column));
    }
    // Fields of the company's own stand in the table of their type.
    const Type& own = part ? *part : type;
    for (const Property* property : own.in_order())
        if (property->user_field && property->loaded) out.columns.push_back({property->name, part ? From::part : From::head, property, false, false});
    return out;
}

std::string digits_of(const std::string& date) {
    std::string out;
    std::copy_if(date.begin(), date.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
    return out;
}

const Record* row_of_warehouse(const Rows& rows, const Property& code, const std::string& warehouse) {
    for (const Record& row : rows) {
        const Cell* cell = row.stored(code);
        const auto* text = cell ? std::get_if<std::string>(cell) : nullptr;
        if (text && *text == warehouse) return &row;
    }
    return nullptr;
}

} // namespace

SqlTables::SqlTables(const State& state) : state_(state) {
    for (const Description& description : descriptions()) tables_.push_back(made_of(description, state));
}

const SqlTable& SqlTables::table(std::string_view name) const {
    const auto refused = [&](const std::string& other) { return same_word(other, name); };
    const auto& list = state_.settings.sql_tables_refused;
    const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const SqlTable& table) { return same_word(table.name, name); });
    if (found == tables_.end() || std::any_of(list.begin(), list.end(), refused)) throw Refusal(400, "702", "Table '" + std::string(name) + "' not accessible");
    return *found;
}

const SqlColumn& SqlTables::column(const SqlTable& table, std::string_view name) const {
    for (const SqlColumn& column : table.columns)
        if (same_word(column.name, name)) return column;
    throw Refusal(400, "703", "Column '" + std::string(name) + "' from table '" + table.name + "' not accessible");
}

Cell SqlTables::value(const SqlColumn& column, const SqlRow& row) const {
    switch (column.from) {
    case From::in_stock: return row.level ? Cell(row.level->in_stock) : Cell();
    case From::committed: return row.level ? Cell(row.level->committed) : Cell();
    case From::ordered: return row.level ? Cell(row.level->ordered) : Cell();
    case From::total_in_stock: return row.head ? Cell(state_.stock.total(state_.items.key_of(*row.head)).in_stock) : Cell();
    case From::total_committed: return row.head ? Cell(state_.stock.total(state_.items.key_of(*row.head)).committed) : Cell();
    case From::total_ordered: return row.head ? Cell(state_.stock.total(state_.items.key_of(*row.head)).ordered) : Cell();
    default: break;
    }
    const Record* record = column.from == From::part ? row.part : row.head;
    if (!record) return {};
    Cell cell = record->value(*column.property);
    auto* text = std::get_if<std::string>(&cell);
    if (!text) return cell;
    if (column.property->kind == Kind::date) return digits_of(*text);
    if (column.property->kind == Kind::enumeration)
        if (const auto* member = column.property->enumeration->find(*text)) return member->code;
    return cell;
}

void SqlTables::each_row(const SqlTable& table, const std::string& from_key, const std::function<bool(const SqlRow&)>& visit) const {
    const auto& objects = (state_.*table.objects).in_key_order();
    auto entry = from_key.empty() ? objects.begin()
                                  : std::lower_bound(objects.begin(), objects.end(), from_key, [](const Table::Entry& one, const std::string& key) { return one.key < key; });
    const Property& warehouse_code = state_.schema.type("ItemWarehouseInfo").at("WarehouseCode");
    for (; entry != objects.end(); ++entry) {
        const Record& object = *entry->row;
        if (table.collection.empty()) {
            if (!visit({&object, nullptr, nullptr})) return;
        } else if (table.levels) {
            const Rows& rows = object.rows(table.collection);
            for (const auto& [warehouse, level] : state_.stock.of_item(entry->key)) {
                const Record* row = row_of_warehouse(rows, warehouse_code, warehouse);
                if (row && !visit({&object, row, &level})) return;
            }
        } else {
            for (const Record& row : object.rows(table.collection))
                if (!visit({&object, &row, nullptr})) return;
        }
    }
}

} // namespace ledgerline::sandbox::b1

#include "b1/merge.hpp"

#include <algorithm>
#include <initializer_list>

namespace ledgerline::sandbox::b1 {

namespace {

// What tells the rows of a collection apart.
std::initializer_list<const char*> row_key(const std::string& type) {
    static constexpr std::initializer_list<const char*> line_number{"LineNum"}, price_list{"PriceList"}, warehouse{"WarehouseCode"},
        freight{"ExpenseCode"}, bar_code{"AbsEntry"}, address{"AddressName", "AddressType"}, contact{"InternalCode"}, valid_from{"Effectivefrom"}, reference{"LineNumber"}, package{"Number"}, none{};
    if (type == "DocumentLine") return line_number;
    if (type == "DocumentAdditionalExpense") return freight; // its LineNum is read-only
    if (type == "ItemPrice") return price_list;
    if (type == "ItemWarehouseInfo") return warehouse;
    if (type == "ItemBarCode") return bar_code;
    if (type == "BPAddress") return address;
    if (type == "ContactEmployee") return contact;
    if (type == "VatGroups_Line") return valid_from;
    if (type == "DocumentReference") return reference;
    if (type == "DocumentPackage") return package;
    return none;
}

bool same_row(const Record& a, const Record& b) {
    const auto key = row_key(a.type().name());
    if (key.size() == 0) return false;
    return std::all_of(key.begin(), key.end(), [&](const char* name) { return b.has(name) || b.type().at(name).kind == Kind::enumeration ? a.value(a.type().at(name)) == b.value(b.type().at(name)) : false; });
}

void merge_rows(Rows& rows, const Rows& changes, bool replaces) {
    Rows kept;
    for (const Record& change : changes) {
        const auto known = std::find_if(rows.begin(), rows.end(), [&](const Record& row) { return same_row(row, change); });
        if (known == rows.end()) {
            kept.push_back(change);
        } else if (replaces) {
            Record row = *known;
            merge(row, change, replaces);
            kept.push_back(std::move(row));
        } else {
            merge(*known, change, replaces);
        }
    }
    if (replaces) rows = std::move(kept);
    else rows.insert(rows.end(), kept.begin(), kept.end());
}

} // namespace

void merge(Record& into, const Record& changes, bool replaces_collections) {
    for (const auto& [property, cell] : changes.cells()) {
        const auto* rows = std::get_if<Rows>(&cell);
        if (rows && property->kind == Kind::list) {
            merge_rows(into.rows_to_change(property->name), *rows, replaces_collections);
        } else if (rows && !rows->empty() && !into.rows(property->name).empty()) {
            merge(into.rows_to_change(property->name).front(), rows->front(), replaces_collections);
        } else {
            into.set(*property, cell);
        }
    }
}

} // namespace ledgerline::sandbox::b1

// The sales documents of the company. All are of the type Document; what tells one from another stands here.
#pragma once

#include "b1/state.hpp"

#include <string_view>
#include <vector>

namespace ledgerline::sandbox::b1 {

// Numbers that Business One gives to kinds of documents: BaseType, InvoiceType.
namespace object_number {
inline constexpr std::int64_t invoice = 13, credit_note = 14, delivery = 15, return_of_goods = 16, order = 17, incoming_payment = 24, down_payment = 203;
}

struct DocumentKind {
    const char* entity_set;
    std::int64_t number;                  // 17
    const char* object;                   // "oOrders"
    const char *header_table, *line_table; // for the brackets in refusals
    const char* title;                    // start of JournalMemo
    Table State::*table;
    NumberSeries series;                  // where the settings name none
    std::vector<std::int64_t> bases;      // numbers of the documents that it may be copied from
};

const std::vector<DocumentKind>& document_kinds();
const DocumentKind* document_kind(std::string_view entity_set); // nullptr = none
const DocumentKind* document_kind(std::int64_t number);
const DocumentKind& order_kind();

// Series and DocNum of a new document: the series that it names, else the default one of its kind.
void assign_number(State& state, const std::string& entity_set, const NumberSeries& otherwise, const std::string& header_table, Record& document);

} // namespace ledgerline::sandbox::b1

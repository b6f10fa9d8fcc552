#include "b1/document_kinds.hpp"

#include <stdexcept>

namespace ledgerline::sandbox::b1 {

const std::vector<DocumentKind>& document_kinds() {
    using namespace object_number;
    static const std::vector<DocumentKind> kinds{
        {"Orders", order, "oOrders", "ORDR", "RDR1", "Sales Orders", &State::orders, {"Orders", 11, 26'000'001}, {}},
        {"DeliveryNotes", delivery, "oDeliveryNotes", "ODLN", "DLN1", "Deliveries", &State::deliveries, {"DeliveryNotes", 12, 36'000'001}, {order}},
        {"Returns", return_of_goods, "oReturns", "ORDN", "RDN1", "Returns", &State::returns, {"Returns", 13, 46'000'001}, {delivery}},
        {"Invoices", invoice, "oInvoices", "OINV", "INV1", "A/R Invoices", &State::invoices, {"Invoices", 14, 56'000'001}, {order, delivery}},
        {"CreditNotes", credit_note, "oCreditNotes", "ORIN", "RIN1", "A/R Credit Memos", &State::credit_notes, {"CreditNotes", 15, 66'000'001}, {invoice, return_of_goods, down_payment}},
        {"DownPayments", down_payment, "oDownPayments", "ODPI", "DPI1", "A/R Down Payments", &State::down_payments, {"DownPayments", 16, 76'000'001}, {order}},
    };
    return kinds;
}

const DocumentKind* document_kind(std::string_view entity_set) {
    for (const DocumentKind& kind : document_kinds())
        if (entity_set == kind.entity_set) return &kind;
    return nullptr;
}

const DocumentKind* document_kind(std::int64_t number) {
    for (const DocumentKind& kind : document_kinds())
        if (number == kind.number) return &kind;
    return nullptr;
}

const DocumentKind& order_kind() {
    return document_kinds().front();
}

void assign_number(State& state, const std::string& entity_set, const NumberSeries& otherwise, const std::string& header_table, Record& document) {
    std::vector<NumberSeries> known;
    for (const NumberSeries& series : state.settings.series)
        if (series.entity_set == entity_set) known.push_back(series);
    if (known.empty()) known.push_back(otherwise);
    const std::int64_t wanted = document.integer("Series", known.front().id);
    document.set("Series", wanted);
    const bool is_numbered_by_hand = document.type().find("HandWritten") && document.yes("HandWritten"); // transfers have no such member
    if (wanted == -1 || is_numbered_by_hand) {
        if (!document.has("DocNum")) throw rule("Document number is missing [" + header_table + ".DocNum]"); // text: our choice
        return;
    }
    for (const NumberSeries& series : known) {
        if (series.id != wanted) continue;
        document.set("DocNum", state.next_number("series " + std::to_string(wanted), series.first_number));
        return;
    }
    throw Refusal(400, "-4002", "Cannot add document; define the numbering series");
}

} // namespace ledgerline::sandbox::b1

#include "order_chain.hpp"

#include "amount.hpp"
#include "local_time.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t page_size = 50, pause_ms = 60'000;
constexpr int few_pages = 4, many_pages = 40;

bool is_closed_status(const std::string& status) { return !(status.empty() || status == "bost_Open" || status == "O"); }

BaseLine base_of(const Node& type, const Node& entry, const Node& line) {
    BaseLine base{type.integer_or(-1), text_of(entry), line.integer_or(-1)};
    if (base.entry.empty() || base.entry == "-1") base.type = -1;
    return base;
}

ChainLine line_of(const Node& row, bool foreign) {
    ChainLine line;
    line.number = row["LineNum"].integer_or(-1);
    line.store_line = text_of(row[line_field]);
    line.item_code = text_of(row["ItemCode"]);
    line.warehouse = text_of(row["WarehouseCode"]);
    line.tax_code = text_of(row["VatGroup"]);
    if (line.tax_code.empty()) line.tax_code = text_of(row["TaxCode"]);
    line.quantity = amount_or_zero(row["Quantity"]);
    line.open = is_closed_status(text_of(row["LineStatus"])) ? Decimal() : amount_of(row["RemainingOpenQuantity"]).value_or(line.quantity);
    line.net_price = amount_or_zero(row["Price"]);
    line.gross_price = amount_or_zero(row["PriceAfterVAT"]);
    line.net_total = amount_or_zero(row[foreign ? "RowTotalFC" : "LineTotal"]);
    line.gross_total = amount_or_zero(row[foreign ? "GrossTotalFC" : "GrossTotal"]);
    line.tax_rate = amount_or_zero(row["TaxPercentagePerRow"]);
    line.base = base_of(row["BaseType"], row["BaseEntry"], row["BaseLine"]);
    return line;
}

ChainFreight freight_of(const Node& row, bool foreign) {
    return {row["LineNum"].integer_or(-1), text_of(row["ExpenseCode"]), amount_or_zero(row[foreign ? "LineTotalFC" : "LineTotal"]), amount_or_zero(row[foreign ? "TaxSumFC" : "TaxSum"]),
            is_closed_status(text_of(row["Status"])), base_of(row["BaseDocType"], row["BaseDocEntry"], row["BaseDocLine"])};
}

ChainDocument document_of(const Node& row) {
    ChainDocument document;
    document.id = text_of(row["DocEntry"]);
    document.number = text_of(row["DocNum"]);
    document.key = text_of(row[key_field]);
    document.reference = text_of(row["NumAtCard"]);
    document.date = date_of(text_of(row["DocDate"]));
    document.card_code = text_of(row["CardCode"]);
    document.currency = text_of(row["DocCurrency"]);
    document.branch = text_of(row["BPL_IDAssignedToInvoice"]);
    if (!document.branch.empty() && document.branch.front() == '-') document.branch.clear(); // the company works without branches
    document.etag = text_of(row["@odata.etag"]);
    if (document.etag.empty()) document.etag = text_of(row["odata.etag"]);
    const bool foreign = !amount_or_zero(row["DocTotalFc"]).is_zero();
    if (foreign) document.rate = amount_of(row["DocRate"]);
    document.total = total_of(row).value_or(Decimal());
    document.tax = amount_or_zero(row[foreign ? "VatSumFc" : "VatSum"]);
    document.paid = amount_or_zero(row[foreign ? "PaidToDateFC" : "PaidToDate"]);
    document.cancelled = is_cancelled(row);
    document.closed = is_closed_status(text_of(row["DocumentStatus"]));
    const std::string type = text_of(row["DownPaymentType"]), status = text_of(row["DownPaymentStatus"]);
    document.is_down_payment_invoice = type != "dptRequest" && type != "N";
    document.drawn = status == "so_Closed" || status == "C";
    document.down_payment_percent = amount_or_zero(row["DownPaymentPercentage"]);
    for (const Node line : row["DocumentLines"].elements_or_none()) {
        if (is_part_of_set(line)) document.parts.push_back({line["LineNum"].integer_or(-1), document.lines.empty() ? -1 : document.lines.back().number});
        else document.lines.push_back(line_of(line, foreign));
    }
    for (const Node one : row["DocumentAdditionalExpenses"].elements_or_none()) document.freight.push_back(freight_of(one, foreign));
    for (const Node reference : row["DocumentReferences"].elements_or_none()) {
        const std::string named = text_of(reference["RefObjType"]);
        if (named == "rot_SalesOrder" || named == "17") document.names_orders.push_back(text_of(reference["RefDocEntr"]));
        if (named == "rot_SalesInvoice" || named == "13") document.names_invoices.push_back(text_of(reference["RefDocEntr"]));
    }
    return document;
}

// What SAP's own copying takes along. "" = nothing would tell it from others.
std::string named_like(const ChainDocument& order) {
    std::string terms;
    if (!order.key.empty()) terms = std::string(key_field) + " eq " + literal(order.key);
    // The payments sink gives down payments a key of their own.
    if (order.key.rfind("order:", 0) == 0) terms += " or " + std::string(key_field) + " eq " + literal("dpm:" + order.key.substr(6));
    if (!order.reference.empty()) terms += (terms.empty() ? "" : " or ") + std::string("NumAtCard eq ") + literal(order.reference);
    return terms.empty() ? terms : " and (" + terms + ")";
}

// How much of the line the documents hold.
Decimal taken_by(const std::vector<ChainDocument>& documents, std::int64_t type, const std::string& entry, std::int64_t line) {
    Decimal sum;
    for (const ChainDocument& document : documents)
        for (const ChainLine& one : document.lines)
            if (one.base.is(type, entry) && one.base.line == line) sum += one.quantity;
    return sum;
}

// Something was taken of the order, or of a delivery, and the documents that took it are not there.
bool lacks_documents(const OrderChain& chain) {
    if (chain.order.cancelled) return false; // SAP cancels only what nothing was taken of
    for (const ChainLine& line : chain.order.lines)
        if (taken_by(chain.deliveries, 17, chain.order.id, line.number) + taken_by(chain.invoices, 17, chain.order.id, line.number) < line.quantity - line.open) return true;
    for (const ChainDocument& delivery : chain.deliveries)
        for (const ChainLine& line : delivery.lines)
            if (chain.origin(line.base) && taken_by(chain.invoices, 15, delivery.id, line.number) < line.quantity - line.open) return true;
    return false;
}

void keep_of_order(OrderChain& chain) {
    const auto is_strange = [&](const ChainDocument& document) {
        return document.cancelled || std::none_of(document.lines.begin(), document.lines.end(), [&](const ChainLine& line) { return chain.origin(line.base) != nullptr; });
    };
    chain.deliveries.erase(std::remove_if(chain.deliveries.begin(), chain.deliveries.end(), is_strange), chain.deliveries.end());
    chain.invoices.erase(std::remove_if(chain.invoices.begin(), chain.invoices.end(), is_strange), chain.invoices.end());
    chain.down_payments.erase(std::remove_if(chain.down_payments.begin(), chain.down_payments.end(), is_strange), chain.down_payments.end());
}

} // namespace

const ChainLine* ChainDocument::line(std::int64_t wanted) const {
    for (const ChainLine& one : lines)
        if (one.number == wanted) return &one;
    return nullptr;
}

const ChainLine* OrderChain::origin(const BaseLine& base) const {
    if (base.is(17, order.id)) return order.line(base.line);
    if (base.type != 15) return nullptr;
    for (const ChainDocument& delivery : deliveries)
        if (const ChainLine* line = delivery.id == base.entry ? delivery.line(base.line) : nullptr; line && line->base.is(17, order.id)) return order.line(line->base.line);
    return nullptr;
}

std::optional<std::vector<ChainDocument>> chain_documents(Call& call, Session& session, const std::string& entity, const std::string& filter, int pages_max) {
    std::vector<ChainDocument> out;
    std::string last = "0";
    std::int64_t size = page_size;
    while (out.size() < static_cast<std::size_t>(pages_max * page_size)) {
        const Request request = Request::get("/" + entity)
                                    .query("$filter", filter + " and DocEntry gt " + last)
                                    .query("$select", "DocEntry,DocNum,DocDate,CardCode,NumAtCard,DocCurrency,DocRate,DocTotal,DocTotalFc,VatSum,VatSumFc,PaidToDate,PaidToDateFC,DocumentStatus,Cancelled,CancelStatus,"
                                                      "BPL_IDAssignedToInvoice,DownPaymentType,DownPaymentStatus,DownPaymentPercentage," + std::string(key_field) +
                                                          ",DocumentLines,DocumentAdditionalExpenses,DocumentReferences")
                                    .query("$orderby", "DocEntry");
        const auto page = session.read_page(call, request, size); // long documents come a few at a time
        if (!page) throw Unavailable("ERP_UNAVAILABLE", format("A single document of {} is too large an answer (after DocEntry {})", entity, last), pause_ms);
        std::int64_t rows = 0;
        for (const Node row : page->json()["value"].elements()) {
            out.push_back(document_of(row));
            ++rows;
        }
        page->discard();
        if (rows == 0) return out;
        last = out.back().id;
        if (rows < size && rows < 20) return out; // a server that does not know the preference gives 20 at once
    }
    return std::nullopt;
}

std::vector<ChainDocument> orders_named(Call& call, Session& session, std::string_view id, std::string_view number) {
    auto found = chain_documents(call, session, "Orders", id.empty() ? "DocNum eq " + std::string(number) : "DocEntry eq " + std::string(id), few_pages);
    return found ? std::move(*found) : std::vector<ChainDocument>();
}

std::optional<OrderChain> chain_of(Call& call, Session& session, ChainDocument order) {
    OrderChain chain{std::move(order), {}, {}, {}};
    const std::string partner = "CardCode eq " + literal(chain.order.card_code) + " and CancelStatus eq 'csNo'";
    const std::string like = named_like(chain.order);
    const auto look = [&](const std::string& filter, int pages) {
        auto deliveries = chain_documents(call, session, "DeliveryNotes", filter, pages);
        auto invoices = chain_documents(call, session, "Invoices", filter, pages);
        if (!deliveries || !invoices) return false;
        chain.deliveries = std::move(*deliveries);
        chain.invoices = std::move(*invoices);
        keep_of_order(chain);
        return true;
    };
    if (!like.empty() && !look(partner + like, few_pages)) return std::nullopt;
    // An invoice of many deliveries has the reference of the first, and people write other ones.
    if (lacks_documents(chain) && !look(partner + " and DocDate ge '" + chain.order.date + "'", many_pages)) return std::nullopt;
    auto down_payments = chain_documents(call, session, "DownPayments", partner + " and DocDate ge '" + chain.order.date + "'" + like, few_pages);
    if (!down_payments) return std::nullopt;
    chain.down_payments = std::move(*down_payments);
    keep_of_order(chain);
    return chain;
}

} // namespace sapb1

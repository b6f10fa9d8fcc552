#include "payment_facts.hpp"

#include "amount.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::string_view rows_at_once = "odata.maxpagesize=200"; // more than one order can have

bool is_closed(const Node& row) {
    const std::string status = text_of(row["DocumentStatus"]);
    return !(status.empty() || status == "bost_Open" || status == "O");
}

// The partner first: SAP finds its documents without looking at all of them.
std::string of_partner(const std::string& card_code, const std::string& filter) { return card_code.empty() ? filter : "CardCode eq " + literal(card_code) + " and (" + filter + ")"; }

std::string any_of_these(const std::vector<std::string>& terms) {
    std::string filter;
    for (const std::string& term : terms) filter += (filter.empty() ? "" : " or ") + term;
    return filter;
}

// What SAP's copying takes along from the sales order.
std::vector<std::string> referring_to(const SalesOrder& order) {
    std::vector<std::string> terms;
    if (!order.key.empty()) terms.push_back(std::string(key_field) + " eq " + literal(order.key));
    if (!order.reference.empty()) terms.push_back("NumAtCard eq " + literal(order.reference));
    return terms;
}

MoneyDocument document_of(const Node& row) {
    MoneyDocument document{text_of(row["DocEntry"]), text_of(row["DocNum"]), text_of(row[key_field]), text_of(row["NumAtCard"]), {}, is_cancelled(row), is_closed(row), {}, {}};
    document.total = total_of(row).value_or(Decimal());
    const Decimal foreign = amount_or_zero(row["DocTotalFc"]);
    document.open = document.total - amount_or_zero(row[foreign.is_zero() ? "PaidToDate" : "PaidToDateFC"]);
    return document;
}

std::vector<MoneyDocument> documents(Call& call, Session& session, const std::string& entity, const std::string& filter) {
    const Response answer = session.read_list(call, Request::get("/" + entity)
                                                   .query("$filter", filter)
                                                   .query("$select", "DocEntry,DocNum,NumAtCard,DocTotal,DocTotalFc,PaidToDate,PaidToDateFC,DocumentStatus,Cancelled,CancelStatus," + std::string(key_field))
                                                   .query("$orderby", "DocEntry")
                                                   .header("Prefer", rows_at_once));
    std::vector<MoneyDocument> out;
    for (const Node row : answer.json()["value"].elements()) out.push_back(document_of(row));
    answer.discard();
    return out;
}

// -1 and nothing both mean that the company works without branches.
std::string branch_of(const Node& row) {
    const std::string branch = text_of(row["BPL_IDAssignedToInvoice"]);
    return branch.empty() || branch.front() == '-' ? std::string() : branch;
}

} // namespace

std::vector<SalesOrder> sales_orders(Call& call, Session& session, std::string_view id, std::string_view number) {
    const Response answer = session.read_list(call, Request::get("/Orders")
                                                   .query("$filter", id.empty() ? "DocNum eq " + std::string(number) : "DocEntry eq " + std::string(id))
                                                   .query("$select", "DocEntry,DocNum,NumAtCard,CardCode,DocCurrency,DocTotal,DocTotalFc,Cancelled,CancelStatus,BPL_IDAssignedToInvoice," + std::string(key_field)));
    std::vector<SalesOrder> orders;
    for (const Node row : answer.json()["value"].elements()) {
        SalesOrder order{text_of(row["DocEntry"]), text_of(row["DocNum"]), text_of(row[key_field]), text_of(row["NumAtCard"]), text_of(row["CardCode"]), text_of(row["DocCurrency"]),
                         branch_of(row), !amount_or_zero(row["DocTotalFc"]).is_zero(), is_cancelled(row), total_of(row).value_or(Decimal())};
        orders.push_back(std::move(order));
    }
    answer.discard();
    return orders;
}

std::optional<OrderRows> rows_of_order(Call& call, Session& session, const std::string& id) {
    const Request request = Request::get("/Orders").query("$filter", "DocEntry eq " + id).query("$select", "DocEntry,DocumentLines,DocumentAdditionalExpenses");
    const Response answer = session.send(call, request);
    if (is_too_large(answer)) return std::nullopt;
    Session::require_list(answer, request);
    OrderRows rows;
    for (const Node row : answer.json()["value"].elements()) {
        for (const Node line : row["DocumentLines"].elements_or_none()) {
            // Components follow their kit by themselves.
            if (const std::string tree = text_of(line["TreeType"]); tree != "iIngredient" && tree != "I") rows.lines.push_back(line["LineNum"].integer());
        }
        for (const Node expense : row["DocumentAdditionalExpenses"].elements_or_none()) rows.freight.push_back(expense["LineNum"].integer());
    }
    answer.discard();
    return rows;
}

std::vector<MoneyDocument> payments(Call& call, Session& session, const std::string& stem, const std::string& card_code, const std::vector<std::string>& references) {
    std::vector<std::string> terms{"startswith(" + std::string(key_field) + "," + literal(stem) + ")"};
    for (const std::string& reference : references) {
        terms.push_back("TransferReference eq " + literal(reference));
        terms.push_back("CounterReference eq " + literal(reference));
    }
    const Response answer = session.read_list(call, Request::get("/IncomingPayments")
                                                   .query("$filter", of_partner(card_code, any_of_these(terms)))
                                                   .query("$select", "DocEntry,DocNum,Cancelled,CashSum,TransferSum,PaymentCreditCards,TransferReference,CounterReference," + std::string(key_field))
                                                   .query("$orderby", "DocEntry")
                                                   .header("Prefer", rows_at_once));
    std::vector<MoneyDocument> out;
    for (const Node row : answer.json()["value"].elements()) {
        MoneyDocument payment{text_of(row["DocEntry"]), text_of(row["DocNum"]), text_of(row[key_field]), text_of(row["TransferReference"]), text_of(row["CounterReference"]),
                              is_yes(row["Cancelled"]), false, amount_or_zero(row["CashSum"]) + amount_or_zero(row["TransferSum"]), {}};
        for (const Node card : row["PaymentCreditCards"].elements_or_none()) payment.total += amount_or_zero(card["CreditSum"]);
        out.push_back(std::move(payment));
    }
    answer.discard();
    return out;
}

std::vector<MoneyDocument> down_payments(Call& call, Session& session, const std::string& key, const SalesOrder& order) {
    std::vector<std::string> terms = referring_to(order);
    terms.insert(terms.begin(), std::string(key_field) + " eq " + literal(key));
    return documents(call, session, "DownPayments", of_partner(order.card_code, any_of_these(terms)));
}

std::vector<MoneyDocument> invoices_of(Call& call, Session& session, const SalesOrder& order) {
    const std::vector<std::string> terms = referring_to(order);
    if (terms.empty()) return {};
    std::vector<MoneyDocument> out = documents(call, session, "Invoices", of_partner(order.card_code, any_of_these(terms)));
    out.erase(std::remove_if(out.begin(), out.end(), [&](const MoneyDocument& one) { return one.cancelled || (!one.key.empty() && one.key != order.key); }), out.end());
    return out;
}

} // namespace sapb1

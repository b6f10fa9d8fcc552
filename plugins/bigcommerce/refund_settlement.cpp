#include "refund_settlement.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"
#include "refund_list.hpp"

#include <algorithm>
#include <stdexcept>

namespace bigcommerce {

using ledgerline::Decimal;
using ledgerline::Node;

namespace {

constexpr std::int64_t clocks_apart_s = 60; // of the store and what writes its transactions

std::optional<Decimal> amount_in(const Node& node) {
    try {
        return is_unset(node) ? std::nullopt : std::optional(node.decimal());
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

std::string short_text(const Node& node) { return node.is_text() || node.is_integer() ? std::string(node.text()) : std::string(); }

// "checkout_paypalexpress" of a refund is the gateway "paypalexpress".
std::string gateway_of(const std::string& provider) {
    constexpr std::string_view checkout = "checkout_";
    return provider.rfind(checkout, 0) == 0 ? provider.substr(checkout.size()) : provider;
}

bool fits(const MoneyBack& transaction, const RefundPaymentAsked& payment) {
    if (gateway_of(transaction.gateway) != gateway_of(payment.provider) || transaction.amount != payment.amount) return false;
    // Money that went back before this refund was made belongs to another one.
    return !transaction.at || !payment.created || *transaction.at + clocks_apart_s >= *payment.created;
}

} // namespace

void add_asked(const Node& refund, std::vector<RefundPaymentAsked>& payments) {
    if (!refund["payments"].is_array()) return;
    for (const Node row : refund["payments"].elements()) {
        const auto amount = amount_in(row["amount"]);
        const auto is_yes = [&](const char* member) { return row[member].is_boolean() && row[member].boolean(); };
        if (!amount || is_yes("is_declined") || is_yes("offline")) continue;
        const std::string transaction = short_text(row["transaction_id"]);
        payments.push_back({short_text(row["id"]), short_text(row["provider_id"]), transaction == "0" ? "" : transaction, *amount, created_of(refund)});
    }
}

void add_money_back(const Node& row, std::vector<MoneyBack>& transactions) {
    const auto amount = amount_in(row["amount"]);
    // An `error` moved no money, nor does a test gateway.
    if (short_text(row["event"]) != "refund" || short_text(row["status"]) != "ok" || !amount || (row["test"].is_boolean() && row["test"].boolean())) return;
    const Node date = row["date_created"];
    // The sign of refunds is not documented: what counts is the event.
    transactions.push_back({short_text(row["id"]), short_text(row["gateway"]), short_text(row["gateway_transaction_id"]), amount->absolute(),
                            date.is_text() ? seconds_of(date.text()) : std::nullopt});
}

std::set<std::string> settled_by(std::vector<MoneyBack> transactions, std::vector<RefundPaymentAsked> payments) {
    const auto take_first = [&](const auto& is_it) {
        const auto found = std::find_if(transactions.begin(), transactions.end(), is_it);
        if (found == transactions.end()) return false;
        transactions.erase(found);
        return true;
    };
    // In one order whatever the store's lists have: the same refunds settle each time.
    std::sort(transactions.begin(), transactions.end(), [](const MoneyBack& a, const MoneyBack& b) { return a.id.size() != b.id.size() ? a.id.size() < b.id.size() : a.id < b.id; });
    std::sort(payments.begin(), payments.end(), [](const RefundPaymentAsked& a, const RefundPaymentAsked& b) { return a.id.size() != b.id.size() ? a.id.size() < b.id.size() : a.id < b.id; });
    for (const RefundPaymentAsked& payment : payments)
        if (!payment.transaction_id.empty() &&
            !take_first([&](const MoneyBack& one) { return one.id == payment.transaction_id || one.gateway_reference == payment.transaction_id; }))
            take_first([&](const MoneyBack& one) { return fits(one, payment); });
    std::set<std::string> settled;
    for (const RefundPaymentAsked& payment : payments)
        if (payment.transaction_id.empty() && !payment.id.empty() && take_first([&](const MoneyBack& one) { return fits(one, payment); })) settled.insert(payment.id);
    return settled;
}

} // namespace bigcommerce

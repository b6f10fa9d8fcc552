#include "credits.hpp"

#include "../words.hpp"

#include "message/json.hpp"

#include <ledgerline/decimal.hpp>

#include <fmt/format.h>

#include <map>
#include <set>

namespace ledgerline::scenario {

using message::Value;

namespace {

Decimal number(const Value& value) { return Decimal::parse_number(value.text_or("0")); }

// By DocEntry, which counts from 1.
Value all_of(const sandbox::b1::Company& company, const char* entity_set) {
    Value out = Value::array();
    for (std::size_t entry = 1; out.size() < company.count(entity_set); ++entry)
        if (Value one = company.find(entity_set, std::to_string(entry)); !one.is_null()) out.push(std::move(one));
    return out;
}

Value findings_of(store::UnitOfWork& unit, store::Id exception) {
    Value out = Value::array();
    for (const auto& one : unit.exceptions().findings(exception)) out.push(Value::object({{"code", one.code}, {"subject", one.subject}, {"message", one.message}, {"waits_for", one.waits_for}}));
    return out;
}

Value refund_of(store::UnitOfWork& unit, const Value& shown) {
    const std::string id = shown["id"].text_or("");
    bool is_declined = false;
    for (const Value& payment : list_of(shown["payments"])) is_declined = is_declined || payment["is_declined"].bool_or(false);
    Value out = Value::object({{"id", id}, {"order", shown["order_id"].text_or("")}, {"total", number(shown["total_amount"]).text(2)}, {"declined", is_declined}, {"findings", Value::array()}});
    const auto revisions = unit.messages().revisions("shop/refunds", "refund", id);
    out.set("state", revisions.empty() ? "never received" : revisions.back().state);
    if (revisions.empty()) return out;
    const auto& newest = revisions.back();
    std::string told;
    for (const auto& revision : revisions)
        for (const auto& entry : unit.history().of_message(revision.id)) told += entry.detail;
    out.set("told", told);
    const auto reference = unit.cross_references().of_source("shop/refunds", "refund", id);
    if (reference) {
        out.set("document", reference->remote_number);
        out.set("amount", reference->amount);
    }
    if (const auto sent = unit.outbox().by_key("refund:shop:" + id)) {
        const Value booking = unit.outbox().body(sent->id)["booking"];
        out.set("custody", booking["custody"]);
        out.set("return_due", booking["return_due"]);
        out.set("lines", booking["lines"].is_array() ? booking["lines"] : Value::array());
    }
    if (const auto open = unit.exceptions().open_of_message(newest.id)) out.set("findings", findings_of(unit, open->id));
    return out;
}

Decimal in_its_currency(const Value& document) {
    const Decimal foreign = number(document["DocTotalFc"]);
    return foreign.is_zero() ? number(document["DocTotal"]) : foreign;
}

bool is_cancelled(const Value& document) { return document["Cancelled"].text_or("") == "tYES" || document["CancelStatus"].text_or("csNo") != "csNo"; }

// "refund:shop:12" of "refund:shop:12+2".
std::string key_of_refund(const Value& document) {
    const std::string key = document["U_LL_Key"].text_or("");
    return key.rfind("refund:", 0) == 0 ? key.substr(0, key.find('+')) : std::string();
}

struct Books {
    std::map<std::string, Decimal> by_refund; // credited, by its key
    std::set<std::string> on_down_payment;    // keys of refunds whose memo is based on one
};

Books books_of(const Credits& found, std::vector<std::string>& out) {
    Books books;
    std::set<std::string> keys;
    for (const Value& memo : list_of(found.memos)) {
        const std::string refund = key_of_refund(memo);
        if (refund.empty() || is_cancelled(memo)) continue;
        if (!keys.insert(memo["U_LL_Key"].text_or("")).second) out.push_back("two credit memos carry the key " + memo["U_LL_Key"].text_or(""));
        books.by_refund[refund] += in_its_currency(memo);
        for (const Value& line : list_of(memo["DocumentLines"]))
            if (line["BaseType"].int_or(-1) == 203) books.on_down_payment.insert(refund);
    }
    return books;
}

// The store took it back afterwards, and a person was told.
bool was_booked_before(const Value& refund) {
    for (const Value& finding : list_of(refund["findings"]))
        if (finding["code"].text_or("") == "REFUND_CHANGED_AFTER_POST") return true;
    return false;
}

void check_order(const Credits& found, const Value& order, const Books& books, std::vector<std::string>& out) {
    const std::string id = order["id"].text_or("");
    Decimal delivered, memos;
    bool on_down_payment = false;
    for (const Value& refund : list_of(found.refunds)) {
        if (refund["order"].text_or("") != id) continue;
        const std::string key = "refund:shop:" + refund["id"].text_or("");
        const auto credited = books.by_refund.find(key);
        const bool is_delivered = refund["state"].text_or("") == "delivered" || was_booked_before(refund);
        if (!is_delivered && credited != books.by_refund.end()) out.push_back(fmt::format("refund {} is {} and has a credit memo", refund["id"].text_or(""), refund["state"].text_or("")));
        if (!is_delivered) continue;
        if (refund["declined"].bool_or(false) && !was_booked_before(refund)) out.push_back(fmt::format("refund {} is booked, and its money did not go back", refund["id"].text_or("")));
        if (number(refund["amount"]) != number(refund["total"]))
            out.push_back(fmt::format("refund {} of {} is booked with {}", refund["id"].text_or(""), refund["total"].text_or(""), refund["amount"].text_or("nothing")));
        delivered += number(refund["total"]);
        if (credited != books.by_refund.end()) memos += credited->second;
        on_down_payment = on_down_payment || books.on_down_payment.count(key) > 0;
    }
    const Decimal total = number(order["total"]);
    if (delivered > total) out.push_back(fmt::format("{} of order {} are given back, and it came to {}", delivered.text(), id, total.text()));
    const Value* document = nullptr;
    for (const Value& one : list_of(found.sales_orders))
        if (one["U_LL_Key"].text_or("") == "order:shop:" + id) document = &one;
    // Where a memo credits the down payment, the amended order is no money.
    const bool is_gone = document && is_cancelled(*document);
    const auto lost_of = [&](const Decimal& whole) { return !document || on_down_payment ? Decimal() : is_gone ? whole : whole - in_its_currency(*document); };
    // What the engine had booked of it: less than the store's total where a change or a line of it waits.
    const Decimal lost = lost_of(total), of_booked = lost_of(order["booked"].is_null() ? total : number(order["booked"]));
    const bool agrees = is_gone ? memos <= delivered && delivered <= memos + lost : delivered == memos + lost || delivered == memos + of_booked;
    if (!agrees) out.push_back(fmt::format("of order {} {} are given back, credit memos come to {}, and the sales order lost {}", id, delivered.text(), memos.text(), lost.text()));
}

void check_goods(const Credits& found, std::vector<std::string>& out) {
    std::map<std::string, Decimal> confirmed;
    for (const Value& refund : list_of(found.refunds))
        if (refund["state"].text_or("") == "delivered")
            for (const Value& line : list_of(refund["lines"]))
                if (line["returns_goods"].bool_or(false)) confirmed[line["item_code"].text_or("")] += number(line["quantity"]);
    for (const auto& [item, moved] : *found.stock_by_memos.as_object())
        if (number(moved) > confirmed[item]) out.push_back(fmt::format("credit memos put {} of {} into stock, and the refunds say {}", moved.text_or(""), item, confirmed[item].text()));
    for (const auto& [item, all] : *found.stock.as_object())
        if (number(all) > Decimal()) out.push_back(fmt::format("there are {} more of {} than there were before anything was sold", all.text_or(""), item));
}

} // namespace

Credits look_at_credits(const sandbox::Shop& shop, const sandbox::b1::Company& company, store::UnitOfWork& unit, const std::vector<std::string>& items) {
    Credits found;
    found.refunds = Value::array();
    const Value refunds = shop.refunds();
    for (const Value& shown : list_of(refunds)) found.refunds.push(refund_of(unit, shown));
    found.orders = Value::array();
    for (const std::int64_t id : shop.order_ids()) {
        const Value there = shop.order(id);
        const auto reference = unit.cross_references().of_source("shop/orders", "order", std::to_string(id));
        found.orders.push(Value::object({{"id", std::to_string(id)}, {"total", there["order"]["total_inc_tax"]}, {"booked", reference && !reference->amount.empty() ? Value(reference->amount) : Value()}}));
    }
    found.sales_orders = all_of(company, "Orders");
    found.memos = all_of(company, "CreditNotes");
    found.payouts = all_of(company, "VendorPayments");
    found.invoices = all_of(company, "Invoices");
    found.down_payments = all_of(company, "DownPayments");
    found.receipts = all_of(company, "IncomingPayments");
    found.stock = found.stock_by_memos = Value::object();
    for (const std::string& item : items) {
        Decimal all, by_memos;
        for (const auto& change : company.stock_ledger(item)) {
            if (change.entity_set.empty()) continue;
            all += change.in_stock;
            if (change.entity_set == "CreditNotes") by_memos += change.in_stock;
        }
        found.stock.set(item, all.normalized().text());
        found.stock_by_memos.set(item, by_memos.normalized().text());
    }
    found.flow = Value::array();
    for (const auto& row : unit.exceptions().list({}))
        if (row.message_id == 0 && row.route == "refunds") found.flow.push(Value::object({{"code", row.code}, {"message", row.title}}));
    return found;
}

std::vector<std::string> check_credits(const Credits& found) {
    std::vector<std::string> out;
    const Books books = books_of(found, out);
    for (const Value& order : list_of(found.orders)) check_order(found, order, books, out);
    check_goods(found, out);
    return out;
}

} // namespace ledgerline::scenario

#include "credits.hpp"

#include "../words.hpp"

#include "commerce/custody.hpp"
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

// What the engine made of one, whoever gave it: told by its newest revision.
void add_standing(store::UnitOfWork& unit, const std::string& source, const std::string& key, Value& out) {
    const std::string id = out["id"].text_or("");
    const auto revisions = unit.messages().revisions(source, "refund", id);
    out.set("key", key);
    out.set("findings", Value::array());
    out.set("state", revisions.empty() ? "never received" : revisions.back().state);
    if (revisions.empty()) return;
    const auto& newest = revisions.back();
    std::string told;
    for (const auto& revision : revisions)
        for (const auto& entry : unit.history().of_message(revision.id)) told += entry.detail;
    out.set("told", told);
    const auto reference = unit.cross_references().of_source(source, "refund", id);
    if (reference) {
        out.set("document", reference->remote_number);
        out.set("amount", reference->amount);
    }
    if (const auto sent = unit.outbox().by_key(key)) {
        const Value booking = unit.outbox().body(sent->id)["booking"];
        out.set("custody", booking["custody"]);
        out.set("return_due", booking["return_due"]);
        out.set("lines", booking["lines"].is_array() ? booking["lines"] : Value::array());
    }
    out.set("awaited", commerce::goods_missing(unit, source, id));
    if (const auto open = unit.exceptions().open_of_message(newest.id)) out.set("findings", findings_of(unit, open->id));
}

Value refund_of_store(store::UnitOfWork& unit, const Value& shown) {
    const std::string id = shown["id"].text_or("");
    bool is_declined = false;
    std::map<std::int64_t, Value> payments; // by id, as their payouts count them
    for (const Value& payment : list_of(shown["payments"])) {
        is_declined = is_declined || payment["is_declined"].bool_or(false);
        payments.emplace(payment["id"].int_or(0), Value::object({{"provider", payment["provider_id"].text_or("")}, {"amount", number(payment["amount"]).text(2)}, {"declined", payment["is_declined"].bool_or(false)}}));
    }
    Value out = Value::object({{"id", id}, {"route", "refunds"}, {"order", shown["order_id"].text_or("")}, {"total", number(shown["total_amount"]).text(2)}, {"declined", is_declined}, {"payments", Value::array()}});
    Value& paid = out.member("payments");
    for (auto& [payment_id, payment] : payments) paid.push(std::move(payment));
    add_standing(unit, "shop/refunds", "refund:shop:" + id, out);
    return out;
}

// Those that people entered of an order, as they were entered.
void add_entered(store::UnitOfWork& unit, const std::string& order, Value& refunds) {
    std::set<std::string> seen;
    for (const store::MessageRow& row : unit.messages().search("order-" + order, 1'000)) {
        if (row.source != "refunds" || !seen.insert(row.source_key).second) continue;
        const Value body = unit.messages().body(unit.messages().newest("refunds", "refund", row.source_key).value().id);
        const bool is_withdrawn = body["withdrawn"].is_object();
        Value out = Value::object({{"id", row.source_key}, {"route", "refunds-by-hand"}, {"order", order}, {"total", body["total_inc_tax"]}, {"declined", is_withdrawn},
                                   {"payments", Value::array({Value::object({{"provider", body["kind"]}, {"amount", body["total_inc_tax"]}, {"declined", is_withdrawn}})})}});
        add_standing(unit, "refunds", "refund:refunds:" + row.source_key, out);
        refunds.push(std::move(out));
    }
}

Decimal in_its_currency(const Value& document) {
    const Decimal foreign = number(document["DocTotalFc"]);
    return foreign.is_zero() ? number(document["DocTotal"]) : foreign;
}

bool is_cancelled(const Value& document) { return document["Cancelled"].text_or("") == "tYES" || document["CancelStatus"].text_or("csNo") != "csNo"; }

// "refund:shop:12" of "refund:shop:12+2" and of "refund:shop:12+p1".
std::string key_of_refund(const Value& document) {
    const std::string key = document["U_LL_Key"].text_or("");
    return key.rfind("refund:", 0) == 0 ? key.substr(0, key.find('+')) : std::string();
}

struct Books {
    std::map<std::string, Decimal> by_refund; // credited, by its key
    std::set<std::string> on_down_payment;    // keys of refunds whose memo is based on one
    std::map<std::string, std::map<std::string, Decimal>> units; // credited, by its key and the line of the order
    std::map<std::string, Decimal> paid_out;  // by the key of the payment: what settles memos and the rest of it together
};

bool is_of_a_refund(const Credits& found, const std::string& key) {
    for (const Value& refund : list_of(found.refunds))
        if (key == refund["key"].text_or("")) return true;
    return false;
}

Books books_of(const Credits& found, std::vector<std::string>& out) {
    Books books;
    std::set<std::string> keys;
    for (const Value& memo : list_of(found.memos)) {
        const std::string refund = key_of_refund(memo);
        if (refund.empty() || is_cancelled(memo)) continue;
        if (!keys.insert(memo["U_LL_Key"].text_or("")).second) out.push_back("two credit memos carry the key " + memo["U_LL_Key"].text_or(""));
        if (!is_of_a_refund(found, refund)) out.push_back(fmt::format("a credit memo carries the key {}, and there is no such refund", memo["U_LL_Key"].text_or("")));
        books.by_refund[refund] += in_its_currency(memo);
        for (const Value& line : list_of(memo["DocumentLines"])) {
            if (line["BaseType"].int_or(-1) == 203) books.on_down_payment.insert(refund);
            if (const std::string id = line["U_LL_Line"].text_or(""); !id.empty()) books.units[refund][id] += number(line["Quantity"]);
        }
    }
    for (const Value& payout : list_of(found.payouts)) {
        const std::string refund = key_of_refund(payout), key = payout["U_LL_Key"].text_or("");
        if (refund.empty() || payout["Cancelled"].text_or("") == "tYES") continue;
        if (!keys.insert(key).second) out.push_back("two outgoing payments carry the key " + key);
        if (!is_of_a_refund(found, refund)) out.push_back(fmt::format("an outgoing payment carries the key {}, and there is no such refund", key));
        books.paid_out[key.back() == 'r' ? key.substr(0, key.size() - 1) : key] += number(payout["TransferSum"]);
    }
    return books;
}

// The store took it back afterwards, and a person was told.
bool was_booked_before(const Value& refund) {
    for (const Value& finding : list_of(refund["findings"]))
        if (finding["code"].text_or("") == "REFUND_CHANGED_AFTER_POST") return true;
    return false;
}

// Its document stands: it was delivered, or a later revision or a person left it as it is.
bool is_booked(const Value& refund) {
    const std::string state = refund["state"].text_or("");
    return state == "delivered" || ((state == "applied" || state == "settled") && !refund["amount"].text_or("").empty());
}

// Finance's table of payouts has a row for it that says so.
bool is_paid_out(const Value& scenario, const Value& refund, const std::string& provider) {
    const std::string file = scenario["routes"][refund["route"].text_or("")]["sink"]["payouts"].text_or("");
    return !file.empty() && scenario["maps"][file].text_or("").find("\n" + provider + ",outgoing-payment,") != std::string::npos;
}

// Each payment that went back leaves the company's books once, and no other.
void check_payouts(const Credits& found, const Value& scenario, Books books, std::vector<std::string>& out) {
    for (const Value& refund : list_of(found.refunds)) {
        std::size_t place = 0;
        for (const Value& payment : list_of(refund["payments"])) {
            const std::string key = fmt::format("{}+p{}", refund["key"].text_or(""), ++place);
            const auto paid = books.paid_out.find(key);
            const Decimal there = paid == books.paid_out.end() ? Decimal() : paid->second;
            if (paid != books.paid_out.end()) books.paid_out.erase(paid);
            const bool is_booked = refund["state"].text_or("") == "delivered" && !payment["declined"].bool_or(false);
            // One that was declined after it was booked stays until a person takes it back.
            if (!is_booked && was_booked_before(refund) && there.is_zero()) continue;
            const Decimal owed = (is_booked || was_booked_before(refund)) && is_paid_out(scenario, refund, payment["provider"].text_or("")) ? number(payment["amount"]) : Decimal();
            if (there != owed) out.push_back(fmt::format("{} is paid out for {}, and {} should be", there.text(), key, owed.text()));
        }
    }
    for (const auto& [key, sum] : books.paid_out) out.push_back(fmt::format("{} is paid out for {}, which is no payment of a refund", sum.text(), key));
}

// Of each line no more units are credited than were sold. What amends an order takes them off its lines, so that these say what is left to be credited; a memo
// based on a down payment stands beside that.
void check_units(const Credits& found, const Value& order, const Value* document, bool on_down_payment, const Books& books, std::vector<std::string>& out) {
    std::map<std::string, Decimal> credited, sold;
    for (const Value& refund : list_of(found.refunds)) {
        const auto units = books.units.find(refund["key"].text_or(""));
        if (refund["order"].text_or("") != order["id"].text_or("") || units == books.units.end()) continue;
        for (const auto& [line, count] : units->second) credited[line] += count;
    }
    if (document && !on_down_payment)
        for (const Value& line : list_of((*document)["DocumentLines"])) sold[line["U_LL_Line"].text_or("")] += number(line["Quantity"]);
    else
        for (const Value& line : list_of(order["lines"])) sold[line["id"].text_or("")] += number(line["quantity"]);
    for (const auto& [line, count] : credited)
        if (count > sold[line]) out.push_back(fmt::format("of line {} of order {} {} units are credited, and {} were sold", line, order["id"].text_or(""), count.text(), sold[line].text()));
}

void check_order(const Credits& found, const Value& scenario, const Value& order, const Books& books, std::vector<std::string>& out) {
    const std::string id = order["id"].text_or("");
    Decimal delivered, memos;
    bool on_down_payment = false;
    for (const Value& refund : list_of(found.refunds)) {
        if (refund["order"].text_or("") != id) continue;
        const std::string key = refund["key"].text_or("");
        const auto credited = books.by_refund.find(key);
        const bool is_delivered = is_booked(refund) || was_booked_before(refund);
        if (!is_delivered && credited != books.by_refund.end()) out.push_back(fmt::format("refund {} is {} and has a credit memo", refund["id"].text_or(""), refund["state"].text_or("")));
        if (!is_delivered) continue;
        if (refund["declined"].bool_or(false) && !was_booked_before(refund) && refund["state"].text_or("") != "settled") out.push_back(fmt::format("refund {} is booked, and its money did not go back", refund["id"].text_or("")));
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
    // All or nothing, as the deployment says.
    const bool credits_cancelled = scenario["routes"]["refunds"]["sink"]["cancelled_order"].text_or("nothing") == "memo";
    const bool agrees = is_gone && !on_down_payment ? memos == (credits_cancelled ? delivered : Decimal()) : delivered == memos + lost || delivered == memos + of_booked;
    if (!agrees) out.push_back(fmt::format("of order {} {} are given back, credit memos come to {}, and the sales order lost {}", id, delivered.text(), memos.text(), lost.text()));
    check_units(found, order, document, on_down_payment, books, out);
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
    for (const Value& shown : list_of(refunds)) found.refunds.push(refund_of_store(unit, shown));
    found.orders = Value::array();
    for (const std::int64_t id : shop.order_ids()) {
        const Value there = shop.order(id);
        const auto reference = unit.cross_references().of_source("shop/orders", "order", std::to_string(id));
        Value lines = Value::array();
        for (const Value& line : list_of(there["products"])) lines.push(Value::object({{"id", line["id"].text_or("")}, {"quantity", line["quantity"]}}));
        found.orders.push(Value::object({{"id", std::to_string(id)}, {"lines", std::move(lines)}, {"total", there["order"]["total_inc_tax"]}, {"booked", reference && !reference->amount.empty() ? Value(reference->amount) : Value()}}));
    }
    for (const std::int64_t id : shop.order_ids()) add_entered(unit, std::to_string(id), found.refunds);
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
        if (row.message_id == 0 && (row.route == "refunds" || row.route == "refunds-by-hand")) found.flow.push(Value::object({{"code", row.code}, {"message", row.title}}));
    return found;
}

std::vector<std::string> check_credits(const Credits& found, const Value& scenario) {
    std::vector<std::string> out;
    const Books books = books_of(found, out);
    for (const Value& order : list_of(found.orders)) check_order(found, scenario, order, books, out);
    check_payouts(found, scenario, books, out);
    check_goods(found, out);
    return out;
}

} // namespace ledgerline::scenario

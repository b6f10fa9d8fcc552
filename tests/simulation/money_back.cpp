#include "money_back.hpp"

#include "reading.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ledgerline::simulation {

using message::Value;

namespace {

// Ids of payments of refunds of which nobody knows yet whether the money went.
std::vector<std::int64_t> waiting_payments(const sandbox::Shop& shop) {
    std::vector<std::int64_t> out;
    const Value refunds = shop.refunds();
    for (const Value& refund : rows_in(refunds))
        for (const Value& payment : rows_in(refund["payments"]))
            if (!payment["offline"].bool_or(false) && !payment["is_declined"].bool_or(false) && payment["transaction_id"].text_or("").empty()) out.push_back(payment["id"].int_or(0));
    return out;
}

} // namespace

void MoneyBack::work() {
    const std::uint64_t what = chance_.below(12);
    try {
        if (what < 5) refund();
        else if (what < 6) end_a_payment();
        else if (what < 9) invoice_or_pay();
        else if (what < 10) enter_memo();
        else take_back_at_desk();
    } catch (const std::invalid_argument& refusal) {
        trace_.note(refusal.what()); // such as giving back what is not paid: people may try
    }
}

Value MoneyBack::some_units(const Value& order) {
    Value items = Value::array();
    for (const Value& line : rows_in(order["products"])) {
        if (items.size() > 0 && !chance_.one_in(3)) continue;
        const auto sold = static_cast<std::uint64_t>(line["quantity"].int_or(1));
        Value item = Value::object({{"item_type", "PRODUCT"}, {"item_id", line["id"]}, {"quantity", Value(static_cast<std::int64_t>(chance_.one_in(3) ? sold : 1 + chance_.below(std::min<std::uint64_t>(sold, 3))))}});
        if (chance_.one_in(10)) item.set("adjustments", Value::array({Value::object({{"amount", fmt::format("-0.{:02}", 1 + chance_.below(50))}, {"description", "Restocking"}})}));
        items.push(std::move(item));
    }
    Value out = Value::object({{"items", std::move(items)}});
    if (chance_.one_in(10)) out.set("merchant_calculated_override", Value::object({{"total_amount", fmt::format("0.{:02}", 1 + chance_.below(90))}, {"total_tax", "0.00"}}));
    return out;
}

// All or a part of what the shopper paid for the first of them.
Value MoneyBack::a_charge(const Value& order, const char* list, const char* kind) {
    const Value::Array& rows = rows_in(order[list]);
    if (rows.empty()) throw std::invalid_argument(fmt::format("the order has none of its {}", list));
    const Decimal cost = Decimal::parse(rows.front()["cost_inc_tax"].text_or("0")).rounded(2, Round::half_up);
    const Decimal amount = chance_.one_in(2) ? cost : Decimal::from_units(1 + static_cast<std::int64_t>(chance_.below(100)), 2);
    return Value::object({{"items", Value::array({Value::object({{"item_type", kind}, {"item_id", rows.front()["id"]}, {"amount", amount.text(2)}})})}});
}

void MoneyBack::refund() {
    const auto ids = shop_.order_ids();
    if (ids.empty()) return;
    // Now and then of the newest, which is no document yet.
    std::int64_t id = chance_.one_in(4) ? ids.back() : ids[chance_.below(ids.size())];
    if (const std::size_t invoices = company_.count("Invoices"); invoices > 0 && chance_.one_in(2)) // or of what has left already
        if (const Value invoice = company_.find("Invoices", std::to_string(1 + chance_.below(invoices))); !invoice["NumAtCard"].text_or("").empty()) id = std::stoll(invoice["NumAtCard"].text_or(""));
    const Value order = shop_.order(id);
    if (chance_.one_in(2)) {
        using Kind = sandbox::RefundFault::Kind;
        constexpr Kind kinds[] = {Kind::declined, Kind::pending, Kind::late, Kind::at_once};
        sandbox::RefundFault fault;
        fault.kind = kinds[chance_.below(4)];
        fault.delay_ms = static_cast<base::Millis>(chance_.below(1'200'000));
        shop_.inject(fault);
    }
    // Sometimes two in the same moment.
    for (std::uint64_t times = chance_.one_in(6) ? 2 : 1; times > 0; --times) {
        const std::uint64_t what = chance_.below(12);
        Value given = what < 7    ? some_units(order)
                      : what == 7 ? Value::object()
                      : what == 8 ? Value::object({{"amount", fmt::format("0.{:02}", 1 + chance_.below(99))}})
                      : what < 11 ? a_charge(order, "shipping_addresses", "SHIPPING")
                                  : a_charge(order, "fees", "FEE");
        if (chance_.one_in(3)) given.set("offline", true);
        const std::int64_t made = shop_.refund(id, given);
        trace_.note(fmt::format("refund {} of order {}: {}", made, id, message::write_json(given)));
    }
}

void MoneyBack::end_a_payment() {
    const auto waiting = waiting_payments(shop_);
    if (waiting.empty()) return;
    const std::int64_t payment = waiting[chance_.below(waiting.size())];
    const bool goes = !chance_.one_in(3);
    trace_.note(fmt::format("payment {} is {}", payment, goes ? "settled" : "declined"));
    if (goes) shop_.settle_refund_payment(payment);
    else shop_.decline_refund_payment(payment, "Card expired");
}

void MoneyBack::calm_down() {
    shop_.clear_refund_faults();
    for (const std::int64_t payment : waiting_payments(shop_)) {
        if (chance_.one_in(4)) continue;
        try {
            if (chance_.one_in(3)) shop_.decline_refund_payment(payment, "Card expired");
            else shop_.settle_refund_payment(payment);
        } catch (const std::invalid_argument& refusal) {
            trace_.note(refusal.what()); // its time has come meanwhile
        }
    }
}

void MoneyBack::invoice_or_pay() {
    const bool invoices = !chance_.one_in(3);
    const char* set = invoices ? "DeliveryNotes" : "Invoices";
    const std::size_t count = company_.count(set);
    if (count == 0) return;
    const auto entry = static_cast<std::int64_t>(1 + chance_.below(count));
    trace_.note(fmt::format("{} {} is {}", set, entry, invoices ? "invoiced" : "paid"));
    if (!invoices) company_.pay(set, entry);
    else company_.invoice(set, entry, chance_.one_in(3) ? message::parse_json(R"({"lines":[{"line":0,"quantity":"1"}]})") : Value());
}

// Somebody knows of a refund, sees no memo of it yet, and enters one of the open invoice. They look at the key as well: what the engine has
// done already is no matter of theirs.
void MoneyBack::enter_memo() {
    const Value refunds = shop_.refunds();
    const std::size_t invoices = company_.count("Invoices");
    for (const Value& refund : rows_in(refunds)) {
        const std::string order = refund["order_id"].text_or("");
        const std::string id = refund["id"].text_or("");
        if (entered_.count(id) > 0 || rows_in(refund["payments"]).front()["is_declined"].bool_or(false) || !company_.find("U_LEDGERLINE", "refund:shop:" + id).is_null()) continue;
        for (std::size_t entry = 1; entry <= invoices; ++entry) {
            const Value invoice = company_.find("Invoices", std::to_string(entry));
            if (invoice["NumAtCard"].text_or("") != order || is_void(invoice) || invoice["DocumentStatus"].text_or("") != "bost_Open") continue;
            Value lines = Value::array();
            Decimal sum;
            for (const Value& item : rows_in(refund["items"]))
                for (const Value& line : rows_in(invoice["DocumentLines"]))
                    if (item["item_type"].text_or("") == "PRODUCT" && item["item_id"].text_or("") == line["U_LL_Line"].text_or("?") && number(item["quantity"]) <= number(line["RemainingOpenQuantity"])) {
                        sum += (number(item["quantity"]) * number(line["PriceAfterVAT"])).rounded(2, Round::half_up);
                        lines.push(Value::object({{"BaseType", Value(13)}, {"BaseEntry", Value(static_cast<std::int64_t>(entry))}, {"BaseLine", line["LineNum"]}, {"Quantity", item["quantity"]}, {"WithoutInventoryMovement", "tYES"}}));
                    }
            if (lines.size() == 0 || sum != number(refund["total_amount"])) continue;
            trace_.note(fmt::format("a memo of refund {} is entered by hand on invoice {}", id, entry));
            company_.make_document("CreditNotes", Value::object({{"CardCode", invoice["CardCode"]}, {"DocumentLines", std::move(lines)}}));
            entered_.insert(id);
            return;
        }
    }
}

void MoneyBack::take_back_at_desk() {
    const std::size_t returns = company_.count("Returns"), deliveries = company_.count("DeliveryNotes");
    if (returns > 0 && chance_.one_in(4)) {
        const auto entry = static_cast<std::int64_t>(1 + chance_.below(returns));
        trace_.note(fmt::format("return {} is cancelled", entry));
        company_.cancel_document("Returns", entry);
        return;
    }
    if (deliveries == 0) return;
    const auto entry = static_cast<std::int64_t>(1 + chance_.below(deliveries));
    const Value delivery = company_.find("DeliveryNotes", std::to_string(entry));
    Value line = Value::object({{"BaseType", Value(15)}, {"BaseEntry", Value(entry)}, {"BaseLine", Value(0)}, {"Quantity", "1"}});
    if (chance_.one_in(3)) line.set("WarehouseCode", "SCRAP");
    trace_.note(fmt::format("a return of delivery {}", entry));
    company_.make_document("Returns", Value::object({{"CardCode", delivery["CardCode"]}, {"DocumentLines", Value::array({std::move(line)})}}));
}

std::optional<Parcel> MoneyBack::open_parcel() {
    const auto ids = shop_.order_ids();
    if (ids.empty()) return std::nullopt;
    const std::int64_t id = ids[chance_.below(ids.size())];
    Parcel parcel;
    intake::EnteredReturn& back = parcel.entry;
    back.id = fmt::format("RMA-{}", ++parcels_);
    back.order = std::to_string(id);
    const Value order = shop_.order(id);
    for (const Value& line : rows_in(order["products"])) {
        if (!back.lines.empty() && !chance_.one_in(3)) continue;
        intake::EnteredLine& entered = back.lines.emplace_back();
        entered.line_id = line["id"].text_or("");
        entered.quantity = std::to_string(1 + chance_.below(2));
        entered.sellable = !chance_.one_in(3);
        parcel.skus[entered.line_id] = line["sku"].text_or("");
    }
    return parcel;
}

std::string memo_by_hand(store::UnitOfWork& unit, const store::ExceptionRow& row) {
    if (row.code != "REFUND_MANUAL_IN_ERP") return "";
    for (const auto& finding : unit.exceptions().findings(row.id))
        if (const std::string document = message::parse_json(finding.facts)["document"].text_or(""); !document.empty()) return document;
    return "";
}

} // namespace ledgerline::simulation

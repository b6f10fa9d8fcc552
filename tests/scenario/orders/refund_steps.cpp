// What happens to money that goes back: in the store, at the desk of the company, and by a person who decides about an exception.
#include "world.hpp"

#include "decisions/decisions.hpp"
#include "intake/refund_entry.hpp"

#include <stdexcept>

namespace ledgerline::scenario {

using message::Value;

namespace {

std::int64_t id_at(const Value& rows, const Value& at) { return rows.as_array()->at(static_cast<std::size_t>(at.int_or(0)))["id"].int_or(0); }

// A file does not know the store's ids: {"item_type": "PRODUCT", "at": 0} is the first line, for charges the first address or fee.
Value with_targets(const Value& order, Value refund) {
    if (!refund["items"].is_array()) return refund;
    Value items = Value::array();
    for (Value item : *refund["items"].as_array()) {
        const std::string kind = item["item_type"].text_or("PRODUCT");
        item.set("item_type", kind);
        if (kind == "PRODUCT" || kind == "GIFT_WRAPPING") item.set("item_id", id_at(order["products"], item["at"]));
        else if (kind == "SHIPPING" || kind == "HANDLING") item.set("item_id", id_at(order["shipping_addresses"], item["at"]));
        else if (kind == "FEE") item.set("item_id", id_at(order["fees"], item["at"]));
        else item.set("item_id", order["order"]["id"]);
        item.erase("at");
        items.push(std::move(item));
    }
    refund.set("items", std::move(items));
    return refund;
}

std::int64_t payment_of(const sandbox::Shop& shop, const Value& given) {
    const Value refunds = shop.refunds();
    const Value& refund = refunds.as_array()->at(static_cast<std::size_t>(given["refund"].int_or(0)));
    return id_at(refund["payments"], given["payment"]);
}

} // namespace

void World::at_the_desk(const Value& given) {
    const std::string what = given["do"].text_or(""), set = given["set"].text_or("");
    const std::int64_t entry = given["entry"].int_or(1);
    const Value& with = given["with"];
    if (what == "deliver") company_.deliver_order(entry, with);
    else if (what == "invoice") company_.invoice(set, entry, with);
    else if (what == "pay") company_.pay(set, entry, with);
    else if (what == "make") company_.make_document(set, with);
    else if (what == "change") company_.change_document(set, entry, with);
    else if (what == "cancel") company_.cancel_document(set, entry);
    else if (what == "close") company_.close_document(set, entry);
    else throw std::invalid_argument("desk: nobody does " + what);
}

// Money that went back outside of the store, as a person enters it: {"kind": "chargeback", "key": "ARN-1", "amount": "12.00", "lines": [{"at": 0, "units": "1"}]}.
void World::enter_refund(const Value& given, std::int64_t order) {
    const Value shown = shop_.order(order);
    intake::EnteredRefund entry;
    entry.order = std::to_string(order);
    for (const auto& [name, to] : {std::pair("key", &entry.key), std::pair("kind", &entry.kind), std::pair("amount", &entry.amount), std::pair("shipping", &entry.shipping), std::pair("handling", &entry.handling),
                                   std::pair("on", &entry.on)})
        *to = given[name].text_or("");
    entry.reason = given["reason"].text_or("Not received");
    entry.goods_expected = given["goods_expected"].bool_or(false);
    if (const auto* lines = given["lines"].as_array())
        for (const Value& line : *lines) entry.lines.push_back({std::to_string(id_at(shown["products"], line["at"])), line["units"].text_or("")});
    const exceptions::Exceptions exceptions{config::OwnerSettings{}};
    const intake::Receiver receiver(exceptions);
    store_->commit([&](store::UnitOfWork& unit) { intake::enter_refund(unit, receiver, "refunds-by-hand", entry, {"console", "finance"}); });
}

void World::withdraw_refund(const Value& given) {
    const exceptions::Exceptions exceptions{config::OwnerSettings{}};
    const intake::Receiver receiver(exceptions);
    store_->commit([&](store::UnitOfWork& unit) { intake::withdraw_refund(unit, receiver, "refunds-by-hand", {given["key"].text_or(""), given["reason"].text_or("The bank decided for us"), ""}, {"console", "finance"}); });
}

// {"of": "refund", "note": "...", "document": {"set": "CreditNotes", "entry": 1}}: its only open exception of that kind of message.
void World::decide(const Value& given, bool again) {
    const std::string of = given["of"].text_or("refund"), route = of == "order" ? "orders" : of == "entered" ? "refunds-by-hand" : "refunds";
    store_->commit([&](store::UnitOfWork& unit) {
        store::ExceptionTable::Filter filter;
        filter.route = route;
        const auto open = unit.exceptions().list(filter);
        if (open.size() != 1) throw std::invalid_argument("resolve: there are " + std::to_string(open.size()) + " open exceptions of " + route);
        if (again) return decisions::retry(unit, open.front(), "finance");
        decisions::Settlement settlement{given["note"].text_or("settled"), "", route == "orders" ? "erp/orders" : "erp/credit-memos", given["document_cancelled"].bool_or(false)};
        if (const Value* document = given.find("document"))
            settlement.document = company_.find((*document)["set"].text_or(""), std::to_string((*document)["entry"].int_or(1)))["DocNum"].text_or("");
        decisions::resolve(unit, open.front().id, settlement, "finance");
    });
}

bool World::take_refund_step(const std::string& what, const Value& given, std::int64_t order) {
    if (what == "refund") shop_.refund(order, with_targets(shop_.order(order), given));
    else if (what == "refund_of") shop_.refund(given["order"].int_or(0), with_targets(shop_.order(given["order"].int_or(0)), given["refund"]));
    else if (what == "refund_fault") shop_.inject(sandbox::refund_fault_from(given));
    else if (what == "settle") shop_.settle_refund_payment(payment_of(shop_, given));
    else if (what == "decline") shop_.decline_refund_payment(payment_of(shop_, given), given["message"].text_or("Card expired"));
    else if (what == "desk") at_the_desk(given);
    else if (what == "enter") enter_refund(given, order);
    else if (what == "withdraw") withdraw_refund(given);
    else if (what == "resolve") decide(given, false);
    else if (what == "retry") decide(given, true);
    else if (what == "item") add_item(given);
    else if (what == "minutes") clock_.at += given.int_or(0) * 60'000;
    else return false;
    return true;
}

} // namespace ledgerline::scenario

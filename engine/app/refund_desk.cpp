#include "app/refund_desk.hpp"

#include "app/entry_body.hpp"
#include "app/money.hpp"

#include <fmt/format.h>

namespace ledgerline::app {

using message::Value;

RefundDesk::RefundDesk(const config::Settings& settings) : desk_(settings, config::own_end::refunds) {}

std::string RefundDesk::how_to_open() {
    return "no route of this deployment takes money that went back outside of the store; add one such as refunds-by-hand: {from: refunds, to: erp/credit-memos, rules: [refund-gate, refund-booking]}";
}

intake::Entered RefundDesk::enter(store::Store& store, const intake::EnteredRefund& entry, const intake::EnteredBy& by, bool dry_run) const {
    return desk_.enter(store, entry.store, dry_run,
                       [&](store::UnitOfWork& unit, const intake::Receiver& receiver, const std::string& route) { return intake::enter_refund(unit, receiver, route, entry, by); });
}

intake::Entered RefundDesk::withdraw(store::Store& store, const intake::EnteredWithdrawal& entry, const intake::EnteredBy& by, bool dry_run) const {
    return desk_.enter(store, "", dry_run,
                       [&](store::UnitOfWork& unit, const intake::Receiver& receiver, const std::string& route) { return intake::withdraw_refund(unit, receiver, route, entry, by); });
}

intake::EnteredRefund entered_refund(const std::string& json) {
    const Value body = parse_entry(json);
    check_members(body, "the refund", {"order", "key", "store", "kind", "amount", "lines", "shipping", "handling", "goods_expected", "reason", "on", "by"});
    intake::EnteredRefund entry;
    for (const auto& [name, to] : {std::pair("order", &entry.order), std::pair("key", &entry.key), std::pair("store", &entry.store), std::pair("kind", &entry.kind), std::pair("reason", &entry.reason),
                                   std::pair("on", &entry.on), std::pair("by", &entry.by)})
        if (const Value* found = body.find(name)) *to = entry_text(*found, name);
    for (const auto& [name, to] : {std::pair("amount", &entry.amount), std::pair("shipping", &entry.shipping), std::pair("handling", &entry.handling)})
        if (const Value* found = body.find(name)) *to = found->text_or("?"); // a number, or its text
    if (const Value* flag = body.find("goods_expected")) entry.goods_expected = entry_flag(*flag, "goods_expected");
    if (!body.find("lines")) return entry;
    const Value::Array& lines = entry_list(body["lines"], "lines", intake::refund_lines_max, R"([{"line": "32", "units": 1}])");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string place = fmt::format("lines {}", i + 1);
        check_members(lines[i], place, {"line", "units"});
        entry.lines.push_back({entry_text(lines[i]["line"], place + " line"), lines[i]["units"].text_or("")});
    }
    return entry;
}

std::string refund_in_words(const Value& body) {
    return fmt::format("{} {} of {}", intake::name_of_kind(body["kind"].text_or("")), body["id"].text_or("?"), money(body["total_inc_tax"].text_or("?"), body["currency"].text_or("")));
}

Value json_of_refund(const intake::Entered& entered) {
    Value out = Value::object({{"key", entered.body["id"]}, {"is_new", entered.is_new}, {"order", entered.order_number}});
    for (const char* member : {"order_id", "store", "kind", "total_inc_tax", "currency", "reason", "created_at", "created_by", "goods", "items", "withdrawn"})
        if (const Value* found = entered.body.find(member)) out.set(member, *found);
    return out;
}

} // namespace ledgerline::app

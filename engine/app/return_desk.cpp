#include "app/return_desk.hpp"

#include "app/entry_body.hpp"

#include <fmt/format.h>

namespace ledgerline::app {
namespace {

using message::Value;

intake::EnteredLine line_of(const Value& value, const std::string& place) {
    check_members(value, place, {"line", "sku", "quantity", "unsellable", "warehouse", "reason"});
    intake::EnteredLine line;
    for (const auto& [name, to] : {std::pair("line", &line.line_id), std::pair("sku", &line.sku), std::pair("warehouse", &line.warehouse), std::pair("reason", &line.reason)})
        if (const Value* found = value.find(name)) *to = entry_text(*found, place + " " + name);
    line.quantity = value["quantity"].text_or(""); // a number, or its text
    if (const Value* unsellable = value.find("unsellable")) line.sellable = !entry_flag(*unsellable, place + " unsellable");
    return line;
}

} // namespace

ReturnDesk::ReturnDesk(const config::Settings& settings) : desk_(settings, config::own_end::returns) {}

std::string ReturnDesk::how_to_open() {
    return "no route of this deployment takes what is entered as returned; add one such as returns: {from: returns, to: erp/returns, rules: [return-warehouse]}";
}

intake::Entered ReturnDesk::enter(store::Store& store, const intake::EnteredReturn& entry, const intake::EnteredBy& by, bool dry_run) const {
    return desk_.enter(store, entry.store, dry_run,
                       [&](store::UnitOfWork& unit, const intake::Receiver& receiver, const std::string& route) { return intake::enter_return(unit, receiver, route, entry, by); });
}

intake::Entered ReturnDesk::withdraw(store::Store& store, const intake::EnteredWithdrawal& entry, const intake::EnteredBy& by, bool dry_run) const {
    return desk_.enter(store, "", dry_run,
                       [&](store::UnitOfWork& unit, const intake::Receiver& receiver, const std::string& route) { return intake::withdraw_return(unit, receiver, route, entry, by); });
}

intake::EnteredReturn entered_return(const std::string& json) {
    const Value body = parse_entry(json);
    check_members(body, "the return", {"id", "order", "store", "refund", "received", "note", "lines"});
    intake::EnteredReturn entry;
    for (const auto& [name, to] : {std::pair("id", &entry.id), std::pair("order", &entry.order), std::pair("store", &entry.store), std::pair("refund", &entry.refund_id), std::pair("received", &entry.received_on),
                                   std::pair("note", &entry.note)})
        if (const Value* found = body.find(name)) *to = entry_text(*found, name);
    const Value::Array& lines = entry_list(body["lines"], "lines", intake::return_lines_max, R"([{"sku": "MUG", "quantity": 1}])");
    for (std::size_t i = 0; i < lines.size(); ++i) entry.lines.push_back(line_of(lines[i], fmt::format("lines {}", i + 1)));
    return entry;
}

std::string goods_in_words(const Value& body) {
    std::string text;
    if (const Value::Array* lines = body["lines"].as_array())
        for (const Value& line : *lines) {
            const std::string sku = line["sku"].text_or(""), item = line["item_code"].text_or("");
            text += fmt::format("{}{} of {}{}", text.empty() ? "" : ", ", line["quantity"].text_or("?"), !sku.empty() ? sku : !item.empty() ? item : "line " + line["line_id"].text_or("?"),
                                line["sellable"].bool_or(true) ? "" : " (not sellable)");
        }
    return text;
}

Value json_of(const intake::Entered& entered) {
    Value out = Value::object({{"id", entered.body["id"]}, {"is_new", entered.is_new}, {"order", entered.order_number}, {"order_id", entered.body["order_id"]}, {"store", entered.body["store"]}, {"received", entered.body["received_on"]},
                               {"confirmed_at", entered.body["confirmed_at"]}, {"confirmed_by", entered.body["confirmed_by"]}, {"lines", entered.body["lines"]}});
    if (const Value* withdrawn = entered.body.find("withdrawn")) out.set("withdrawn", *withdrawn);
    return out;
}

} // namespace ledgerline::app

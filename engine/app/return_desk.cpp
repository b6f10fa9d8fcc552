#include "app/return_desk.hpp"

#include "base/log_text.hpp"
#include "base/utf8.hpp"
#include "message/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ledgerline::app {
namespace {

using intake::EntryRefused;
using message::Value;

constexpr std::size_t shown_bytes_max = 100; // of what somebody wrote, in an answer

struct DryRun {}; // undoes the unit of work, after everything that could be refused was tried

[[noreturn]] void refuse(const std::string& text) { throw EntryRefused(EntryRefused::Why::unfit, text); }

std::string route_of(const config::Settings& settings) {
    for (const config::RouteSettings& route : settings.routes)
        if (route.from == config::own_end::returns) return route.name;
    return "";
}

std::string text_of(const Value& value, const std::string& field) {
    const std::string text = value.text_or("");
    if (!value.is_text()) refuse(fmt::format("{}: is no text; write it in quotation marks", field));
    if (base::find_invalid_utf8(text) != std::string::npos || base::visible(text) != text) refuse(fmt::format("{}: holds a line break or another control character; write it in one line, without them", field));
    return text;
}

void check_members(const Value& object, const std::string& place, const std::vector<std::string>& known) {
    if (!object.is_object()) refuse(fmt::format("{}: is no object; write {{\"{}\": ...}}", place, known.front()));
    for (const auto& [name, value] : *object.as_object())
        if (std::find(known.begin(), known.end(), name) == known.end()) refuse(fmt::format("{}: \"{}\" is not known; there are {}", place, name.substr(0, shown_bytes_max), fmt::join(known, ", ")));
}

intake::EnteredLine line_of(const Value& value, const std::string& place) {
    check_members(value, place, {"line", "sku", "quantity", "unsellable", "warehouse", "reason"});
    intake::EnteredLine line;
    for (const auto& [name, to] : {std::pair("line", &line.line_id), std::pair("sku", &line.sku), std::pair("warehouse", &line.warehouse), std::pair("reason", &line.reason)})
        if (const Value* found = value.find(name)) *to = text_of(*found, place + " " + name);
    line.quantity = value["quantity"].text_or(""); // a number, or its text
    if (const Value* unsellable = value.find("unsellable")) {
        if (!unsellable->as_bool()) refuse(place + " unsellable: is neither true nor false");
        line.sellable = !unsellable->bool_or(false);
    }
    return line;
}

} // namespace

ReturnDesk::ReturnDesk(const config::Settings& settings) : route_(route_of(settings)), exceptions_(settings.owners), receiver_(exceptions_) {
    for (const config::ConnectionSettings& connection : settings.connections) connections_.push_back(connection.name);
}

std::string ReturnDesk::how_to_open() {
    return "no route of this deployment takes what is entered as returned; add one such as returns: {from: returns, to: erp/returns, rules: [return-warehouse]}";
}

void ReturnDesk::check_store(const std::string& store) const {
    if (store.empty() || std::find(connections_.begin(), connections_.end(), store) != connections_.end()) return;
    refuse(fmt::format("store: there is no connection \"{}\"; there are {}", store.substr(0, shown_bytes_max), fmt::join(connections_, ", ")));
}

intake::Entered ReturnDesk::enter(store::Store& store, const intake::EnteredReturn& entry, const intake::EnteredBy& by, bool dry_run) const {
    check_store(entry.store);
    intake::Entered entered;
    try {
        store.commit([&](store::UnitOfWork& unit) {
            entered = intake::enter_return(unit, receiver_, route_, entry, by);
            if (dry_run) throw DryRun{};
        });
    } catch (const DryRun&) {
    }
    return entered;
}

intake::EnteredReturn entered_return(const std::string& json) {
    Value body;
    try {
        body = message::parse_json(json);
    } catch (const message::JsonError& error) {
        refuse(std::string("the body is no JSON: ") + error.what());
    }
    check_members(body, "the return", {"id", "order", "store", "refund", "received", "note", "lines"});
    intake::EnteredReturn entry;
    for (const auto& [name, to] : {std::pair("id", &entry.id), std::pair("order", &entry.order), std::pair("store", &entry.store), std::pair("refund", &entry.refund_id), std::pair("received", &entry.received_on),
                                   std::pair("note", &entry.note)})
        if (const Value* found = body.find(name)) *to = text_of(*found, name);
    const Value::Array* lines = body["lines"].as_array();
    if (!lines) refuse("lines: is no list; write [{\"sku\": \"MUG\", \"quantity\": 1}]");
    if (lines->size() > intake::return_lines_max) refuse(fmt::format("lines: are {}; at most {} fit into one return, enter the rest under another id", lines->size(), intake::return_lines_max));
    for (std::size_t i = 0; i < lines->size(); ++i) entry.lines.push_back(line_of((*lines)[i], fmt::format("lines {}", i + 1)));
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
    return Value::object({{"id", entered.body["id"]}, {"is_new", entered.is_new}, {"order", entered.order_number}, {"order_id", entered.body["order_id"]}, {"store", entered.body["store"]}, {"received", entered.body["received_on"]},
                          {"confirmed_at", entered.body["confirmed_at"]}, {"confirmed_by", entered.body["confirmed_by"]}, {"lines", entered.body["lines"]}});
}

} // namespace ledgerline::app

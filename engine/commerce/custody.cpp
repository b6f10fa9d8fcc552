#include "commerce/custody.hpp"
#include "commerce/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ledgerline::commerce {
namespace {

using message::Value;

bool is_goods(const Value& original, const std::string& line_id) {
    for (const Value& line : rows_of(original["lines"]))
        if (line["line_id"].text_or("") == line_id) return line["kind"].text_or("") == "physical" || line["kind"].text_or("") == "custom";
    return false;
}

// By line, of what the sink says; units that it takes for less than nothing did leave.
std::map<std::string, Decimal> never_left(const Value& receipt) {
    std::map<std::string, Decimal> units;
    for (const Value& row : rows_of(receipt["never_left"])) units[row["line_id"].text_or("")] += std::max(Decimal(), amount_of(row["quantity"]));
    return units;
}

} // namespace

void goods_expected(store::UnitOfWork& unit, const store::MessageRow& refund, const Value& sent, const Value& receipt) {
    if (refund.type != "refund" || sent["booking"]["custody"].text_or("") != "expected") return;
    goods_not_expected(unit, refund); // a memo that is booked again expects what it says now
    auto kept = never_left(receipt);
    for (const Value& line : rows_of(sent["booking"]["lines"])) {
        const std::string id = line["line_id"].text_or("");
        const Decimal booked = amount_of(line["quantity"]), stayed = std::min(booked, kept[id]);
        kept[id] -= stayed;
        if (!is_goods(sent["original"], id) || booked == stayed) continue;
        unit.expected_returns().put({refund.source, refund.source_key, id, sent["original"]["source"].text_or(""), sent["order_id"].text_or(""), line["item_code"].text_or(""), (booked - stayed).normalized().text(), "0",
                                     sent["booking"]["return_due"].text_or(""), false, false, refund.id});
    }
    // Goods may be back before their money.
    goods_counted(unit, sent["original"]["source"].text_or(""), sent["order_id"].text_or(""));
}

void goods_not_expected(store::UnitOfWork& unit, const store::MessageRow& refund) {
    if (refund.type == "refund") unit.expected_returns().remove(refund.source, refund.source_key);
}

std::vector<store::Id> goods_counted(store::UnitOfWork& unit, const std::string& order_source, const std::string& order_key) {
    std::vector<store::ExpectedReturnRow> rows = unit.expected_returns().of_order(order_source, order_key);
    for (store::ExpectedReturnRow& row : rows) row.received = "0";
    for (const store::ReturnedRow& goods : unit.returned().of_order(order_source, order_key)) {
        if (goods.state != store::returned_state::received) continue;
        Decimal left = amount_of(goods.quantity);
        for (const bool is_named : {true, false})
            for (store::ExpectedReturnRow& row : rows) {
                const Decimal missing = amount_of(row.quantity) - amount_of(row.received);
                if (row.line_id != goods.line_id || (row.refund_key == goods.refund_key) != is_named || missing.is_zero() || left.is_zero()) continue;
                const Decimal taken = std::min(missing, left);
                row.received = (amount_of(row.received) + taken).normalized().text();
                left -= taken;
            }
    }
    std::set<std::pair<std::string, std::string>> incomplete;
    for (const store::ExpectedReturnRow& row : rows)
        if (amount_of(row.quantity) != amount_of(row.received)) incomplete.emplace(row.source, row.refund_key);
    std::vector<store::Id> complete;
    for (store::ExpectedReturnRow& row : rows) {
        const bool was_complete = row.complete;
        row.complete = incomplete.count({row.source, row.refund_key}) == 0;
        if (was_complete && !row.complete) row.told = false; // what was taken back may be asked for anew
        if (row.complete && !was_complete && std::find(complete.begin(), complete.end(), row.message_id) == complete.end()) complete.push_back(row.message_id);
        unit.expected_returns().put(row);
    }
    return complete;
}

std::string goods_missing(store::UnitOfWork& unit, const std::string& source, const std::string& refund_key) {
    std::string text;
    for (const store::ExpectedReturnRow& row : unit.expected_returns().of_refund(source, refund_key)) {
        const Decimal missing = amount_of(row.quantity) - amount_of(row.received);
        if (!missing.is_zero()) text += fmt::format("{}{} of {}", text.empty() ? "" : ", ", missing.normalized().text(), row.item_code);
    }
    return text;
}

} // namespace ledgerline::commerce

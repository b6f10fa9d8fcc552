#include "commerce/custody.hpp"
#include "commerce/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ledgerline::commerce {
namespace {

using message::Value;

bool is_goods(const Value& original, const std::string& line_id) {
    for (const Value& line : rows_of(original["lines"]))
        if (line["line_id"].text_or("") == line_id) return line["kind"].text_or("") == "physical" || line["kind"].text_or("") == "custom";
    return false;
}

} // namespace

void goods_expected(store::UnitOfWork& unit, const store::MessageRow& refund, const Value& sent) {
    if (refund.type != "refund" || sent["booking"]["custody"].text_or("") != "expected") return;
    for (const Value& line : rows_of(sent["booking"]["lines"])) {
        const std::string id = line["line_id"].text_or("");
        if (!is_goods(sent["original"], id)) continue;
        unit.expected_returns().put({refund.source, refund.source_key, id, sent["original"]["source"].text_or(""), sent["order_id"].text_or(""), line["item_code"].text_or(""), line["quantity"].text_or("0"), "0",
                                     sent["booking"]["return_due"].text_or(""), false, refund.id});
    }
}

void goods_not_expected(store::UnitOfWork& unit, const store::MessageRow& refund) {
    if (refund.type == "refund") unit.expected_returns().remove(refund.source, refund.source_key);
}

std::vector<store::Id> goods_received(store::UnitOfWork& unit, const std::string& order_source, const std::string& order_key, const std::string& refund_key, const std::vector<GoodsReceived>& goods) {
    std::vector<store::ExpectedReturnRow> rows = unit.expected_returns().of_order(order_source, order_key);
    std::stable_partition(rows.begin(), rows.end(), [&](const store::ExpectedReturnRow& row) { return row.refund_key == refund_key; });
    std::set<std::pair<std::string, std::string>> touched;
    for (const GoodsReceived& one : goods) {
        Decimal left = amount_of(one.quantity);
        for (store::ExpectedReturnRow& row : rows) {
            const Decimal missing = amount_of(row.quantity) - amount_of(row.received);
            if (row.line_id != one.line_id || missing.is_zero() || left.is_zero()) continue;
            const Decimal taken = std::min(missing, left);
            row.received = (amount_of(row.received) + taken).text();
            left -= taken;
            unit.expected_returns().put(row);
            touched.emplace(row.source, row.refund_key);
        }
    }
    std::vector<store::Id> complete;
    for (const auto& [source, key] : touched) {
        if (!goods_missing(unit, source, key).empty()) continue;
        complete.push_back(unit.expected_returns().of_refund(source, key).front().message_id);
        unit.expected_returns().remove(source, key);
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

#include "unit/refund_model/books.hpp"
#include "unit/refund_model/reading.hpp"

#include "plugin/catalog.hpp"
#include "plugin/component.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::refund_model {

using base::Random;
using message::Value;

namespace {

TaxRate rate_of(const Value& row) { return {text(row, "tax_code"), minor_of(text(row, "tax_rate"), 2)}; }

// The ERP multiplies, and rounds to minor units.
Minor product(const std::string& price, std::int64_t quantity, int decimals) {
    std::int64_t power = 1'000'000;
    for (int digit = 0; digit < decimals; ++digit) power /= 10;
    return divided(minor_of(price, 6) * quantity, power);
}

Value refused(const char* code, const std::string& why) { return Value::object({{"verdict", "rejected"}, {"code", code}, {"message", why}}); }
Value booked(const std::string& number, const std::string& amount, const std::string& currency) {
    return Value::object({{"verdict", "delivered"}, {"receipt", Value::object({{"id", number}, {"number", number}, {"amount", amount}, {"currency", currency}})}});
}

} // namespace

Books::Books(const Sale& sale, plugin::Catalog& scripted, test::ScriptedPlugin& scripts, bool holds_undelivered) : sale_(sale), scripted_(scripted), holds_undelivered_(holds_undelivered) {
    scripts.script("erp/orders", [this](const test::Hand& hand) { return handle(hand, &Books::book_order); });
    scripts.script("erp/credit-memos", [this](const test::Hand& hand) { return handle(hand, &Books::book_memo); });
    scripts.script("erp/returns", [this](const test::Hand& hand) { return handle(hand, &Books::book_return); });
}

std::unique_ptr<plugin::Component> Books::sink(const std::string& name, const plugin::Services& services) {
    return std::make_unique<plugin::Component>(*scripted_.find("fake/orders", plugin::ComponentKind::sink), name, Value::object(), Value::object(), services);
}

ll_verdict Books::handle(const test::Hand& hand, Answer (Books::*book)(const Value& body, const std::string& key)) {
    Value results = Value::array();
    const Value deliveries = hand.json("/deliveries");
    for (const Value& delivery : rows(deliveries)) {
        const std::string key = text(delivery, "idempotency_key");
        const auto stands = receipts_.find(key);
        if (hand.operation == LL_PROBE) {
            results.push(stands == receipts_.end() ? Value::object({{"verdict", "absent"}}) : Value::object({{"verdict", "found"}, {"receipt", stands->second["receipt"]}}));
            continue;
        }
        const Loses loses = std::exchange(loses_, Loses::nothing);
        Answer answer;
        if (loses != Loses::request) {
            answer = stands != receipts_.end() ? stands->second : (this->*book)(delivery["message"]["body"], key);
            if (text(answer, "verdict") == "delivered") receipts_[key] = answer;
        }
        results.push(loses == Loses::nothing ? answer : Value::object({{"verdict", "unknown"}, {"message", "the connection was reset"}}));
    }
    hand.write("/results", results);
    return LL_PASS;
}

Value Books::book_order(const Value& body, const std::string&) {
    for (const Value& line : rows(body["lines"])) {
        const Value& booking = line["booking"];
        if (booking["omitted"].bool_or(false) || booking["quarantined"].bool_or(false) || booking["posted"].bool_or(false)) continue;
        lines_[text(line, "id")].quantity = minor_of(text(booking, "quantity"), 0);
    }
    // The document as a whole: what was added to it before belongs to it.
    Reckoner total(sale_.gross, sale_.by_line);
    for (const auto& [id, one] : lines_) total.add_line(product(sale_.line(id)->price, one.quantity, sale_.decimals), sale_.line(id)->tax);
    for (const Charge& charge : sale_.charges) charge.is_item ? total.add_line(charge.amount, charge.tax) : total.add_freight(charge.amount, charge.tax);
    return booked("700", text_of(total.total(), sale_.decimals), sale_.currency);
}

Memo Books::memo_of(const Value& body) const {
    const Value& booking = body["booking"];
    Memo memo;
    memo.refund = text(body, "id");
    Reckoner goods(sale_.gross, sale_.by_line), services(sale_.gross, sale_.by_line);
    for (const Value& row : rows(booking["lines"])) {
        const std::int64_t quantity = minor_of(text(row, "quantity"), 0);
        memo.lines.push_back({text(row, "line_id"), quantity, product(text(row, "unit_price"), quantity, sale_.decimals), rate_of(row), row["returns_goods"].bool_or(false)});
        goods.add_line(memo.lines.back().amount, memo.lines.back().tax);
    }
    for (const Value& row : rows(booking["freight"])) {
        memo.charges.push_back({text(row, "place"), minor_of(text(row, "amount"), sale_.decimals), rate_of(row)});
        text(row, "item_code").empty() ? goods.add_freight(memo.charges.back().amount, memo.charges.back().tax) : goods.add_line(memo.charges.back().amount, memo.charges.back().tax);
    }
    for (const Value& row : rows(booking["amounts"])) {
        const Minor amount = minor_of(text(row, "amount"), sale_.decimals);
        memo.services += amount;
        ++memo.service_rows;
        services.add_line(amount, rate_of(row));
    }
    memo.total = goods.total() + services.total();
    memo.tax = goods.tax() + services.tax();
    return memo;
}

std::string Books::refusal(const Memo& memo) const {
    for (const MemoLine& line : memo.lines) {
        const auto sold = lines_.find(line.line_id);
        if (sold == lines_.end()) return "ERP_REJECTED";
        if (sold->second.credited + line.quantity > sold->second.quantity) return "REFUND_EXCEEDS_ORDER";
        if (holds_undelivered_ && sold->second.credited + line.quantity > sold->second.delivered) return "REFUND_NO_INVOICE";
    }
    return "";
}

Value Books::book_memo(const Value& body, const std::string&) {
    Memo memo = memo_of(body);
    for (std::size_t i = 0; i < memos_.size(); ++i)
        if (memos_[i].refund.empty() && !memos_[i].is_cancelled && memos_[i].total == memo.total && settled_by_hand_.count(i) == 0) return refused("REFUND_MANUAL_IN_ERP", "a memo of the same total was made by hand");
    if (const std::string code = refusal(memo); !code.empty()) return refused(code.c_str(), "refused by the books");
    memo.number = std::to_string(900 + memos_.size());
    for (const MemoLine& line : memo.lines) {
        lines_[line.line_id].credited += line.quantity;
        if (line.into_stock) moves_.push_back({"memo", memo.refund, line.line_id, "01", line.quantity});
    }
    memos_.push_back(memo);
    return booked(memo.number, text_of(memo.total, sale_.decimals), sale_.currency);
}

Value Books::book_return(const Value& body, const std::string&) {
    for (const Value& line : rows(body["lines"]))
        for (const Value& row : rows(line["booking"]))
            if (row["posts"].bool_or(false)) moves_.push_back({"return", text(body, "id"), text(row, "line_id"), text(row, "warehouse"), minor_of(text(row, "quantity"), 0)});
    return booked("R" + text(body, "id"), "", "");
}

std::string Books::people_work(Random& random) {
    if (lines_.empty()) return "";
    auto at = lines_.begin();
    std::advance(at, random.below(lines_.size()));
    auto& [id, line] = *at;
    switch (random.below(8)) {
    case 0: // the rest never leaves
        if (line.delivered == line.quantity) return "";
        line.is_closed = true;
        return fmt::format("somebody closes line {} in the ERP, of which {} of {} were delivered", id, line.delivered, line.quantity);
    case 1: {
        const std::size_t memo = memos_.empty() ? 0 : random.below(memos_.size());
        if (memos_.empty() || memos_[memo].is_cancelled || !random.one_in(3)) return "";
        memos_[memo].is_cancelled = true;
        for (const MemoLine& one : memos_[memo].lines) lines_[one.line_id].credited -= one.quantity;
        return fmt::format("somebody cancels credit memo {} in the ERP", memos_[memo].number);
    }
    case 2: { // another thing altogether, or the refund that waits
        const auto found = std::find_if(memos_.begin(), memos_.end(), [&](const Memo& one) { return one.refund.empty() && !one.is_cancelled; });
        if (found == memos_.end()) return "";
        settled_by_hand_.insert(static_cast<std::size_t>(found - memos_.begin()));
        return fmt::format("somebody notes in the ERP what memo {} is for", found->number);
    }
    default: {
        if (line.is_closed || line.delivered == line.quantity) return "";
        const std::int64_t open = line.quantity - line.delivered;
        line.delivered += random.one_in(2) ? open : 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(open)));
        return fmt::format("the warehouse delivers line {}: {} of {}", id, line.delivered, line.quantity);
    }
    }
}

std::string Books::hand_memo(Minor total, Random& random) {
    if (lines_.empty()) return "";
    Memo memo;
    memo.number = std::to_string(900 + memos_.size());
    memo.total = total;
    auto at = lines_.begin();
    std::advance(at, random.below(lines_.size()));
    const std::int64_t open = at->second.quantity - at->second.credited;
    const std::int64_t quantity = open > 0 && random.one_in(2) ? 1 : 0;
    if (quantity > 0) memo.lines.push_back({at->first, quantity, total, {}, false});
    at->second.credited += quantity;
    memos_.push_back(memo);
    return fmt::format("somebody makes credit memo {} of {} by hand{}", memo.number, text_of(total, sale_.decimals), quantity > 0 ? " for one of line " + at->first : std::string());
}

void Books::deliver_all() {
    for (auto& [id, line] : lines_)
        if (!line.is_closed) line.delivered = line.quantity;
}

bool Books::lacks_goods(const std::string& line_id) const {
    const auto line = lines_.find(line_id);
    return line != lines_.end() && line->second.delivered < line->second.quantity;
}

} // namespace ledgerline::refund_model

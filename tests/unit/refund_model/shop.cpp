#include "unit/refund_model/shop.hpp"

#include "unit/refund_model/share.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::refund_model {

using base::Random;
using message::Value;

namespace {

class Refunding {
public:
    Refunding(const Sale& sale, const std::vector<ShopRefund>& before, const std::string& id, Random& random) : sale_(sale), before_(before), random_(random) { refund_.id = id; }

    ShopRefund make() {
        const std::string id = refund_.id;
        // Where the order has nothing like that, another kind.
        for (int look = 0; look < 6 && refund_.total == 0 && refund_.what != "nothing"; ++look) {
            refund_ = ShopRefund{};
            refund_.id = id;
            choose();
        }
        pay();
        refund_.day = 2 + static_cast<std::int64_t>(random_.below(20));
        return std::move(refund_);
    }

private:
    void choose() {
        switch (random_.below(16)) {
        case 0: case 1: case 2: case 3: part("partly"); break;
        case 4: case 5: all(); break;
        case 6: part("partly and a charge"), charge(false); break;
        case 7: case 8: refund_.what = "a charge", charge(random_.one_in(3)); break;
        case 9: only("order", "amount"); break;
        case 10: tax_alone(); break;
        case 11: beyond(); break;
        case 12: part("set by hand"), set_by_hand(); break;
        case 13: part("less a deduction"), deduct(); break;
        case 14: part("rounded otherwise"), round_otherwise(); break;
        default: odd();
        }
    }
    std::int64_t left_of(const SoldLine& line) const {
        std::int64_t left = line.units;
        for (const ShopRefund& refund : before_)
            for (const RefundItem& item : refund.items)
                if (item.kind == "line" && item.target == line.id && refund.settlement() != "declined") left -= item.quantity;
        return std::max<std::int64_t>(left, 0);
    }
    Minor left_of_place(const std::string& place) const {
        Minor left = 0;
        for (const Charge& charge : sale_.charges)
            if (charge.place == place) left += charge.amount;
        for (const ShopRefund& refund : before_)
            for (const RefundItem& item : refund.items)
                if (item.kind == place && refund.settlement() != "declined") left -= item.amount;
        return std::max<Minor>(left, 0);
    }

    void add_units(const SoldLine& line, std::int64_t units) {
        if (units <= 0) return;
        const std::int64_t given = line.units - left_of(line);
        RefundItem item{"line", line.id, units, 0, !random_.one_in(4), 0};
        for (const SoldLine* one : booked_for(sale_, line)) {
            const std::int64_t each = line.units == 0 ? 0 : one->units / line.units;
            const std::int64_t of = one == &line ? 1 : each;
            item.amount += share(one->amount, of * (given + units), one->units) - share(one->amount, of * given, one->units);
        }
        refund_.items.push_back(std::move(item));
    }
    // Parts go with their bundle, and the other way round.
    bool is_offered(const SoldLine& line) const { return line.parent.empty() && left_of(line) > 0; }

    void part(const char* what) {
        refund_.what = what;
        std::vector<const SoldLine*> offered;
        for (const SoldLine& line : sale_.lines)
            if (is_offered(line)) offered.push_back(&line);
        for (const SoldLine* line : offered)
            if (offered.size() == 1 || random_.one_in(2)) add_units(*line, 1 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(left_of(*line)))));
        total_up();
    }
    void all() {
        refund_.what = "all that is left";
        for (const SoldLine& line : sale_.lines)
            if (is_offered(line)) add_units(line, left_of(line));
        for (const char* place : {"shipping", "handling", "wrapping", "fee"})
            if (const Minor left = left_of_place(place); left > 0) refund_.items.push_back({place, sale_.id, 0, left, true, 0});
        total_up();
    }
    void charge(bool is_too_much) {
        for (const char* place : {"shipping", "handling", "wrapping", "fee"}) {
            const Minor left = left_of_place(place);
            if (left == 0 || random_.one_in(3)) continue;
            const Minor amount = is_too_much ? left + 1 + static_cast<Minor>(random_.below(500)) : random_.one_in(2) ? left : 1 + static_cast<Minor>(random_.below(static_cast<std::uint64_t>(left)));
            refund_.items.push_back({place, sale_.id, 0, amount, true, 0});
        }
        if (is_too_much) refund_.what = "too much of a charge";
        total_up();
    }
    void only(const char* kind, const char* what) {
        refund_.what = what;
        const Minor total = std::max<Minor>(sale_.booked_total(), 1);
        const Minor amount = 1 + static_cast<Minor>(random_.below(static_cast<std::uint64_t>(random_.one_in(4) ? 2 * total : total / 3 + 1)));
        refund_.items.push_back({kind, sale_.id, 0, amount, !random_.one_in(12), 0});
        refund_.total = amount;
    }
    void tax_alone() {
        only("tax", "tax alone");
        if (random_.one_in(2)) refund_.items.clear();
    }
    void beyond() {
        refund_.what = "more units than are left";
        const SoldLine& line = sale_.lines[random_.below(sale_.lines.size())];
        refund_.items.push_back({"line", line.id, left_of(line) + 1 + static_cast<std::int64_t>(random_.below(3)), line.amount, true, 0});
        total_up();
    }
    void set_by_hand() {
        refund_.is_by_hand = true;
        if (refund_.total > 1) refund_.total -= static_cast<Minor>(random_.below(static_cast<std::uint64_t>(refund_.total)));
    }
    void deduct() {
        if (refund_.items.empty() || refund_.total < 4) return;
        RefundItem& item = refund_.items.front();
        item.deduction = -1 - static_cast<Minor>(random_.below(static_cast<std::uint64_t>(refund_.total / 3)));
        refund_.total += item.deduction;
    }
    void round_otherwise() {
        const Minor by = 1 + static_cast<Minor>(random_.below(3));
        refund_.total = random_.one_in(2) ? refund_.total + by : std::max<Minor>(refund_.total - by, 0);
    }
    void odd() {
        switch (random_.below(3)) {
        case 0: // of nothing
            part("nothing");
            refund_.total = 0;
            break;
        case 1:
            refund_.what = "a line that was never sold";
            refund_.items.push_back({"line", "999", 1, 500, true, 0});
            refund_.total = 500;
            break;
        default:
            refund_.what = "a part of a bundle alone";
            for (const SoldLine& line : sale_.lines)
                if (!line.parent.empty()) refund_.items.push_back({"line", line.id, 1, share(line.amount, 1, line.units), true, 0});
            total_up();
        }
    }

    // As the store sees it: amounts of goods and charges, and with net prices their tax.
    void total_up() {
        Reckoner total(sale_.gross, sale_.by_line);
        for (const RefundItem& item : refund_.items) {
            const SoldLine* line = item.kind == "line" ? sale_.line(item.target) : nullptr;
            if (line) {
                total.add_line(item.amount, line->tax);
                continue;
            }
            const auto charge = std::find_if(sale_.charges.begin(), sale_.charges.end(), [&](const Charge& one) { return one.place == item.kind; });
            if (charge != sale_.charges.end()) charge->is_item ? total.add_line(item.amount, charge->tax) : total.add_freight(item.amount, charge->tax);
        }
        refund_.total = total.total();
    }

    void pay() {
        if (random_.one_in(20)) return; // the store names no payment
        const std::size_t count = random_.one_in(5) ? 2 : 1;
        for (std::size_t payment = 0; payment < count; ++payment) {
            const Minor amount = payment + 1 == count ? refund_.total - (count == 2 ? refund_.total / 2 : 0) : refund_.total / 2;
            refund_.payments.push_back({refund_.id + std::to_string(payment), amount, random_.one_in(3) ? "pending" : random_.one_in(10) ? "declined" : "settled"});
        }
        refund_.ever_settled = refund_.settlement() == "settled";
    }

    const Sale& sale_;
    const std::vector<ShopRefund>& before_;
    Random& random_;
    ShopRefund refund_;
};

} // namespace

std::string ShopRefund::settlement() const {
    if (payments.empty()) return "none";
    const auto count = [&](const char* state) { return static_cast<std::size_t>(std::count_if(payments.begin(), payments.end(), [&](const Payment& one) { return one.state == state; })); };
    if (count("pending") > 0) return "pending";
    const std::size_t declined = count("declined");
    return declined == 0 ? "settled" : declined == payments.size() ? "declined" : "partly_declined";
}

ShopRefund random_refund(const Sale& sale, const std::vector<ShopRefund>& before, const std::string& id, Random& random) { return Refunding(sale, before, id, random).make(); }

void answer_payment(ShopRefund& refund, bool is_settled) {
    auto payment = std::find_if(refund.payments.begin(), refund.payments.end(), [](const Payment& one) { return one.state == "pending"; });
    if (payment == refund.payments.end()) payment = refund.payments.begin();
    payment->state = is_settled ? "settled" : "declined";
    refund.ever_settled = refund.ever_settled || refund.settlement() == "settled";
}

Value body_of(const ShopRefund& refund, const Sale& sale) {
    Value items = Value::array(), payments = Value::array();
    for (const RefundItem& item : refund.items) {
        Value adjustments = Value::array();
        if (item.deduction != 0) adjustments.push(Value::object({{"amount", text_of(item.deduction, sale.decimals)}, {"label", "Restocking"}}));
        items.push(Value::object({{"kind", item.kind}, {"target_id", item.target}, {"quantity", Value(item.quantity)}, {"amount", item.is_stated ? text_of(item.amount, sale.decimals) : std::string()},
                                  {"adjustments", std::move(adjustments)}, {"reason", ""}}));
    }
    for (const Payment& payment : refund.payments)
        payments.push(Value::object({{"id", payment.id}, {"provider_id", "stripe"}, {"amount", text_of(payment.amount, sale.decimals)}, {"offline", false}, {"state", payment.state}, {"declined_message", ""}, {"transaction_id", ""}}));
    return Value::object({{"id", refund.id}, {"order_id", sale.id}, {"created_at", fmt::format("2026-01-{:02}T10:00:00Z", refund.day)}, {"created_by", ""}, {"reason", ""}, {"currency", sale.currency},
                          {"decimals", Value(sale.decimals)}, {"total_inc_tax", text_of(refund.total, sale.decimals)}, {"total_tax", "0"}, {"amounts_set_by_hand", refund.is_by_hand}, {"items", std::move(items)},
                          {"payments", std::move(payments)}, {"settlement", refund.settlement()}});
}

std::string words_of(const ShopRefund& refund, const Sale& sale) {
    std::string words = fmt::format("refund {} of {} ({}), {}:", refund.id, text_of(refund.total, sale.decimals), refund.what, refund.settlement());
    for (const RefundItem& item : refund.items)
        words += fmt::format(" [{} {} {}{}{}]", item.kind, item.kind == "line" ? item.target : "", item.quantity, item.is_stated ? " at " + text_of(item.amount, sale.decimals) : std::string(),
                             item.deduction != 0 ? " less " + text_of(item.deduction, sale.decimals) : std::string());
    return words;
}

} // namespace ledgerline::refund_model

#include "unit/refund_model/account.hpp"
#include "unit/refund_model/share.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::refund_model {

namespace {

std::string money(const Truth& truth, Minor amount) { return text_of(amount, truth.sale.decimals); }

// What was booked, per line, charge and in all, and what stands against it.
std::string beyond_the_booked(const Truth& truth, const std::vector<Memo>& memos) {
    std::map<std::string, std::int64_t> quantities;
    std::map<std::string, Minor> amounts, charges, of_code, booked_charges, booked_of_code;
    Minor total = 0;
    for (const Memo& memo : memos) {
        if (memo.refund.empty() || memo.is_cancelled) continue;
        total += memo.total;
        for (const MemoLine& line : memo.lines) {
            quantities[line.line_id] += line.quantity;
            amounts[line.line_id] += line.amount;
            of_code[line.tax.code] += line.amount;
            const SoldLine* sold = truth.sale.line(line.line_id);
            if (!sold || sold->omitted) return fmt::format("refund {} credits line {}, which is on no document", memo.refund, line.line_id);
            if (sold->tax.code != line.tax.code || sold->tax.hundredths != line.tax.hundredths) return fmt::format("refund {} credits line {} with the tax {} instead of {}", memo.refund, line.line_id, line.tax.code, sold->tax.code);
            if (line.quantity <= 0 || line.amount < 0) return fmt::format("refund {} credits {} units of line {} with {}", memo.refund, line.quantity, line.line_id, money(truth, line.amount));
        }
        for (const MemoCharge& charge : memo.charges) {
            charges[charge.place + " " + charge.tax.code] += charge.amount;
            of_code[charge.tax.code] += charge.amount;
        }
    }
    for (const Charge& charge : truth.sale.charges) {
        booked_charges[charge.place + " " + charge.tax.code] += charge.amount;
        booked_of_code[charge.tax.code] += charge.amount;
    }
    for (const SoldLine& line : truth.sale.lines) {
        if (line.omitted) continue;
        booked_of_code[line.tax.code] += line.amount;
        if (quantities[line.id] > line.quantity) return fmt::format("{} units of line {} are credited, and {} were sold", quantities[line.id], line.id, line.quantity);
        if (amounts[line.id] > line.amount) return fmt::format("line {} is credited with {}, and was sold for {}", line.id, money(truth, amounts[line.id]), money(truth, line.amount));
    }
    for (const auto& [place, amount] : charges)
        if (amount > booked_charges[place]) return fmt::format("{} of {} are credited, and {} were booked", money(truth, amount), place, money(truth, booked_charges[place]));
    for (const auto& [code, amount] : of_code)
        if (amount > booked_of_code[code]) return fmt::format("{} are credited with the tax {}, and {} were booked", money(truth, amount), code, money(truth, booked_of_code[code]));
    if (total > truth.sale.booked_total()) return fmt::format("{} are credited in all, and {} were booked", money(truth, total), money(truth, truth.sale.booked_total()));
    return "";
}

// The tax of the order, and under the policy that lets rounding pass half a minor unit for each time that it was rounded: on the order's lines and charges,
// and on all that is credited.
std::string beyond_the_tax(const Truth& truth, const std::vector<Memo>& memos) {
    Minor tax = 0;
    std::int64_t roundings = booked_parts(truth.sale);
    for (const Memo& memo : memos) {
        if (memo.refund.empty() || memo.is_cancelled) continue;
        tax += memo.tax;
        roundings += static_cast<std::int64_t>(memo.lines.size() + memo.charges.size()) + memo.service_rows;
    }
    const Minor booked = truth.sale.booked_tax();
    if (truth.policies.holds_tax && tax > booked) return fmt::format("{} of tax are credited, and {} were booked", money(truth, tax), money(truth, booked));
    if (2 * (tax - booked) > roundings) return fmt::format("{} of tax are credited, and {} were booked: more than {} roundings explain", money(truth, tax), money(truth, booked), roundings);
    return "";
}

// One for each refund, of exactly its money, and only if that went back.
std::string wrong_memo(const Truth& truth, const std::vector<Memo>& memos) {
    std::set<std::string> standing;
    for (const Memo& memo : memos) {
        if (memo.refund.empty()) continue;
        const ShopRefund* refund = truth.refund(memo.refund);
        if (!refund) return fmt::format("memo {} is of refund {}, which the store never gave", memo.number, memo.refund);
        if (!memo.is_cancelled && !standing.insert(memo.refund).second) return fmt::format("refund {} has two memos", memo.refund);
        if (memo.total != refund->total) return fmt::format("memo {} comes to {}, and refund {} gave back {}", memo.number, money(truth, memo.total), memo.refund, money(truth, refund->total));
        const bool unstated = refund->payments.empty() && truth.policies.books_unstated;
        if (!refund->ever_settled && !unstated) return fmt::format("refund {} is credited, and its money never went back ({})", memo.refund, refund->settlement());
        if (truth.must_not_post.count(memo.refund) > 0) return fmt::format("refund {} is credited although the engine had read that its money is {}", memo.refund, truth.seen.at(memo.refund));
    }
    return "";
}

const GoodsBack* return_of(const Truth& truth, const std::string& id) {
    const auto found = std::find_if(truth.returns.begin(), truth.returns.end(), [&](const GoodsBack& one) { return one.id == id; });
    return found == truth.returns.end() ? nullptr : &*found;
}

// What a person said that came back, by the lines that it was booked by.
std::map<std::string, std::pair<std::int64_t, bool>> booked_goods(const Sale& sale, const GoodsBack& goods) {
    std::map<std::string, std::pair<std::int64_t, bool>> out;
    for (const ReturnedGoods& one : goods.lines) {
        const SoldLine* line = sale.line(one.line_id);
        if (!line || line->units == 0) continue;
        for (const SoldLine* booked : booked_for(sale, *line)) {
            const std::int64_t units = booked == line ? one.units : one.units * booked->units / line->units;
            out[booked->id + (one.is_sellable ? " yes" : " no")].first += units * booked->quantity / booked->units;
            out[booked->id + (one.is_sellable ? " yes" : " no")].second = one.is_sellable;
        }
    }
    return out;
}

// Stock moves for goods that somebody saw, or with memos where the deployment says so; once, and never more than was sold.
std::string wrong_move(const Truth& truth, const std::vector<StockMove>& moves) {
    std::map<std::string, std::int64_t> of_line;
    std::map<std::string, std::int64_t> of_cause;
    for (const StockMove& move : moves) {
        if (move.quantity <= 0) return fmt::format("{} {} moves {} of line {}", move.of, move.id, move.quantity, move.line_id);
        of_line[move.line_id] += move.quantity;
        const SoldLine* sold = truth.sale.line(move.line_id);
        if (!sold || !sold->is_goods()) return fmt::format("{} {} puts line {} into stock, which is no goods", move.of, move.id, move.line_id);
        if (of_line[move.line_id] > sold->quantity) return fmt::format("{} of line {} came into stock, and {} were sold", of_line[move.line_id], move.line_id, sold->quantity);
        if (move.of == "memo") {
            if (truth.policies.goods != "returned") return fmt::format("the memo of refund {} puts line {} into stock", move.id, move.line_id);
            continue;
        }
        const GoodsBack* goods = return_of(truth, move.id);
        if (!goods || goods->is_of_erp) return fmt::format("return {} puts goods into stock that nobody here has seen", move.id);
        const bool is_scrap = move.warehouse == "SCRAP";
        const std::string wanted = is_scrap ? truth.policies.scrap_warehouse : truth.policies.sellable_warehouse.empty() ? truth.sale.warehouse : truth.policies.sellable_warehouse;
        if (move.warehouse != wanted) return fmt::format("return {} goes into {} instead of {}", move.id, move.warehouse, wanted);
        const auto booked = booked_goods(truth.sale, *goods);
        const auto one = booked.find(move.line_id + (is_scrap ? " no" : " yes"));
        std::int64_t& so_far = of_cause[move.id + ":" + move.line_id + (is_scrap ? " no" : " yes")];
        so_far += move.quantity;
        if (one == booked.end()) return fmt::format("return {} puts line {} into stock, of which nothing {} came back", move.id, move.line_id, is_scrap ? "unsellable" : "sellable");
        if (so_far > one->second.first) return fmt::format("return {} puts {} of line {} into stock, and {} came back", move.id, so_far, move.line_id, one->second.first);
    }
    return "";
}

} // namespace

const ShopRefund* Truth::refund(const std::string& id) const {
    const auto found = std::find_if(refunds.begin(), refunds.end(), [&](const ShopRefund& one) { return one.id == id; });
    return found == refunds.end() ? nullptr : &*found;
}

std::string broken_now(const Truth& truth, const Erp& erp) {
    const std::vector<Memo> memos = erp.memos();
    if (std::string wrong = wrong_memo(truth, memos); !wrong.empty()) return wrong;
    if (std::string wrong = beyond_the_booked(truth, memos); !wrong.empty()) return wrong;
    if (std::string wrong = beyond_the_tax(truth, memos); !wrong.empty()) return wrong;
    return wrong_move(truth, erp.moves());
}

std::int64_t booked_parts(const Sale& sale) {
    return std::count_if(sale.lines.begin(), sale.lines.end(), [](const SoldLine& line) { return !line.omitted && !line.quarantined; }) + static_cast<std::int64_t>(sale.charges.size());
}

Minor tax_beyond(const Truth& truth, const Erp& erp) {
    Minor tax = 0;
    for (const Memo& memo : erp.memos())
        if (!memo.refund.empty() && !memo.is_cancelled) tax += memo.tax;
    return tax - truth.sale.booked_tax();
}

bool is_charge(const RefundItem& item) { return item.kind != "line" && item.kind != "order" && item.kind != "tax"; }

Credited credited_beside(const Truth& truth, const Erp& erp, const std::string& refund) {
    Credited out;
    for (const Memo& memo : erp.memos()) {
        if (memo.refund.empty() || memo.refund == refund) continue; // what people cancelled the engine has not heard of
        out.total += memo.total;
        out.tax += memo.tax;
        out.roundings += 1 + static_cast<std::int64_t>(memo.lines.size() + memo.charges.size());
        for (const MemoLine& line : memo.lines) {
            out.quantity[line.line_id] += line.quantity;
            out.amount[line.line_id] += line.amount;
        }
        for (const MemoCharge& charge : memo.charges) out.charges[charge.place] += charge.amount;
    }
    for (const auto& [id, document] : truth.by_hand)
        if (id != refund && !document.empty()) out.total += truth.refund(id)->total;
    return out;
}

std::optional<std::map<std::string, std::int64_t>> meant_by(const Sale& sale, const ShopRefund& refund) {
    std::map<std::string, std::int64_t> out;
    for (const RefundItem& item : refund.items) {
        if (item.kind != "line") continue;
        const SoldLine* line = sale.line(item.target);
        if (!line) return std::nullopt;
        for (const SoldLine* booked : booked_for(sale, *line)) out[booked->id] += booked == line ? item.quantity * line->quantity / line->units : item.quantity * booked->quantity / line->units;
    }
    return out;
}

std::map<std::string, Minor> charges_meant_by(const ShopRefund& refund) {
    std::map<std::string, Minor> out;
    for (const RefundItem& item : refund.items)
        if (is_charge(item)) out[item.kind] += item.amount;
    return out;
}

} // namespace ledgerline::refund_model

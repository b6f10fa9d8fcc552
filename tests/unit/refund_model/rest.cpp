// At rest: nothing is dropped in silence. Whatever was not posted is held for a reason that is true, and what could be posted was.
#include "unit/refund_model/account.hpp"
#include "unit/refund_model/share.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace ledgerline::refund_model {

namespace {

namespace state = store::message_state;

bool has_memo(const Erp& erp, const std::string& refund) {
    const auto memos = erp.memos();
    return std::any_of(memos.begin(), memos.end(), [&](const Memo& memo) { return memo.refund == refund; });
}

// Why refunds of this order cannot go on.
struct OrderStanding {
    bool is_known = false, is_posted = false, is_decided = false; // by a person
};

// The sale as its document has it.
Sale sale_on_document(const Truth& truth, const Erp& erp, const OrderStanding& order) {
    Sale sale = truth.sale;
    if (order.is_decided)
        for (SoldLine& line : sale.lines) line.quarantined = line.quarantined || (truth.late_lines.count(line.id) > 0 && !erp.has_line(line.id));
    return sale;
}

class Judge {
public:
    Judge(const Truth& truth, const Erp& erp, const OrderStanding& order, const ShopRefund& refund)
        : truth_(truth), erp_(erp), order_(order), refund_(refund), on_document_(sale_on_document(truth, erp, order)), meant_(meant_by(truth.sale, refund)), beside_(credited_beside(truth, erp, refund.id)) {}

    bool is_true(const std::string& code) const {
        const std::string settlement = refund_.settlement();
        if (code == "REFUND_PENDING") return settlement == "pending" || (settlement == "none" && !truth_.policies.books_unstated);
        if (code == "REFUND_DECLINED") return settlement == "declined" || settlement == "partly_declined";
        if (code == "REFUND_WAITS_FOR_ORDER") return (order_.is_known && !order_.is_posted) || touches_open_line();
        if (code == "REFUND_NO_ORDER") return !order_.is_posted || order_.is_decided;
        if (code == "REFUND_AMOUNT_ONLY") return is_of_amount();
        if (code == "REFUND_EXCEEDS_ORDER") return exceeds() || (truth_.policies.holds_tax ? passes_tax() : passes_tax_and_rounding()) || meets_hand_memo();
        if (code == "TAX_AMOUNT_DIFF") return !truth_.policies.holds_tax && passes_tax(); // noted of what is held for something else
        if (code == "TOTAL_MISMATCH") return !is_plain();
        if (code == "REFUND_NO_INVOICE") return truth_.policies.holds_undelivered && (lacks_goods() || (erp_.is_unbilled() && is_without_lines()));
        if (code == "REFUND_DEDUCTION_ALONE") return truth_.policies.has_deduction_account && deducts_more_than_accounts_give();
        if (code == "REFUND_MANUAL_IN_ERP") return has_hand_memo();
        if (code == "REFUND_CHANGED_AFTER_POST") return (has_memo(erp_, refund_.id) || stands_by_hand()) && settlement != "settled";
        if (code == "RETURN_MISMATCH") return truth_.policies.goods == "returned" && came_back();
        if (code == "ORDER_CHANGED_AFTER_POST") return truth_.touched.count("refund " + refund_.id) > 0;
        return false;
    }

private:
    // Charges or amounts are among it.
    bool is_without_lines() const {
        return refund_.items.empty() || std::any_of(refund_.items.begin(), refund_.items.end(), [](const RefundItem& item) { return item.kind != "line"; });
    }
    // A document below nothing, which the ERP does not take.
    bool deducts_more_than_accounts_give() const {
        Minor deducted = 0, given = 0;
        for (const RefundItem& item : refund_.items) {
            deducted -= item.deduction;
            if (item.kind == "order" || item.kind == "tax") given += item.amount;
        }
        return deducted > given;
    }
    bool stands_by_hand() const {
        const auto document = truth_.by_hand.find(refund_.id);
        return document != truth_.by_hand.end() && !document->second.empty();
    }
    bool came_back() const {
        for (const GoodsBack& goods : truth_.returns)
            for (const ReturnedGoods& one : goods.lines)
                for (const SoldLine* booked : booked_for(truth_.sale, *truth_.sale.line(one.line_id)))
                    if (meant_ && meant_->count(booked->id) > 0) return true;
        return false;
    }
    bool touches_open_line() const {
        if (!meant_) return false;
        return std::any_of(meant_->begin(), meant_->end(), [&](const auto& one) { return truth_.sale.line(one.first)->quarantined; });
    }
    bool lacks_goods() const {
        return meant_ && std::any_of(meant_->begin(), meant_->end(), [&](const auto& one) { return erp_.lacks_goods(one.first); });
    }
    bool has_hand_memo() const {
        const auto memos = erp_.memos();
        return std::any_of(memos.begin(), memos.end(), [&](const Memo& memo) { return memo.refund.empty() && !memo.is_cancelled && memo.total == refund_.total; });
    }
    bool meets_hand_memo() const {
        for (const Memo& memo : erp_.memos())
            for (const MemoLine& line : memo.lines)
                if (memo.refund.empty() && meant_ && meant_->count(line.line_id) > 0) return true;
        return false;
    }
    bool is_of_amount() const {
        const Policies& policies = truth_.policies;
        if (refund_.items.empty()) return !policies.has_tax_account;
        for (const RefundItem& item : refund_.items) {
            if (item.kind == "order" && (!policies.has_amount_account || !item.is_stated)) return true;
            if (item.kind == "tax" && (!policies.has_tax_account || !item.is_stated)) return true;
            if (item.deduction != 0 && !policies.has_deduction_account) return true;
            if (is_charge(item) && codes_of(item.kind) > 1) return true;
        }
        return false;
    }
    std::size_t codes_of(const std::string& place) const {
        std::set<std::string> codes;
        for (const Charge& charge : truth_.sale.charges)
            if (charge.place == place) codes.insert(charge.tax.code);
        return codes.size();
    }
    bool exceeds() const {
        if (!meant_) return true;
        if (refund_.total + beside_.total > on_document_.booked_total()) return true;
        for (const auto& [id, quantity] : *meant_)
            if (quantity + at(beside_.quantity, id) > truth_.sale.line(id)->quantity) return true;
        for (const auto& [place, amount] : charges_meant_by(refund_)) {
            Minor booked = 0;
            for (const Charge& charge : truth_.sale.charges)
                if (charge.place == place) booked += charge.amount;
            if (amount + at(beside_.charges, place) > booked) return true;
        }
        return false;
    }
    struct MostTax {
        Minor tax = 0;
        std::int64_t parts = 0;
    };
    // Each part a minor unit beyond its share, or what the store states for it, and its tax rounded up.
    MostTax most_tax() const {
        MostTax most;
        const auto add = [&](Minor amount, const TaxRate& rate, bool is_gross) {
            if (rate.hundredths == 0 || amount == 0) return;
            ++most.parts;
            most.tax += divided((amount + 1) * rate.hundredths, is_gross ? 10'000 + rate.hundredths : 10'000) + 1;
        };
        const bool is_gross = truth_.sale.gross;
        const bool states_more = std::any_of(refund_.items.begin(), refund_.items.end(), [](const RefundItem& item) { return item.kind == "line" && item.is_stated; });
        for (const auto& [id, quantity] : *meant_) {
            const SoldLine& line = *truth_.sale.line(id);
            const Minor natural = share(line.amount, quantity, line.quantity);
            add(states_more ? std::max(natural, std::min(line.amount - at(beside_.amount, id), refund_.total)) : natural, line.tax, is_gross);
        }
        const auto charges = charges_meant_by(refund_);
        for (const Charge& charge : truth_.sale.charges) add(std::min(charge.amount, at(charges, charge.place)), charge.tax, is_gross);
        for (const RefundItem& item : refund_.items)
            if (item.kind == "order") add(item.amount, truth_.policies.amount_tax, is_gross);
        return most;
    }
    Minor tax_beyond_at_most() const { return beside_.tax + most_tax().tax - on_document_.booked_tax(); }
    bool passes_tax() const { return meant_ && tax_beyond_at_most() > 0; }
    bool passes_tax_and_rounding() const { return meant_ && 2 * tax_beyond_at_most() > booked_parts(on_document_) + beside_.roundings + most_tax().parts; }
    template <class Value>
    static Value at(const std::map<std::string, Value>& map, const std::string& key) {
        const auto found = map.find(key);
        return found == map.end() ? Value{} : found->second;
    }

    // Gross units and charges whose money is theirs to within the rounding of each: nothing stands in the way of booking them.
    bool is_plain() const {
        if (!truth_.sale.gross || !meant_ || refund_.is_by_hand) return false;
        // In millionths of a minor unit.
        constexpr std::int64_t whole = 1'000'000;
        std::int64_t exact = 0, parts = 0;
        for (const RefundItem& item : refund_.items)
            if (item.deduction != 0 || item.kind == "order" || item.kind == "tax" || (is_charge(item) && !item.is_stated)) return false;
        for (const auto& [id, quantity] : *meant_) {
            const SoldLine& line = *truth_.sale.line(id);
            if (line.omitted || line.quantity == 0) return false;
            const std::int64_t credited = at(beside_.quantity, id);
            const std::int64_t due_before = line.amount * whole / line.quantity * credited, due = line.amount * whole / line.quantity * quantity;
            const bool is_even = std::abs(at(beside_.amount, id) * whole - due_before) < whole;
            if (!is_even || due < 3 * whole) return false;
            const bool takes_rest = credited + quantity == line.quantity;
            exact += takes_rest ? (line.amount - at(beside_.amount, id)) * whole : due;
            parts += takes_rest ? 0 : 1;
        }
        for (const auto& [place, amount] : charges_meant_by(refund_)) exact += amount * whole;
        return !refund_.items.empty() && std::abs(refund_.total * whole - exact) <= parts * whole / 2;
    }

    const Truth& truth_;
    const Erp& erp_;
    const OrderStanding& order_;
    const ShopRefund& refund_;
    Sale on_document_;
    std::optional<std::map<std::string, std::int64_t>> meant_;
    Credited beside_;
};

std::string words_of(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : ", ") + code;
    return text;
}

std::string wrong_end(const Truth& truth, const Erp& erp, const Engine& engine, const OrderStanding& order, const ShopRefund& refund, const Standing& standing) {
    const std::string& is = standing.row.state;
    const bool memo = has_memo(erp, refund.id), person = truth.touched.count("refund " + refund.id) > 0;
    if (is == state::delivered || is == state::applied) return memo || person ? "" : fmt::format("refund {} counts as {}, and nothing stands for it", refund.id, is);
    if (is == state::settled) return person ? "" : fmt::format("refund {} is settled, and nobody did that", refund.id);
    if (is == state::dropped) {
        const bool declined = refund.settlement() == "declined" && truth.policies.drops_declined;
        return declined || refund.total == 0 || truth.fate == OrderFate::dropped ? "" : fmt::format("refund {} was dropped in silence", refund.id);
    }
    // For instance of a memo that was cancelled before its lost answer was looked up; a newer revision waits behind it.
    if (is != state::held) return engine.is_doubt_told(refund.id) ? "" : fmt::format("everything is quiet, and refund {} is {}", refund.id, is);
    if (standing.codes.empty()) return fmt::format("refund {} is held, and nobody is told why", refund.id);
    for (const std::string& code : standing.codes)
        if (!Judge(truth, erp, order, refund).is_true(code) && !(person && code == "ORDER_DUPLICATE_SUSPECT"))
            return fmt::format("refund {} is held for {}, and {} is not true of it", refund.id, words_of(standing.codes), code);
    return "";
}

// Refunds of which goods are expected, and what counts for them.
std::string wrong_custody(const Truth& truth, const Erp& erp, const Engine& engine) {
    std::map<std::string, std::int64_t> wanted, asked, arrived;
    for (const Memo& memo : erp.memos())
        for (const MemoLine& line : memo.lines)
            if (!memo.refund.empty() && !engine.is_doubt_told(memo.refund) && truth.policies.goods == "expected" && truth.touched.count("refund " + memo.refund) == 0 && truth.sale.line(line.line_id)->is_goods()) wanted[memo.refund + " " + line.line_id] += line.quantity;
    std::map<std::string, std::int64_t> of_line, counted;
    for (const auto& row : engine.expected()) {
        const std::int64_t quantity = minor_of(row.quantity, 0), received = minor_of(row.received, 0);
        if (received > quantity) return fmt::format("{} of line {} count as back for refund {}, which expects {}", received, row.line_id, row.refund_key, quantity);
        of_line[row.line_id] += quantity;
        counted[row.line_id] += received;
        asked[row.refund_key + " " + row.line_id] += quantity;
    }
    for (const auto& [which, quantity] : wanted)
        if (asked[which] != quantity) return fmt::format("{} of refund and line {} are expected back instead of {}", asked[which], which, quantity);
    for (const GoodsBack& goods : truth.returns) {
        if (truth.touched.count("return " + goods.id) > 0 || goods.is_cancelled || !engine.came_back(goods.id)) continue;
        for (const ReturnedGoods& one : goods.lines)
            for (const SoldLine* booked : booked_for(truth.sale, *truth.sale.line(one.line_id)))
                arrived[booked->id] += one.units * (booked->id == one.line_id ? 1 : booked->units / truth.sale.line(one.line_id)->units) * booked->quantity / booked->units;
    }
    const bool any_decided = std::any_of(truth.touched.begin(), truth.touched.end(), [](const std::string& one) { return one.starts_with("return "); });
    for (const auto& [line, quantity] : of_line)
        if (!any_decided && counted[line] != std::min(quantity, arrived[line]))
            return fmt::format("{} of line {} came back and {} are expected, but {} count", arrived[line], line, quantity, counted[line]);
    return "";
}

std::string wrong_return(const Truth& truth, const Erp& erp, const OrderStanding& order, const GoodsBack& goods, const Standing& standing) {
    const std::string& is = standing.row.state;
    if (truth.touched.count("return " + goods.id) > 0) return "";
    if (is == state::delivered || is == state::applied) {
        if (goods.is_of_erp) return "";
        std::int64_t moved = 0;
        for (const StockMove& move : erp.moves())
            if (move.of == "return" && move.id == goods.id) moved += move.quantity;
        std::int64_t wanted = 0;
        for (const ReturnedGoods& one : goods.lines)
            for (const SoldLine* booked : booked_for(truth.sale, *truth.sale.line(one.line_id)))
                if (one.is_sellable || !truth.policies.scrap_warehouse.empty())
                    wanted += one.units * (booked->id == one.line_id ? 1 : booked->units / truth.sale.line(one.line_id)->units) * booked->quantity / booked->units;
        return moved == wanted ? "" : fmt::format("return {} has put {} units into stock instead of {}", goods.id, moved, wanted);
    }
    if (is != state::held || standing.codes.empty()) return fmt::format("everything is quiet, and return {} is {}", goods.id, is);
    for (const std::string& code : standing.codes) {
        const bool waits = code == "RETURN_WAITS_FOR_ORDER" && !order.is_posted, unknown = code == "RETURN_NO_ORDER" && !order.is_posted;
        const bool open_line = code == "RETURN_NO_ORDER" && std::any_of(goods.lines.begin(), goods.lines.end(), [&](const ReturnedGoods& one) { return truth.sale.line(one.line_id)->quarantined || order.is_decided; });
        if (code == "STOCK_UNMAPPED_WAREHOUSE" && truth.sale.warehouse.empty() && truth.policies.sellable_warehouse.empty()) continue;
        // Entered by two ways at once, or of the ERP's own: more than was sold is told.
        if (!waits && !unknown && !open_line && code != "RETURN_MISMATCH") return fmt::format("return {} is held for {}", goods.id, words_of(standing.codes));
    }
    return "";
}

} // namespace

std::string waits_in_vain(const Truth& truth, const Engine& engine) {
    const auto orders = engine.newest("order");
    if (orders.empty() || orders.front().document.empty() || truth.sale.has_open_lines()) return "";
    for (const char* type : {"refund", "return"})
        for (const Standing& one : engine.newest(type))
            for (const std::string& code : one.codes)
                if (one.row.state == state::held && code.ends_with("_WAITS_FOR_ORDER")) return fmt::format("{} {} waits for its order, which is booked", type, one.row.source_key);
    return "";
}

std::string broken_at_rest(const Truth& truth, const Erp& erp, const Engine& engine) {
    OrderStanding order;
    for (const Standing& one : engine.newest("order")) {
        order.is_known = true;
        order.is_posted = !one.document.empty();
        order.is_decided = truth.touched.count("order 1047") > 0;
    }
    std::map<std::string, Standing> refunds, returns;
    for (Standing& one : engine.newest("refund")) refunds.emplace(one.row.source_key, std::move(one));
    for (Standing& one : engine.newest("return")) returns.emplace(one.row.source_key, std::move(one));
    for (const ShopRefund& refund : truth.refunds) {
        const auto standing = refunds.find(refund.id);
        if (standing == refunds.end()) return fmt::format("refund {} was never taken in", refund.id);
        if (std::string wrong = wrong_end(truth, erp, engine, order, refund, standing->second); !wrong.empty()) return wrong;
    }
    for (const GoodsBack& goods : truth.returns) {
        const auto standing = returns.find(goods.id);
        if (standing == returns.end()) return fmt::format("return {} was never taken in", goods.id);
        if (std::string wrong = wrong_return(truth, erp, order, goods, standing->second); !wrong.empty()) return wrong;
    }
    return wrong_custody(truth, erp, engine);
}

} // namespace ledgerline::refund_model

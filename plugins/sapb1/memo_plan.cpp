#include "memo_plan.hpp"

#include "document_cells.hpp"
#include "memo_sources.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

// A line of the booking, or a charge that was booked on an item.
struct Wanted {
    std::string line_id, item_code, tax_code, warehouse, label;
    Decimal tax_rate, quantity, price, amount;
    bool returns_goods = false, is_charge = false;

    std::string named() const { return is_charge ? label : format("line {} ({})", line_id, item_code); }
};

bool has(const std::vector<std::string>& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

// The order wrote them as "shipping-1": by the number of the charge.
std::string line_of_charge(const Refund& refund, const FreightBooking& charge) {
    std::size_t number = 0;
    for (const OriginalFreight one : refund.original().freight()) {
        ++number;
        if (one.place() == charge.place() && one.item_code() == charge.item_code() && one.tax_code() == charge.tax_code()) return format("{}-{}", one.place(), static_cast<std::int64_t>(number));
    }
    return {};
}

std::vector<Wanted> wanted_of(const Refund& refund) {
    std::vector<Wanted> out;
    for (const RefundLineBooking line : refund.booking().lines())
        out.push_back({std::string(line.line_id()), std::string(line.item_code()), std::string(line.tax_code()), std::string(line.warehouse()), {}, line.tax_rate(), line.quantity(), line.unit_price(),
                       line.amount(), line.returns_goods(), false});
    for (const FreightBooking charge : refund.booking().freight()) {
        if (charge.item_code().empty()) continue;
        out.push_back({refund.original().exists() ? line_of_charge(refund, charge) : std::string(), std::string(charge.item_code()), std::string(charge.tax_code()), std::string(charge.warehouse()),
                       std::string(charge.label()), charge.tax_rate(), Decimal(1), charge.amount(), charge.amount(), false, true});
    }
    return out;
}

class Planner {
public:
    Planner(const Refund& refund, const OrderChain* chain, const std::vector<ChainDocument>& memos, const MemoPolicies& policies)
        : refund_(refund), chain_(chain), policies_(policies), digits_(static_cast<int>(refund.decimals())) {
        plan_.gross = is_gross(refund.booking()["price_mode"]);
        if (!chain) return;
        credited_.emplace(*chain, memos);
        for (const ChainDocument& one : chain->down_payments)
            if (one.is_down_payment_invoice && !one.drawn) down_payment_ = &one;
        // What is credited without a line of it has the invoices' rate too, where they have one.
        const auto& invoices = chain->invoices;
        if (!invoices.empty() && std::all_of(invoices.begin(), invoices.end(), [&](const ChainDocument& one) { return one.rate == invoices.front().rate; })) billed_ = &invoices.front();
        if (billed_) plan_.rate_of_amounts = billed_->rate;
    }

    MemoPlan plan() {
        for (const Wanted& wanted : wanted_of(refund_)) {
            if (plan_.answer) return std::move(plan_);
            if (chain_) place(wanted);
            else add_line(plan_.lines, wanted, nullptr, nullptr, wanted.quantity, wanted.amount);
        }
        for (const FreightBooking charge : refund_.booking().freight())
            if (charge.item_code().empty() && !plan_.answer) place_freight(charge);
        for (const RefundAmountBooking amount : refund_.booking().amounts())
            if (!plan_.answer) place_amount(amount);
        if (!plan_.answer) join_freight();
        plan_.cut_counts = down_payment_ == nullptr; // else the same money is credited by a memo
        return std::move(plan_);
    }

private:
    void add_line(std::vector<MemoLine>& lines, const Wanted& wanted, const ChainDocument* base, const ChainLine* base_line, const Decimal& quantity, const Decimal& amount,
                  const ChainDocument* invoice = nullptr) const {
        Decimal price = wanted.price;
        // A part of a line has what is left of its rounding.
        if ((price.normalized() * quantity.normalized()).rounded(digits_, Round::half_up) != amount) price = amount.divided(quantity, 6, Round::half_up).normalized();
        lines.push_back({wanted.line_id, wanted.item_code, wanted.tax_code, wanted.warehouse, wanted.label, wanted.tax_rate, quantity, price, amount, wanted.returns_goods, base, base_line,
                         base ? base->rate : invoice ? invoice->rate : std::nullopt});
    }

    // `waits`: it may be otherwise as soon as something becomes of the order.
    void hold(const char* code, const std::string& why, bool waits = false) {
        Facts found = facts();
        if (chain_) found.add("document", chain_->order.number);
        if (waits) found.waits_for(refund_.original().document().key());
        plan_.answer = rejected(code, why + ". Nothing was booked", std::move(found));
    }

    // Units that come back were delivered; where nothing is expected, those that never left are meant first.
    std::vector<Place> order_of_places(const Wanted& wanted) const {
        const bool comes_back = wanted.returns_goods || refund_.booking().custody() != "none";
        if (comes_back) return {Place::open_invoice, Place::closed_invoice, Place::delivery, Place::open_order, Place::gone};
        return {Place::open_order, Place::open_invoice, Place::closed_invoice, Place::delivery, Place::gone};
    }

    void place(const Wanted& wanted) {
        std::vector<Source> sources = sources_of(*chain_, wanted.line_id, wanted.item_code);
        if (sources.empty() && wanted.is_charge) return place_lost_charge(wanted);
        if (sources.empty()) return hold_missing(wanted);
        if (!wanted.is_charge) credited_->take_off(sources, wanted.line_id, wanted.item_code);
        Decimal left = wanted.quantity, done, booked;
        for (const Place place : order_of_places(wanted))
            for (const Source& source : sources) {
                if (source.place != place || source.left.is_zero() || left.is_zero() || plan_.answer) continue;
                const Decimal part = std::min(source.left, left);
                left -= part;
                done += part;
                // Cumulative, so that the parts add up to the amount.
                const Decimal upto = left.is_zero() ? wanted.amount : (wanted.amount.normalized() * done.normalized()).divided(wanted.quantity, digits_, Round::half_up);
                place_part(wanted, source, part, upto - booked);
                booked = upto;
            }
        if (plan_.answer || left.is_zero()) return;
        if (wanted.is_charge) return add_line(plan_.lines, wanted, nullptr, nullptr, left, wanted.amount - booked, billed_);
        const std::string numbers = credited_->numbers();
        hold("REFUND_EXCEEDS_ORDER", format("{} of {} are to be credited, and sales order {} has only {} that were not credited yet{}", wanted.quantity.normalized().text(), wanted.named(),
                                            chain_->order.number, done.normalized().text(), numbers.empty() ? std::string() : " (credit memos of it: " + numbers + ")"));
    }

    void place_part(const Wanted& wanted, const Source& source, const Decimal& quantity, const Decimal& amount) {
        switch (source.place) {
        case Place::open_invoice:
            if (policies_.standalone_only) add_line(plan_.lines, wanted, nullptr, nullptr, quantity, amount, source.document);
            else add_line(plan_.lines, wanted, source.document, source.line, quantity, amount);
            return;
        case Place::closed_invoice: add_line(plan_.lines, wanted, nullptr, nullptr, quantity, amount, source.document); return;
        case Place::delivery: add_line(plan_.lines, wanted, nullptr, nullptr, quantity, amount); return;
        case Place::open_order: place_undelivered(wanted, source, quantity, amount); return;
        case Place::gone: place_gone(wanted, source, quantity, amount); return;
        }
    }

    // Goods that are in the warehouse already, or again, cannot come back.
    void add_never_left(Wanted wanted, const Decimal& quantity, const Decimal& amount) {
        wanted.returns_goods = false;
        add_line(plan_.lines, wanted, nullptr, nullptr, quantity, amount);
    }

    void place_undelivered(const Wanted& wanted, const Source& source, const Decimal& quantity, const Decimal& amount) {
        if (policies_.undelivered == Undelivered::memo) return add_never_left(wanted, quantity, amount);
        if (policies_.undelivered == Undelivered::hold)
            return hold("REFUND_NO_INVOICE", format("{} of {} are not delivered yet on sales order {}: the sink's field undelivered says whether the order is amended or a memo is booked",
                                                    quantity.normalized().text(), wanted.named(), chain_->order.number),
                        true);
        if (down_payment_ && !add_of_down_payment(wanted, *source.order_line, quantity, amount)) return;
        plan_.cuts.push_back({source.order_line, quantity, amount, wanted.tax_rate});
    }

    void place_gone(const Wanted& wanted, const Source& source, const Decimal& quantity, const Decimal& amount) {
        if (chain_->order.cancelled && down_payment_) {
            add_of_down_payment(wanted, *source.order_line, quantity, amount);
            return;
        }
        const bool by_memo = chain_->order.cancelled ? policies_.of_cancelled == OfCancelled::memo : policies_.undelivered == Undelivered::memo;
        if (by_memo) return add_never_left(wanted, quantity, amount);
        if (chain_->order.cancelled) {
            plan_.nothing_to_credit = true;
            return;
        }
        hold("REFUND_NO_INVOICE", format("{} of {} on sales order {} were closed or returned in SAP Business One without an invoice, so there is nothing that could be credited", quantity.normalized().text(),
                                         wanted.named(), chain_->order.number));
    }

    // False: it cannot be credited by the down payment, and the refund is held.
    bool check_down_payment() {
        if (down_payment_->paid < down_payment_->total) {
            hold("REFUND_NO_INVOICE", format("Down payment {} of sales order {} is not paid: settle or cancel it first, then retry", down_payment_->number, chain_->order.number));
            return false;
        }
        if (down_payment_->down_payment_percent == Decimal(100)) return true;
        hold("REFUND_NO_INVOICE", format("Down payment {} of sales order {} is {} percent of it only: decide by hand how much of the refund it bears", down_payment_->number, chain_->order.number,
                                         down_payment_->down_payment_percent.normalized().text()));
        return false;
    }

    bool add_of_down_payment(const Wanted& wanted, const ChainLine& order_line, const Decimal& quantity, const Decimal& amount) {
        if (!check_down_payment()) return false;
        for (const ChainLine& line : down_payment_->lines) {
            if (!line.base.is(17, chain_->order.id) || line.base.line != order_line.number) continue;
            add_line(plan_.of_down_payment, wanted, down_payment_, &line, quantity, amount);
            return true;
        }
        hold("REFUND_NO_INVOICE", format("{} is not on down payment {} of sales order {}: decide by hand what bears the refund", wanted.named(), down_payment_->number, chain_->order.number));
        return false;
    }

    void hold_missing(const Wanted& wanted) {
        for (const OriginalLine line : refund_.original().lines())
            if (line.line_id() == wanted.line_id && !line.posted())
                return hold("REFUND_WAITS_FOR_ORDER", format("{} is not on sales order {} yet", wanted.named(), chain_->order.number));
        hold("ERP_REJECTED", format("{} is not on sales order {}: people took it off, or the order is another one. Book the credit memo by hand and resolve this with its number", wanted.named(), chain_->order.number));
    }

    // No line of the order is this charge any more.
    void place_lost_charge(const Wanted& wanted) {
        if (chain_->is_billed() || !chain_->deliveries.empty() || policies_.undelivered == Undelivered::memo)
            return add_line(plan_.lines, wanted, nullptr, nullptr, wanted.quantity, wanted.amount, billed_);
        hold_missing(wanted);
    }

    void place_freight(const FreightBooking& charge) {
        MemoFreight freight{std::string(charge.code()), std::string(charge.tax_code()), std::string(charge.label()), charge.tax_rate(), charge.amount(), nullptr, nullptr};
        if (freight.amount.is_zero()) return;
        if (!chain_) {
            plan_.freight.push_back(std::move(freight));
            return;
        }
        for (const ChainDocument& invoice : chain_->invoices)
            for (const ChainFreight& row : invoice.freight) {
                if (freight.base || row.code != freight.code || invoice.closed || row.taken || policies_.standalone_only || is_used(row) || freight.amount > amount_of(row)) continue;
                freight.base = &invoice;
                freight.base_row = &row;
            }
        const ChainFreight* on_order = row_of(chain_->order, freight);
        const bool waits = on_order && !on_order->taken && !chain_->order.closed && !chain_->order.cancelled;
        if (freight.base || (!waits && !chain_->order.cancelled) || policies_.undelivered == Undelivered::memo) {
            plan_.freight.push_back(std::move(freight));
            return;
        }
        if (chain_->order.cancelled) return place_gone_freight(std::move(freight));
        if (policies_.undelivered == Undelivered::hold)
            return hold("REFUND_NO_INVOICE", format("{} is not invoiced yet on sales order {}: the sink's field undelivered says whether the order is amended or a memo is booked", charge.label(), chain_->order.number), true);
        if (down_payment_ && !add_freight_of_down_payment(freight)) return;
        plan_.freight_cuts.push_back({on_order, freight.amount, freight.tax_rate});
    }

    Decimal amount_of(const ChainFreight& row) const { return plan_.gross ? row.gross() : row.net; }

    // Two charges may have one code, as shipping and handling: each is credited on a row of its own.
    bool is_used(const ChainFreight& row) const {
        const auto has_row = [&](const std::vector<MemoFreight>& all) { return std::any_of(all.begin(), all.end(), [&](const MemoFreight& one) { return one.base_row == &row; }); };
        return has_row(plan_.freight) || has_row(plan_.freight_of_down_payment) || std::any_of(plan_.freight_cuts.begin(), plan_.freight_cuts.end(), [&](const FreightCut& one) { return one.row == &row; });
    }

    // The row of its code that bears it, else the first of its code: what is wrong with that is told where it is written.
    const ChainFreight* row_of(const ChainDocument& document, const MemoFreight& freight) const {
        const ChainFreight* first = nullptr;
        for (const ChainFreight& row : document.freight) {
            if (row.code != freight.code) continue;
            if (!is_used(row) && !row.taken && freight.amount <= amount_of(row)) return &row;
            if (!first) first = &row;
        }
        return first;
    }

    void place_gone_freight(MemoFreight freight) {
        if (down_payment_) add_freight_of_down_payment(freight);
        else if (policies_.of_cancelled == OfCancelled::memo) plan_.freight.push_back(std::move(freight));
        else plan_.nothing_to_credit = true;
    }

    bool add_freight_of_down_payment(MemoFreight freight) {
        if (!check_down_payment()) return false;
        if (const ChainFreight* row = row_of(*down_payment_, freight)) {
            freight.base = down_payment_;
            freight.base_row = row;
            plan_.freight_of_down_payment.push_back(std::move(freight));
            return true;
        }
        hold("REFUND_NO_INVOICE", format("{} is not on down payment {} of sales order {}: decide by hand what bears the refund", freight.label, down_payment_->number, chain_->order.number));
        return false;
    }

    void place_amount(const RefundAmountBooking& amount) {
        if (amount.amount().is_zero()) return;
        const bool stands = !chain_ || chain_->is_billed() || !chain_->deliveries.empty() || down_payment_ || policies_.undelivered == Undelivered::memo;
        const bool of_cancelled = chain_ && chain_->order.cancelled && !down_payment_;
        if (of_cancelled && policies_.of_cancelled == OfCancelled::nothing) {
            plan_.nothing_to_credit = true;
            return;
        }
        if (!stands && !of_cancelled)
            return hold("REFUND_NO_INVOICE", format("{} is an amount on sales order {}, of which nothing is invoiced, and no line of the order holds it: lower a price there by hand, or wait for the invoice and retry",
                                                    amount.label(), chain_->order.number));
        plan_.amounts.push_back({std::string(amount.label()), std::string(amount.account()), std::string(amount.tax_code()), amount.tax_rate(), amount.amount(), {}});
    }

    // Freight has no document of its own: without a line of goods it becomes a line of services. A row refers to an invoice only beside a line
    // that does.
    void join_freight() {
        for (MemoFreight& one : plan_.freight) {
            const bool beside = std::any_of(plan_.lines.begin(), plan_.lines.end(), [&](const MemoLine& line) { return line.base == one.base; });
            if (!beside) {
                one.base = nullptr;
                one.base_row = nullptr;
            }
        }
        if (plan_.lines.empty()) {
            for (const MemoFreight& one : plan_.freight) plan_.amounts.push_back({one.label, {}, one.tax_code, one.tax_rate, one.amount, one.code});
            plan_.freight.clear();
        }
        if (plan_.of_down_payment.empty()) {
            for (const MemoFreight& one : plan_.freight_of_down_payment) plan_.amounts.push_back({one.label, {}, one.tax_code, one.tax_rate, one.amount, one.code});
            plan_.freight_of_down_payment.clear();
        }
        Decimal services;
        for (const MemoAmount& one : plan_.amounts) services += one.amount;
        if (services.is_negative())
            hold("REFUND_DEDUCTION_ALONE", format("The deductions come to {} more than what is credited beside them on accounts, and SAP Business One has no credit memo below nothing", services.absolute().text(digits_)));
        if (plan_.nothing_to_credit && (!plan_.lines.empty() || !plan_.amounts.empty()))
            hold("REFUND_NO_INVOICE", format("A part of the refund is of what sales order {} was cancelled with, another is not: book it by hand and resolve this with its number", chain_->order.number));
    }

    const Refund& refund_;
    const OrderChain* chain_;
    const MemoPolicies& policies_;
    int digits_;
    MemoPlan plan_;
    std::optional<Credited> credited_;
    const ChainDocument* down_payment_ = nullptr;
    const ChainDocument* billed_ = nullptr; // an invoice, if all of them have its rate
};

} // namespace

// Two stores may give their orders one reference: it counts where the memo names no order.
bool is_of_order(const ChainDocument& memo, const OrderChain& chain) {
    if (has(memo.names_orders, chain.order.id)) return true;
    for (const ChainDocument& invoice : chain.invoices) {
        if (has(memo.names_invoices, invoice.id)) return true;
        for (const ChainLine& line : memo.lines)
            if (const ChainLine* base = line.base.is(13, invoice.id) ? invoice.line(line.base.line) : nullptr; base && chain.origin(base->base)) return true;
    }
    for (const ChainDocument& down_payment : chain.down_payments)
        for (const ChainLine& line : memo.lines)
            if (line.base.is(203, down_payment.id)) return true;
    return (!chain.order.key.empty() && memo.key == chain.order.key) || (!chain.order.reference.empty() && memo.reference == chain.order.reference && memo.names_orders.empty());
}

MemoPlan plan_memos(const Refund& refund, const OrderChain* chain, const std::vector<ChainDocument>& memos, const MemoPolicies& policies) { return Planner(refund, chain, memos, policies).plan(); }

} // namespace sapb1

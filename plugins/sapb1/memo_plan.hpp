// What is credited how: each part of a refund on the document that it stands on, as these are at this moment. Pure: what was read comes in.
#pragma once

#include "order_chain.hpp"

#include <ledgerline/delivery.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sapb1 {

enum class Undelivered { hold, memo, amend };
enum class OfCancelled { nothing, memo };

struct MemoPolicies {
    Undelivered undelivered = Undelivered::hold;
    OfCancelled of_cancelled = OfCancelled::nothing;
    bool standalone_only = false; // SAP refused to base on invoices that looked open
};

// Units on one line of a memo.
struct MemoLine {
    std::string line_id, item_code, tax_code, warehouse, label;
    ledgerline::Decimal tax_rate, quantity, price, amount;
    bool returns_goods = false;
    const ChainDocument* base = nullptr; // nullptr: stands alone
    const ChainLine* base_line = nullptr;
    std::optional<ledgerline::Decimal> rate; // of the invoice that it credits; nothing: the order's
};
struct MemoFreight {
    std::string code, tax_code, label;
    ledgerline::Decimal tax_rate, amount;
    const ChainDocument* base = nullptr;
    const ChainFreight* base_row = nullptr;
};
// A line of services.
struct MemoAmount {
    std::string label, account, tax_code;
    ledgerline::Decimal tax_rate, amount;
    std::string freight_code; // its account is the one of this freight
};
// What the order is to lose.
struct LineCut {
    const ChainLine* line = nullptr;
    ledgerline::Decimal quantity, amount, tax_rate;
};
struct FreightCut {
    const ChainFreight* row = nullptr;
    ledgerline::Decimal amount, tax_rate;
};

struct MemoPlan {
    bool gross = false;
    std::vector<MemoLine> lines, of_down_payment;
    std::vector<MemoFreight> freight, freight_of_down_payment;
    std::vector<MemoAmount> amounts;
    std::optional<ledgerline::Decimal> rate_of_amounts; // as of a line
    std::vector<LineCut> cuts;
    std::vector<FreightCut> freight_cuts;
    bool cut_counts = true;          // false: the money is credited by a memo beside it
    bool nothing_to_credit = false;  // the cancelled order took it out of the books
    std::optional<ledgerline::DeliveryResult> answer; // it is held: why

    bool has_cut() const { return !cuts.empty() || !freight_cuts.empty(); }
    bool has_items() const { return !lines.empty(); }
};

// `chain`: nullptr where the order is not known; must outlive the plan. `memos`: credit memos that stand beside this refund's own.
MemoPlan plan_memos(const ledgerline::Refund& refund, const OrderChain* chain, const std::vector<ChainDocument>& memos, const MemoPolicies& policies);

// Whether a credit memo belongs to the order: over its base lines, its references, or what SAP's copying took along.
bool is_of_order(const ChainDocument& memo, const OrderChain& chain);

} // namespace sapb1

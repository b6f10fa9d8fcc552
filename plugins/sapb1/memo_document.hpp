// Credit memos as SAP's documents of type CreditNotes.
#pragma once

#include "judgement.hpp"
#include "memo_plan.hpp"
#include "document_forecast.hpp"

#include <ledgerline/node.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sapb1 {

struct MemoSettings {
    std::string tax_field = "VatGroup"; // or TaxCode
    std::string reference = "{order}";  // becomes NumAtCard
    bool sends_price_mode = false;
};

// What all memos of a refund share.
struct MemoHead {
    std::string key, card_code, currency, branch, reference, refund_id, order_number;
    std::optional<ledgerline::Decimal> rate; // of a foreign currency, as the company quotes it
};

// One memo of a plan: of goods, of a down payment, or of services.
struct MemoDocument {
    std::optional<ledgerline::Decimal> rate;
    std::vector<const MemoLine*> lines;
    std::vector<const MemoFreight*> freight;
    std::vector<const MemoAmount*> amounts;
    std::int64_t base_type = 13; // of its lines that have a base
};

// The memos that the plan needs: one of goods for each rate, one of the down payment, one of services. `rate`: of the order.
std::vector<MemoDocument> documents_of(const MemoPlan& plan, const std::optional<ledgerline::Decimal>& rate);

// What one of them comes to. `by_line`: how the company rounds tax.
reckoning::DocumentForecast forecast_of(const MemoDocument& document, bool gross, int digits, bool by_line);

// Suffixes of the key where there are several: "refund:shop:57", "refund:shop:57+2".
std::string memo_key(const std::string& key, std::size_t number);

// Writes the memos that the plan needs. `documents`: a list.
// Notes in `document_facts` what they hold, by line of the first. Throws ShapeError for what SAP's columns cannot hold.
std::vector<ledgerline::Node> write_memos(const ledgerline::Refund& refund, const MemoPlan& plan, const OrderChain* chain, const MemoHead& head, const MemoSettings& settings,
                                          const ledgerline::Node& documents, DocumentFacts& document_facts);

} // namespace sapb1

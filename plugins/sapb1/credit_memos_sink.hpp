// Refunds into SAP Business One: what each gives back is credited once, on the documents that stand at that moment (memo_plan.hpp). All memos
// of a refund, the change of its order and the row of its key are one change set. Payments to the shopper follow, each with a key of its own.
#pragma once

#include "company_rules.hpp"
#include "memo_document.hpp"
#include "memo_note.hpp"
#include "memo_plan.hpp"
#include "multipart.hpp"
#include "order_cut.hpp"
#include "payout_map.hpp"
#include "session.hpp"

#include <ledgerline/sink.hpp>

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sapb1 {

class CreditMemosSink : public ledgerline::Sink {
public:
    explicit CreditMemosSink(const ledgerline::Config& config);

    ledgerline::DeliveryResult deliver(ledgerline::Delivery& delivery) override;
    std::optional<ledgerline::ProbeResult> probe(ledgerline::Delivery& delivery) override;
    ledgerline::Verdict prepare(ledgerline::Prepare& prepare) override;

private:
    using Answer = std::optional<ledgerline::DeliveryResult>; // nothing: go on

    // What a refund has become.
    struct Stands {
        std::optional<ledgerline::Receipt> receipt; // nothing: not booked
        std::vector<ChainDocument> memos;           // its own
        std::string problem;                        // why a person must look; "" if nobody must
        bool is_in_part = false;                    // with a problem: something carries the key all the same
    };
    // What is decided from: the refund and what stands for its order.
    struct Case {
        const ledgerline::Delivery& delivery;
        ledgerline::Refund refund;
        std::string key, order_number, reference, currency;
        std::optional<ledgerline::Decimal> expected;
        std::optional<OrderChain> chain;
        std::vector<ChainDocument> memos; // of the same partner that may be of the order, without this refund's own
        bool standalone_only = false;
        bool pays_out = false; // money leaves by outgoing payments
    };
    // What is sent.
    struct Ready {
        ChangeSet changes;
        MemoNote note;
        std::optional<ledgerline::Decimal> order_total_before; // where the order changes and that counts
        DocumentFacts facts;
    };

    // credit_memos_sink.cpp: what stands
    Stands look_up(ledgerline::Call& call, const ledgerline::Refund& refund, const std::string& key);
    // It credits items that the refund does not.
    static bool is_strange(const ChainDocument& memo, const ledgerline::Refund& refund);
    static ledgerline::DeliveryResult doubtful(const Stands& stands, const std::string& key);
    // memo_case.cpp: what it is decided from
    Answer examine(ledgerline::Call& call, Case& the);
    Answer find_order(ledgerline::Call& call, Case& the);
    Answer find_memos(ledgerline::Call& call, Case& the);
    // Of memos that people made for this refund; with adopt one of them becomes what is sent.
    Answer judge_hand_made(const Case& the, Ready& ready) const;
    // memo_posting.cpp: what is sent, and what each answer means
    std::variant<Stands, ledgerline::DeliveryResult> book(Case& the);
    Answer write(ledgerline::Call& call, Case& the, Ready& ready, Stands& stands);
    Answer check_company(ledgerline::Call& call, const Case& the, const MemoPlan& plan);
    Answer check_total(const Case& the, const MemoPlan& plan, const std::optional<ledgerline::Decimal>& rate) const;
    static Answer check_tax(const Case& the, const ledgerline::Decimal& tax);
    // How the company rounds tax, or how the order says that it does; nothing: neither is known.
    std::optional<bool> rounds_by_line(const Case& the) const;
    Answer find_accounts(ledgerline::Call& call, MemoPlan& plan);
    Answer add_cut(ledgerline::Call& call, const Case& the, const MemoPlan& plan, Ready& ready) const;
    std::variant<Stands, ledgerline::DeliveryResult> read_done(ledgerline::Call& call, const Case& the, const Ready& ready, std::vector<ledgerline::Node> documents);
    std::variant<Stands, ledgerline::DeliveryResult> refusal(ledgerline::Call& call, const Case& the, const Ready& ready, const Fault& fault);
    // payouts.cpp: the money to the shopper
    struct Payout {
        std::string key, reference;
        ledgerline::Decimal amount;
        const PayoutRule* rule = nullptr;
    };
    static std::string booked_as(const Stands& stands);
    // What is answered when the refund stands and its payments do not.
    static ledgerline::DeliveryResult unpaid(const std::string& booked_as, ledgerline::Reason reason);
    // Or why they cannot be told, and what to correct.
    std::variant<std::vector<Payout>, ledgerline::Reason> payouts_of(const ledgerline::Refund& refund, const std::string& key) const;
    // What is missing of them: nothing where all stand.
    std::variant<std::vector<Payout>, ledgerline::Reason> missing_payouts(ledgerline::Call& call, std::vector<Payout> payouts, const std::string& key);
    Answer pay_out(const Case& the, Stands& stands, const std::vector<Payout>& payouts);
    Answer post_payout(const Case& the, const Stands& stands, const Payout& payout, const ledgerline::Node& body);

    MemoSettings settings_;
    MemoPolicies policies_;
    std::map<std::string, std::string> currencies_; // by the store's ISO code
    enum class HandMade { ignore, hold, adopt } hand_made_ = HandMade::hold;
    PayoutMap payouts_;
    Session session_;
    CompanyRules company_;
};

} // namespace sapb1

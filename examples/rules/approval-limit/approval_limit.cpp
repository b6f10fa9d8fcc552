#include <ledgerline/plugin.hpp>

using namespace ledgerline;

// Holds orders above the approval limit: a person raises the limit, or books the order by hand.
class ApprovalLimit : public Rule {
public:
    explicit ApprovalLimit(const Config& config) : limit_(config.decimal("limit")) {}

    Verdict apply(Order order) override {
        if (order.grand_total() <= limit_) return pass();
        return hold("APPROVAL_LIMIT", "{} {} is above the limit of {}", order.currency(), order.grand_total(), limit_);
    }

private:
    Decimal limit_;
};

LEDGERLINE_PLUGIN("acme-approval-limit", "1.0.0",
    rule<ApprovalLimit>("approval-limit")
        .accepts("order")
        .help("Holds orders above a limit: a person raises the limit, or books the order by hand.")
        .field("limit", required, decimal, "Orders above this amount wait for approval", example("5000.00")))

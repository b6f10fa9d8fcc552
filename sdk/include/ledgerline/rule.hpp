// A rule looks at one message, may change its declared places, and decides. It does no I/O but `lookup`, and its clock
// stands still: the same message gives the same verdict, so that it can be replayed.
//
//   // Holds orders above the approval limit: a person raises the limit, or books the order by hand.
//   class ApprovalLimit : public Rule {
//   public:
//       explicit ApprovalLimit(const Config& config) : limit_(config.decimal("limit")) {}
//       Verdict apply(Order order) override {
//           if (order.grand_total() <= limit_) return pass();
//           return hold("APPROVAL_LIMIT", "{} is above the limit of {}", order.grand_total(), limit_);
//       }
//   private:
//       Decimal limit_;
//   };
#ifndef LEDGERLINE_RULE_HPP
#define LEDGERLINE_RULE_HPP

#include "ledgerline/component.hpp"
#include "ledgerline/confirmation.hpp"
#include "ledgerline/item.hpp"
#include "ledgerline/message.hpp"
#include "ledgerline/order.hpp"
#include "ledgerline/refund.hpp"
#include "ledgerline/return.hpp"
#include "ledgerline/shipment.hpp"
#include "ledgerline/stock.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

namespace ledgerline {

namespace detail {
class RuleAdapter;
}

// g++ warns where a rule overrides one `apply` and leaves the others alone, which is what every rule does.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverloaded-virtual"
#endif

class Rule {
public:
    Rule() = default;
    virtual ~Rule() = default;
    Rule(const Rule&) = delete;
    Rule& operator=(const Rule&) = delete;

    // Override those of the types that the rule accepts. Verdicts: pass, drop, hold, failed.
    virtual Verdict apply(Order) { return not_handled(); }
    virtual Verdict apply(Item) { return not_handled(); }
    virtual Verdict apply(Refund) { return not_handled(); }
    virtual Verdict apply(Shipment) { return not_handled(); }
    virtual Verdict apply(Confirmation) { return not_handled(); }
    virtual Verdict apply(Return) { return not_handled(); }

protected:
    // The following work while `apply` runs, not in the constructor.

    // The envelope: id, type, source key, whether an earlier rule held the message.
    Message message() const { return Message(call().root()); }
    // Reference data, log, clock.
    Call& call() const {
        if (call_ == nullptr) throw std::logic_error("a rule has a message only while apply() runs");
        return *call_;
    }
    // One reason of several; answer `hold()` when all are told.
    void explain(std::string_view code, std::string_view message, const Node& where, const Facts& facts = {}) const {
        call().explain(code, message, where, facts);
    }

private:
    friend class detail::RuleAdapter;
    Verdict not_handled() const {
        return failed(detail::code_of_failure, "the rule accepts messages of type {} but has no apply() for them", message().type());
    }

    Call* call_ = nullptr;
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

namespace detail {

class RuleAdapter : public Component {
public:
    RuleAdapter(const ll_host* host, std::unique_ptr<Rule> rule) : Component(host), rule_(std::move(rule)) {}

    ll_verdict handle(ll_operation operation, Call& call) override {
        if (operation != LL_APPLY) return LL_UNSUPPORTED;
        const Present present(*rule_, call);
        return report(call, apply());
    }

private:
    // The call belongs to the rule only as long as this lives.
    class Present {
    public:
        Present(Rule& rule, Call& call) : rule_(rule) { rule_.call_ = &call; }
        ~Present() { rule_.call_ = nullptr; }
        Present(const Present&) = delete;
        Present& operator=(const Present&) = delete;

    private:
        Rule& rule_;
    };

    Verdict apply() const {
        const Message message = rule_->message();
        const std::string_view type = message.type();
        if (type == "order") return rule_->apply(Order(message.body()));
        if (type == "item") return rule_->apply(Item(message.body()));
        if (type == "refund") return rule_->apply(Refund(message.body()));
        if (type == "shipment") return rule_->apply(Shipment(message.body()));
        if (type == "confirmation") return rule_->apply(Confirmation(message.body()));
        if (type == "return") return rule_->apply(Return(message.body()));
        return rule_->not_handled();
    }

    std::unique_ptr<Rule> rule_;
};

} // namespace detail

} // namespace ledgerline

#endif

// From a refund of the store to what is credited: units of lines, charges and amounts, by what was booked of the order. The store states no tax and
// no trustworthy net amount for an item, so amounts are shares of what was booked, and together exactly what the store gives back.
#pragma once

#include "refund_parts.hpp"

#include <ledgerline/rule.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace rules {

class RefundBookingRule : public ledgerline::Rule {
public:
    explicit RefundBookingRule(const ledgerline::Config& config);
    ledgerline::Verdict apply(ledgerline::Refund refund) override;

private:
    // On which account an amount goes that belongs to no goods, and with which tax.
    struct Account {
        std::string account, tax_code;
        ledgerline::Decimal tax_rate;
        bool is_set() const { return !account.empty(); }
        // `given`: with its tax, as stores give back. With net prices the tax is taken out, as the ERP adds it again.
        CreditPart part(const ledgerline::Decimal& given, std::string_view price_mode, int decimals, std::string label) const;
    };
    static Account account_of(const ledgerline::Config& config, const std::string& name);

    // All of them answer why the refund cannot be booked so, or nothing.
    using Obstacle = std::optional<ledgerline::Verdict>;
    Obstacle add_item(const ledgerline::Refund& refund, const ledgerline::RefundItem& item, CreditParts& parts) const;
    Obstacle add_line(const ledgerline::Refund& refund, const ledgerline::RefundItem& item, CreditParts& parts) const;
    Obstacle add_units(const ledgerline::Refund& refund, const ledgerline::RefundItem& item, std::size_t line, const ledgerline::Decimal& units, CreditParts& parts) const;
    Obstacle add_charge(const ledgerline::Refund& refund, const ledgerline::RefundItem& item, CreditParts& parts) const;
    Obstacle add_amount(const ledgerline::Refund& refund, const ledgerline::RefundItem& item, const Account& account, CreditParts& parts) const;
    Obstacle add_deductions(const ledgerline::Refund& refund, const ledgerline::RefundItem& item, CreditParts& parts, bool& in_price) const;
    // Amounts that come to what the store gives back.
    bool settle_amounts(const ledgerline::Refund& refund, const RefundArithmetic& arithmetic, bool deducted, CreditParts& parts) const;
    ledgerline::Verdict mismatch(const ledgerline::Refund& refund, const RefundArithmetic& arithmetic, const CreditParts& parts) const;
    // Each memo rounds its tax by itself, so those of single units may credit more tax together than the order had.
    Obstacle compare_tax(const ledgerline::Refund& refund, const ledgerline::Decimal& tax) const;
    ledgerline::Verdict book_unknown(ledgerline::Refund& refund) const;
    Obstacle write_parts(ledgerline::Refund& refund, const CreditParts& parts) const;
    Obstacle write_line(ledgerline::Refund& refund, const CreditPart& part) const;
    void write_header(ledgerline::Refund& refund) const;
    void write_custody(ledgerline::Refund& refund, const CreditParts& parts) const;
    std::int64_t booked_at(const ledgerline::Refund& refund) const;
    // What whoever entered it says of the goods comes before the policy.
    std::string custody_of(const ledgerline::Refund& refund) const;

    Account amounts_, deductions_, tax_only_, earlier_;
    std::string earlier_card_code_;
    bool spreads_by_hand_, by_line_otherwise_, holds_tax_, by_creation_;
    int price_decimals_;
    std::string custody_;
    std::int64_t return_days_, offset_s_ = 0;
    std::string series_, comments_;
};

} // namespace rules

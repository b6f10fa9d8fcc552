// A refund as the store keeps it, and how much of an order was refunded.
#pragma once

#include "base/clock.hpp"

#include <ledgerline/decimal.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace ledgerline::sandbox::store {

enum class RefundKind { product, gift_wrapping, shipping, handling, order, fee, tax };

// "PRODUCT", "GIFT_WRAPPING" ...
std::string_view name_of(RefundKind kind);
std::optional<RefundKind> refund_kind(std::string_view name);
// Products and their wrapping are refunded by quantity, everything else by amount.
inline bool is_by_quantity(RefundKind kind) { return kind == RefundKind::product || kind == RefundKind::gift_wrapping; }

// The part of an order that is refunded: a line, an address, a fee.
struct RefundTarget {
    RefundKind kind = RefundKind::product;
    std::int64_t id = 0;
    friend bool operator<(const RefundTarget& a, const RefundTarget& b) { return std::tie(a.kind, a.id) < std::tie(b.kind, b.id); }
};

// What is kept back from a product, such as a restocking fee.
struct RefundDeduction {
    Decimal amount; // below zero
    std::string description;
};

struct RefundItem {
    RefundTarget target;
    std::int64_t quantity = 0; // by quantity
    Decimal amount;            // in the price mode of the order, before deductions
    Decimal tax;               // in it, or on top of it, by the price mode
    std::string reason;
    std::vector<RefundDeduction> deductions;
    Decimal deducted() const { // below zero, or nothing
        Decimal out;
        for (const RefundDeduction& one : deductions) out += one.amount;
        return out;
    }
};

struct RefundPayment {
    enum class State { pending, settled, declined };
    std::int64_t id = 0;
    std::string provider;
    Decimal amount;
    bool offline = false;
    State state = State::pending;
    std::string declined_message;
    std::string transaction_id;          // "" = none is shown
    bool will_be_declined = false;       // what becomes of it when its time has come
};

struct Refund {
    std::int64_t id = 0;
    std::int64_t order_id = 0;
    std::int64_t user_id = 0;
    base::Millis created = 0;
    int decimals = 2; // of the currency
    std::string reason;
    Decimal total;
    Decimal tax;
    Decimal calculated_tax; // of its items, what it would have been without an override
    bool overridden = false;
    std::vector<RefundItem> items;
    std::vector<RefundPayment> payments;
    std::string text; // a loaded refund as it came, otherwise ""

    bool is_declined() const; // no money went
};

// Of one order, by all refunds that count.
struct Refunded {
    std::map<RefundTarget, std::int64_t> quantities;
    std::map<RefundTarget, Decimal> amounts;
    Decimal total;
    Decimal tax;
    Decimal overcharged;                         // tax that overridden refunds kept
    std::map<std::string, Decimal> by_provider;  // money that went or is on its way
    std::set<std::string> gateways;              // that refunded it online
    std::int64_t refunds = 0;
    bool is_pending = false;
};

} // namespace ledgerline::sandbox::store

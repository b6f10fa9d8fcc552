// How the store refunds. The first block is how long its payments take and with whom; the rest are choices that BigCommerce's
// documentation leaves open or on which its pages differ.
#pragma once

#include "base/clock.hpp"
#include "message/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ledgerline::sandbox {

// `documented`: a number in lists and in the answer to a POST; a single refund has text, and null for what is refunded by quantity.
enum class RequestedAmount { documented, number, text, null };
// What a refund does to the rows of /v2/orders/{id}/taxes; `removed`: rows of which nothing is left go away.
enum class RefundedTaxRows { lowered, removed, kept };

struct RefundSettings {
    base::Millis settle_ms = 2'000;       // from the answer 201 until a payment has settled or is declined; 0 = with the answer
    base::Millis settle_jitter_ms = 0;    // at most so much more, by chance
    std::vector<std::string> single_refund_gateways; // these refund an order once; further refunds are offline
    std::int64_t user_id = 0;             // of refunds that are made through the API

    // Forms of the answers.
    RequestedAmount requested_amount = RequestedAmount::documented;
    bool quantity_of_others = false;      // items that aren't products have the quantity 1
    bool fee_item_is_order = false;       // a refunded fee is shown with the order's id instead of its own
    bool created_is_empty = false;        // `created` is ""
    bool tax_items_shown = false;         // a refund of tax alone has an item TAX, otherwise none
    bool quote_says_is_tax_included = false; // otherwise tax_inclusive

    // What happens to the order and its payments.
    bool status_follows = true;           // to 14, and to 4 when everything is refunded
    bool payment_status_follows = true;   // to "partially refunded" and "refunded"
    bool touches_order = true;            // date_modified, store/order/updated
    bool settlement_touches_order = false;
    bool amounts_on_order = false;        // refunded_amount, and refund_amount of the lines; otherwise 0
    bool declined_counts = false;         // what a declined refund was for stays refunded
    bool declined_names_transaction = false; // a declined payment has the transaction_id of the row that tells of it
    bool offline_has_transaction = false; // payments that are made by hand have a row in the transactions too
    bool negative_transactions = false;   // rows of refunds have an amount below zero
    bool transaction_event = true;        // store/order/transaction/created when a payment settles or is declined
    bool tax_adjustment_checked = true;   // tax_adjustment_amount must be what was overcharged, unless it is overridden
    bool adjustments_lower_tax = false;   // a deduction from a product lowers its tax in proportion
    bool one_at_a_time = false;           // 422 while a payment of an earlier refund of the order is pending
    RefundedTaxRows tax_rows = RefundedTaxRows::lowered;
};

// Reads the member "refunds" of the store's settings. Throws std::invalid_argument that names the member.
RefundSettings refund_settings_from(const message::Value& refunds);

} // namespace ledgerline::sandbox

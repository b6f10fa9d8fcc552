#include "store/refund_settings.hpp"

#include <initializer_list>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace ledgerline::sandbox {

namespace {

using message::Value;

[[noreturn]] void refuse(const std::string& member, const std::string& why) { throw std::invalid_argument("store.refunds." + member + ": " + why); }

bool boolean(const std::string& member, const Value& value) {
    if (const auto* b = value.as_bool()) return *b;
    refuse(member, "must be true or false");
}

base::Millis duration(const std::string& member, const Value& value) {
    constexpr base::Millis longest = 31 * 86'400'000LL;
    if (const auto* ms = value.as_int(); ms && *ms >= 0 && *ms <= longest) return *ms;
    refuse(member, "must be 0 to " + std::to_string(longest));
}

// One of a few words; the answer is its place in the list.
std::size_t word(const std::string& member, const Value& value, std::initializer_list<std::string_view> known) {
    const std::string given = value.text_or("");
    std::string list;
    std::size_t at = 0;
    for (const std::string_view name : known) {
        if (given == name) return at;
        list += (at++ ? ", " : "") + std::string(name);
    }
    refuse(member, "\"" + given + "\" is none of: " + list);
}

constexpr std::pair<std::string_view, bool RefundSettings::*> switches[] = {
    {"status_follows", &RefundSettings::status_follows},
    {"payment_status_follows", &RefundSettings::payment_status_follows},
    {"touches_order", &RefundSettings::touches_order},
    {"settlement_touches_order", &RefundSettings::settlement_touches_order},
    {"amounts_on_order", &RefundSettings::amounts_on_order},
    {"declined_counts", &RefundSettings::declined_counts},
    {"declined_names_transaction", &RefundSettings::declined_names_transaction},
    {"offline_has_transaction", &RefundSettings::offline_has_transaction},
    {"negative_transactions", &RefundSettings::negative_transactions},
    {"transaction_event", &RefundSettings::transaction_event},
    {"tax_adjustment_checked", &RefundSettings::tax_adjustment_checked},
    {"adjustments_lower_tax", &RefundSettings::adjustments_lower_tax},
    {"one_at_a_time", &RefundSettings::one_at_a_time},
};

bool RefundSettings::*find_switch(std::string_view name) {
    for (const auto& [known, member] : switches)
        if (known == name) return member;
    return nullptr;
}

} // namespace

RefundSettings refund_settings_from(const Value& refunds) {
    RefundSettings out;
    if (!refunds.is_object()) throw std::invalid_argument("store.refunds: must be an object");
    for (const auto& [name, value] : *refunds.as_object()) {
        if (bool RefundSettings::*member = find_switch(name)) out.*member = boolean(name, value);
        else if (name == "settle_ms") out.settle_ms = duration(name, value);
        else if (name == "settle_jitter_ms") out.settle_jitter_ms = duration(name, value);
        else if (name == "single_refund_gateways") {
            if (!value.is_array()) refuse(name, "must be a list of texts");
            for (const Value& one : *value.as_array()) {
                if (!one.is_text()) refuse(name, "must be a list of texts");
                out.single_refund_gateways.push_back(*one.as_text());
            }
        }
        else if (name == "user_id") {
            out.user_id = value.int_or(-1);
            if (out.user_id < 0) refuse(name, "must be a whole number from 0 on");
        }
        else if (name == "requested_amount") out.requested_amount = static_cast<RequestedAmount>(word(name, value, {"documented", "number", "text", "null"}));
        else if (name == "quantity_of_others") out.quantity_of_others = word(name, value, {"absent", "one"}) == 1;
        else if (name == "fee_item_id") out.fee_item_is_order = word(name, value, {"fee", "order"}) == 1;
        else if (name == "created") out.created_is_empty = word(name, value, {"time", "empty"}) == 1;
        else if (name == "tax_items") out.tax_items_shown = word(name, value, {"hidden", "shown"}) == 1;
        else if (name == "quote_tax_member") out.quote_says_is_tax_included = word(name, value, {"tax_inclusive", "is_tax_included"}) == 1;
        else if (name == "order_taxes") out.tax_rows = static_cast<RefundedTaxRows>(word(name, value, {"lowered", "removed", "kept"}));
        else refuse(name, "unknown setting of the store's refunds (see docs/sandbox.md)");
    }
    return out;
}

} // namespace ledgerline::sandbox

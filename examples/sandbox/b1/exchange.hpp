// A document's currency to local currency, at the document's rate.
#pragma once

#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

// Zero is what an absent number reads as: leaving it out keeps long documents small.
inline void set_number(Record& record, const char* name, const Decimal& value) {
    if (value.is_zero()) record.erase(name);
    else record.set(name, value.normalized());
}

class Exchange {
public:
    // Of a document or a payment with DocCurrency and DocRate.
    Exchange(const Record& document, const State& state)
        : foreign_(document.text("DocCurrency") != state.settings.local_currency), direct_(state.settings.direct_rates),
          digits_(state.amount_digits(state.settings.local_currency)), own_digits_(state.amount_digits(document.text("DocCurrency"))), rate_(document.number("DocRate")),
          system_is_local_(state.system_currency() == state.settings.local_currency) {}

    bool foreign() const { return foreign_; }
    bool system_is_local() const { return system_is_local_; }
    Decimal local(const Decimal& amount) const {
        if (!foreign_) return amount;
        if (!direct_) return amount.normalized().divided(rate_, digits_, Round::half_up).normalized();
        return (amount.normalized() * rate_.normalized()).rounded(digits_, Round::half_up).normalized();
    }
    // Back from an amount in local currency.
    Decimal own(const Decimal& local_amount) const {
        if (!foreign_) return local_amount;
        if (direct_) return local_amount.normalized().divided(rate_, own_digits_, Round::half_up).normalized();
        return (local_amount.normalized() * rate_.normalized()).rounded(own_digits_, Round::half_up).normalized();
    }
    // The amount of the pair that is in the document's currency.
    Decimal amount(const Record& record, const char* local_name, const char* foreign_name) const { return record.number(foreign_ ? foreign_name : local_name); }
    void set(Record& record, const char* local_name, const char* foreign_name, const Decimal& amount) const {
        set_number(record, local_name, local(amount));
        set_number(record, foreign_name, foreign_ ? amount : Decimal());
    }

private:
    bool foreign_, direct_;
    int digits_, own_digits_;
    Decimal rate_;
    bool system_is_local_;
};

} // namespace ledgerline::sandbox::b1

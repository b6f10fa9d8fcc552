#include "store/refund_methods.hpp"

#include "store/request.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ledgerline::sandbox::store {

namespace {

constexpr const char* store_credit = "storecredit";
constexpr const char* custom = "custom"; // money that goes outside of the store
constexpr const char* gift_certificate = "giftcertificate";
constexpr std::array<std::string_view, 6> offline_providers{"bankdeposit", "cheque", "cod", custom, "instore", "moneyorder"};

bool is_offline(const std::string& provider) { return std::find(offline_providers.begin(), offline_providers.end(), provider) != offline_providers.end(); }

class Methods {
public:
    Methods(const RefundableOrder& order, const Refunded& before, const Decimal& total, const RefundSettings& settings)
        : order_(order), before_(before), total_(total), settings_(settings) {}

    std::vector<RefundMethod> all() const {
        const RefundMethod paid = as_paid();
        std::vector<RefundMethod> out;
        const auto add = [&](const char* provider) {
            const bool is_the_same = paid.size() == 1 && paid.front().provider == provider;
            if (!is_the_same) out.push_back({option(provider, total_)});
        };
        if (order_.customer_id != 0) add(store_credit);
        add(custom);
        if (!paid.empty()) out.push_back(paid);
        return out;
    }

private:
    RefundOption option(const std::string& provider, const Decimal& amount) const {
        RefundOption out{provider, amount, false, is_offline(provider), ""};
        const auto& once = settings_.single_refund_gateways;
        if (out.offline_provider) out.offline_reason = "This is an offline payment provider.";
        else if (before_.gateways.count(provider) && std::find(once.begin(), once.end(), provider) != once.end()) out.offline_reason = "Multiple online refunds are not available.";
        out.offline = !out.offline_reason.empty();
        return out;
    }

    // Providers in the order in which they were paid, store credit and gift certificates last.
    std::vector<std::pair<std::string, Decimal>> paid() const {
        std::vector<std::pair<std::string, Decimal>> out;
        for (const SettledPayment& payment : order_.payments) {
            const auto known = std::find_if(out.begin(), out.end(), [&](const auto& one) { return one.first == payment.provider; });
            if (known != out.end()) known->second += payment.amount;
            else out.emplace_back(payment.provider, payment.amount);
        }
        std::stable_partition(out.begin(), out.end(), [](const auto& one) { return one.first != store_credit && one.first != gift_certificate; });
        return out;
    }

    // As far as money is left with each; empty if it isn't enough.
    RefundMethod as_paid() const {
        RefundMethod out;
        Decimal rest = total_;
        for (const auto& [provider, amount] : paid()) {
            const auto went = before_.by_provider.find(provider);
            const Decimal left = went == before_.by_provider.end() ? amount : amount - went->second;
            const Decimal part = std::min(left, rest);
            if (part <= Decimal()) continue;
            out.push_back(option(provider, part));
            rest -= part;
        }
        return rest.is_zero() ? out : RefundMethod{};
    }

    const RefundableOrder& order_;
    const Refunded& before_;
    const Decimal& total_;
    const RefundSettings& settings_;
};

[[noreturn]] void refuse(const std::string& why) { throw Refused(422, why, message::Value::object({{"payments", message::Value(why)}})); }

const RefundOption* option_in(const RefundMethod& method, const std::string& provider) {
    const auto at = std::find_if(method.begin(), method.end(), [&](const RefundOption& one) { return one.provider == provider; });
    return at == method.end() ? nullptr : &*at;
}

// Nothing if the payments are not this method.
std::optional<std::vector<RefundPayment>> as_in(const RefundMethod& method, const std::vector<WantedPayment>& wanted) {
    if (wanted.size() != method.size()) return std::nullopt;
    std::vector<RefundPayment> out;
    for (const WantedPayment& one : wanted) {
        const RefundOption* option = option_in(method, one.provider);
        const bool is_second = std::any_of(out.begin(), out.end(), [&](const RefundPayment& known) { return known.provider == one.provider; });
        if (!option || is_second || option->amount != one.amount) return std::nullopt;
        if (option->offline && !one.offline) refuse("The payment provider " + one.provider + " refunds offline only. " + option->offline_reason);
        RefundPayment payment;
        payment.provider = one.provider;
        payment.amount = one.amount;
        payment.offline = one.offline;
        out.push_back(std::move(payment));
    }
    return out;
}

std::vector<RefundPayment> chosen(const RefundRequest& request, const std::vector<RefundMethod>& methods) {
    const RefundMethod* method = &methods.back();
    if (!request.provider.empty()) {
        const auto at = std::find_if(methods.begin(), methods.end(), [&](const RefundMethod& one) { return one.size() == 1 && one.front().provider == request.provider; });
        if (at == methods.end()) refuse("The payment provider " + request.provider + " cannot refund this.");
        method = &*at;
    }
    std::vector<RefundPayment> out;
    for (const RefundOption& option : *method) {
        RefundPayment payment;
        payment.provider = option.provider;
        payment.amount = option.amount;
        payment.offline = option.offline || request.offline;
        out.push_back(std::move(payment));
    }
    return out;
}

} // namespace

std::string describe_provider(const std::string& provider) {
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {store_credit, "Store Credit"}, {custom, "Custom"},       {gift_certificate, "Gift Certificate"}, {"bankdeposit", "Bank Deposit"},
        {"cod", "Cash on Delivery"},    {"instore", "Pay in Store"}, {"moneyorder", "Money Order"},       {"paypalexpress", "PayPal Express"}};
    for (const auto& [known, name] : names)
        if (known == provider) return std::string(name);
    std::string out = provider;
    if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
    return out;
}

std::vector<RefundMethod> refund_methods(const RefundableOrder& order, const Refunded& before, const Decimal& total, const RefundSettings& settings) {
    return Methods(order, before, total, settings).all();
}

std::vector<RefundPayment> payments_of(const RefundRequest& request, const RefundableOrder& order, const std::vector<RefundMethod>& methods) {
    if (request.chooses_payments) return chosen(request, methods);
    Decimal sum;
    for (const WantedPayment& one : request.payments) {
        if (one.provider == store_credit && order.customer_id == 0) throw Refused(422, "Unable to provide store credit for a guest customer.");
        sum += one.amount;
    }
    for (const RefundMethod& method : methods)
        if (auto out = as_in(method, request.payments)) return *out;
    if (request.payments.size() > 1) refuse("Invalid split payment.");
    const std::string& provider = request.payments.front().provider;
    for (const RefundMethod& method : methods) {
        const RefundOption* option = option_in(method, provider);
        if (!option) continue;
        if (method.size() > 1) refuse("Invalid split payment.");
        refuse("The payment amount " + sum.text(order.decimals) + " must equal the " + option->amount.text(order.decimals) + " of the refund quote.");
    }
    refuse("The payment provider " + provider + " is none of those that can refund this order.");
}

} // namespace ledgerline::sandbox::store

#include "store/refund.hpp"

#include <algorithm>
#include <utility>

namespace ledgerline::sandbox::store {

namespace {

constexpr std::pair<RefundKind, std::string_view> names[] = {
    {RefundKind::product, "PRODUCT"},   {RefundKind::gift_wrapping, "GIFT_WRAPPING"}, {RefundKind::shipping, "SHIPPING"}, {RefundKind::handling, "HANDLING"},
    {RefundKind::order, "ORDER"},       {RefundKind::fee, "FEE"},                     {RefundKind::tax, "TAX"},
};

} // namespace

std::string_view name_of(RefundKind kind) { return names[static_cast<std::size_t>(kind)].second; }

std::optional<RefundKind> refund_kind(std::string_view name) {
    for (const auto& [kind, known] : names)
        if (known == name) return kind;
    return std::nullopt;
}

bool Refund::is_declined() const {
    return !payments.empty() && std::all_of(payments.begin(), payments.end(), [](const RefundPayment& one) { return one.state == RefundPayment::State::declined; });
}

} // namespace ledgerline::sandbox::store

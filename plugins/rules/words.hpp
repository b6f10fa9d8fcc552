// Small things with texts that several rules do.
#pragma once

#include <ledgerline/facts.hpp>
#include <ledgerline/refund.hpp>

#include <string>
#include <string_view>

namespace rules {

inline std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
    return text;
}

// What everything that is told of a refund is based on.
inline ledgerline::Facts facts_of(const ledgerline::Refund& refund) {
    return ledgerline::facts().subject("order:" + std::string(refund.order_id())).add("order", refund.order_id()).add("amount", refund.total_inc_tax());
}

} // namespace rules

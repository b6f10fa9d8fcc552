#include "catalogue/item_price.hpp"

#include "catalogue/days.hpp"

#include <fmt/format.h>

namespace ledgerline::catalogue {

using message::Value;

namespace {

bool is_for_us(const Value& special, const CataloguePolicy& policy) {
    const std::string partner = special["card_code"].text_or(""), list = special["list"].text_or("");
    if (!partner.empty()) return !policy.card_code.empty() && partner == policy.card_code;
    return policy.special_prices && list == policy.price_list;
}

// The partner's before everybody's; of several that which began last, and of those the one that ends first.
bool goes_before(const Value& a, const Value& b) {
    const bool a_partner = !a["card_code"].text_or("").empty(), b_partner = !b["card_code"].text_or("").empty();
    if (a_partner != b_partner) return a_partner;
    const std::string a_from = a["from"].text_or(""), b_from = b["from"].text_or("");
    if (a_from != b_from) return a_from > b_from;
    const std::string a_to = a["to"].text_or(""), b_to = b["to"].text_or("");
    return a_to != b_to && !a_to.empty() && (b_to.empty() || a_to < b_to);
}

std::string span_of(const Value& special) {
    const std::string from = special["from"].text_or(""), to = special["to"].text_or("");
    return (from.empty() ? "" : " from " + from) + (to.empty() ? "" : " to " + to);
}

void take(ItemPrice& out, const Value& priced, std::string why, const CataloguePolicy& policy) {
    const auto price = Decimal::try_parse(priced["price"].text_or(""));
    if (!price || price->is_zero()) return;
    out.why = std::move(why);
    const std::string currency = priced["currency"].text_or("");
    if (price->is_negative()) {
        out.problem = fmt::format("the price {} ({}) is below zero", price->text(), out.why);
    } else if (!currency.empty() && currency != policy.currency) {
        out.problem = fmt::format("the price {} {} ({}) is not in {}", price->text(), currency, out.why, policy.currency);
    } else {
        try {
            const Decimal exact = *price * policy.price_factor;
            const Decimal rounded = policy.rounding ? exact.rounded(policy.decimals, *policy.rounding) : exact.rounded(policy.decimals, Round::down);
            if (!policy.rounding && rounded != exact)
                out.problem = fmt::format("the price {} ({}) has more than {} digits after the point, and the route does not say how it is rounded", exact.normalized().text(), out.why, policy.decimals);
            else if (rounded.is_zero()) out.problem = fmt::format("the price {} ({}) would be rounded to nothing", exact.normalized().text(), out.why);
            else out.price = rounded;
        } catch (const DecimalError& error) {
            out.problem = fmt::format("the price {} ({}) cannot be reckoned: {}", price->text(), out.why, error.what());
        }
    }
}

} // namespace

ItemPrice price_of(const Value& item, const CataloguePolicy& policy, std::string_view day) {
    ItemPrice out;
    // An item without any has an empty list. The list's price in the place of one that nobody has read would be a wrong one.
    if ((policy.special_prices || !policy.card_code.empty()) && !item["special_prices"].is_array()) {
        out.problem = fmt::format("the special prices of the item {} are not known: its source does not read them (its field special_prices)", item["code"].text_or(""));
        return out;
    }
    const Value* special = nullptr;
    if (const auto* all = item["special_prices"].as_array())
        for (const Value& one : *all) {
            if (!is_for_us(one, policy)) continue;
            const std::string from = one["from"].text_or(""), to = one["to"].text_or("");
            out.next_day = earlier_day(out.next_day, next_edge(from, to, day));
            if (covers(from, to, day) && (special == nullptr || goes_before(one, *special))) special = &one;
        }
    if (special != nullptr) {
        const std::string partner = (*special)["card_code"].text_or("");
        take(out, *special, (partner.empty() ? "special price of price list " + policy.price_list : "price of business partner " + partner) + span_of(*special), policy);
    }
    // A special price of 0 is none: the list's stands.
    if (!out.why.empty()) return out;
    if (const auto* prices = item["prices"].as_array())
        for (const Value& price : *prices)
            if (price["list"].text_or("") == policy.price_list) take(out, price, "price list " + policy.price_list, policy);
    return out;
}

} // namespace ledgerline::catalogue

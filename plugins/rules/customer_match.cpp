#include "customer_match.hpp"

#include <cstdint>
#include <utility>

namespace rules {

using namespace ledgerline;

namespace {

constexpr std::size_t card_code_max = 15; // the ERP's column
constexpr std::size_t address_code_size = 13;

std::string name_of(const Order& order) {
    const Customer customer = order.customer();
    if (!customer.company().empty()) return std::string(customer.company());
    std::string name = format("{} {}", customer.first_name(), customer.last_name());
    const auto first = name.find_first_not_of(' ');
    if (first == std::string::npos) return customer.email().empty() ? format("Customer of order {}", order.number()) : std::string(customer.email());
    return name.substr(first, name.find_last_not_of(' ') - first + 1);
}

// A guest who is looked for by address and made where there is none must get the same code in every order, also in two that
// are posted at once: then the ERP's own key lets only one partner be made. It is made of the address without
// regard to capitals; whether the partner that has the code is this customer, the sink compares.
std::string code_of_address(std::string_view email) {
    std::uint64_t hash = 14'695'981'039'346'656'037U; // FNV-1a
    for (const char c : email) {
        hash ^= static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        hash *= 1'099'511'628'211U;
    }
    std::string code;
    for (std::size_t i = 0; i < address_code_size; ++i, hash >>= 5) code += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[hash & 31];
    return code;
}

} // namespace

CustomerMatch::CustomerMatch(const Config& config) :
    registered_{config.choice("registered"), config.choice("registered_otherwise")}, guest_{config.choice("guest"), config.choice("guest_otherwise")}, card_code_(config.text("card_code")),
    prefix_(config.text("prefix")), guest_prefix_(config.text("guest_prefix")), group_(config.text("group")) {
    if ((registered_.uses("one-partner") || guest_.uses("one-partner")) && card_code_.empty())
        config.refuse(config.problem("card_code", "the policy one-partner needs the code of that business partner"));
    for (const auto& [field, way] : {std::pair{"registered_otherwise", &registered_}, std::pair{"guest_otherwise", &guest_}})
        if (way->otherwise != "none" && !way->matches()) config.refuse(config.problem(field, "the policy {} finds or makes a partner for everybody, so nothing is left for {}", way->policy, way->otherwise));
    if (guest_.matches() && guest_.otherwise == "create" && guest_prefix_.size() + address_code_size > card_code_max)
        config.refuse(config.problem("guest_prefix", "\"{}\" is too long: with the {} characters that are made of a guest's address the code would have more than the ERP's {}", guest_prefix_,
                                     static_cast<std::int64_t>(address_code_size), static_cast<std::int64_t>(card_code_max)));
    if (registered_.uses("create") && guest_.uses("create") && prefix_ == guest_prefix_)
        config.refuse(config.problem("guest_prefix", "\"{}\" is the prefix of registered customers too: a customer and an order with the same number would get the same partner", guest_prefix_));
}

Verdict CustomerMatch::apply(Order order) {
    const Customer customer = order.customer();
    const Way& way = customer.is_guest() ? guest_ : registered_;
    CustomerBooking booking = order.booking().customer();
    const bool matched = way.matches() && match(booking, way.policy, customer);
    if (way.matches() && !matched && way.otherwise == "none")
        return hold("CUSTOMER_NOT_FOUND", "Order {} has no {}, so its business partner cannot be found", order.number(), way.policy == "match-by-email" ? "e-mail address" : "customer id")
            .at(order["customer"])
            .because(facts().subject(format("customer:{}", order.number())));
    const std::string& policy = way.matches() ? way.otherwise : way.policy;
    if (policy == "none") return pass();
    if (matched) booking.set_if_none(policy == "create" ? "create" : "fixed");
    if (policy == "create") return create(booking, code_of(order), order);
    if (!matched) booking.set_policy("fixed");
    booking.set_card_code(card_code_);
    return pass();
}

// One partner for a registered customer, for ever. A guest has no identity but the address: where guests are looked for by it,
// one partner for each address, else one for each order.
std::string CustomerMatch::code_of(const Order& order) const {
    const Customer customer = order.customer();
    if (!customer.is_guest()) return prefix_ + std::string(customer.id());
    if (guest_.matches() && !customer.email().empty()) return guest_prefix_ + code_of_address(customer.email());
    return guest_prefix_ + std::string(order.number());
}

bool CustomerMatch::match(CustomerBooking booking, const std::string& policy, const Customer& customer) {
    const bool by_email = policy == "match-by-email";
    const std::string_view value = by_email ? customer.email() : customer.id();
    if (value.empty()) return false;
    booking.set_policy("match");
    booking.set_card_code("");
    booking.set_match_by(by_email ? "email" : "external_id");
    booking.set_match_value(value);
    return true;
}

Verdict CustomerMatch::create(CustomerBooking booking, const std::string& code, const Order& order) const {
    if (code.size() > card_code_max)
        return hold("CUSTOMER_NOT_FOUND", "The business partner's code for order {} would be {}, longer than the {} characters that the ERP takes: shorten the prefix",
                    order.number(), code, static_cast<std::int64_t>(card_code_max))
            .at(order["customer"])
            .because(facts().subject("customer:code-too-long").add("code", code));
    const Customer customer = order.customer();
    if (booking.if_none().empty()) booking.set_policy("create");
    booking.set_card_code(code);
    booking.set_name(name_of(order));
    booking.set_email(customer.email());
    booking.set_phone(customer.phone());
    booking.set_tax_id(customer.tax_id());
    booking.set_external_id(customer.id());
    booking.set_currency("##");
    booking.set_group(group_);
    return pass();
}

} // namespace rules

#include "customer_match.hpp"

namespace rules {

using namespace ledgerline;

namespace {

constexpr std::size_t card_code_max = 15; // the ERP's column

std::string name_of(const Order& order) {
    const Customer customer = order.customer();
    if (!customer.company().empty()) return std::string(customer.company());
    std::string name = format("{} {}", customer.first_name(), customer.last_name());
    const auto first = name.find_first_not_of(' ');
    if (first == std::string::npos) return customer.email().empty() ? format("Customer of order {}", order.number()) : std::string(customer.email());
    return name.substr(first, name.find_last_not_of(' ') - first + 1);
}

} // namespace

CustomerMatch::CustomerMatch(const Config& config) :
    registered_(config.choice("registered")), guest_(config.choice("guest")), card_code_(config.text("card_code")), prefix_(config.text("prefix")),
    guest_prefix_(config.text("guest_prefix")), group_(config.text("group")) {
    if ((registered_ == "one-partner" || guest_ == "one-partner") && card_code_.empty())
        config.refuse(config.problem("card_code", "the policy one-partner needs the code of that business partner"));
    if (registered_ == "create" && guest_ == "create" && prefix_ == guest_prefix_)
        config.refuse(config.problem("guest_prefix", "\"{}\" is the prefix of registered customers too: a customer and an order with the same number would get the same partner", guest_prefix_));
}

Verdict CustomerMatch::apply(Order order) {
    const Customer customer = order.customer();
    const std::string& policy = customer.is_guest() ? guest_ : registered_;
    CustomerBooking booking = order.booking().customer();
    if (policy == "one-partner") {
        booking.set_policy("fixed");
        booking.set_card_code(card_code_);
        return pass();
    }
    if (policy == "match-by-email") return match(booking, "email", customer.email(), order);
    if (policy == "match-by-external-id") return match(booking, "external_id", customer.id(), order);
    // One partner for a registered customer, for ever; a guest has no identity, so each guest order gets its own.
    return create(booking, customer.is_guest() ? guest_prefix_ + std::string(order.number()) : prefix_ + std::string(customer.id()), order);
}

Verdict CustomerMatch::match(CustomerBooking booking, std::string_view by, std::string_view value, const Order& order) const {
    if (value.empty())
        return hold("CUSTOMER_NOT_FOUND", "Order {} has no {}, so its business partner cannot be found", order.number(), by == "email" ? "e-mail address" : "customer id")
            .at(order["customer"])
            .because(facts().subject(format("customer:{}", order.number())));
    booking.set_policy("match");
    booking.set_card_code("");
    booking.set_match_by(by);
    booking.set_match_value(value);
    return pass();
}

Verdict CustomerMatch::create(CustomerBooking booking, const std::string& code, const Order& order) const {
    if (code.size() > card_code_max)
        return hold("CUSTOMER_NOT_FOUND", "The business partner's code for order {} would be {}, longer than the {} characters that the ERP takes: shorten the prefix",
                    order.number(), code, static_cast<std::int64_t>(card_code_max))
            .at(order["customer"])
            .because(facts().subject("customer:code-too-long").add("code", code));
    const Customer customer = order.customer();
    booking.set_policy("create");
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

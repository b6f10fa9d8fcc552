#include "address_check.hpp"

#include "places.hpp"

#include <algorithm>

namespace rules {

using namespace ledgerline;

namespace {

constexpr std::string_view parts_known[] = {"name", "street", "city", "state", "postcode", "country", "country_code", "phone", "email"};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool lacks(const Address& address, const std::string& part) {
    if (part == "name") return is_blank(address.first_name()) && is_blank(address.last_name()) && is_blank(address.company());
    if (part == "street") return is_blank(address.street_1()) && is_blank(address.street_2());
    if (part == "city") return is_blank(address.city());
    if (part == "state") return is_blank(address.state());
    if (part == "postcode") return is_blank(address.postcode());
    if (part == "country") return is_blank(country_of(address));
    if (part == "country_code") return is_blank(address.country_code());
    if (part == "phone") return is_blank(address.phone());
    return is_blank(address.email());
}

std::vector<std::string> parts_of(const Config& config, const char* field) {
    std::vector<std::string> parts = config.list(field);
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (std::find(std::begin(parts_known), std::end(parts_known), parts[i]) == std::end(parts_known))
            config.refuse(config.problem(config.node()[field][i], "\"{}\" is no part of an address (there are name, street, city, state, postcode, country, country_code, phone, email)", parts[i]));
    return parts;
}

} // namespace

AddressCheck::AddressCheck(const Config& config) : billing_(parts_of(config, "billing")), shipping_(parts_of(config, "shipping")), states_of_(config.list("states_of")) {
    for (std::size_t i = 0; i < states_of_.size(); ++i)
        if (states_of_[i].empty() || fits_no_country(states_of_[i])) config.refuse(config.problem(config.node()["states_of"][i], fits_no_country_text, states_of_[i]));
}

Verdict AddressCheck::apply(Order order) {
    bool good = check(order, order.billing_address(), billing_, "billing");
    for (const Consignment consignment : order.consignments())
        if (consignment.kind() != "pickup") good = check(order, consignment.address(), shipping_, "shipping") && good;
    return good ? pass() : hold();
}

bool AddressCheck::check(const Order& order, const Address& address, const std::vector<std::string>& parts, std::string_view which) {
    std::vector<std::string> missing;
    for (const std::string& part : parts)
        if (lacks(address, part)) missing.push_back(part);
    const bool needs_state = std::find(states_of_.begin(), states_of_.end(), country_of(address)) != states_of_.end();
    if (needs_state && !parts.empty() && lacks(address, "state") && std::find(missing.begin(), missing.end(), "state") == missing.end()) missing.emplace_back("state");
    if (missing.empty()) return true;
    std::string list;
    for (const std::string& part : missing) list += (list.empty() ? "" : ", ") + part;
    explain("ADDRESS_INVALID", format("The {} address of order {} has no {}", which, order.number(), list), address.node(),
            facts().subject(format("order:{}", order.number())).add("address", which).add("missing", missing));
    return false;
}

} // namespace rules
